"""What a search of 1,000 invented cases fetches, how long it takes, and whether it is right.

Every kind of query is a first visit: an empty browser opens the search page and types. README.md
says what the numbers mean.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from statistics import fmean, median
from time import perf_counter

from playwright.sync_api import Browser, Page, expect, sync_playwright

HOME = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOME))  # run as a script, the program itself is not found

from casebook.load import load_library  # noqa: E402
from casebook.paths import Paths  # noqa: E402
from casebook.search.tokens import fold  # noqa: E402
from casebook.site.records import plain  # noqa: E402
from tests.made_cases import write_library  # noqa: E402

AGAIN = 7  # times that a query is typed again
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")  # as servers are set up to do
KINDS = {
    "no words": ("zh", ""),
    "a name": ("zh", "锦湖花园"),
    "a term": ("zh", "维修资金"),
    "two words": ("zh", "电梯 公示"),
    "a number": ("zh", "99%"),
    "one character": ("zh", "梯"),
    "a common one": ("zh", "的"),
    "a phrase of 12": ("zh", "把电动自行车充电桩逐项登"),
    "a phrase of 32": (
        "zh",
        "将电动自行车充电桩纳入每日巡查，巡查记录保存12个月备查，办结以后由",
    ),
    "a synonym": ("zh", "业委会"),
    "Traditional": ("zh", "業主委員會"),
    "pinyin": ("zh", "jinhuhuayuan"),
    "initials": ("zh", "jhhy"),
    "English, in Chinese": ("zh", "owners’ committee"),
    "Chinese, in English": ("en", "业主委员会"),
    "English": ("en", "elevator"),
    "nothing like it": ("zh", "星际旅行指南手册"),
}


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder, packing what servers pack."""

    def do_GET(self) -> None:  # noqa: N802 (the base's name)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        content = path.read_bytes()
        self.send_response(200)
        if path.suffix in PACKED:
            content = gzip.compress(content, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with suppress(ConnectionError):  # a page that was left wants no more
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base's name)
        pass


def main() -> None:
    """Build the site, unless one is given; measure and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--library", type=Path, help="a made library that has been built")
    parser.add_argument("--random", type=int, default=100, help="stretches of texts to search for")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="casebook-benchmark-") as folder:
        library = options.library or Path(folder) / "library"
        if not options.library:
            write_library(library, options.cases)
            build = [sys.executable, str(HOME / "build.py"), "site", "--root", str(library)]
            subprocess.run(build, check=True)
        with _served(library / "site") as address, sync_playwright() as playwright:
            program = which("chromium") or which("google-chrome")
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            _weigh(browser, address)
            _check(browser, address, library, options.random)
            browser.close()


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def _weigh(browser: Browser, address: str) -> None:
    print(f"{'query':22} {'found':>6} {'KB':>6} {'scripts':>8} {'tables':>7} {'index':>6}", end="")
    print(f" {'texts':>6} {'covers':>7} {'ms':>6} {'again ms':>9}")
    for kind, (locale, query) in KINDS.items():
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        sizes: dict[str, float] = {}
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        names: dict[str, str] = {}
        session.on(
            "Network.responseReceived",
            lambda event, names=names: names.update({event["requestId"]: event["response"]["url"]}),
        )
        session.on(
            "Network.loadingFinished",
            lambda event, names=names, sizes=sizes: _add(
                sizes, names.get(event["requestId"], ""), event["encodedDataLength"]
            ),
        )
        page.goto(f"{address}{'en/' if locale == 'en' else ''}search/")
        _settled(page, "")
        page.wait_for_load_state("networkidle")
        first = _typed(page, query) if query else 0.0
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(200)
        found = re.search(r"\d+", page.locator(".search-status").inner_text())
        counted = {part: sizes.get(part, 0) / 1000 for part in PARTS}
        again = 0.0
        if query:
            again = median(_again(page, query) for _ in range(AGAIN))
        total = sum(size for part, size in counted.items() if part != "covers")
        print(f"{kind:22} {found[0] if found else '0':>6} {total:6.0f}", end="")
        for part, width in zip(PARTS, (8, 7, 6, 6, 7), strict=True):
            print(f" {counted[part]:{width}.0f}", end="")
        print(f" {first:6.0f} {again:9.0f}")
        context.close()


PARTS = ("scripts", "tables", "index", "texts", "covers")


def _add(sizes: dict[str, float], url: str, size: float) -> None:
    """Count a file under what it is for; the page itself, its style and fonts are not counted."""
    kinds = (
        ("covers", "/covers/"),
        ("texts", "/pagefind/text/"),
        ("index", "/pagefind/index/"),
        ("index", ".pf_meta"),
        ("tables", "/pagefind/records"),
        ("tables", "/search/table"),
        ("tables", "/search/cards"),
        ("scripts", "/pagefind/"),
        ("scripts", "/modules."),
    )
    part = next((part for part, piece in kinds if piece in url), "")
    sizes[part] = sizes.get(part, 0) + size


def _typed(page: Page, query: str) -> float:
    """Search as the form does; return the milliseconds until the results stand there."""
    start = perf_counter()
    page.locator(".search-box").fill(query)
    page.keyboard.press("Enter")
    _settled(page, query)
    return (perf_counter() - start) * 1000


def _again(page: Page, query: str) -> float:
    """Type another query, then this one; return the page's own milliseconds from the last key.

    They include the pause after which a search starts, and the frame that shows the results.
    """
    _typed(page, query + query[-1])
    return float(page.evaluate(TYPE, query))


TYPE = """(query) => new Promise((resolve) => {
  const list = document.querySelector('.search-results');
  const box = document.querySelector('.search-box');
  box.value = query;
  const start = performance.now();
  new MutationObserver((_, seen) => {
    if (list.dataset.query !== query) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  }).observe(list, { attributes: true, attributeFilter: ['data-query'] });
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
})"""


def _settled(page: Page, query: str) -> None:
    expect(page.locator(".search-results")).to_have_attribute("data-query", query, timeout=30000)


def _check(browser: Browser, address: str, library: Path, many: int) -> None:
    """Compare what is found with what stands in the texts, for stretches that nobody chose."""
    lines = dict(_lines(library))
    chance = random.Random(5)
    every = [line for some in lines.values() for line in some if len(line) > 30]
    queries = []
    while len(queries) < many:
        line = chance.choice(every)
        start = chance.randrange(len(line) - 24)
        piece = line[start : start + chance.choice((1, 2, 2, 3, 4, 6, 8, 12, 20))]
        if re.fullmatch("[\u4e00-\u9fff，。、：]+", piece):
            queries.append(piece)
    page = browser.new_page()
    page.goto(f"{address}search/")
    modules = page.locator("script[type=module][src*='/search.js']").get_attribute("src") or ""
    recalls, precisions, unsure = [], [], 0
    for query in queries:
        found = page.evaluate(FIND, [modules, query])
        truth = {n for n, some in enumerate(lines.values()) if any(query in line for line in some)}
        recalls.append(len(truth.intersection(found["all"])) / len(truth))
        first = found["first"]
        precisions.append(len(truth.intersection(first)) / len(first) if first else 0.0)
        unsure += not found["sure"]
        if recalls[-1] < 1 or precisions[-1] < 1:
            print(f"  {query}: recall {recalls[-1]:.3f}, precision@10 {precisions[-1]:.2f}")
    print(f"\n{many} stretches of texts: recall {fmean(recalls):.4f}, ", end="")
    print(f"precision@10 {fmean(precisions):.4f}; the count is a limit for {unsure} of them")


# The first ten as the page shows them: what is not sure is looked up in the text.
FIND = """async ([modules, query]) => {
  const at = (name) => new URL(name, new URL(modules, location.href));
  const { Index } = await import(at('index.js'));
  const { find } = await import(at('find.js'));
  window.asked ??= new Index(new URL('../pagefind/', location.href), 'zh');
  const { records } = await window.asked.known();
  const place = (id) => records.get(id).position;
  const { ids, exact, sure, holds } = await find(window.asked, `"${query}"`);
  if (!exact) return { all: [], first: [], sure };
  const first = [];
  for (const id of ids) if (first.length < 10 && (sure || await holds(id))) first.push(place(id));
  return { all: ids.map(place), first, sure };
}"""


def _lines(library: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the id of each case, in the neutral order, and the lines of its Chinese text."""
    for case in load_library(Paths.of(library)).library.published:
        data = case.data
        lines = [data.title.to("zh"), data.community.name.to("zh"), data.summary.to("zh")]
        text = case.texts["zh"]
        for section in text.sections:
            lines += [section.heading, *plain(section.lead).split("\n")]
            for passage in section.passages:
                lines += [passage.title.plain, *plain(passage.blocks).split("\n")]
        yield case.id, [fold(line) for line in lines]


if __name__ == "__main__":
    main()
