"""What the parser says of broken YAML, in the words of an editor, where the fault was made."""

from __future__ import annotations

import yaml

from casebook.problem import Place, Problem, Said


def broken_yaml(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Say what keeps the YAML of a file from being read, and what to do about it."""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and mark and (text[mark.index :].isspace() or mark.index >= len(text)):
        mark = error.context_mark  # where a mark or bracket opens, not the file's end
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    said = f"{error.context or ''} {error.problem or ''}".strip()
    hint = next((hint for sign, hint in _FAULTS if sign in said), YAML_FAULT)
    return Problem(
        place,
        "yaml",
        Said("格式（YAML）有误，从这里起读不下去", f"the YAML is broken ({said})"),
        hint,
        value=said,
    )


_BACKSLASH = Said(
    "双引号里的反斜线有特殊含义：请改用单引号，或不用引号。",
    "A backslash is special inside double quotes: use single quotes, or none.",
)
_DIRECTIVE = Said("请删去以 % 开头的这一行。", "Delete this line that begins with %.")
_FAULTS: tuple[tuple[str, Said], ...] = (
    (
        "mapping values are not allowed",
        Said(
            "这里多了一个冒号：文字中有半角冒号时请给整段文字加引号；也请检查上一行的缩进，以及上一行"
            "的冒号后面有没有空格。",
            "There is one colon too many here: put quotation marks around a text that holds a "
            "colon; or check the line above: its indentation, and a space behind its colon.",
        ),
    ),
    (
        "cannot start any token",
        Said(
            "YAML 的缩进只能用空格，不能用制表符（Tab）；以 @、`、% 开头的文字要加引号。",
            "Indent with spaces, never with tabs; quote a text that begins with @, ` or %.",
        ),
    ),
    (
        "could not find expected ':'",
        Said(
            "这一行（或上一行）缺少冒号：请写成“名称: 内容”，用半角冒号，后面空一格。",
            "A colon is missing on this line or the one above: write 'key: value' with a space.",
        ),
    ),
    (
        "did not find expected key",
        Said(
            "缩进没有对齐：同一层的各项要从同一列开始；引号后面不能再接文字。",
            "The indentation does not line up: keys of one level start in the same column.",
        ),
    ),
    (
        "while scanning a quoted scalar",
        Said(
            "引号没有成对：请补上右边的引号。",
            "A quotation mark is not closed: add the missing one.",
        ),
    ),
    (
        "while scanning an alias",
        Said("文字以 * 或 & 开头时请加引号。", "Quote a text that begins with * or &."),
    ),
    (
        "while scanning an anchor",
        Said("文字以 * 或 & 开头时请加引号。", "Quote a text that begins with * or &."),
    ),
    *(
        (sign, _BACKSLASH)
        for sign in ("unknown escape", "character escape", "expected hexdecimal number")
    ),
    (
        "block sequence entries are not allowed",
        Said(
            "列表的每一项“- …”要另起一行；文字以“- ”开头时请加引号。",
            "Begin each '- …' of a list on a line of its own; quote a text that begins with '- '.",
        ),
    ),
    (
        "expected '-' indicator",
        Said(
            "同一层里不能既有“- …”又有“名称: …”：请检查这一行的缩进，或在行首补上“- ”。",
            "One level cannot hold both '- …' and 'key: …': see to the indentation, or add '- '.",
        ),
    ),
    (
        "expected node content",
        Said(
            "这里多了一个括号或逗号，或者缺少内容：请检查花括号、方括号是否成对。",
            "There is one bracket or comma too many here, or nothing between them.",
        ),
    ),
    (
        "while scanning a block scalar",
        Said(
            "文字以 > 或 | 开头时请加引号；多行文字写“|”，后面换行。",
            "Quote a text that begins with > or |; a text of several lines begins below the '|'.",
        ),
    ),
    ("expected tag URI", Said("文字以 ! 开头时请加引号。", "Quote a text that begins with !.")),
    (
        "expected <document start>",
        Said(
            "一个文件里只能有一份内容：请删去单独一行的“...”，并检查这一行的缩进。",
            "A file holds one document: delete a line of '...', and see to the indentation here.",
        ),
    ),
    *((sign, _DIRECTIVE) for sign in ("incompatible YAML document", "while scanning a directive")),
    (
        "expected ',' or",
        Said(
            "花括号、方括号要成对，里面的各项用半角逗号分开。",
            "Separate the items inside { } or [ ] with commas, and close the bracket.",
        ),
    ),
)
YAML_FAULT = Said(
    "请检查这一行的缩进、冒号和引号。", "Check the indentation, colons and quotes of this line."
)
