"""The page about data names what is published, in its true size, in both languages."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from building import BuiltLibrary, copy_real
from exporting import URL, exported
from lxml import etree, html

from casebook.exports.documents import KINDS


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_every_file_is_there_in_the_size_that_is_stated(
    sample_site: BuiltLibrary, prefix: str
) -> None:
    page = html.parse(sample_site.out / prefix / "data/index.html").getroot()
    stated = {}
    for item in page.find_class("file"):
        (path,) = (node.text_content() for node in item.find_class("file-path"))
        (kind,) = (node.text_content() for node in item.find_class("file-kind"))
        stated[path] = kind
        size = re.search(r"(\d+) KB", kind)
        if "{" not in path:
            bytes_ = (sample_site.out / path).stat().st_size
            assert size is None or int(size[1]) == max(round(bytes_ / 1000), 1), path
            (link,) = item.xpath(".//a/@href")
            assert (sample_site.out / prefix / "data" / link).resolve() == sample_site.out / path
    assert {f"api/v1/{kind.path}" for kind in KINDS} <= set(stated)
    tables = {"data/cases.csv", "data/cases.xlsx", "data/measures.csv", "data/datapackage.json"}
    wanted = {*tables, "api/v1/openapi.json", "feed.xml", "en/feed.xml", "llms.txt"}
    assert {path for path in wanted if re.search(r"\d KB", stated[path])} == wanted


def test_the_foot_of_every_page_leads_to_it(sample_site: BuiltLibrary) -> None:
    for name in ("index.html", "en/index.html", "cases/index.html", "data/index.html"):
        page = html.parse(sample_site.out / name).getroot()
        (foot,) = page.find_class("colophon")
        links = [
            (sample_site.out / name).parent.joinpath(link).resolve()
            for link in foot.xpath(".//a/@href")
        ]
        language = "en" if name.startswith("en/") else ""
        assert (sample_site.out / language / "data").resolve() in links, name


def test_heads_name_feed_markdown_and_json(sample_site: BuiltLibrary) -> None:
    for name, kinds in {
        "index.html": {"application/atom+xml"},
        "en/cases/index.html": {"application/atom+xml"},
        "en/cases/2026-shili-jiayuan/index.html": {"text/markdown", "application/json"},
    }.items():
        page = html.parse(sample_site.out / name).getroot()
        found = {}
        for link in page.xpath("//link[@rel='alternate' and @type]"):
            found[link.get("type")] = link.get("href")
        assert kinds <= set(found), name
        for kind in kinds:
            file = (sample_site.out / name).parent.joinpath(found[kind]).resolve()
            assert file.is_file(), (name, kind)
            if name.startswith("en/") and kind != "application/json":
                assert file.is_relative_to(sample_site.out / "en")


def test_a_library_without_cases_still_has_its_data(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "library", ("cases", "content", "mkdocs.yml"))
    for case in (root / "cases").glob("*/"):
        shutil.rmtree(case)
    (root / "cases" / "published.yaml").write_text("", encoding="utf-8")
    made = exported(root)
    assert made.json("cases.json") | {"$schema": ""} == {
        "$schema": "",
        "version": "1.0",
        "updated": None,
        "total": 0,
        "next": None,
        "cases": [],
    }
    assert made.files["data/cases.csv"].count(b"\r\n") == 1
    feed = etree.fromstring(made.files["feed.xml"])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 0
    paths = json.loads(made.files["api/v1/openapi.json"])["paths"]
    assert "example" not in paths["/cases/{id}.json"]["get"]["parameters"][0]
    assert f"{URL}api/v1/cases.json" in made.text("llms.txt")
