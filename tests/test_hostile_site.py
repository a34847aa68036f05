"""A site of hostile texts: what was typed is what is read, and nothing of it is mark-up.

That nothing runs is tried in a browser, `tests/browser/test_hostile.py`.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from building import BuiltLibrary
from hostile_library import HostileSite
from lxml import html
from read_back import texts_of

_NUMBER = re.compile(r"⁅(\d+)⁆")
# Fields that no page and no file shows: of the editors' own use, or of another edition's kind.
_SEEN = 0.95


def test_every_text_is_read_as_it_was_typed(hostile: HostileSite) -> None:
    """In pages, their heads and attributes, JSON-LD, the API, feeds, tables, drawings, cards."""
    seen: set[int] = set()
    wrong: list[str] = []
    kinds: set[str] = set()
    for name, text in texts_of(hostile.out):
        numbers = {int(number) for number in _NUMBER.findall(text)}
        if numbers:
            seen |= numbers
            kinds.add(Path(name).suffix)
            wrong += [f"{name}: {said}" for said in hostile.typed.misread(text)]
    assert wrong == [], f"{len(wrong)}: {wrong[:5]}"
    assert kinds == {".html", ".xml", ".svg", ".json", ".csv", ".xlsx"}
    assert len(seen) > len(hostile.typed.texts) * _SEEN


def test_no_cell_is_a_formula(hostile: HostileSite) -> None:
    """XLSX cells are looked at where they are read back; a number may begin with a minus."""
    cells = 0
    for path in hostile.out.glob("data/*.csv"):
        for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")):
            for cell in row:
                cells += 1
                started = cell.lstrip(" \u3000\u00a0")[:1]
                assert started not in tuple("=+@＝＋－＠\t\r\n"), cell
                assert started != "-" or re.fullmatch(r"-[0-9.]+", cell), cell
    assert cells > 100


@pytest.mark.parametrize("which", ["built_site", "small_site", "hostile"])
def test_no_page_has_a_script_or_style_of_its_own(
    which: str, request: pytest.FixtureRequest
) -> None:
    """Every document of the tree has a strict policy before all else, and needs no laxer one."""
    built: BuiltLibrary | HostileSite = request.getfixturevalue(which)
    pages = sorted(built.out.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        name = path.relative_to(built.out).as_posix()
        document = html.document_fromstring(path.read_text(encoding="utf-8"))
        _has_a_strict_policy(document, name)
        for script in document.xpath("//script"):
            data = script.get("type") == "application/ld+json"
            assert bool(script.get("src")) != data, name
            assert data or not script.text, name
        assert document.xpath("//style | //iframe | //object | //embed | //base | //form") == [
            *document.xpath("//form[not(@action) or not(contains(@action, ':'))]")
        ], name
        assert document.xpath("//@style | //@*[starts-with(name(), 'on')] | //@srcdoc") == [], name
        addresses = document.xpath("//@href | //@src | //@action | //@formaction | //@poster")
        lax = [
            x for x in addresses if re.match(r"\s*(javascript|data|vbscript|file|blob):", x, re.I)
        ]
        assert lax == [], name


def _has_a_strict_policy(document: html.HtmlElement, name: str) -> None:
    head = document.xpath("/html/head/*")
    policies = [e for e in head if (e.get("http-equiv") or "").lower() == "content-security-policy"]
    assert len(policies) == 1, name
    loads = [e for e in head if e.tag in ("script", "link", "img")]
    assert not loads or head.index(policies[0]) < head.index(loads[0]), name
    said = policies[0].get("content")
    assert "default-src 'none'" in said, name
    for lax in ("unsafe-inline", "'unsafe-eval'", "data:", "blob:", "http:", "https:", "*"):
        assert lax not in said, (name, lax)
