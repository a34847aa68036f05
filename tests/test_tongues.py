"""Every text on every page names its language where the page speaks the other one (WCAG 3.1.2).

One case is in Chinese alone, one in English alone, one half and half. Chinese and English have no
letter in common, so a text without its `lang` can be told by its script.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import BuiltLibrary, build
from lxml import etree, html
from tongues import CHINESE, ENGLISH, HALF, make_tongues

from casebook.problem import Locale
from casebook.site.tongue import lang_of, marked

HAN = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z’'-]+[ ,.;:]+){3,}[A-Za-z]{2}")
SPOKEN = ("alt", "title", "aria-label", "aria-description", "placeholder")
IN_HEAD = ("description", "og:title", "og:description", "og:image:alt")
# What is code and not read as a text: commands, and the snippet that others copy.
CODE = ("script", "style", "code", "pre", "textarea")
MIXED = ("title", "meta")  # cannot be marked in parts: the language of most of it is named


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_tongues(tmp_path_factory.mktemp("tongues") / "library")
    assert build(root, "site") == 0
    return root / "site"


def _lang(element: html.HtmlElement) -> str:
    around = (element, *element.iterancestors())
    return next((found for e in around if (found := e.get("lang"))), "")


def _texts(element: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield what is read of an element, with the language it is read in."""
    yield _lang(element), element.text or ""
    for name in SPOKEN:
        yield _lang(element), element.get(name, "")
    if element.tag == "meta" and (element.get("name") or element.get("property")) in IN_HEAD:
        yield _lang(element), element.get("content", "")


def wrongly_read(page: bytes) -> Iterator[str]:
    """Yield each text of a page that a screen reader would read in the wrong language."""
    for element in html.document_fromstring(page.decode()).iter():
        if not isinstance(element.tag, str):
            continue
        texts = [] if element.tag in CODE else list(_texts(element))
        above = element.getparent()
        if above is not None and above.tag not in CODE:
            texts.append((_lang(above), element.tail or ""))
        for lang, text in texts:
            han, whole = HAN.findall(text), element.tag not in MIXED
            foreign = bool(SENTENCE.search(text)) and not han
            if lang == "en":
                foreign = bool(han) and (whole or len(han) > len(text) / 2)
            elif element.tag == "title":
                continue  # an English title stands before the Chinese name of the site
            if foreign:
                yield f"<{element.tag} {dict(element.attrib)}> [{lang}] {text.strip()[:80]}"


def _pages(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.html")}


def test_no_text_is_read_in_the_wrong_language(site: Path) -> None:
    pages = _pages(site)
    assert len(pages) > 100
    assert {name: found for name, page in pages.items() if (found := [*wrongly_read(page)])} == {}


def test_nor_on_the_real_site(built_site: BuiltLibrary) -> None:
    found = {name: [*wrongly_read(page)] for name, page in _pages(built_site.out).items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "page",
    [
        '<html lang="en"><p>业主大会</p></html>',
        '<html lang="en"><img alt="一扇门"></html>',
        '<html lang="en"><p>A <b lang="zh-CN">字</b>数</p></html>',
        '<html lang="zh-CN"><p>One list and three meetings.</p></html>',
        '<html lang="zh-CN"><p lang="en">One</p><i title="read the whole case"></i></html>',
        '<html lang="en"><head><meta property="og:title" content="一单三会"></head></html>',
    ],
)
def test_the_test_finds_what_is_unmarked(page: str) -> None:
    assert len([*wrongly_read(page.encode())]) == 1


@pytest.mark.parametrize(("prefix", "id", "lang"), [("", ENGLISH, "en"), ("en/", CHINESE, "zh-CN")])
def test_the_head_of_a_page_names_the_language_of_its_title(
    site: Path, prefix: str, id: str, lang: str
) -> None:
    page = html.document_fromstring((site / prefix / "cases" / id / "index.html").read_bytes())
    for path in ("//title", "//meta[@name='description']", "//meta[@property='og:title']"):
        (element,) = page.xpath(path)
        assert element.get("lang") == lang, path


def test_cards_of_the_reading_list_name_the_language_of_what_is_not_translated(site: Path) -> None:
    card = json.loads((site / "reader" / "en" / f"{CHINESE}.json").read_text("utf-8"))
    assert [card[key]["lang"] for key in ("name", "title", "summary")] == ["zh-CN"] * 3
    card = json.loads((site / "reader" / "zh" / f"{ENGLISH}.json").read_text("utf-8"))
    assert [card[key]["lang"] for key in ("name", "title", "summary")] == ["en"] * 3
    assert (site / "reader" / "zh" / f"{HALF}.json").is_file()


def test_feeds_name_the_language_of_what_is_not_translated(site: Path) -> None:
    lang = "{http://www.w3.org/XML/1998/namespace}lang"
    for file, foreign, other in (("feed.xml", ENGLISH, "en"), ("en/feed.xml", CHINESE, "zh-CN")):
        feed = etree.fromstring((site / file).read_bytes())
        for entry in feed.findall("{*}entry"):
            (id,) = re.findall("/cases/([^/]+)/", entry.findtext("{*}id", ""))
            found = {entry.find(f"{{*}}{name}").get(lang) for name in ("title", "summary")}
            assert id == HALF or found == ({other} if id == foreign else {None}), id


@pytest.mark.parametrize(
    ("locale", "text", "shown"),
    [
        ("en", "about 500 字", 'about 500 <span lang="zh-CN">字</span>'),
        (
            "en",
            "no. 建办房〔2022〕4号, 2022",
            'no. <span lang="zh-CN">建办房〔2022〕4号</span>, 2022',
        ),
        ("en", "“美好家园” cases", '<span lang="zh-CN">“美好家园”</span> cases'),
        ("en", "plain <b>", "plain &lt;b&gt;"),
        ("zh", "用 VS Code 打开文件", "用 VS Code 打开文件"),
        ("zh", "GB/T 7714", "GB/T 7714"),
        ("zh", "garage lighting, whole year", '<span lang="en">garage lighting, whole year</span>'),
    ],
)
def test_a_run_in_the_other_language_is_marked(locale: Locale, text: str, shown: str) -> None:
    assert marked(locale, text) == shown
    assert marked(locale, marked(locale, text)) == shown


def test_a_title_is_in_the_language_of_most_of_it() -> None:
    assert lang_of("en", "半半园 · 一单三会月月办") == "zh-CN"
    assert lang_of("en", "Notice 建办房〔2022〕4号 on the model cases of the year 2022") == ""
    assert lang_of("zh", "English Court · One list") == "en"
    assert lang_of("zh", "半半园 · One list, three meetings") == ""
