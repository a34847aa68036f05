"""The coverage of the real library: numbers as counted from the cases, and gaps in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from building import BuiltLibrary
from lxml import html

from casebook import regions
from casebook.load import load_library
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES, Locale
from casebook.site.links import PREFIX
from casebook.words import load_words

WORDS = load_words(HOME / "theme")


@pytest.fixture(scope="session")
def library(built_site: BuiltLibrary) -> Library:
    return load_library(Paths.of(built_site.root)).library


def page(out: Path, locale: Locale, path: str = "coverage/") -> html.HtmlElement:
    return html.document_fromstring((out / PREFIX[locale] / path / "index.html").read_bytes())


def shown(library: Library) -> Counter[str]:
    """Count the cases of each criterion of the home programme, from the cases themselves."""
    found: Counter[str] = Counter()
    for case in library.published:
        for key in {library.criterion(case, key) and key for key in case.criteria}:
            if key and (criterion := library.criterion(case, key)):
                programme, direction, item = criterion
                if programme.id == library.directions:
                    found[f"{direction.key}.{item.key}"] += 1
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_rows_follow_the_programme_and_count_cases(
    built_site: BuiltLibrary, library: Library, locale: Locale
) -> None:
    counts = shown(library)
    home = library.programmes[library.directions]
    rows = page(built_site.out, locale).xpath(
        "//section[h2/@id='types']//tbody/tr[not(contains(@class, 'direction'))]"
    )
    names = [row.xpath("string(./th//a/text()[normalize-space()])").strip() for row in rows]
    assert names == [c.short.to(locale) for d in home.directions for c in d.criteria]
    totals = [row.xpath("string(./td[last()]/a)") for row in rows]
    keys = [f"{d.key}.{c.key}" for d in home.directions for c in d.criteria]
    assert totals == [str(counts[key]) if counts[key] else "" for key in keys]
    assert any(totals)


@pytest.mark.parametrize("locale", LOCALES)
def test_an_empty_cell_says_so_and_is_no_link(built_site: BuiltLibrary, locale: Locale) -> None:
    cells = page(built_site.out, locale).xpath(
        "//div[contains(@class, 'matrix')]//td[not(@colspan)]"
    )
    empty = [cell for cell in cells if not cell.xpath("./a")]
    assert empty and len(empty) < len(cells)
    for cell in empty:
        assert cell.text_content() == "—" + WORDS.say("coverage.empty", locale)
        assert cell.xpath("./span[1]/@aria-hidden") == ["true"]


@pytest.mark.parametrize("locale", LOCALES)
def test_gaps_are_named_in_words(
    built_site: BuiltLibrary, library: Library, locale: Locale
) -> None:
    counts = shown(library)
    home = library.programmes[library.directions]
    gaps = page(built_site.out, locale).xpath("//section[h2/@id='gaps']")[0]
    missing = [
        c.short.to(locale)
        for d in home.directions
        for c in d.criteria
        if not counts[f"{d.key}.{c.key}"]
    ]
    links = gaps.xpath(".//dd/a")
    assert [link.xpath("string(./text()[normalize-space()])").strip() for link in links] == missing
    having = {case.data.community.region[:2] for case in library.published}
    text = gaps.xpath("string(.//div[last()]/dd)")
    for region in regions.provinces():
        name = regions.short_zh(region) if locale == "zh" else region.en
        assert (name in text) == (region.code[:2] not in having), name


def test_a_wide_table_can_be_reached_with_the_keyboard(built_site: BuiltLibrary) -> None:
    found = page(built_site.out, "zh").xpath("//div[contains(@class, 'matrix')]")
    assert len(found) == 2
    for region in found:
        assert region.get("tabindex") == "0" and region.get("role") == "region"
        assert region.getparent().get_element_by_id(region.get("aria-labelledby")) is not None


@pytest.mark.parametrize("path", ["", "directions/", "regions/"])
def test_the_coverage_is_found(built_site: BuiltLibrary, path: str) -> None:
    links = page(built_site.out, "zh", path).xpath("//main//a/@href")
    assert any(link.rstrip("/").endswith("coverage") or "coverage/#" in link for link in links)
