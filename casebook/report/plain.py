"""Messages of the check in words for people who know no fields, rules or files."""

from __future__ import annotations

import re
from collections.abc import Iterable

from casebook.problem import Locale
from casebook.report.places import Asked

# What only an editor understands: fields, files, waivers, marks of Markdown, commands.
_JARGON = re.compile(
    r"[a-z_]+\.(?:yaml|md)\b|[a-z_]+:(?=\s|$)|→|##|waiv|豁免|`|\b(?:measures|criteria|vetoes|photos"
    r"|slug|brand|giver|alt|caption|fee|honours)\b|\bcases/|python|Git\b"
)
_FIELD = re.compile(r"(?:case\.yaml(?: 的 |'s | ))?'?\b((?!case\.yaml)[a-z_]+(?:\.[a-z_]+)+)\b'?")
_KEY_ASIDE = re.compile(r"（[a-z_]+(?:[.-][a-z0-9_]+)*）| \([a-z_]+(?:[.-][a-z0-9_]+)*\)")
_SENTENCE = {"zh": re.compile(r"[^。；]+[。；]?"), "en": re.compile(r".+?(?:[.;](?=\s|$)|$)")}


def plain(asked: Asked, said: str) -> str:
    """Return what is left of a message for a contributor: labels for fields, no jargon."""
    said = _KEY_ASIDE.sub("", _FIELD.sub(lambda m: _label(asked, m), said))
    said = without_clauses(said, asked.clauses)
    kept = [part.strip() for part in _SENTENCE[asked.locale].findall(said)]
    return _joined([part for part in kept if part and not _JARGON.search(part)], asked.locale)


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
    for clause in sorted(known, key=lambda clause: (-len(clause), clause)):
        name = re.escape(clause)
        said = re.sub(
            rf"（(?:依据 ?)?{name}）| ?\((?:clause )?{name}\)|{name} asks for it; ", "", said
        )
    return said


def clause_said(asked: Asked, clauses: Iterable[str]) -> str:
    """Return clauses in words: the annex of the notice, with the number of our list of them."""
    parts = []
    for clause in dict.fromkeys(part.strip() for c in clauses for part in c.split(",")):
        if match := re.match(r"附(\d)-", clause):
            parts.append(asked.say("annex", n=match[1], id=clause))
        elif clause.startswith("001-"):
            parts.append(asked.say("notice", id=clause))
        elif clause:
            parts.append(clause)
    return asked.words.say("list.separator", asked.locale).join(parts)


def _label(asked: Asked, match: re.Match[str]) -> str:
    label = asked.label(tuple(match[1].split(".")))
    return asked.field(label) if label else match[0]


def _joined(parts: list[str], locale: Locale) -> str:
    made = ("" if locale == "zh" else " ").join(parts)
    if made.endswith(("；", ";")):
        made = made[:-1] + ("。" if locale == "zh" else ".")
    return made
