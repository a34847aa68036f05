"""Nothing is ranked: size orders no list, no word of ours holds a contest (S-01, 001-036, 001-039).

Compare and related cases have tests of their own, which say so too.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import BuiltLibrary, build, edit
from small_library import NAMES

from casebook.check.rules.unfit_words import unfit
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.search.facets import FACETS
from casebook.source import read_yaml
from casebook.yearbook.glyphs import strings_of

READ = frozenset({".html", ".json", ".jsonl", ".csv", ".xml", ".md", ".txt"})
IDS = re.compile("|".join(map(re.escape, NAMES)))
SIZES = re.compile(r"floor_area|households|employees|projects|land_area|points|score|rank")


def test_size_orders_nothing(small_site: BuiltLibrary, tmp_path: Path) -> None:
    """S-01, 001-036: with other areas, households and numbers every file names the cases as before.

    Lists, the search's table and cards, the API, CSV, feeds, the sitemap.
    """
    root = small_site.copy(tmp_path / "library")
    for place, id in enumerate(NAMES):
        file = root / "cases" / id / "case.yaml"
        text = file.read_text(encoding="utf-8")
        area = re.search(r"floor_area: (\d+)", text)
        assert area is not None
        edit(file, area[0], f"floor_area: {(7 * place % 5 + 1) * 31_000}")
        edit(file, "value: 95}", f"value: {90 + 3 * place % 7}}}")
    assert build(root, "site") == 0
    compared = 0
    for before in sorted(small_site.out.rglob("*")):
        after = root / "site" / before.relative_to(small_site.out)
        if before.suffix in READ and "pagefind" not in before.parts:
            assert _order(before) == _order(after), before.relative_to(small_site.out)
            compared += bool(_order(before))
    assert compared > 60


def _order(path: Path) -> list[str]:
    return IDS.findall(path.read_text(encoding="utf-8"))


def test_no_facet_and_no_script_knows_a_size() -> None:
    """S-01: a reader cannot ask for the largest or the best."""
    assert not [facet for facet in FACETS if SIZES.search(facet)]
    sorting = re.compile(r"\.(?:sort|toSorted)\(.*")
    for script in (HOME / "theme" / "site" / "modules").glob("*.js"):
        for call in sorting.findall(script.read_text(encoding="utf-8")):
            assert not SIZES.search(call), (script.name, call)


@pytest.mark.parametrize("file", ["theme/words.yaml", "content/site.yaml", "mkdocs.yml"])
def test_the_chrome_holds_no_contest_and_asks_no_fee(file: str) -> None:
    """001-005, 001-039: no 排名, 获奖, 报名费 in a word of the interface, unless to deny it."""
    library = load_library(Paths.of(HOME)).library
    words = [w for p in library.programmes.values() for u in p.unfit_words for w in u.words]
    assert {"评比", "报名费"} <= set(words)
    if file == "mkdocs.yml":
        texts = [(HOME / file).read_text(encoding="utf-8")]
    else:
        document, _ = read_yaml(HOME, HOME / file)
        assert document is not None
        texts = [text for _, text in strings_of(document.tree, "zh")]
    assert texts
    assert [(text, word) for text in texts for word, _ in unfit(text, words)] == []


def test_names_of_programmes_have_chinese_marks() -> None:
    """001-002: “好服务”, never between straight marks, in whatever the program says itself."""
    straight = re.compile('["＂](?:好服务|美好家园)["＂]')
    for file in ("theme/words.yaml", "mkdocs.yml", "README.zh.md", "CONTRIBUTING.zh.md"):
        assert not straight.search((HOME / file).read_text(encoding="utf-8")), file
