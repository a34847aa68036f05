"""A library that says hostile things in every text, and its twin that says harmless ones.

Each text bears its number, ⁅12⁆…⁅/⁆, so that wherever one is read it can be told what was typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

import yaml
from building import edit
from full_case import full_case, slots, write_files
from pydantic import BaseModel
from small_library import NAMES, OTHER_NUMBERS, WITHDRAWN, write_small_library
from vectors import POLYGLOT, STRANGE, XSS

from casebook.characters import unified
from casebook.console import Console
from casebook.load import load_library
from casebook.model.case import CaseData
from casebook.model.edition import Edition
from casebook.model.library import MeasureKind
from casebook.model.programme import Programme
from casebook.paths import Paths
from casebook.publish import publish
from casebook.site.build import SiteInput, build_site
from casebook.site.inputs import load_inputs
from casebook.site.settings import SiteSettings

SITE = "https://cases.example.org/"
ESCAPED = "2026-dongjie"
RAW, STRANGE_CASE = "2026-lvyuan", OTHER_NUMBERS  # one of unescaped Markdown, one of long words
_AT_ONCE = 6  # texts of a field, besides one that breaks out of everything
_TERM = 45  # characters of a synonym, besides its number
_KEPT = {"public_contacts", "disputed_contacts", "unfit_words", "number", "document", "field"}
_NUMBERED = re.compile(r"⁅(\d+)⁆(.*?)(?:(⁅/⁆)|$)", re.DOTALL)

_EDITION = """\
id: "2026"
title: {zh: 年鉴, en: Yearbook}
subtitle: {zh: 副题, en: Subtitle}
cover: {columns: [年鉴], foot: 二〇二六}
year: 2026
date: 2026-11-20
trim: A4
programmes: [small]
chapters: city
appendices: [{file: more, title: {zh: 附录, en: Appendix}}]
criteria: small
editor: {zh: 编辑部, en: The editors}
imprint:
  publisher: {zh: 甲, en: a}
  lines: [{label: {zh: 甲, en: a}, value: {zh: 甲, en: a}}]
"""


@dataclass
class Typed:
    """Gives out texts, and keeps what was typed under each number."""

    harmless: bool
    texts: dict[int, str] = field(default_factory=dict)
    of_the_book: set[int] = field(default_factory=set)  # which the site does not show
    of_words: set[int] = field(default_factory=set)  # of videos and synonyms
    _next: Iterator[str] = field(default_factory=lambda: cycle(XSS))

    def text(self) -> str:
        """Return the next hostile text of a field."""
        some = [POLYGLOT, *(next(self._next) for _ in range(_AT_ONCE))]
        return self.of(" ¦ ".join(some))

    def line(self) -> str:
        """Return the next hostile text, on one line."""
        some = [POLYGLOT, *(next(self._next) for _ in range(_AT_ONCE))]
        return self.of(" ".join(" ¦ ".join(some).split()))

    def of(self, text: str) -> str:
        """Return a text with its number; of the twin, one of the same shape that hurts nobody."""
        number = len(self.texts) + 1
        said = _harmless(text) if self.harmless else text
        self.texts[number] = said
        return f"⁅{number}⁆{said}⁅/⁆"

    def noted(self, said: str, among: set[int]) -> str:
        """Return a text that `of` gave, its number noted."""
        among.add(int(_NUMBERED.match(said)[1]))  # type: ignore[index]
        return said

    def misread(self, read: str) -> list[str]:
        """Return the texts in what is read that are not as they were typed."""
        wrong = []
        for match in _NUMBERED.finditer(read):
            typed, found = _spaced(self.texts[int(match[1])]), _spaced(match[2])
            cut = typed.startswith(found.rstrip("…").rstrip()) and not match[3]
            if found != typed and not cut:
                wrong.append(f"{match[1]}: {found[:300]!r} is not {typed[:300]!r}")
        return wrong


def _spaced(text: str) -> str:
    return " ".join(unified(text).split())


def _harmless(text: str) -> str:
    """Return a text of the same letters' kinds and spaces, without a mark of any language."""
    return "".join(_harmless_sign(char) for char in text)


def _harmless_sign(char: str) -> str:
    if not char.isascii() or char.isspace():
        return char
    if char.isalpha():
        return "x"
    return "0" if char.isdigit() else {"'": "’"}.get(char, char if char in ".%:/-" else "_")


@dataclass(frozen=True)
class HostileSite:
    """A library of hostile texts, its site, and what was typed."""

    root: Path
    typed: Typed

    @property
    def out(self) -> Path:
        """The published tree."""
        return self.root / "site"


def hostile_site(root: Path, *, harmless: bool = False) -> HostileSite:
    """Write the library, or its harmless twin, and make its site past the check."""
    typed = write_hostile_library(root, harmless=harmless)
    _build_past_the_check(root)
    return HostileSite(root, typed)


def write_hostile_library(root: Path, *, harmless: bool = False) -> Typed:
    """Write the library: its cases, programme, edition, measures, settings, pages are hostile."""
    write_small_library(root)
    typed = Typed(harmless)
    content = root / "content"
    _poison(content / "programmes/small.yaml", Programme, typed)
    _poison(content / "measures.yaml", MeasureKind, typed)
    (content / "site.yaml").write_text(
        "directions: small\nlede: {zh: 甲, en: a}\nsuggested: [{zh: 甲, en: a}]\n", encoding="utf-8"
    )
    _poison(content / "site.yaml", SiteSettings, typed)
    edition = content / "editions/2026/edition.yaml"
    edition.parent.mkdir(parents=True)
    edition.write_text(_EDITION, encoding="utf-8")
    _poison(edition, Edition, typed)
    _write_own_texts(edition.parent, typed)
    _write_synonyms(content / "synonyms.yaml", typed)
    for page in sorted(content.glob("pages/*/*.md")):
        body = "\n\n".join(_escaped(typed.line()) for _ in range(4))
        note = f"注[^n]\n\n[^n]: {_escaped(typed.noted(typed.line(), typed.of_words))}"
        page.write_text(f"# {_escaped(typed.line())}\n\n{body}\n\n{note}\n", encoding="utf-8")
    programme = yaml.load((content / "programmes/small.yaml").read_text("utf-8"), yaml.BaseLoader)
    for number, (name, (_, region)) in enumerate(NAMES.items()):
        _write_case(root / "cases" / name, number, region, programme, typed)
    taken = root / "cases" / WITHDRAWN / "case.yaml"
    edit(taken, "company:\n", "company:\n  slug: taken-back\n")
    _poison(taken, CaseData, typed)
    return typed


def _write_own_texts(folder: Path, typed: Typed) -> None:
    """Write what an edition says itself: its texts, of which one is Markdown nobody escaped."""
    for name in ("preface", "conventions", "more"):
        lines = [_escaped(typed.noted(typed.line(), typed.of_the_book)) for _ in range(4)]
        parts = [f"## {lines[0]}", lines[1], f"- {lines[2]}", f"> **{lines[3]}**"]
        (folder / f"{name}.zh.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    (folder / "editors-note.zh.md").write_text("\n\n".join(_raw()) + "\n", encoding="utf-8")


def _write_synonyms(path: Path, typed: Typed) -> None:
    """Write groups of terms, one of which a search in the browser finds."""
    short = [text for text in XSS if len(text) < _TERM and "\n" not in text]
    said = [typed.noted(typed.of(text.strip()), typed.of_words) for text in short[:24]]
    groups = [
        {"zh": ["canary", *said[:6]], "en": said[6:12], "narrower": {"zh": said[12:18], "en": []}},
        {"zh": said[18:21], "en": said[21:]},
    ]
    path.write_text(json.dumps(groups, ensure_ascii=False), encoding="utf-8")


def _write_spoken(folder: Path, typed: Typed) -> None:
    """Write what is said in a case's film: SubRip as it is, WebVTT and transcripts."""
    for name in ("01.srt", "01.en.vtt", "01.txt", "01.en.txt"):
        lines = [typed.noted(typed.line(), typed.of_words) for _ in range(3)]
        if name.endswith("txt"):
            text = "\n\n".join(lines)
        else:
            webvtt = name.endswith("vtt")
            cues = (
                f"00:00:00.{n}00 --> 00:00:00.{n}90\n{escape(line) if webvtt else line}"
                for n, line in enumerate(lines, 1)
            )
            text = "\n\n".join(["WEBVTT", *cues] if webvtt else cues)
        (folder / name).write_text(f"{text}\n", encoding="utf-8")


def _build_past_the_check(root: Path) -> None:
    """Make the site of a library whatever a check says: that must not be the only guard."""
    paths = Paths.of(root)
    loaded = load_library(paths)
    unread = [p for p in loaded.problems if p.rule in ("yaml", "character", "case", "programme")]
    assert not [p for p in unread if p.severity == "error" and p.rule != "programme"], unread
    settings, problems = load_inputs(loaded.library, paths)
    assert settings is not None, problems[:1]
    assert len(loaded.library.published) == len(NAMES)
    given = SiteInput(loaded.library, settings, paths, SITE, {})
    publish(build_site(given, Console("zh", quiet=True)), paths.out)


def _poison(path: Path, model: type[BaseModel], typed: Typed) -> None:
    """Give every free text of a YAML file, found by walking its model, a hostile one."""
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for one in tree if isinstance(tree, list) else [tree]:
        _spoil(one, model, lambda: typed.text())
    path.write_text(json.dumps(tree, ensure_ascii=False, indent=1), encoding="utf-8")


def _spoil(tree: Any, model: type[BaseModel], text: Callable[[], str]) -> None:
    for slot in slots(tree, model):
        if slot.kind != "text" or _KEPT & set(slot.path):
            continue
        *way, last = slot.path
        inner = tree
        for part in way:
            inner = inner[part]
        inner[last] = " ".join(text().split()) if "sections" in way else text()


def _write_case(folder: Path, number: int, region: str, programme: Any, typed: Typed) -> None:
    data = full_case()
    write_files(folder)
    _write_spoken(folder / "video", typed)
    strange = cycle(STRANGE)
    long = folder.name == STRANGE_CASE
    _spoil(data, CaseData, lambda: typed.of(next(strange)) if long else typed.text())
    data["community"].update(region=region, pinyin=None)
    data["company"].update(slug=f"company-{number}", pinyin=None)
    del data["same_as"]
    if long:
        data["title"] = {"zh": typed.of("长" * 2_000), "en": typed.of("w" * 2_000)}
    source = json.dumps(data, ensure_ascii=False, indent=1)
    (folder / "case.yaml").write_text(source, encoding="utf-8")
    for locale in ("zh", "en"):
        parts = []
        for section in programme["sections"]:
            parts.append(f"## {_escaped(section['title'][locale])}")
            if folder.name == RAW:
                parts += _raw()
            else:
                parts += _blocks(typed, list(STRANGE) if long else list(XSS))
        (folder / f"{locale}.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _blocks(typed: Typed, texts: list[str]) -> Iterator[str]:
    """Yield Markdown that says each text once, in every kind of block and mark-up in turn."""
    yield f'### {_escaped(typed.line())} {{criteria="party.1"}}'
    forms: list[Callable[[str], str]] = [
        lambda said: said,
        lambda said: f"- {said}\n- **{said}**",
        lambda said: f"> {said}",
        lambda said: f"1. *{said}*\n2. ~~{said}~~",
        lambda said: f"| {said} | 一 |\n|---|--:|\n| 二 | {said} |",
        lambda said: f"[{said}](https://example.org/)",
        lambda said: f"#### {said}",
        lambda said: f"表1 {said}\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |",
    ]
    form = cycle(forms)
    for text in texts:
        one_line = " ".join(text.split())
        yield next(form)(_escaped(typed.of(one_line)))
    for text in texts[::9]:
        if "\n" not in text and "`" not in text:
            yield f"```\n{typed.of(text)}\n```"
    yield f"注[^n]\n\n[^n]: {_escaped(typed.line())}"


def _raw() -> Iterator[str]:
    """Yield the texts as Markdown that nobody escaped."""
    yield from XSS
    for text in XSS:
        one = " ".join(text.split())
        yield f"[{one}]({one})"
        yield f"![{one}](<{one}>)"
        yield f"<{one}>\n\n    {one}"


def _escaped(text: str) -> str:
    """Write a text so that Markdown reads it as it is."""
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    return "".join(c if c not in "\t" else " " for c in escaped)
