"""JSON-LD: it parses, its ids resolve, its addresses lead somewhere, no text breaks out of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import BuiltLibrary, edit
from exporting import URL, WITH_PHOTOS, Exported, world_at
from jinja2.utils import htmlsafe_json_dumps
from lxml import html
from small_library import write_small_library

from casebook.site.json_ld import json_ld_of
from casebook.site.page import Page
from casebook.site.pages import gather_pages

ONLY_ID = {"@id"}


def _things(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for entry in value:
            yield from _things(entry)


def _addresses(value: Any) -> Iterator[str]:
    for thing in _things(value):
        for key, entry in thing.items():
            for text in entry if isinstance(entry, list) else [entry]:
                if isinstance(text, str) and text.startswith(URL) and key != "urlTemplate":
                    yield text


@pytest.fixture(scope="module")
def described(sample_site: BuiltLibrary) -> dict[str, dict[str, Any]]:
    """Return what each page says of itself, by its file."""
    found = {}
    for path in sample_site.out.rglob("*.html"):
        root = html.document_fromstring(path.read_bytes())
        blocks = root.xpath("//script[@type='application/ld+json']/text()")
        assert len(blocks) <= 1
        for block in blocks:
            found[path.relative_to(sample_site.out).as_posix()] = json.loads(block)
    return found


def test_every_page_with_a_trail_has_its_breadcrumbs(
    sample_site: BuiltLibrary, described: dict[str, dict[str, Any]]
) -> None:
    seen = 0
    for path in sample_site.out.rglob("index.html"):
        root = html.document_fromstring(path.read_bytes())
        crumbs = [
            " ".join(c.text_content().split()) for c in root.xpath("//nav[@class='crumbs']//li")
        ]
        if not crumbs or root.xpath("//meta[@name='robots']"):
            continue
        seen += 1
        graph = described[path.relative_to(sample_site.out).as_posix()]["@graph"]
        (trail,) = (thing for thing in graph if thing["@type"] == "BreadcrumbList")
        items = trail["itemListElement"]
        assert [item["name"] for item in items] == crumbs
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        (canonical,) = root.xpath("//link[@rel='canonical']/@href")
        assert items[-1]["item"] == canonical
    assert seen > 100


def test_ids_resolve_and_addresses_lead_somewhere(
    sample_site: BuiltLibrary, described: dict[str, dict[str, Any]]
) -> None:
    for name, document in described.items():
        assert document["@context"] == "https://schema.org"
        things = list(_things(document["@graph"]))
        defined = [t["@id"] for t in things if "@id" in t and set(t) != ONLY_ID]
        named = {t["@id"] for t in things if set(t) == ONLY_ID}
        assert len(defined) == len(set(defined)) and named <= set(defined), name
        for address in _addresses(document["@graph"]):
            path = address.removeprefix(URL).split("#")[0]
            file = sample_site.out / path
            assert (file / "index.html" if path.endswith("/") or not path else file).is_file(), (
                name,
                address,
            )


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_case_is_an_article_about_a_community_and_its_service(
    described: dict[str, dict[str, Any]], prefix: str
) -> None:
    graph = described[f"{prefix}cases/{WITH_PHOTOS}/index.html"]["@graph"]
    kinds = {thing["@type"]: thing for thing in graph}
    assert set(kinds) == {"Article", "ApartmentComplex", "Collection", "BreadcrumbList"}
    article, community = kinds["Article"], kinds["ApartmentComplex"]
    assert article["inLanguage"] == ("en" if prefix else "zh-CN")
    assert article["datePublished"] == "2026-11-20"
    assert len(article["image"]) == 4
    assert article["isPartOf"]["@id"] == kinds["Collection"]["@id"] == f"{URL}{prefix}#library"
    service = article["about"][1]
    assert service["areaServed"] == article["about"][0] == {"@id": community["@id"]}
    assert service["provider"]["name"].startswith("Shili Property" if prefix else "示例物业")
    assert community["address"]["addressRegion"] == ("Zhejiang" if prefix else "浙江省")
    assert community["address"]["addressLocality"] == (
        "Xihu District, Hangzhou" if prefix else "杭州市西湖区"
    )
    assert "license" not in article and "aggregateRating" not in article


@pytest.mark.parametrize(
    ("region", "province", "locality"),
    [
        ("110105", "北京市", "朝阳区"),
        ("429004", "湖北省", "仙桃市"),
        ("441900", "广东省", "东莞市"),
    ],
)
def test_a_place_without_a_city_or_a_district_keeps_what_it_has(
    tmp_path: Path, region: str, province: str, locality: str
) -> None:
    root = write_small_library(tmp_path / "library")
    edit(root / "cases/2026-yangli/case.yaml", 'region: "440104"', f'region: "{region}"')
    world = world_at(root)
    page = next(p for p in gather_pages(world, "zh") if p.path == "cases/2026-yangli/")
    document = json_ld_of(world, page)
    assert document is not None
    address = next(t["address"] for t in document["@graph"] if "address" in t)
    assert (address["addressRegion"], address["addressLocality"]) == (province, locality)


def test_home_can_be_searched_and_data_are_offered(described: dict[str, dict[str, Any]]) -> None:
    kinds = {thing["@type"]: thing for thing in described["index.html"]["@graph"]}
    target = kinds["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{URL}search/?q={{search_term_string}}"
    kinds = {thing["@type"]: thing for thing in described["en/data/index.html"]["@graph"]}
    offered = [file["contentUrl"] for file in kinds["Dataset"]["distribution"]]
    assert f"{URL}data/cases.csv" in offered and "license" not in kinds["Dataset"]


def test_pages_that_no_search_should_list_say_nothing(made: Exported) -> None:
    pages = list(gather_pages(made.world, "zh"))
    silent = [page for page in pages if not page.listed]
    assert len(silent) >= 2
    assert [page.path for page in silent if json_ld_of(made.world, page)] == []


def test_no_text_ends_the_block(made: Exported) -> None:
    evil = "</script><script>alert(1)</script><!-- \u2028 ]]> &quot;"
    page = Page(
        "x/", "zh", "editorial.html", evil, context={"trail": ({"name": evil, "path": ""},)}
    )
    document = json_ld_of(made.world, page)
    block = str(htmlsafe_json_dumps(document, ensure_ascii=False))
    assert "<" not in block and ">" not in block and "&" not in block
    tree = html.document_fromstring(f'<script type="application/ld+json">{block}</script><p>x</p>')
    (text,) = tree.xpath("//script/text()")
    assert json.loads(text)["@graph"][0]["itemListElement"][-1]["name"] == evil
