"""Related cases: the same criteria first, then likeness in words; never size, never one company."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import copy_real

from casebook.load import load_library
from casebook.paths import Paths
from casebook.site.catalogue import Catalogue
from casebook.site.related import SHOWN, find_related

LIFTS = "老旧电梯更新改造，逐户征求意见，电梯加装与检验公开，费用分摊明细张贴。"
PARKING = "停车位重新划线，充电桩进棚，外来车辆登记，夜间停车秩序好转。"
GARDEN = "补种花木，修整草坪，绿地认养，居民参与养护。"

CASE = """\
programme: good-service-2026
status: published
published: 2026-09-01
title: {{zh: 小区{number}的做法}}
summary: {{zh: 小区{number}。}}
community:
  name: {{zh: 小区{number}}}
  region: "440104"
  type: commercial
  households: {households}
  floor_area: {floor_area}
company: {{name: {{zh: {company}物业服务有限公司}}}}
criteria: [{criteria}]
source: {{title: {{zh: 样例}}, issuer: {{zh: 样例}}}}
"""


class Made:
    """A library of a few made-up cases, each written in one line."""

    def __init__(self, root: Path) -> None:
        self.root = copy_real(root, ("content", "mkdocs.yml"))

    def case(
        self,
        id: str,  # noqa: A002 (the word of the model)
        criteria: str,
        words: str,
        *,
        company: str = "",
        size: int = 100,
    ) -> None:
        folder = self.root / "cases" / id
        folder.mkdir(parents=True, exist_ok=True)
        number = "甲乙丙丁戊己庚辛壬癸"[len(list(folder.parent.iterdir())) - 1]
        data = CASE.format(
            number=number,
            criteria=criteria,
            company=company or f"样例{number}",
            households=size,
            floor_area=size * 100,
        )
        (folder / "case.yaml").write_text(data, "utf-8")
        (folder / "zh.md").write_text(f"## 解决措施\n\n### 做法\n\n{words}\n", "utf-8")

    def related(self) -> dict[str, list[str]]:
        library = load_library(Paths.of(self.root)).library
        catalogue = Catalogue(library, library.programmes["good-service-2026"])
        found = find_related(catalogue)
        return {key: [r.case.id for r in related] for key, related in found.items()}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path / "library")


def test_the_same_criteria_come_first_then_the_same_words(made: Made) -> None:
    made.case("2026-a", "satisfaction.2", LIFTS)
    made.case("2026-b", "party.1, party.2, party.3", LIFTS)
    made.case("2026-c", "satisfaction.2", PARKING)
    made.case("2026-d", "satisfaction.2", LIFTS + GARDEN)
    made.case("2026-e", "satisfaction.2, party.1, party.2, service.1", LIFTS)
    assert made.related()["2026-a"] == ["2026-d", "2026-c", "2026-e", "2026-b"]


def test_what_both_show_is_named(made: Made) -> None:
    made.case("2026-a", "satisfaction.2, party.1, service.5", LIFTS)
    made.case("2026-b", "service.5, satisfaction.2, other.1", LIFTS)
    library = load_library(Paths.of(made.root)).library
    catalogue = Catalogue(library, library.programmes["good-service-2026"])
    (related,) = find_related(catalogue)["2026-a"]
    assert related.criteria == (("satisfaction", "2"), ("service", "5"))


def test_size_does_not_matter(made: Made, tmp_path: Path) -> None:
    """S-01, 001-036: size says nothing, and a text told three times is no nearer to any other."""
    texts = {"a": LIFTS, "b": LIFTS + GARDEN, "c": LIFTS + PARKING + GARDEN, "d": PARKING}
    other = Made(tmp_path / "other")
    for key, words in texts.items():
        made.case(f"2026-{key}", "satisfaction.2", words)
        times = {"b": 3, "d": 5}.get(key, 1)
        other.case(f"2026-{key}", "satisfaction.2", words * times, size=10_000 * times)
    assert made.related() == other.related()
    assert made.related()["2026-a"] == ["2026-b", "2026-c", "2026-d"]


def test_a_company_has_no_more_than_its_part(made: Made) -> None:
    made.case("2026-a", "satisfaction.2", LIFTS)
    for key in "bcde":
        made.case(f"2026-{key}", "satisfaction.2", LIFTS, company="样例集团")
    made.case("2026-f", "satisfaction.2, service.1, service.2", GARDEN)
    made.case("2026-g", "satisfaction.2, service.1, service.2", PARKING)
    made.case("2026-h", "service.4", "没有相同之处")
    related = made.related()["2026-a"]
    assert len(related) == SHOWN
    assert sum(key in related for key in ("2026-b", "2026-c", "2026-d", "2026-e")) == 2
    assert set(related[2:]) == {"2026-f", "2026-g"}


def test_where_there_is_but_one_company_its_cases_are_shown(made: Made) -> None:
    for key in "abcde":
        made.case(f"2026-{key}", "satisfaction.2", LIFTS, company="样例集团")
    assert len(made.related()["2026-a"]) == SHOWN


def test_a_case_alone_has_none(made: Made) -> None:
    made.case("2026-a", "satisfaction.2", LIFTS)
    assert made.related() == {"2026-a": []}
