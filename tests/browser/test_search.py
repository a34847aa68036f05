"""The search in a real Chromium: what it finds, against what stands in the texts.

The library is made of the repository's own cases and of recombinations of their passages. A page
matches a query if each of its parts stands in one line of the page, whatever the case of letters;
a word or a number counts as a whole (AI is not in TRAIN, 99 not in 1998), and a space between
Chinese and Latin does not count. Every test runs under the site's security policy.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, expect
from watched import Watched

from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.problem import LOCALES, Locale
from casebook.search import (
    Lexicon,
    Name,
    Passage,
    Record,
    Synonyms,
    build_index,
    build_tables,
)
from casebook.search.tokens import fold, tokens
from casebook.search.words import normal, words
from casebook.words import load_words

pytestmark = pytest.mark.browser

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


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """A site of nothing but the two search pages, their index and the pages they link to."""
    return serve(_site(tmp_path_factory.mktemp("site"), tmp_path_factory.mktemp("cache")))


@pytest.fixture(scope="session")
def knowing(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The same site with words of the trade and names."""
    cache = tmp_path_factory.mktemp("cache")
    return serve(_site(tmp_path_factory.mktemp("knowing"), cache, LEXICON))


def _site(folder: Path, cache: Path, lexicon: Lexicon | None = None) -> Path:
    index = build_index(RECORDS, cache, lexicon)
    (folder / "pagefind").symlink_to(index)
    (folder / "search").mkdir()
    for name, content in build_tables(RECORDS, {}).items():
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
    for record in RECORDS:
        path = folder / ("" if record.locale == "zh" else "en") / record.url / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text('<!doctype html><link rel="icon" href="/icon.svg">', encoding="utf-8")
    return folder


def _settled(page: Page, query: str) -> None:
    expect(page.locator(".search-results")).to_have_attribute("data-query", query)


def _open(page: Page, address: str, query: str = "") -> None:
    page.goto(address)
    _settled(page, query)


def _ask(page: Page, query: str) -> list[str]:
    """Search by the page itself and return the addresses of all results, in their order."""
    page.locator(".search-box").fill(query)
    page.keyboard.press("Enter")
    _settled(page, query.strip())
    while page.locator(".search-more").is_visible():
        shown = page.locator(".search-result").count()
        page.locator(".search-more").click()
        expect(page.locator(".search-result").nth(shown)).to_be_attached()
    links = page.locator(".search-title a")
    return [str(x) for x in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def _said(page: Page) -> str:
    return page.locator(".search-main .search-notice").inner_text()


def _inexact(page: Page) -> bool:
    return "没有完全一致" in _said(page) or "Nothing matches exactly" in _said(page)


def _lines(record: Record) -> list[str]:
    lines = [record.title, record.name, record.place, record.summary]
    for passage in record.passages:
        lines += [passage.heading, *passage.text.split("\n")]
    return [fold(line).lower() for line in lines]


def _pattern(part: str) -> re.Pattern[str]:
    """A part as an expression: whole words and numbers, spaces allowed between the tokens."""
    found = tokens(part.lower())
    text = r"\s*".join(map(re.escape, found))
    for edge, kind in ((found[0], "(?<!{})"), (found[-1], "(?!{})")):
        run = r"\d" if edge.isdecimal() else "[a-z]" if edge.isascii() and edge.isalpha() else ""
        guard = kind.format(run) if run else ""
        text = guard + text if kind.startswith("(?<") else text + guard
    return re.compile(text)


def _truth(query: str, locale: Locale = "zh") -> set[str]:
    quoted = re.fullmatch('"(.+)"', query)
    parts = [_pattern(p) for p in ([quoted.group(1)] if quoted else query.split())]
    return {
        f"../{record.url}"
        for record in RECORDS
        if record.locale == locale
        and all(any(p.search(line) for line in _lines(record)) for p in parts)
    }


def _infixes(number: int) -> list[str]:
    """Stretches of the texts themselves, of one to nine tokens, as nobody would think of them."""
    chance = random.Random(11)
    lines = [x for r in RECORDS if r.locale == "zh" for x in _lines(r) if len(tokens(x)) > 20]
    found: list[str] = []
    while len(found) < number:
        cut = tokens(chance.choice(lines))
        start = chance.randrange(len(cut) - 10)
        piece = "".join(cut[start : start + chance.randint(1, 9)])
        if '"' not in piece and tokens(piece) == cut[start : start + len(tokens(piece))]:
            found.append(piece)
    return found


def test_everything_that_stands_in_a_text_is_found(site: str, watched: Watched) -> None:
    _open(watched.page, f"{site}search/")
    right = wrong = missed = 0
    for query in [*QUERIES, *_infixes(60)]:
        truth = _truth(query)
        found = set(_ask(watched.page, query))
        exact = not _inexact(watched.page)
        assert not truth or exact, query
        if exact:
            right += len(found & truth)
            wrong += len(found - truth)
            missed += len(truth - found)
            assert not missed, (query, truth - found)
    print(f"{right} right, {wrong} wrong, {missed} missed")
    assert right / (right + wrong) >= 0.99
    watched.assert_clean()


@pytest.mark.parametrize("query", ["收缴率", "凯旋会花园", "楼长制"])
def test_the_words_of_the_issue(site: str, watched: Watched, query: str) -> None:
    _open(watched.page, f"{site}search/?q={query}", query)
    expect(watched.page.locator(".search-results mark").first).to_have_text(query)
    assert not _inexact(watched.page)
    watched.assert_clean()


def test_the_answer_does_not_depend_on_earlier_searches(site: str, watched: Watched) -> None:
    page = watched.page
    queries = ["收缴率", "AI", "elected", "train", "楼长", "物业费收", "trai", "99.6%", "业主 监督"]
    fresh = {}
    for query in queries:
        _open(page, f"{site}search/")
        fresh[query] = _ask(page, query)
    for query in [*queries, *reversed(queries)]:
        assert _ask(page, query) == fresh[query]
    watched.assert_clean()


def test_titles_come_first(site: str, watched: Watched) -> None:
    _open(watched.page, f"{site}search/")
    found = _ask(watched.page, "电子投票")
    heads = {
        f"../{r.url}": "电子投票" in r.title + r.name + r.place for r in RECORDS if r.locale == "zh"
    }
    order = [heads[url] for url in found]
    assert order == sorted(order, reverse=True)


def test_a_result_leads_to_the_passage_and_marks_what_was_typed(
    site: str, watched: Watched
) -> None:
    page = watched.page
    _open(page, f"{site}search/")
    _ask(page, "AI 场景试点")
    link = page.locator(".search-passage[href='../cases/made-0/#ai']")
    expect(link).to_have_text("AI 场景进楼道")
    excerpt = page.locator("li", has=link).last.locator(".search-excerpt")
    expect(excerpt).to_have_text("AI 场景试点后，收缴率从71.5%升到99.6%。")
    assert excerpt.locator("mark").all_inner_texts() == ["AI 场景试点"]
    link.click()
    assert page.url == f"{site}cases/made-0/#ai"
    watched.assert_clean()


def test_english_words_and_their_forms(site: str, watched: Watched) -> None:
    _open(watched.page, f"{site}en/search/")
    for query in ["owners", "Party branch", "owners’ committee", "owners' committee,", "2021"]:
        text = query.replace(",", "")
        assert _truth(text, "en") <= set(_ask(watched.page, query)), query
        assert not _inexact(watched.page)
    assert set(_ask(watched.page, "electing")) >= _truth("elected", "en")
    expect(watched.page.locator(".search-status")).to_contain_text("found")
    assert _ask(watched.page, "committe")
    watched.assert_clean()


def test_close_results_say_so_and_nothing_says_so_too(site: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{site}search/")
    assert not _truth("收缴率楼长制")
    assert _ask(page, "收缴率楼长制")
    expect(page.locator(".search-main .search-notice")).to_contain_text("没有完全一致的结果")
    assert _ask(page, "鼕鼗鼙") == []
    expect(page.locator(".search-status")).to_have_text("没有找到“鼕鼗鼙”。")
    watched.assert_clean()


def test_browsing_needs_no_words_and_loads_no_engine(site: str, watched: Watched) -> None:
    _open(watched.page, f"{site}search/")
    first = watched.page.locator(".search-title a").first
    assert first.get_attribute("href") == f"../{RECORDS[0].url}"
    assert not [url for url in watched.urls if "wasm" in url or url.endswith("pagefind.js")]
    watched.assert_clean()


def test_an_input_method_is_waited_for(site: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{site}search/")
    page.locator(".search-box").focus()
    session = page.context.new_cdp_session(page)
    for text in ("s", "shou", "shou jiao lü"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", composed)
        page.wait_for_timeout(200)
    assert page.locator(".search-results").get_attribute("data-query") == ""
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "收缴率"})
    _settled(page, "收缴率")
    watched.assert_clean()


def test_the_keyboard_alone(site: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{site}search/")
    page.keyboard.press("/")
    expect(page.locator(".search-box")).to_be_focused()
    page.keyboard.type("楼长制")
    _settled(page, "楼长制")
    page.keyboard.press("Tab")
    expect(page.locator(".search-submit")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".search-choice input").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".search-choice input").first).to_be_checked()
    watched.assert_clean()


def test_hostile_texts_stay_texts(site: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{site}search/")
    assert _ask(page, "恶意正文") == ["../cases/hostile/"]
    expect(page.locator(".search-title")).to_have_text(fold(HOSTILE))
    expect(page.locator(".search-passage")).to_have_attribute("href", "../cases/hostile/#a%22b")
    assert _ask(page, HOSTILE) == ["../cases/hostile/"]
    assert _ask(page, "___PAGEFIND_WEIGHT___") == ["../cases/hostile/"]
    script = "<script>document.title=1</script>"
    _open(page, f"{site}search/?q={script}&type=<b>", script)
    assert page.title() == "search"
    assert page.locator(".search-page :is(script, [onerror])").count() == 0
    assert all("404" in error for error in watched.errors)  # its picture does not exist
    assert len(watched.hosts) == 1


def test_without_scripts_there_is_the_list(site: str, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}search/")
    expect(page.get_by_role("link", name="全部案例")).to_have_attribute("href", "../cases/")
    context.close()


def test_both_sides_cut_alike(site: str, watched: Watched) -> None:
    texts = [line for record in RECORDS for line in _lines(record)]
    texts += ["m²①AI ＡＩ９％ owner's café 𡒄前 so\u00adft A\u200bB 〔2022〕4号 ㎡ ½ Ⅳ級 _x_"]
    _open(watched.page, f"{site}search/")
    cut = watched.page.evaluate(
        """async (texts) => {
          const { tokens } = await import('../modules/tokens.js');
          const { wordsOf } = await import('../modules/words.js');
          const { Index } = await import('../modules/index.js');
          await new Index(new URL('../pagefind/', location.href), 'zh').prepare(texts.join(' '));
          return texts.map(tokens).map((cut) => [cut, wordsOf(cut).map(({ word }) => word)]);
        }""",
        texts,
    )
    plain = [normal(text) for text in texts]
    assert cut == [[tokens(text), words(text)] for text in plain]


def test_equal_records_give_equal_bytes_and_nothing_is_run_twice(tmp_path: Path) -> None:
    folders = []
    for name, records in (("a", RECORDS), ("b", RECORDS[::-1]), ("c", RECORDS)):
        folders.append(build_index(records, tmp_path / name))
    trees = [
        {p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in folders
    ]
    assert trees[0] == trees[1] == trees[2]
    before = (folders[0] / "wasm.en.pagefind").stat()
    assert build_index(RECORDS, tmp_path / "a") == folders[0]
    after = (folders[0] / "wasm.en.pagefind").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert not list((tmp_path / "a" / "search").glob(".new-*"))


def test_no_records_are_an_index_too(tmp_path: Path) -> None:
    index = build_index([], tmp_path)
    for locale in LOCALES:
        assert json.loads((index / f"records.{locale}.json").read_bytes())["records"] == []


def test_an_address_outside_the_site_is_refused(tmp_path: Path) -> None:
    bad = Record(**{**vars(RECORDS[0]), "url": "../x/"})
    with pytest.raises(ValueError, match="address"):
        build_index([bad], tmp_path)
    with pytest.raises(ValueError, match="two records"):
        build_index([RECORDS[0], RECORDS[0]], tmp_path)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("樓長制", "楼长制"),
        ("凱旋會", "凯旋会"),
        ("kaixuanhui", "凯旋会"),
        ("kai xuan hui", "凯旋会"),
        ("kaixuan", "凯旋"),
        ("kxh", "凯旋会"),
        ("KXHHY", "凯旋会花园"),
        ("changcheng", "长城"),
        ("凯玄会", "凯旋会"),
    ],
)
def test_scripts_and_sounds(knowing: str, watched: Watched, typed: str, meant: str) -> None:
    page = watched.page
    _open(page, f"{knowing}search/")
    assert set(_ask(page, typed)) == _truth(meant) != set()
    assert f"也搜索了：{meant}。" in _said(page)
    assert meant in page.locator(".search-results mark").all_inner_texts()
    watched.assert_clean()


def test_words_that_mean_the_same_come_after_what_was_typed(knowing: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{knowing}search/")
    typed, meant = _truth("业主委员会"), _truth("业委会")
    assert typed
    assert meant - typed
    found = _ask(page, "业主委员会")
    assert set(found[: len(typed)]) == typed
    assert set(found) == typed | meant
    assert _said(page) == "也搜索了：业委会。"

    only = page.get_by_role("link", name="只搜索“业主委员会”")
    only.click()
    _settled(page, '"业主委员会"')
    assert page.locator(".search-box").input_value() == '"业主委员会"'
    assert set(_ask(page, '"业主委员会"')) == typed
    assert _said(page) == ""
    expect(page.locator(".search-only")).to_be_hidden()
    assert set(_ask(page, "业主委员会 电梯")) == (typed | meant) & _truth("电梯")
    watched.assert_clean()


def test_a_narrower_word_does_not_find_the_broader_ones(knowing: str, watched: Watched) -> None:
    _open(watched.page, f"{knowing}search/")
    _ask(watched.page, "公维金")
    assert "维修资金" not in _said(watched.page)


def test_each_language_finds_the_other(knowing: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{knowing}search/")
    assert set(_ask(page, "owners’ committee")) >= _truth("业主委员会")
    assert "业主委员会" in _said(page)
    foreign = _truth("elected", "en")
    assert foreign
    assert set(_ask(page, "elected")) >= foreign
    assert _said(page) == "以下结果仅见于英文。"
    passage = page.locator(".search-passage").first
    assert str(passage.get_attribute("href")).startswith("../en/cases/")
    assert passage.get_attribute("lang") == "en"
    expect(page.locator(".search-results mark").first).to_have_text(re.compile("^elect", re.I))

    _open(page, f"{knowing}en/search/")
    both = {r.url for r in RECORDS if r.locale == "en"}
    chinese = {url for url in _truth("收缴率") if url.removeprefix("../") in both}
    assert set(_ask(page, "收缴率")) == chinese != set()
    assert _said(page) == "These were found in the Chinese text only."
    assert str(page.locator(".search-title a").first.get_attribute("href")).startswith("../cases/")
    passage = page.locator(".search-passage").first
    assert str(passage.get_attribute("href")).startswith("../../cases/")
    assert passage.get_attribute("lang") == "zh-CN"
    watched.assert_clean()


def test_what_few_queries_need_is_fetched_for_them_alone(knowing: str, watched: Watched) -> None:
    page = watched.page
    _open(page, f"{knowing}search/")
    _ask(page, "收缴率")
    beside = re.compile(r"/text/(script|names|readings)\.")
    assert not [url for url in watched.urls if beside.search(url)]
    for query, name in (("業主", "script"), ("kaixuan", "names"), ("凯玄会", "readings")):
        _ask(page, query)
        assert [url for url in watched.urls if f"/text/{name}." in url]
