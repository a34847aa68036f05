"""`serve` without a browser: the last good pages, the news that browsers wait for, the problems."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from building import (
    KAIXUAN,
    BuiltLibrary,
    add_to_last_passage,
    build,
    bytes_of,
    copy_real,
    differing,
    edit,
)
from made_photos import small_photo
from test_bad_files import BAD_FILES

from casebook.console import Console
from casebook.paths import Paths
from casebook.preview import Maker, Preview, SupersededError, make, news
from casebook.preview.server import Handler, serve_at
from casebook.publish import Tree

ADDED = "这一句只在预览里。"


@dataclass
class Desk:
    """An editor's desk: a library, its preview, and the address where it is served."""

    root: Path
    preview: Preview
    address: str

    @property
    def out(self) -> Path:
        return self.root / ".cache" / "preview"

    def maker(self, console: Console | None = None) -> Maker:
        """Return what makes the preview, with an empty memory."""
        paths = Paths(self.root, self.out)
        return Maker(paths, self.preview, console or Console(quiet=True))

    def make(self) -> None:
        """Do what `serve` does when a file was saved."""
        self.maker().make()

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, kind and text of an answer."""
        try:
            with urlopen(self.address + path, timeout=30) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.headers["Content-Type"], error.read().decode()

    def state(self, known: int, page: str = "") -> dict[str, Any]:
        asked = f".preview/state?{known}&{page}" if page else f".preview/state?{known}"
        state: dict[str, Any] = json.loads(self.get(asked)[2])
        return state


@pytest.fixture(scope="module")
def made(built_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a preview that was made once; each test takes a copy."""
    root = built_site.copy(tmp_path_factory.mktemp("desk") / "library")
    Maker(Paths(root, root / ".cache" / "preview"), Preview(), Console(quiet=True)).make()
    return root


@pytest.fixture
def desk(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(news, "WAIT", 0.1)
    root = tmp_path / "library"
    shutil.copytree(made, root)
    preview, paths = Preview(), Paths.of(root)
    handler = partial(Handler, preview, paths.theme, directory=str(root / ".cache/preview"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Desk(root, preview, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()
        thread.join()


def test_pages_are_served_with_the_previews_script(desk: Desk) -> None:
    for path in ("", "en/", f"{KAIXUAN}/", f"{KAIXUAN}/index.html", "search/?q=x"):
        status, kind, page = desk.get(path)
        assert status == 200 and kind.startswith("text/html"), path
        assert page.count('<script src="/.preview/preview.js" data-page="') == 1, path
    status, kind, script = desk.get(".preview/preview.js")
    assert status == 200 and "javascript" in kind and "/.preview/state" in script


def test_the_script_is_no_part_of_any_published_file(desk: Desk, built_site: BuiltLibrary) -> None:
    for folder in (desk.out, built_site.out):
        for name, content in bytes_of(folder).items():
            assert b".preview" not in content, name


def test_other_files_are_served_as_they_are(desk: Desk) -> None:
    cover = "covers/2022-kaixuanhui.zh.svg"
    status, kind, text = desk.get(cover)
    assert status == 200 and kind == "image/svg+xml"
    assert text == (desk.out / cover).read_text(encoding="utf-8")


def test_what_is_not_there_is_404_and_still_listens(desk: Desk) -> None:
    status, _, page = desk.get("cases/nowhere/")
    assert status == 404
    assert "/.preview/preview.js" in page, "the page comes when it is made"
    assert desk.get("assets/nothing.css")[0] == 404


@pytest.mark.parametrize(
    "path", ["../../mkdocs.yml", "%2e%2e/%2e%2e/mkdocs.yml", "..%2fmkdocs.yml"]
)
def test_nothing_outside_the_preview_is_served(desk: Desk, path: str) -> None:
    status, _, text = desk.get(path)
    assert status == 404 and "site_url" not in text


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example:80", ""]
)
def test_another_hosts_name_is_refused(desk: Desk, host: str) -> None:
    """A page from elsewhere may not read drafts by pointing its own name at this machine."""
    for path in ("", "cases/", ".preview/state?-1"):
        with pytest.raises(HTTPError) as refused:
            urlopen(Request(desk.address + path, headers={"Host": host}), timeout=30)
        assert refused.value.code == 403
        refused.value.close()


@pytest.mark.parametrize("path", ["%00", "%00.html", "a" * 300, f"{'a' * 300}.html"])
def test_an_address_that_no_disk_can_hold_is_404(
    path: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with serve_at(0, Preview(), tmp_path, tmp_path) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(HTTPError) as refused:
            urlopen(f"http://127.0.0.1:{server.server_port}/{path}", timeout=30)
        refused.value.close()
        server.shutdown()
    assert refused.value.code == 404
    assert capfd.readouterr().err == ""


def test_a_port_in_use_is_said(desk: Desk, capfd: pytest.CaptureFixture[str]) -> None:
    port = desk.address.rstrip("/").rpartition(":")[2]
    assert build(desk.root, "serve", "--port", port) == 1
    said = capfd.readouterr().err
    assert port in said and "--port" in said and "Traceback" not in said


def test_a_browser_waits_for_news(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.state(-1)["number"] == 0, "a browser that knows nothing is told at once"
    assert desk.state(0) == {"number": 0, "title": "", "report": "", "stale": False}, (
        "no news: it is told so after a while"
    )
    monkeypatch.setattr(news, "WAIT", 60.0)
    with ThreadPoolExecutor(2) as browsers:
        waiting = [browsers.submit(desk.state, 0) for _ in range(2)]
        desk.preview.announce("a problem")
        assert [w.result(30) for w in waiting] == [
            {"number": 1, "title": "", "report": "a problem", "stale": False}
        ] * 2


@pytest.mark.parametrize("query", ["", "?", "?x", "?-1", "?99999999999999999999", "?²"])
def test_any_question_is_answered(desk: Desk, query: str) -> None:
    status, kind, text = desk.get(f".preview/state{query.replace('²', '%C2%B2')}")
    assert (status, kind) == (200, "application/json")
    assert json.loads(text)["number"] == 0


def test_a_saved_edit_is_shown(desk: Desk) -> None:
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    desk.make()
    assert desk.state(0)["number"] == 1
    assert desk.state(0)["report"] == ""
    assert ADDED in desk.get(f"{KAIXUAN}/")[2]


def test_problems_are_told_over_the_last_good_pages(desk: Desk) -> None:
    path = desk.root / KAIXUAN / "case.yaml"
    good, before = path.read_bytes(), bytes_of(desk.out)
    path.write_bytes(b"title: {zh: [")
    desk.make()
    assert f"{KAIXUAN}/case.yaml:2:1:" in desk.state(0)["report"]
    assert desk.state(0)["title"] == make.EARLIER.zh
    assert bytes_of(desk.out) == before
    path.write_bytes(good)
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    desk.make()
    assert desk.state(1)["number"] > 1
    assert desk.state(1)["report"] == ""
    assert ADDED in desk.get(f"{KAIXUAN}/")[2]


def test_what_can_be_shown_is_shown_with_its_problems(desk: Desk) -> None:
    """A rule that is broken does not hide the page on which the editor mends it."""
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", f"{ADDED}请致电13800138000。")
    desk.make()
    assert "personal-data" in desk.state(0)["report"]
    assert ADDED in desk.get(f"{KAIXUAN}/")[2]


def test_drafts_are_shown_in_the_preview_alone(desk: Desk) -> None:
    new = desk.root / "cases/2026-draft"
    shutil.copytree(desk.root / "cases/2022-baoli-huayuan", new)
    edit(new / "case.yaml", "status: published\npublished: 2026-11-20", "status: draft")
    desk.make()
    assert desk.get("cases/2026-draft/")[0] == 200
    assert "cases/2026-draft/" in desk.get("cases/")[2]
    assert not (desk.root / "site/cases/2026-draft").exists()


def test_a_damaged_photo_stops_no_preview(desk: Desk) -> None:
    """The page is there without it, and the check says which it is."""
    new = desk.root / "cases/2026-draft"
    shutil.copytree(desk.root / "cases/2022-baoli-huayuan", new)
    edit(new / "case.yaml", "status: published\npublished: 2026-11-20", "status: draft")
    (new / "photos").mkdir()
    (new / "photos/bad.jpg").write_bytes(b"no photo")
    with (new / "case.yaml").open("a", encoding="utf-8") as facts:
        facts.write("photos:\n  - {file: photos/bad.jpg, caption: {zh: 坏图}, alt: {zh: 坏图}}\n")
    desk.make()
    status, _, page = desk.get("cases/2026-draft/")
    assert status == 200 and "坏图" not in page
    assert "photos/bad.jpg" in desk.state(0)["report"]


def test_a_page_that_is_no_more_is_gone(desk: Desk) -> None:
    new = desk.root / "cases/2026-draft"
    shutil.copytree(desk.root / "cases/2022-baoli-huayuan", new)
    edit(new / "case.yaml", "status: published\npublished: 2026-11-20", "status: draft")
    desk.make()
    shutil.rmtree(new)
    desk.make()
    assert desk.get("cases/2026-draft/")[0] == 404
    assert "2026-draft" not in desk.get("cases/")[2]


def test_a_started_case_does_not_stop_the_preview(desk: Desk) -> None:
    assert build(desk.root, "new", "--id", "2026-new") == 0
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    desk.make()
    assert "cases/2026-new/case.yaml" in desk.state(0)["report"]
    assert ADDED in desk.get(f"{KAIXUAN}/")[2]


def shown(desk: Desk, path: str) -> str:
    """Return what the page at a path says of itself to the server."""
    found = re.search('data-page="([0-9a-f]+)"', desk.get(path)[2])
    assert found
    return f"{found[1]}&/{path}"


def test_a_page_knows_when_it_has_become_another(desk: Desk) -> None:
    """A page that did not change is not loaded again under the editor's eyes."""
    pages = {path: shown(desk, path) for path in (f"{KAIXUAN}/", "about/", "cases/2026-new/")}
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    desk.make()
    stale = {path: desk.state(0, page)["stale"] for path, page in pages.items()}
    assert stale == {f"{KAIXUAN}/": True, "about/": False, "cases/2026-new/": False}
    assert not desk.state(0, shown(desk, f"{KAIXUAN}/"))["stale"]


def test_the_page_that_is_edited_comes_before_the_rest(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    maker = desk.maker()
    maker.make()
    before = bytes_of(desk.out)
    paths = (f"{KAIXUAN}/", f"en/{KAIXUAN}/")
    first: list[str] = []
    build_site = make.build_site

    def pages() -> list[str]:
        """Return them without their digests and without the length of their offprint."""
        found = (desk.get(path)[2] for path in paths)
        return [
            re.sub('data-page="[^"]+"|[0-9]+ (?:KB|pages)|[0-9]+页', "", page) for page in found
        ]

    def seen_before(*given: Any) -> Tree:
        first.extend(pages())
        assert bytes_of(desk.out) == before, "nothing is published yet"
        return build_site(*given)

    monkeypatch.setattr(make, "build_site", seen_before)
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    maker.make()
    assert ADDED in first[0]
    assert first == pages(), "the same when all is made"
    assert desk.preview.ahead == {}


def test_a_new_photo_is_there_before_the_rest(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    maker = desk.maker()
    maker.make()
    folder = desk.root / KAIXUAN
    (folder / "photos").mkdir(exist_ok=True)
    (folder / "photos" / "new.jpg").write_bytes(small_photo(7))
    with (folder / "case.yaml").open("a", encoding="utf-8") as facts:
        facts.write("photos:\n  - {file: photos/new.jpg, caption: {zh: 新图}, alt: {zh: 新图}}\n")

    def enough(*_: object) -> Tree:
        raise SupersededError

    monkeypatch.setattr(make, "build_site", enough)
    maker.make()
    sources = re.findall(r'src="\.\./\.\./(media/[^"]+)"', desk.get(f"{KAIXUAN}/")[2])
    assert sources and not (desk.out / sources[0]).exists()
    with urlopen(desk.address + sources[0], timeout=30) as answer:
        assert answer.headers["Content-Type"].startswith("image/")


def test_a_later_save_ends_the_making_of_the_rest(desk: Desk) -> None:
    """What was left half made does not show in what is made next."""
    console = Console(quiet=True)
    maker = desk.maker(console)
    maker.make()
    before = bytes_of(desk.out)
    for steps in range(2, 40, 6):
        left = iter(range(steps))

        def give_way(left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise SupersededError

        console.look_up = give_way
        add_to_last_passage(desk.root / KAIXUAN / "zh.md", f"{ADDED}{steps}")
        maker.make()
        assert bytes_of(desk.out) == before
        assert f"{ADDED}{steps}" in desk.get(f"{KAIXUAN}/")[2], "the page is there all the same"
    console.look_up = lambda: None
    maker.make()
    made = bytes_of(desk.out)
    shutil.rmtree(desk.root / ".cache" / "site")
    desk.make()
    assert differing(made, bytes_of(desk.out)) == []


def test_the_published_site_is_left_alone(desk: Desk) -> None:
    before = bytes_of(desk.root / "site")
    add_to_last_passage(desk.root / KAIXUAN / "zh.md", ADDED)
    desk.make()
    assert bytes_of(desk.root / "site") == before


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_and_not_a_crash(name: str, tmp_path: Path) -> None:
    root = copy_real(tmp_path / "library", ("cases", "content", "mkdocs.yml"))
    file, content = BAD_FILES[name]
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes(content)
    desk = Desk(root, Preview(), "")
    desk.make()
    assert desk.preview.number >= 1
    named: Callable[[str], bool] = desk.preview.report.__contains__
    assert named(file) or named("cases/2026-empty"), desk.preview.report
    assert "Traceback" not in desk.preview.report


def test_a_fault_in_a_template_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in a template")

    before = bytes_of(desk.out)
    monkeypatch.setattr(make, "build_site", fail)
    desk.make()
    assert "ZeroDivisionError: in a template" in desk.state(0)["report"]
    assert bytes_of(desk.out) == before
