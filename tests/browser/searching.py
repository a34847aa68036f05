"""A library to search, a site of nothing but its search pages, and what must be found there.

The library is made of the repository's own cases and of recombinations of their passages. A page
matches a query if each of its parts stands in one line of the page, whatever the case of letters;
a word or a number counts as a whole (AI is not in TRAIN, 99 not in 1998), and a space between
Chinese and Latin does not count.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Page, expect

from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES, Locale
from casebook.search import Lexicon, Name, Passage, Record, Synonyms, build_index, build_tables
from casebook.search.tokens import fold, tokens
from casebook.words import load_words

HOSTILE = "<img src=x onerror=document.title='taken'>"
MADE_UP = 34
LANGUAGE = {"zh": "zh-CN", "en": "en"}

QUERIES = [
    line
    for line in (Path(__file__).parent / "search-queries.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def _real() -> Iterator[Record]:
    for number, case in enumerate(load_library(Paths.of(HOME)).library.cases):
        for locale, text in case.texts.items():
            passages = []
            for section in text.sections:
                lead = "\n".join(block.plain for block in section.lead)
                passages.append(Passage(section.key, section.heading, lead))
                passages += [
                    Passage(p.anchor, p.title.plain, "\n".join(b.plain for b in p.blocks))
                    for p in section.passages
                ]
            yield Record(
                url=f"cases/{case.id}/",
                locale=locale,
                title=case.data.title.to(locale),
                name=case.data.community.name.to(locale),
                place="广东省广州市" if locale == "zh" else "Guangzhou, Guangdong",
                summary=case.data.summary.to(locale),
                image="",
                hue="party",
                passages=tuple(passages),
                filters={
                    "direction": ("党建引领", "群众满意")[: number % 2 + 1],
                    "type": ("商品住宅小区", "安置房小区")[number % 2 :][:1],
                    "region": ("广东省", "广州市"),
                    "programme": ("典型案例",),
                    "year": ("2022",),
                },
                sort=number,
            )


def _library() -> list[Record]:
    """The real cases; more, made of passages of several; and one that means harm."""
    real = list(_real())
    chance = random.Random(7)
    made = []
    for number in range(MADE_UP):
        first, *others = chance.sample([r for r in real if r.locale == "zh"], 3)
        pool = [p for r in (first, *others) for p in r.passages]
        chosen = chance.sample(pool, min(5, len(pool)))
        texts = [Passage(f"made-{i}", p.heading, p.text) for i, p in enumerate(chosen, 1)]
        if number % 4 == 0:
            texts.append(Passage("ai", "AI 场景进楼道", "AI 场景试点后，收缴率从71.5%升到99.6%。"))
        if number % 5 == 0:
            texts.append(Passage("gb", "标准", "GB/T 20647，见建办房〔2022〕4号；TRAIN 1999。"))
        made.append(
            Record(
                **{
                    **vars(first),
                    "url": f"cases/made-{number}/",
                    "title": f"{others[0].title}（之{number}）",
                    "name": others[1].name,
                    "passages": tuple(texts),
                    "filters": {**first.filters, "year": (str(2020 + number % 4),)},
                    "sort": 100 + number,
                }
            )
        )
    bad = Record(
        url="cases/hostile/",
        locale="zh",
        title=HOSTILE,
        name='"><script>document.title="taken"</script>',
        place="{{ 7 * 7 }}",
        summary="恶意摘要 </p></body> ___PAGEFIND_WEIGHT___0 &lt;b&gt;",
        image='x" onerror="document.title=1',
        hue='party" onclick="',
        passages=(Passage('a"b', HOSTILE, f"恶意正文 {HOSTILE}"),),
        filters={"type": (HOSTILE,)},
        sort=999,
    )
    return [*real, *made, bad]


RECORDS = _library()
LEXICON = Lexicon(
    names=(
        *(Name(r.name) for r in RECORDS if r.locale == "zh" and r.url != "cases/hostile/"),
        Name("重庆市"),
        Name("广州市"),
    ),
    synonyms=(
        Synonyms(("业委会", "业主委员会"), ("owners’ committee", "homeowners committee")),
        Synonyms(("维修资金", "维修基金"), ("repair fund",), ("公维金",)),
    ),
)


def _page(locale: Locale, root: str) -> str:
    words = load_words(HOME / "theme")
    environment = Environment(
        loader=FileSystemLoader(HOME / "theme" / "site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    body = environment.get_template("search.html").render(
        w=lambda key, **values: words.say(key, locale, **values), locale=locale, root=root
    )
    return (
        f'<!doctype html><html lang="{LANGUAGE[locale]}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>search</title>'
        f'<link rel="icon" href="{root}icon.svg"><link rel="stylesheet" href="{root}search.css">'
        f'<body>{body}<script type="module" src="{root}modules/search.js"></script>'
    )


def write_site(
    folder: Path,
    cache: Path,
    lexicon: Lexicon | None = None,
    records: Sequence[Record] = RECORDS,
) -> Path:
    """Write the two search pages, their index and the pages they link to into an empty folder."""
    index = build_index(records, cache, lexicon)
    (folder / "pagefind").symlink_to(index)
    (folder / "search").mkdir()
    for name, content in build_tables(records, {}).items():
        (folder / name).write_bytes(content)
    theme = HOME / "theme" / "site"
    (folder / "modules").symlink_to(theme / "modules")
    colours = ":root{--paper:#FBFAF6;--sheet:#FFF;--ink:#211F1B;--faint:#625D53;--hairline:#E4DFD3;"
    colours += "--lit:#F4DFA8;--serif:serif;--sans:sans-serif}.hue-party{--hue:#A8322A}"
    (folder / "icon.svg").write_bytes((theme / "icon.svg").read_bytes())
    css = (theme / "css" / "search.css").read_text(encoding="utf-8")
    (folder / "search.css").write_text(colours + css, encoding="utf-8")
    for locale in LOCALES:
        prefix, root = ("", "../") if locale == "zh" else ("en/", "../../")
        path = folder / f"{prefix}search" / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(locale, root), encoding="utf-8")
    for record in records:
        path = folder / ("" if record.locale == "zh" else "en") / record.url / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text('<!doctype html><link rel="icon" href="/icon.svg">', encoding="utf-8")
    return folder


def settled(page: Page, query: str) -> None:
    expect(page.locator(".search-results")).to_have_attribute("data-query", query)


def open_search(page: Page, address: str, query: str = "") -> None:
    page.goto(address)
    settled(page, query)


def ask(page: Page, query: str) -> list[str]:
    """Search by the page itself and return the addresses of all results, in their order."""
    page.locator(".search-box").fill(query)
    page.keyboard.press("Enter")
    settled(page, query.strip())
    while page.locator(".search-more").is_visible():
        shown = page.locator(".search-result").count()
        page.locator(".search-more").click()
        # more of them, or the end: further ones are looked at when their turn comes
        more = page.locator(".search-result").nth(shown)
        expect(more.or_(page.locator(".search-more[hidden]")).first).to_be_attached()
    links = page.locator(".search-title a")
    return [str(x) for x in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def said(page: Page) -> str:
    return page.locator(".search-main .search-notice").inner_text()


def is_inexact(page: Page) -> bool:
    return "没有完全一致" in said(page) or "Nothing matches exactly" in said(page)


def lines_of(record: Record) -> list[str]:
    lines = [record.title, record.name, record.place, record.summary]
    for passage in record.passages:
        lines += [passage.heading, *passage.text.split("\n")]
    return [fold(line).lower() for line in lines]


def pattern(part: str) -> re.Pattern[str]:
    """A part as an expression: whole words and numbers, spaces allowed between the tokens."""
    found = tokens(part.lower())
    text = r"\s*".join(map(re.escape, found))
    for edge, kind in ((found[0], "(?<!{})"), (found[-1], "(?!{})")):
        run = r"\d" if edge.isdecimal() else "[a-z]" if edge.isascii() and edge.isalpha() else ""
        guard = kind.format(run) if run else ""
        text = guard + text if kind.startswith("(?<") else text + guard
    return re.compile(text)


@cache
def matching(query: str, locale: Locale = "zh") -> frozenset[str]:
    """Return the addresses of the pages of a language that must be found."""
    quoted = re.fullmatch('"(.+)"', query)
    parts = [pattern(p) for p in ([quoted.group(1)] if quoted else query.split())]
    return frozenset(
        f"../{record.url}"
        for record in RECORDS
        if record.locale == locale
        and all(any(p.search(line) for line in lines_of(record)) for p in parts)
    )
