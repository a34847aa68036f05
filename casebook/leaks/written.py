"""The texts of a site as they are read: without tags, escapes and what nobody sees."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from casebook.leaks.part import Part, Step, part_of
from casebook.personal.fold import UNSEEN
from casebook.problem import NOTHING, Said

_TEXT, _TAGS = Said("文字里", "the text"), Said("标签的属性里", "an attribute")
_COMMENT_TEXT = Said("注释里", "a comment")

# Possessive, so that a quotation mark that is never closed costs no time; and none goes beyond the
# next tag, or a text of nothing but beginnings of tags would be read as often as it has them.
_INSIDE = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
# These do not part what stands on either side of them.
_INLINE = (
    "a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp"
    "|small|span|strike|strong|sub|sup|time|tspan|tt|u|var|wbr"
    # spreadsheets (ECMA-376, 18.4) and texts of a word processor (17.3)
    "|r|t|rPr|sz|color|rFont|family|scheme|charset|vertAlign|w:(?!p\\b|tc\\b|tr\\b|tab\\b|br\\b)\\w+"
)
_MARKS: Step = (re.compile(r"<!--|--!?>|<!\[CDATA\[|\]\]>"), "\n")
_INLINE_TAG: Step = (re.compile(rf"</?(?:{_INLINE})(?=[\s/>]){_INSIDE}", re.IGNORECASE), "")
_TAG: Step = (re.compile(rf"<[A-Za-z/!?]{_INSIDE}"), "\n")
# Where numbers draw: a path of an SVG holds all numbers there are.
_DRAWN: Step = (
    re.compile(r"""\s(?:d|points|viewBox|transform)=(?:"[^"]*+"|'[^']*+')"""),
    " ",
)
_BETWEEN_TAGS: Step = (re.compile(r">[^<]++"), ">\n")
_BRACKETS: Step = (re.compile("[<>]"), "\n")
# The slow way, for a page with an attribute that has a bracket in it.
_BRACKET = re.compile(r"""=\s*(?:"[^"<>]*+>|'[^'<>]*+>)""")
_ALL_BUT_TAGS: Step = (re.compile(rf"(<[A-Za-z/!?]{_INSIDE})|[^<]++|<"), r"\1\n")


def _decoded(match: re.Match[str]) -> str:
    """Return what `\\u5f20`, `\\u{5f20}` and `\\x41` stand for, surrogates together."""
    units = [int(code, 16) for code in re.findall("[0-9A-Fa-f]{2,}", match[0])]
    try:
        text = "".join(map(chr, units))
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except (ValueError, OverflowError):
        return match[0]


def _unquoted(match: re.Match[str]) -> str:
    text = unquote(match[0], errors="replace")
    return match[0] if "\ufffd" in text else text


_ESCAPE = r"\\(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2})"
# The first one apart, so that the search can leap to the next backslash.
_ESCAPES: Step = (re.compile(f"{_ESCAPE}(?:{_ESCAPE})*"), _decoded)
_CSS_ESCAPES: Step = (
    re.compile(r"(?:\\[0-9A-Fa-f]{4,6} ?)+"),
    _decoded,
)
_ENTITIES: Step = (
    re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?"),
    lambda match: html.unescape(match[0]),
)
_PERCENT: Step = (re.compile(r"%[0-9A-Fa-f]{2}(?:%[0-9A-Fa-f]{2})*"), _unquoted)
_UNSEEN: Step = (re.compile(f"[{UNSEEN}]+"), "")
_LINE_ENDS: Step = (re.compile(r"\\[nrt]"), "\n")
_EMPHASIS: Step = (re.compile(r"[*_`~\\]+"), "")

# Nobody sees a comment between two words: it is read on its own.
_COMMENT: Step = (re.compile(r"<!--(?!\[).*?-->", re.DOTALL), "")
_COMMENTS = re.compile(r"<!--(?!\[)(.*?)-->", re.DOTALL)

_READ = (_ESCAPES, _ENTITIES, _PERCENT, _UNSEEN)
_OF_MARKUP = (_COMMENT, _MARKS, _INLINE_TAG, _TAG, *_READ)
_MARKED_UP = re.compile("</?[A-Za-z]|&#|&[A-Za-z]{2,8};")
_OF_TAGS = (_DRAWN, *_READ)
_OF_TEXT = (_LINE_ENDS, *_READ)


def parts_of_markup(source: str) -> Iterator[Part]:
    """Yield the text of HTML, SVG or XML with its scripts, its comments, then its attributes."""
    yield from _read(source, _OF_MARKUP, _TEXT)
    if comments := "\n".join(_COMMENTS.findall(source)):
        yield from _read(comments, _OF_TEXT, _COMMENT_TEXT)
    only = _ALL_BUT_TAGS if _BRACKET.search(source) else _BETWEEN_TAGS
    yield part_of(source, (only, *_OF_TAGS), _TAGS)
    if "&lt;" in source:
        yield part_of(source, (only, _BRACKETS, *_OF_TAGS, *_OF_MARKUP), _TAGS)
    if "\nd=" in source or " d=" in source:  # a record of private/ is looked for in drawings, too
        yield part_of(source, (), _TAGS, "values")


def parts_of_text(source: str) -> Iterator[Part]:
    """Yield the text of JSON, CSV, captions and other plain files."""
    yield from _read(source, _OF_TEXT)


def parts_of_markdown(source: str) -> Iterator[Part]:
    """Yield a Markdown text as it is, and without its marks where they part something."""
    yield part_of(source, _OF_TEXT)
    yield part_of(source, (_EMPHASIS, *_OF_MARKUP))


def _read(source: str, steps: Sequence[Step], where: Said = NOTHING) -> Iterator[Part]:
    """Yield a text, and once more what it shows where its text is markup itself.

    A feed has HTML in escapes, and JSON, attributes and scripts may hold it.
    """
    part = part_of(source, steps, where)
    yield part
    if _MARKED_UP.search(part.text):
        yield part_of(source, (*steps, *_OF_MARKUP), where)


def unquoted(text: str) -> str:
    """Return a text with the percent escapes of its addresses undone."""
    return _PERCENT[0].sub(_unquoted, text)


def parts_of_code(source: str) -> Iterator[Part]:
    """Yield a script or a style sheet."""
    yield part_of(source, (*_OF_TEXT, _CSS_ESCAPES), looked="code")
