"""A case cited: GB/T 7714—2015, BibTeX, plain words; nothing of a title is lost or obeyed."""

from __future__ import annotations

from datetime import date

import pytest

from casebook.load import load_library
from casebook.model.base import Localized
from casebook.model.case import Change
from casebook.model.library import Case
from casebook.paths import HOME, Paths
from casebook.site.citation import citations
from casebook.words import load_words

WORDS = load_words(HOME / "theme")
ADDRESS = "https://cases.example/cases/2026-shili-jiayuan/"


@pytest.fixture
def case() -> Case:
    sample = load_library(Paths.of(HOME / "tests/libraries/sample")).library.cases[0]
    title = Localized(zh="月月办：投诉由43件降到6件", en="Every month: 43 complaints down to 6")
    name = Localized(zh="示例家园", en="Shili Jiayuan")
    community = sample.data.community.model_copy(update={"name": name})
    return _with(sample, title=title, community=community, changes=())


def _with(case: Case, **update: object) -> Case:
    data = case.data.model_copy(update=update)
    return Case(case.id, case.folder, data, case.texts, case.document)


def test_gb_t_7714(case: Case) -> None:
    gb, _, _ = citations(case, "zh", ADDRESS, WORDS)
    assert gb.text == (
        "“好服务”案例库编辑部. 月月办：投诉由43件降到6件: 示例家园[EB/OL]. (2026-11-20). "
        "https://cases.example/cases/2026-shili-jiayuan/."
    )
    filled = gb.before + gb.accessed.replace("{date}", "2026-12-01") + gb.after
    assert "[EB/OL]. (2026-11-20)[2026-12-01]. https://" in filled


def test_the_day_is_that_of_the_last_change(case: Case) -> None:
    changes = tuple(
        Change(date=day, what=Localized(zh="改")) for day in (date(2027, 3, 1), date(2026, 12, 5))
    )
    changed = _with(case, changes=changes)
    assert changed.updated == date(2027, 3, 1)
    assert "(2027-03-01)" in citations(changed, "zh", ADDRESS, WORDS)[0].text
    assert _with(changed, published=None).updated is None


def test_bibtex(case: Case) -> None:
    _, _, bibtex = citations(case, "en", ADDRESS, WORDS)
    filled = bibtex.before + bibtex.accessed.replace("{date}", "2026-12-01") + bibtex.after
    assert filled == (
        "@misc{2026-shili-jiayuan,\n"
        "  author = {{Editors of the “Good Service” Case Library}},\n"
        "  title = {{Every month: 43 complaints down to 6}},\n"
        "  titleaddon = {Shili Jiayuan},\n"
        "  organization = {“Good Service” Case Library},\n"
        "  year = {2026},\n"
        f"  url = {{{ADDRESS}}},\n"
        "  urldate = {2026-12-01},\n"
        "}"
    )


def test_a_title_cannot_end_a_field_of_bibtex(case: Case) -> None:
    title = Localized(en="100% of {A} & B_1}, url = {x}\n#1 \\input")
    text = citations(_with(case, title=title), "en", ADDRESS, WORDS)[2].text
    line = next(line for line in text.split("\n") if line.startswith("  title ="))
    inner = line.removeprefix("  title = {{").removesuffix("}},")
    assert "{" not in inner
    assert "}" not in inner
    assert r"100\% of \textbraceleft A\textbraceright  \& B\_1" in inner
    assert r"\#1 \textbackslash input" in inner


def test_in_words(case: Case) -> None:
    assert citations(case, "en", ADDRESS, WORDS)[1].text == (
        "Editors of the “Good Service” Case Library, “Every month: 43 complaints down to 6” "
        "(Shili Jiayuan), “Good Service” Case Library, case 2026-shili-jiayuan, "
        f"published 20 November 2026, {ADDRESS}."
    )
    draft = _with(case, published=None)
    assert "，，" not in citations(draft, "zh", ADDRESS, WORDS)[1].text
    assert "..." not in citations(draft, "zh", ADDRESS, WORDS)[0].text
