"""The cards that scripts read: they say what the pages say, in both languages, and no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from building import BuiltLibrary, build, bytes_of
from lxml import html
from small_library import MOVED, NAMES, WITHDRAWN, write_small_library

from casebook.problem import LOCALES, Locale
from casebook.site.links import PREFIX

KEYS = {
    "id", "name", "place", "title", "summary", "programme", "hue", "cover",
    "facts", "measures", "criteria",
}  # fmt: skip


def read(folder: Path, name: str) -> Any:
    return json.loads((folder / "reader" / name).read_text(encoding="utf-8"))


def cards(site: BuiltLibrary) -> dict[tuple[Locale, str], Any]:
    found: dict[tuple[Locale, str], Any] = {
        (locale, path.stem): json.loads(path.read_text(encoding="utf-8"))
        for locale in LOCALES
        for path in sorted((site.out / "reader" / locale).glob("*.json"))
    }
    assert found
    return found


@pytest.fixture(scope="module", params=["small_site", "built_site", "sample_site"])
def site(request: pytest.FixtureRequest) -> BuiltLibrary:
    found: BuiltLibrary = request.getfixturevalue(request.param)
    return found


def test_every_published_case_has_a_card_in_each_language(site: BuiltLibrary) -> None:
    for locale in LOCALES:
        index = read(site.out, f"cases.{locale}.json")
        ids = [entry[0] for entry in index["cases"]]
        assert sorted(ids) == sorted(case for x, case in cards(site) if x == locale)
        for case in ids:
            assert (site.out / PREFIX[locale] / "cases" / case / "index.html").is_file()
    for (_, case), card in cards(site).items():
        assert card.keys() == KEYS
        assert card["id"] == case
        assert (site.out / card["cover"]).is_file(), case


def test_a_card_says_what_the_page_says(site: BuiltLibrary) -> None:
    for (locale, case), card in cards(site).items():
        page = site.out / PREFIX[locale] / "cases" / case / "index.html"
        root = html.document_fromstring(page.read_bytes())
        text = " ".join(root.text_content().split())
        for fact in card["facts"]:
            assert " ".join(fact["value"].split()) in text, (page, fact)
        for measure in card["measures"]:
            assert measure["label"] in text and measure["number"] in text, (page, measure)
        anchors = set(root.xpath("//@id"))
        for criterion in card["criteria"]:
            assert criterion["short"] in text
            for anchor, title in criterion["passages"]:
                assert anchor in anchors, (page, anchor)
                assert title in text


def test_rows_stand_in_the_order_of_the_page(site: BuiltLibrary) -> None:
    for key, card in cards(site).items():
        for part in ("facts", "criteria"):
            rows = [item["row"] for item in card[part]]
            assert rows == sorted(rows), (key, part)


def test_a_change_has_a_time_for_each_point(site: BuiltLibrary) -> None:
    changes = [m for card in cards(site).values() for m in card["measures"] if m["points"]]
    for measure in changes:
        assert len(measure["times"]) == len(measure["points"]) >= 2
        assert (measure["times"][0], measure["times"][-1]) == (0, 1)


def test_the_index_knows_names_readings_and_what_is_gone(small_site: BuiltLibrary) -> None:
    english = read(small_site.out, "cases.en.json")
    chinese = read(small_site.out, "cases.zh.json")
    assert {entry[0]: entry[1] for entry in chinese["cases"]} == {
        case: name for case, (name, _) in NAMES.items()
    }
    by_id = {entry[0]: entry for entry in english["cases"]}
    assert by_id["2026-chaoyang"][1:2] + by_id["2026-chaoyang"][3:] == [
        "",
        "chao yang li",
        "朝阳里",
    ]
    assert by_id["2026-lvyuan"][3] == "lv yuan xin cun"
    assert by_id["2026-yangli"][1] == "Sample Community"
    for index in (chinese, english):
        assert index["moved"] == {MOVED: "2026-dongjie"}
        assert index["withdrawn"] == [WITHDRAWN]


def test_a_text_in_the_other_language_says_so(small_site: BuiltLibrary) -> None:
    card = read(small_site.out, "en/2026-only-zh.json")
    assert card["name"] == {"text": "只有中文", "lang": "zh-CN"}
    assert card["title"]["lang"] == "zh-CN"
    assert {c["lang"] for c in card["criteria"]} == {"zh-CN"}
    assert card["summary"] == "The sample community meets once a month."
    complete = read(small_site.out, "en/2026-yangli.json")
    assert {c["lang"] for c in complete["criteria"]} == {""}


def test_withdrawn_cases_and_private_data_are_in_no_card(
    small_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = write_small_library(tmp_path / "library")
    private = root / "private"
    private.mkdir()
    record = "applicant: {name: 周秘密, phone: 13900001111}\n"
    (private / "2026-yangli.yaml").write_text(record, "utf-8")
    assert build(root, "site") == 0
    files = bytes_of(root / "site" / "reader")
    assert files == bytes_of(small_site.out / "reader")  # and the bytes are the same
    assert not [name for name in files if WITHDRAWN in name]
    packed = (".gz", ".br")
    joined = b"".join(f for n, f in files.items() if not n.endswith(packed)).decode()
    for word in ("撤回小区", "测试用", "周秘密", "13900001111", "verified_by", str(root)):
        assert word not in joined


def test_an_index_of_a_thousand_cases_stays_light(small_site: BuiltLibrary) -> None:
    entries = read(small_site.out, "cases.zh.json")["cases"]
    size = len(json.dumps(entries, ensure_ascii=False).encode()) / len(entries)
    assert size < 200  # bytes a case before compression
