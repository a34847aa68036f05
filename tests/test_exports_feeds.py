"""Feeds, sitemap, robots and llms.txt, held against schemas and against what is published."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from building import BuiltLibrary
from exporting import CHANGED, URL, WITH_PHOTOS, WITHDRAWN, Exported
from lxml import etree

from casebook.exports.feed import render_feed
from casebook.prose.nodes import parse_nodes
from casebook.site.sitemap import Entry, render_sitemap
from casebook.xml_text import xml_text

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "i": "http://www.google.com/schemas/sitemap-image/1.1",
    "a": "http://www.w3.org/2005/Atom",
}


def _schema(name: str) -> etree.XMLSchema | etree.RelaxNG:
    document = etree.parse(SCHEMAS / name)
    return etree.RelaxNG(document) if name.endswith("rng") else etree.XMLSchema(document)


@pytest.mark.parametrize("name", ["feed.xml", "en/feed.xml"])
def test_the_feed_is_atom(made: Exported, name: str) -> None:
    root = etree.fromstring(made.files[name])
    schema = _schema("atom.rng")
    assert schema.validate(root), schema.error_log
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == len(made.world.catalogue.cases) == 7
    for entry in entries:
        pages = entry.xpath(
            "a:link[@rel='alternate' and @type='text/html']/@href", namespaces=NAMES
        )
        assert pages == [entry.findtext(f"{ATOM}id")]
        (text,) = entry.xpath("a:link[@type='text/markdown']/@href", namespaces=NAMES)
        assert text.removeprefix(URL) in made.files
    (self_link,) = root.xpath("a:link[@rel='self']/@href", namespaces=NAMES)
    assert self_link == f"{URL}{name}" == root.findtext(f"{ATOM}id")


def test_what_the_schema_of_the_feed_refuses(made: Exported) -> None:
    """The schema can fail: it is no use otherwise."""
    schema = _schema("atom.rng")
    good = made.text("feed.xml")
    entry = re.search("<entry>.*?</entry>", good, re.DOTALL)
    assert entry
    for old, new in (
        ("<author>", "<writer>"),
        ("T00:00:00+08:00</updated>", "</updated>"),
        ("<title>", "<title type='html'>"),
        (entry.group(), entry.group().replace("<id>", "<id>x</id><id>")),
        ('href="https:', 'href="'),
    ):
        broken = good.replace(old, new).replace(
            "</author>", "</writer>" if "writer" in new else "</author>"
        )
        assert broken != good
        assert not schema.validate(etree.fromstring(broken.encode())), new


def test_the_newest_change_comes_first(made: Exported) -> None:
    root = etree.fromstring(made.files["feed.xml"])
    entries = root.findall(f"{ATOM}entry")
    first = entries[0]
    assert first.findtext(f"{ATOM}id") == f"{URL}cases/{CHANGED}/"
    assert first.findtext(f"{ATOM}updated") == "2026-12-03T00:00:00+08:00"
    assert first.findtext(f"{ATOM}published") == "2026-11-20T00:00:00+08:00"
    assert "2026年12月3日修订：更正户数" in first.findtext(f"{ATOM}summary")
    assert root.findtext(f"{ATOM}updated") == "2026-12-03T00:00:00+08:00"
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    neutral = [f"{URL}cases/{c.id}/" for c in made.world.catalogue.cases if c.id != CHANGED]
    assert ids[1:] == neutral
    assert WITHDRAWN not in made.text("feed.xml")
    english = etree.fromstring(made.files["en/feed.xml"])[-1]
    assert all(
        i.startswith(f"{URL}en/") for i in english.xpath("//a:entry/a:id/text()", namespaces=NAMES)
    )


def test_no_text_of_a_case_is_markup_in_xml(made: Exported) -> None:
    evil = '<b>"x" & \']]>\x0b\x00\ufffe</b>'
    root = etree.fromstring(f'<a b="{xml_text(evil)}">{xml_text(evil)}</a>')
    words = evil.replace("\x0b", "\ufffd").replace("\x00", "\ufffd").replace("\ufffe", "\ufffd")
    assert root.text == root.get("b") == words and len(root) == 0
    feed = etree.fromstring(render_feed(made.world, "zh"))
    assert {node.get("type") for node in feed.iter(f"{ATOM}summary")} == {"text"}


# --- sitemap and robots ---------------------------------------------------------------------------


def test_the_sitemap_names_every_listed_page(sample_site: BuiltLibrary) -> None:
    out = sample_site.out
    root = etree.parse(out / "sitemap.xml")
    schema = _schema("sitemap.xsd")
    assert schema.validate(root), schema.error_log
    named = root.xpath("//s:loc/text()", namespaces=NAMES)
    assert len(named) == len(set(named))
    for address in {*named, *root.xpath("//x:link/@href", namespaces=NAMES)}:
        assert (out / address.removeprefix(URL) / "index.html").is_file(), address
    pages = [p for p in out.rglob("index.html") if "noindex" not in p.read_text("utf-8")]
    assert len(pages) == len(named) > 100
    for url in root.getroot():
        here = url.findtext("s:loc", namespaces=NAMES)
        alternates = {x.get("hreflang"): x.get("href") for x in url.iterfind("x:link", NAMES)}
        assert set(alternates) == {"zh-CN", "en"} and here in alternates.values()


def test_cases_have_pictures_and_a_day(sample_site: BuiltLibrary) -> None:
    root = etree.parse(sample_site.out / "sitemap.xml")
    for prefix in ("", "en/"):
        (url,) = root.xpath(f"//s:url[s:loc='{URL}{prefix}cases/{WITH_PHOTOS}/']", namespaces=NAMES)
        pictures = url.xpath("i:image/i:loc/text()", namespaces=NAMES)
        assert len(pictures) == 4
        assert all((sample_site.out / p.removeprefix(URL)).is_file() for p in pictures)
        assert url.findtext("s:lastmod", namespaces=NAMES) == "2026-11-20"


def test_a_large_sitemap_is_split() -> None:
    entries = [Entry(f"cases/{n}/", date(2026, 1, 2), (f"a{n}.jpg",)) for n in range(25)]
    whole = render_sitemap(URL, entries)
    assert list(whole) == ["sitemap.xml"]
    for limits in ({"most_urls": 20}, {"most_bytes": len(whole["sitemap.xml"]) // 3 + 400}):
        files = render_sitemap(URL, entries, **limits)
        index = etree.fromstring(files["sitemap.xml"])
        assert _schema("siteindex.xsd").validate(index)
        parts = [a.removeprefix(URL) for a in index.xpath("//s:loc/text()", namespaces=NAMES)]
        assert parts == [f"sitemap-{n}.xml" for n in range(1, len(parts) + 1)]
        assert len(parts) in (3, 4)
        assert set(files) == {"sitemap.xml", *parts}
        found = []
        for part in parts:
            root = etree.fromstring(files[part])
            assert _schema("sitemap.xsd").validate(root)
            found += root.xpath("//s:loc/text()", namespaces=NAMES)
            assert len(files[part]) <= limits.get("most_bytes", 10**9)
        assert len(found) == len(set(found)) == 50


def test_an_address_cannot_break_out_of_the_sitemap() -> None:
    evil = 'cases/a&b"<c>/'
    root = etree.fromstring(render_sitemap(URL, [Entry(evil)])["sitemap.xml"])
    assert root.xpath("//s:loc/text()", namespaces=NAMES)[0] == f"{URL}{evil}"


def test_robots_may_read_all(sample_site: BuiltLibrary) -> None:
    text = (sample_site.out / "robots.txt").read_text(encoding="utf-8")
    assert text == f"User-agent: *\nAllow: /\nSitemap: {URL}sitemap.xml\n"


# --- llms.txt -------------------------------------------------------------------------------------


def test_llms_txt_has_the_form_of_its_proposal(made: Exported) -> None:
    """https://llmstxt.org: a title, a summary, details without headings, lists of links."""
    blocks, _ = parse_nodes(made.text("llms.txt"))
    kinds = [(b.kind, b.attrs.get("level")) for b in blocks]
    assert kinds[:2] == [("heading", 1), ("quote", None)]
    sections = [i for i, b in enumerate(blocks) if b.kind == "heading" and b.attrs["level"] == 2]
    assert {b.kind for b in blocks[2 : sections[0]]} == {"paragraph"}
    assert [kind for kind, _ in kinds[sections[0] :]] == ["heading", "list"] * len(sections)
    assert blocks[sections[-1]].plain == "Optional"
    links = [n.attrs["href"] for b in blocks for n in b.walk() if n.kind == "link"]
    for block in blocks:
        for item in block.children if block.kind == "list" else ():
            assert item.children[0].children[0].kind == "link"
    cases = [f"{URL}cases/{case.id}/index.md" for case in made.world.catalogue.cases]
    assert links[: len(cases)] == cases
    for link in links:
        path = link.removeprefix(URL)
        assert path in made.files or path.endswith("/"), link
