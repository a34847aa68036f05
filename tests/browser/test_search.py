"""The search in a real Chromium: what it finds, against what stands in the texts.

Every test runs under the site's security policy.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest
from playwright.sync_api import Browser, Page, expect
from searching import (
    HOSTILE,
    QUERIES,
    RECORDS,
    ask,
    is_inexact,
    lines_of,
    matching,
    open_search,
    said,
    settled,
    write_site,
)
from watched import Watched

from casebook.problem import LOCALES
from casebook.search import Passage, Record, build_index
from casebook.search.tokens import fold, tokens
from casebook.search.words import normal, words

pytestmark = pytest.mark.browser


def _infixes(number: int) -> list[str]:
    """Stretches of the texts themselves, of one to nine tokens, as nobody would think of them."""
    chance = random.Random(11)
    lines = [x for r in RECORDS if r.locale == "zh" for x in lines_of(r) if len(tokens(x)) > 20]
    found: list[str] = []
    while len(found) < number:
        cut = tokens(chance.choice(lines))
        start = chance.randrange(len(cut) - 10)
        piece = "".join(cut[start : start + chance.randint(1, 9)])
        if '"' not in piece and tokens(piece) == cut[start : start + len(tokens(piece))]:
            found.append(piece)
    return found


def _measure(page: Page, queries: list[str]) -> None:
    """Ask all; assert that everything is found, and that of the first ten results 99 % are right.

    Both are means over the queries, as each is typed by somebody; one that is told to be inexact
    must have no exact answer.
    """
    recalls, precisions = [], []
    for query in queries:
        truth = matching(query)
        found = ask(page, query)
        if is_inexact(page) or not found:
            assert not truth, query
            continue
        recalls.append(len(truth.intersection(found)) / len(truth) if truth else 1.0)
        precisions.append(len(truth.intersection(found[:10])) / len(found[:10]))
        assert recalls[-1] == 1.0, (query, truth.difference(found))
    print(f"{len(queries)} queries, {len(recalls)} with results: ", end="")
    print(f"recall {fmean(recalls):.4f}, precision@10 {fmean(precisions):.4f}")
    assert fmean(precisions) >= 0.99


def test_everything_that_stands_in_a_text_is_found(site: str, watched: Watched) -> None:
    open_search(watched.page, f"{site}search/")
    queries = [*QUERIES, *_infixes(60)]
    assert len(queries) >= 150
    _measure(watched.page, queries)
    watched.assert_clean()


@pytest.mark.parametrize(("right_first", "count"), [(True, "不超过40个"), (False, "10个")])
def test_what_is_shown_is_right_where_a_common_word_is_not_asked_for(
    right_first: bool,
    count: str,
    tmp_path: Path,
    serve: Callable[[Path], str],
    watched: Watched,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ten pages have the phrase; thirty have its rare words, as far apart, around others."""
    monkeypatch.setattr("casebook.search.index.HEAVY", (50, 60, 200))
    lines = ["甲乙丙丁戊己"] * 10 + ["甲乙天地戊己"] * 30
    records = [
        replace(
            RECORDS[0],
            url=f"cases/made-{number}/",
            passages=(Passage("", "", f"{line}\n乙丙。丙丁。丁戊。乙丙。丙丁。丁戊。"),),
            sort=number if right_first else -number,
        )
        for number, line in enumerate(lines)
    ]
    (tmp_path / "site").mkdir()
    page = watched.page
    address = serve(write_site(tmp_path / "site", tmp_path / "cache", records=records))
    open_search(page, f"{address}search/")
    page.locator(".search-box").fill("甲乙丙丁戊己")
    settled(page, "甲乙丙丁戊己")
    expect(page.locator(".search-status")).to_contain_text(count)
    assert set(ask(page, "甲乙丙丁戊己")) == {f"../cases/made-{number}/" for number in range(10)}
    watched.assert_clean()


@pytest.mark.parametrize("query", ["收缴率", "凯旋会花园", "楼长制"])
def test_the_words_of_the_issue(site: str, watched: Watched, query: str) -> None:
    open_search(watched.page, f"{site}search/?q={query}", query)
    expect(watched.page.locator(".search-results mark").first).to_have_text(query)
    assert not is_inexact(watched.page)
    watched.assert_clean()


def test_the_answer_does_not_depend_on_earlier_searches(site: str, watched: Watched) -> None:
    page = watched.page
    queries = ["收缴率", "AI", "elected", "train", "楼长", "物业费收", "trai", "99.6%", "业主 监督"]
    fresh = {}
    for query in queries:
        open_search(page, f"{site}search/")
        fresh[query] = ask(page, query)
    for query in [*queries, *reversed(queries)]:
        assert ask(page, query) == fresh[query]
    watched.assert_clean()


def test_titles_come_first(site: str, watched: Watched) -> None:
    open_search(watched.page, f"{site}search/")
    found = ask(watched.page, "电子投票")
    heads = {
        f"../{r.url}": "电子投票" in r.title + r.name + r.place for r in RECORDS if r.locale == "zh"
    }
    order = [heads[url] for url in found]
    assert order == sorted(order, reverse=True)


def test_a_result_leads_to_the_passage_and_marks_what_was_typed(
    site: str, watched: Watched
) -> None:
    page = watched.page
    open_search(page, f"{site}search/")
    ask(page, "AI 场景试点")
    link = page.locator(".search-passage[href='../cases/made-0/#ai']")
    expect(link).to_have_text("AI 场景进楼道")
    excerpt = page.locator("li", has=link).last.locator(".search-excerpt")
    expect(excerpt).to_have_text("AI 场景试点后，收缴率从71.5%升到99.6%。")
    assert excerpt.locator("mark").all_inner_texts() == ["AI 场景试点"]
    link.click()
    assert page.url == f"{site}cases/made-0/#ai"
    watched.assert_clean()


def test_english_words_and_their_forms(site: str, watched: Watched) -> None:
    open_search(watched.page, f"{site}en/search/")
    for query in ["owners", "Party branch", "owners’ committee", "owners' committee,", "2021"]:
        text = query.replace(",", "")
        assert matching(text, "en") <= set(ask(watched.page, query)), query
        assert not is_inexact(watched.page)
    assert set(ask(watched.page, "electing")) >= matching("elected", "en")
    expect(watched.page.locator(".search-status")).to_contain_text("found")
    assert ask(watched.page, "committe")
    watched.assert_clean()


def test_close_results_say_so_and_nothing_says_so_too(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{site}search/")
    assert not matching("收缴率楼长制")
    assert ask(page, "收缴率楼长制")
    expect(page.locator(".search-main .search-notice")).to_contain_text("没有完全一致的结果")
    assert ask(page, "鼕鼗鼙") == []
    expect(page.locator(".search-status")).to_have_text("没有找到“鼕鼗鼙”。")
    watched.assert_clean()


def test_browsing_needs_no_words_and_loads_no_engine(site: str, watched: Watched) -> None:
    open_search(watched.page, f"{site}search/")
    first = watched.page.locator(".search-title a").first
    assert first.get_attribute("href") == f"../{RECORDS[0].url}"
    assert not [url for url in watched.urls if "wasm" in url or url.endswith("pagefind.js")]
    watched.assert_clean()


def test_an_input_method_is_waited_for(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{site}search/")
    page.locator(".search-box").focus()
    session = page.context.new_cdp_session(page)
    for text in ("s", "shou", "shou jiao lü"):
        composed = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", composed)
        page.wait_for_timeout(200)
    assert page.locator(".search-results").get_attribute("data-query") == ""
    assert "q=" not in page.url
    session.send("Input.insertText", {"text": "收缴率"})
    settled(page, "收缴率")
    watched.assert_clean()


def test_the_keyboard_alone(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{site}search/")
    page.keyboard.press("/")
    expect(page.locator(".search-box")).to_be_focused()
    page.keyboard.type("楼长制")
    settled(page, "楼长制")
    page.keyboard.press("Tab")
    expect(page.locator(".search-submit")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".search-choice input").first).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator(".search-choice input").first).to_be_checked()
    watched.assert_clean()


def test_hostile_texts_stay_texts(site: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{site}search/")
    assert ask(page, "恶意正文") == ["../cases/hostile/"]
    expect(page.locator(".search-title")).to_have_text(fold(HOSTILE))
    expect(page.locator(".search-passage")).to_have_attribute("href", "../cases/hostile/#a%22b")
    assert ask(page, HOSTILE) == ["../cases/hostile/"]
    assert ask(page, "___PAGEFIND_WEIGHT___") == ["../cases/hostile/"]
    script = "<script>document.title=1</script>"
    open_search(page, f"{site}search/?q={script}&type=<b>", script)
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
    texts = [line for record in RECORDS for line in lines_of(record)]
    texts += ["m²①AI ＡＩ９％ owner's café 𡒄前 so\u00adft A\u200bB 〔2022〕4号 ㎡ ½ Ⅳ級 _x_"]
    open_search(watched.page, f"{site}search/")
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
    open_search(page, f"{knowing}search/")
    assert set(ask(page, typed)) == matching(meant) != set()
    assert f"也搜索了：{meant}。" in said(page)
    assert meant in page.locator(".search-results mark").all_inner_texts()
    watched.assert_clean()


def test_words_that_mean_the_same_come_after_what_was_typed(knowing: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")
    typed, meant = matching("业主委员会"), matching("业委会")
    assert typed
    assert meant - typed
    found = ask(page, "业主委员会")
    assert set(found[: len(typed)]) == typed
    assert set(found) == typed | meant
    assert said(page) == "也搜索了：业委会。"

    open_search(page, f"{knowing}en/search/")
    ask(page, "业主委员会")
    assert "Also searched: owners’ committee, 业委会." in said(page)
    foreign = page.locator(".search-notice [lang]")
    assert foreign.inner_text() == "业委会" and foreign.get_attribute("lang") == "zh-CN"
    open_search(page, f"{knowing}search/")
    ask(page, "业主委员会")

    only = page.get_by_role("link", name="只搜索“业主委员会”")
    only.click()
    settled(page, '"业主委员会"')
    assert page.locator(".search-box").input_value() == '"业主委员会"'
    assert set(ask(page, '"业主委员会"')) == typed
    assert said(page) == ""
    expect(page.locator(".search-only")).to_be_hidden()
    assert set(ask(page, "业主委员会 电梯")) == (typed | meant) & matching("电梯")
    watched.assert_clean()


def test_a_narrower_word_does_not_find_the_broader_ones(knowing: str, watched: Watched) -> None:
    open_search(watched.page, f"{knowing}search/")
    ask(watched.page, "公维金")
    assert "维修资金" not in said(watched.page)


def test_each_language_finds_the_other(knowing: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")
    assert set(ask(page, "owners’ committee")) >= matching("业主委员会")
    assert "业主委员会" in said(page)
    foreign = matching("elected", "en")
    assert foreign
    assert set(ask(page, "elected")) >= foreign
    assert said(page) == "以下结果仅见于英文。"
    passage = page.locator(".search-passage").first
    assert str(passage.get_attribute("href")).startswith("../en/cases/")
    assert passage.get_attribute("lang") == "en"
    expect(page.locator(".search-results mark").first).to_have_text(re.compile("^elect", re.I))

    open_search(page, f"{knowing}en/search/")
    both = {r.url for r in RECORDS if r.locale == "en"}
    chinese = {url for url in matching("收缴率") if url.removeprefix("../") in both}
    assert set(ask(page, "收缴率")) == chinese != set()
    assert said(page) == "These were found in the Chinese text only."
    assert str(page.locator(".search-title a").first.get_attribute("href")).startswith("../cases/")
    passage = page.locator(".search-passage").first
    assert str(passage.get_attribute("href")).startswith("../../cases/")
    assert passage.get_attribute("lang") == "zh-CN"
    watched.assert_clean()


def test_what_few_queries_need_is_fetched_for_them_alone(knowing: str, watched: Watched) -> None:
    page = watched.page
    open_search(page, f"{knowing}search/")
    ask(page, "收缴率")
    beside = re.compile(r"/text/(script|names|readings)\.")
    assert not [url for url in watched.urls if beside.search(url)]
    for query, name in (("業主", "script"), ("kaixuan", "names"), ("凯玄会", "readings")):
        ask(page, query)
        assert [url for url in watched.urls if f"/text/{name}." in url]
