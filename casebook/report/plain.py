"""Messages of the check in words for people who know no fields, rules or files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casebook.problem import Locale
from casebook.report.places import Asked

# What only an editor understands: fields, files, waivers, marks of Markdown, commands.
_KEYS = "rule|stamp|truth|status|alt|caption|giver|key|value|year|before|after|zh|en|slug|brand"
_JARGON = {
    "zh": re.compile(
        rf"\.(?:yaml|md)\b|(?<![\w.-])(?:{_KEYS})(?![\w.-])|\b[a-z_]+:|→|##|豁免|`|cases/|python|Git\b"
        r"|\b(?:measures|criteria|vetoes|photos|fee|honours)\b"
    ),
    "en": re.compile(
        rf"\.(?:yaml|md)\b|\b(?:{_KEYS}): |\bunder (?:measures|honours|photos)\b"
        r"|[{}→`]|##|waive|cases/|python|Git\b|\bslug\b|private/"
    ),
}
_FIELD = re.compile(r"(?:case\.yaml(?: 的 |'s | ))?'?\b((?!case\.yaml)[a-z_]+(?:\.[a-z_]+)+)\b'?")
_FOLDER = re.compile(r"\b(?:photos|video)/")  # a contributor knows files by their names
_KEY_ASIDE = re.compile(r"（[a-z_]+(?:[.-][a-z0-9_]+)*）| \([a-z_]+(?:[.-][a-z0-9_]+)*\)")
_SENTENCE = {"zh": re.compile(r"[^。；]+[。；]?"), "en": re.compile(r".+?(?:[.;](?=\s|$)|$)")}


def plain(asked: Asked, said: str) -> str:
    """Return what is left of a message for a contributor: labels for fields, no jargon."""
    for section in asked.programme.sections if asked.programme else ():
        said = said.replace(section.title.zh, section.title.to(asked.locale))
    said = _FOLDER.sub("", said)
    said = _KEY_ASIDE.sub("", _FIELD.sub(lambda m: _label(asked, m), said))
    said = without_clauses(said, asked.clauses)
    parts = [part.strip() for part in _SENTENCE[asked.locale].findall(said)]
    jargon = _JARGON[asked.locale]
    said = _joined([part for part in parts if part and not jargon.search(part)], asked.locale)
    return _closed_up(said) if asked.locale == "zh" else said


def clauses_in(said: str, known: Iterable[str]) -> list[str]:
    """Return the clauses that a message names, the longest first where one holds another."""
    found: list[str] = []
    for clause in sorted(known, key=lambda clause: (-len(clause), clause)):
        if re.search(rf"(?<![\w-]){re.escape(clause)}(?![\w-])", said):
            said = said.replace(clause, "")
            found.append(clause)
    return sorted(found)


def without_clauses(said: str, known: Iterable[str]) -> str:
    """Take out the clauses that a message names; they are given behind it in words."""
    names = "|".join(re.escape(name) for name in sorted(known, key=lambda name: (-len(name), name)))
    if not names:
        return said
    one = rf"(?:{names})(?:[,、] ?(?:{names}))*"
    said = re.sub(rf"（(?:依据 ?)?{one}）| ?\((?:clause )?{one}\)|{one} asks for it; ", "", said)
    return re.sub(rf"{one} (asks|allows)", r"The notice \1", said)


def clause_said(asked: Asked, clauses: Iterable[str]) -> str:
    """Return where clauses stand in the programme's own papers; their numbers are only ours."""
    parts = (part.strip() for clause in clauses for part in clause.split(","))
    found = (asked.programme.citation(part) if asked.programme else None for part in parts)
    return asked.listed(dict.fromkeys(place.to(asked.locale) for place in found if place))


def _label(asked: Asked, match: re.Match[str]) -> str:
    label = asked.label(tuple(match[1].split(".")))
    return asked.field(label) if label else match[0]


def _closed_up(said: str) -> str:
    """Take out the spaces beside Chinese, but not within what is quoted."""
    parts = re.split(r"(“[^”]*”)", said)
    parts[::2] = [re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", part) for part in parts[::2]]
    return "".join(parts)


def _joined(parts: list[str], locale: Locale) -> str:
    made = ("" if locale == "zh" else " ").join(parts)
    if made.endswith(("；", ";")):
        made = made[:-1] + ("。" if locale == "zh" else ".")
    return made[:1].upper() + made[1:]
