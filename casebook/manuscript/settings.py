"""What Word is told of the document as a whole, and how its lists are marked."""

from __future__ import annotations

from collections.abc import Sequence

from casebook.manuscript.wordml import HEAD, NAMESPACES

_LEVELS = 9
_DOTS = ("●", "○", "■")


def render_settings() -> str:
    """Write `word/settings.xml`: Chinese punctuation is compressed, the notes have their rules."""
    return (
        f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def render_numbering(starts: Sequence[int]) -> str:
    """Write `word/numbering.xml`: list 1 has dots, each further one numbers from its start."""
    dots = "".join(_level(n, "bullet", _DOTS[n % len(_DOTS)]) for n in range(_LEVELS))
    numbers = "".join(_level(n, "decimal", f"%{n + 1}.") for n in range(_LEVELS))
    lists = "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="1"/>{_from(start)}</w:num>'
        for key, start in enumerate(starts, 2)
    )
    return (
        f"{HEAD}<w:numbering {NAMESPACES}>{_kind(0, dots)}{_kind(1, numbers)}"
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{lists}</w:numbering>'
    )


def _kind(key: int, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )


def _level(number: int, form: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
    )


def _from(start: int) -> str:
    return "".join(
        f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for n in range(_LEVELS)
    )
