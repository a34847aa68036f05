"""The slips of a Chinese keyboard that break YAML, found on the lines where they were made.

The parser notices them late, often many lines on and under another name; so when it has given
up, the lines are looked at one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.problem import Place, Problem, Said

_KEY = re.compile(r"^\s*(?:- +)?([A-Za-z_]+)：")
_TIGHT = re.compile(r"^\s*(?:- +)?([A-Za-z_]+):(?=[^\s:/])")
_BRACE = re.compile(r"[:：]\s*([｛｝])|([｝])\s*$")
_COMMA = re.compile(r"[}\"\]]\s*(，)\s*[A-Za-z_]+\s*[:：]|(，)\s*(?:zh|en)\s*[:：]")
_FLOW_KEY = re.compile(r"[{,]\s*(zh|en)(：|:(?=[^\s,}]))")
_COLOUR = re.compile(r":\s+(#[0-9A-Fa-f]{6})\b")
_COMMENT = re.compile(r"(^|\s)#.*$")


def find_slips(file: str, text: str) -> Iterator[Problem]:
    """Yield a problem for each line that holds one of the known slips."""
    whole = text.split("\n")
    lines = [_COMMENT.sub("", line) for line in whole]
    # halves that pair up belong to a quoted text of several lines
    paired = sum(line.count('"') % 2 for line in lines) % 2 == 0
    for number, bare in enumerate(lines, 1):
        if paired and bare.count('"') % 2:
            continue
        if found := _bare_colour(whole[number - 1]) or _slip(bare):
            column, message, hint = found
            yield Problem(Place(file, number, column + 1), "yaml", message, hint, bare.strip())


def _bare_colour(line: str) -> tuple[int, Said, Said] | None:
    """Report a colour without quotation marks: it and all that follows is a comment."""
    match = _COLOUR.search(line)
    if match is None or line.lstrip().startswith("#"):
        return None
    return (
        match.start(1),
        Said(
            f"{match[1]} 没有加引号，从 # 起都成了注释", f"{match[1]} is a comment without quotes"
        ),
        Said(f'请加半角引号："{match[1]}"。', f'Put it in quotation marks: "{match[1]}".'),
    )


def _slip(line: str) -> tuple[int, Said, Said] | None:
    if match := _KEY.search(line) or _TIGHT.search(line) or _FLOW_KEY.search(line):
        key = match[1]
        return (
            match.end(1),
            Said(f"“{key}”后面的冒号写法不对", f"the colon after '{key}' is not right"),
            Said(
                f"请用半角冒号，后面空一格：{key}: …",
                f"Use a plain colon with a space after it: {key}: …",
            ),
        )
    if match := _BRACE.search(line):
        return (
            match.start(1) if match[1] else match.start(2),
            Said("这里用了全角花括号", "a full-width brace stands here"),
            Said("请改成半角花括号 { }。", "Use the plain braces { }."),
        )
    if match := _COMMA.search(line):
        return (
            match.start(1) if match[1] else match.start(2),
            Said("各项之间用了全角逗号", "a full-width comma stands between two items"),
            Said("请改成半角逗号，后面空一格。", "Use a plain comma with a space after it."),
        )
    return _unclosed(line)


def _unclosed(line: str) -> tuple[int, Said, Said] | None:
    """Report a quotation mark without its other half, then a brace without its own."""
    if line.count('"') % 2:
        return (
            line.rindex('"'),
            Said('这一行的引号 " 只有一半', 'a quotation mark " has no other half on this line'),
            Said("请在文字末尾补上另一个半角引号。", "Add the missing one at the end of the text."),
        )
    unquoted = re.sub(r'"[^"]*"', lambda match: " " * len(match[0]), line)
    goes_on = unquoted.rstrip().endswith(("{", ",", "["))
    if unquoted.count("{") > unquoted.count("}") and not goes_on:
        return (
            unquoted.rindex("{"),
            Said("这一行的花括号没有写完", "a brace is not closed on this line"),
            Said("请在行末补上 }。", "Add } at the end of the line."),
        )
    if match := re.search(r"[{,]\s*(?:zh|en): [^\",}{]*?(: )", unquoted):
        return (
            match.start(1),
            Said("文字里有半角冒号", "a plain colon stands inside a text"),
            Said(
                '请给整段文字加半角引号，如 {zh: "…: …"}，或改用全角冒号“：”。',
                'Put quotation marks around the text: {zh: "…: …"}.',
            ),
        )
    return None
