"""The commands from outside: what they print, what they return, what they write and leave alone."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from building import (
    ADDED,
    BASE,
    COMMANDS,
    KAIXUAN,
    BuiltLibrary,
    add_to_last_passage,
    build,
    build_apart,
    bytes_of,
    copy_real,
    differing,
    edit,
    times_of,
)

from casebook.cli import main
from casebook.load import load_library
from casebook.paths import HOME, Paths

# --- check ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_real_library_has_no_problem(
    built_site: BuiltLibrary, lang: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build(built_site.root, "check", "--lang", lang) == 0
    assert capfd.readouterr() == ("", "")


def break_in_ten_ways(root: Path) -> list[str]:
    """Break a case in ten ways; returns the places and rules of the problems that must be told."""
    data, text = root / KAIXUAN / "case.yaml", root / KAIXUAN / "zh.md"
    breaks = (  # file, what to replace, by what, what stands before the fault, the rule
        (data, r"^published: .*$", "published: 2026-13-45", "published: ", "case"),
        (data, r'^  region: "\d+"$', '  region: "990104"', "  region: ", "region"),
        (data, r"^  type: \w+$", "  type: 商品房", "  type: ", "unknown-term"),
        (data, r"^    value: \d+$", "    value: 约267", "    value: ", "case"),
        (data, r"^    value: \d+$", "    valeu: 24", "    valeu: ", "case"),
        (data, r"^criteria: \[[\w.]+,", "criteria: [party.9,", "criteria: [", "criteria"),
        (text, r"^## 主要做法及成效$", "## 主要成效", "## ", "sections"),
        (text, r"\Z", "\n请致电13800138000。\n", "请致电", "personal-data"),
        (text, r"\Z", "\n全面<b>消毒</b>。\n", "全面", "raw-html"),
        (text, r"\Z", "\n门窗[检修](javascript:alert(1))。\n", "门窗[检修", "links"),
    )
    for path, old, new, _, _ in breaks:
        source, times = re.subn(old, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
        assert times == 1, f"{path.name} has no {old}"
        path.write_text(source, encoding="utf-8")
    wanted = []
    for path, _, new, before, rule in breaks:
        lines = path.read_text(encoding="utf-8").splitlines()
        (line,) = [n for n, found in enumerate(lines, 1) if found.startswith(new.strip("\n"))]
        wanted.append(f"{KAIXUAN}/{path.name}:{line}:{len(before) + 1}: [{rule}]")
    assert len(set(wanted)) == 10
    return wanted


def test_ten_breaks_are_ten_problems_and_the_site_stays(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    wanted = break_in_ten_ways(root)
    before, times = bytes_of(root / "site"), times_of(root / "site")

    assert build(root, "check") == 1
    report = capfd.readouterr().out
    told = re.findall(r"^(\S+?:\d+:\d+: ).*?(\[[\w-]+\])$", report, re.MULTILINE)
    assert [w for w in wanted if w not in {place + rule for place, rule in told}] == [], report

    for arguments in COMMANDS.values():
        assert build(root, *arguments) == 1, arguments
    assert times_of(root / "site") == times
    assert differing(bytes_of(root / "site"), before) == []
    assert "Traceback" not in capfd.readouterr().err


def test_only_the_given_paths_are_reported(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    edit(root / KAIXUAN / "zh.md", "## 主要做法及成效", "## 成效")
    edit(root / "cases/2022-jinyu-lanwan/zh.md", "## 主要做法及成效", "## 成效")
    assert build(root, "check", str(root / KAIXUAN)) == 1
    out = capfd.readouterr().out
    assert KAIXUAN in out and "2022-jinyu-lanwan" not in out
    assert build(root, "check", str(root / "cases/2022-baoli-huayuan")) == 0
    assert build(root, "check", str(root / "cases/nowhere")) == 2


def test_reports_for_programs(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build(built_site.root, "check", "--format", "json") == 0
    assert json.loads(capfd.readouterr().out) == {"problems": [], "errors": 0, "warnings": 0}

    root = built_site.copy(tmp_path / "library")
    wanted = break_in_ten_ways(root)
    assert build(root, "check", "--format", "json") == 1
    report = json.loads(capfd.readouterr().out)
    assert report["errors"] == len(report["problems"]) >= 10
    places = {f"{p['file']}:{p['line']}:{p['column']}: [{p['rule']}]" for p in report["problems"]}
    assert set(wanted) <= places

    assert build(root, "check", "--format", "github", "--lang", "en") == 1
    lines = capfd.readouterr().out.splitlines()
    assert len(lines) == len(report["problems"])
    for line in lines:
        assert re.match(r"::error file=[^,:]+,line=\d+,col=\d+,title=[\w-]+::\S", line), line


# --- nothing changed ------------------------------------------------------------------------------


def test_a_second_build_makes_nothing(
    built_site: BuiltLibrary,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = built_site.copy(tmp_path / "library")
    # another folder is another library: the first build looks at it all
    assert main(["--root", str(root), "--lang", "en"]) == 0
    said = capfd.readouterr().err
    times = times_of(root / "site", root / ".cache")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("nothing changed, yet something is made again")

    monkeypatch.setattr("casebook.commands.full.make_everything", never)
    assert main(["--root", str(root), "--lang", "en"]) == 0
    again = capfd.readouterr().err
    assert "Nothing changed; the site is current.\n" in again
    assert set(said.splitlines()) - set(again.splitlines()) == {
        "The content is the same; the site is current."
    }, "what is still to be done is said again"
    assert main(["--root", str(root)]) == 0
    assert "没有改动" in capfd.readouterr().err
    assert times_of(root / "site", root / ".cache") == times


def test_without_the_note_of_the_last_build_nothing_costly_is_made_again(
    built_site: BuiltLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step knows by content whether it is done: engine, search, Typst, photos, publishing."""
    root = built_site.copy(tmp_path / "library")
    (root / ".cache" / "last-build.json").unlink()
    times = times_of(root / "site")

    def never(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    for name in (
        "casebook.site.engine._run",
        "casebook.search.pagefind._run",
        "casebook.yearbook.setting.compile_book",
        "casebook.publish.replace_folder",
    ):
        monkeypatch.setattr(name, never)
    assert build(root) == 0
    assert times_of(root / "site") == times


def test_a_hand_in_the_published_tree_is_mended(built_site: BuiltLibrary, tmp_path: Path) -> None:
    root = built_site.copy(tmp_path / "library")
    assert build(root) == 0
    before = bytes_of(root / "site")
    (root / "site" / "index.html").write_text("taken", encoding="utf-8")
    (root / "site" / "search" / "index.html").unlink()
    assert build(root) == 0
    assert differing(bytes_of(root / "site"), before) == []


# --- the same bytes -------------------------------------------------------------------------------


def test_two_folders_two_machines_the_same_bytes(built_site: BuiltLibrary, tmp_path: Path) -> None:
    """Folders, locales, time zones, hash seeds, clocks, processors, umasks, orders of files."""
    one = copy_real(tmp_path / "一个 folder" / "案例库")
    two = copy_real(tmp_path / f"{'很长的文件夹名' * 11}" / "b")
    for path in sorted(two.rglob("*"), reverse=True):  # a clone has other times
        os.utime(path, (1, 1))
    other = {"PYTHONPATH": str(HOME / "tests" / "disorder")}  # files listed in any order
    machines = (
        (
            one,
            {
                **other,
                **{"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C", "LANG": "C"},
                **{"DISORDER_CORES": "1", "DISORDER_SEED": "a", "DISORDER_YEARS": "-20"},
            },
            0o022,
        ),
        (
            two,
            {
                **other,
                **{"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8"},
                **{"DISORDER_CORES": "7", "DISORDER_SEED": "b", "DISORDER_YEARS": "40"},
            },
            0o077,
        ),
    )
    runs = [build_apart(root, env=env, umask=umask) for root, env, umask in machines]
    for run in runs:
        _, said = run.communicate(timeout=240)
        assert run.returncode == 0, said
    first, second = bytes_of(one / "site"), bytes_of(two / "site")
    assert "editions/2022/yearbook-2022.pdf" in first and len(first) > 150
    assert differing(first, second) == []
    assert differing(first, bytes_of(built_site.out)) == []


# --- addresses are for ever -----------------------------------------------------------------------


def test_a_case_of_the_ledger_cannot_vanish(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    before = bytes_of(root / "site")
    shutil.rmtree(root / KAIXUAN)
    assert build(root) == 1
    report = capfd.readouterr().err
    assert re.search(r"^cases/published\.yaml:\d+:\d+: .*2022-kaixuanhui", report, re.MULTILINE)
    assert differing(before, bytes_of(root / "site")) == []


UNPUBLISHED = {"draft": "青禾", "approved": "远山"}  # names of communities like no other


@pytest.fixture(scope="module")
def changed(built_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """The library after a year: a case renamed, one withdrawn, one only drafted, one approved."""
    root = built_site.copy(tmp_path_factory.mktemp("changed") / "library")
    (root / KAIXUAN).rename(root / "cases/2022-kaixuanhui-huayuan")
    edit(
        root / "cases/published.yaml",
        "{id: 2022-kaixuanhui, published: 2026-11-20}",
        "{id: 2022-kaixuanhui-huayuan, published: 2026-11-20, aliases: [2022-kaixuanhui]}",
    )
    edit(
        root / "cases/2022-jinyu-lanwan/case.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn:\n  date: 2026-12-01\n"
        "  reason: {zh: 企业请求撤回, en: at the company’s request}",
    )
    for status in UNPUBLISHED:
        new = root / f"cases/2026-{status}"
        shutil.copytree(root / "cases/2022-baoli-huayuan", new)
        edit(new / "case.yaml", "status: published", f"status: {status}")
        edit(new / "case.yaml", "published: 2026-11-20\n", "")
        edit(new / "case.yaml", "保利花园", f"{UNPUBLISHED[status]}花园")
        edit(new / "zh.md", "## 主要做法及成效", f"## 主要做法及成效\n\n未发布标记{status}。\n")
    assert build(root, "check") == 0
    for path in root.glob("content/pages/*/*.md"):  # the editorial pages speak of these cases
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("/2022-kaixuanhui/", "/2022-kaixuanhui-huayuan/"), "utf-8")
    assert build(root) == 0
    return BuiltLibrary(root)


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_former_id_leads_on(changed: BuiltLibrary, prefix: str) -> None:
    page = (changed.out / prefix / KAIXUAN / "index.html").read_text(encoding="utf-8")
    target = f"{'../../' + '../' * bool(prefix)}{prefix}cases/2022-kaixuanhui-huayuan/"
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
    assert f'<a href="{target}">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert (changed.out / prefix / "cases/2022-kaixuanhui-huayuan/index.html").is_file()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_a_withdrawn_case_says_so_and_shows_nothing_else(
    changed: BuiltLibrary, built_site: BuiltLibrary, prefix: str
) -> None:
    name = f"{prefix}cases/2022-jinyu-lanwan/index.html"
    page = (changed.out / name).read_text(encoding="utf-8")
    said = {"": ("2026年12月1日", "企业请求撤回"), "en/": ("1 December 2026", "request")}
    for words in said[prefix]:
        assert words in page
    assert '<meta name="robots" content="noindex">' in page
    case = load_library(Paths.of(built_site.root)).library.cases
    (text,) = [c.texts["zh"] for c in case if c.id == "2022-jinyu-lanwan"]
    for passage in text.passages:
        assert passage.title.plain not in page


def test_a_withdrawn_case_is_out_of_lists(changed: BuiltLibrary) -> None:
    for path in changed.out.rglob("*.html"):
        name = path.relative_to(changed.out).as_posix()
        if "2022-jinyu-lanwan" not in name:
            assert "2022-jinyu-lanwan" not in path.read_text(encoding="utf-8"), name
    assert "2022-jinyu-lanwan" not in (changed.out / "sitemap.xml").read_text(encoding="utf-8")
    assert not list(changed.out.glob("covers/2022-jinyu-lanwan*"))


def test_search_knows_published_cases_alone(changed: BuiltLibrary) -> None:
    for locale in ("zh", "en"):
        table = json.loads((changed.out / f"search/table.{locale}.json").read_text("utf-8"))
        known = {row[0] for row in table["rows"]}
        assert len(known) == 6
        assert "cases/2022-kaixuanhui-huayuan/" in known
        records = json.loads((changed.out / f"pagefind/records.{locale}.json").read_text("utf-8"))
        assert len(records["records"]) == 6


def test_the_yearbook_prints_published_cases_alone(
    changed: BuiltLibrary, built_site: BuiltLibrary
) -> None:
    def text(out: Path) -> str:
        with pypdfium2.PdfDocument(out / "editions/2022/yearbook-2022.pdf") as pdf:
            whole = "".join(page.get_textpage().get_text_range() for page in pdf)
            return "".join(whole.split())

    before, after = text(built_site.out), text(changed.out)
    assert "金域蓝湾" in before and "金域蓝湾" not in after
    assert "凯旋会花园" in after
    assert "未发布标记" not in after


def test_drafts_are_not_published(changed: BuiltLibrary) -> None:
    assert not list(changed.out.glob("**/*2026-draft*"))
    assert not list(changed.out.glob("**/*2026-approved*"))
    for name, content in bytes_of(changed.out).items():
        assert "未发布标记".encode() not in content, name
        assert b"2026-draft" not in content and b"2026-approved" not in content, name


def test_renaming_again_and_again_leaves_no_page_behind(changed: BuiltLibrary) -> None:
    """What the engine made for pages that are no more is not published."""
    pages = {p.parent.name for p in changed.out.glob("cases/*/index.html")}
    library = load_library(Paths.of(changed.root)).library
    wanted = {c.id for c in library.cases if c.data.status in ("published", "withdrawn")}
    assert pages == wanted | {"2022-kaixuanhui"}


# --- usage, bugs, the disk ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [["bild"], ["--nothing"], ["check", "--format", "xml"], ["--lang", "fr"], ["serve", "--port"]],
)
def test_wrong_usage_is_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    said = capfd.readouterr().err
    assert "usage: build.py" in said and "Traceback" not in said
    assert re.search(r"命令写错了：[没不还]|命令写错了：\S+ 后面", said)


def test_an_unknown_edition_is_2(
    built_site: BuiltLibrary, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build(built_site.root, "yearbook", "1999") == 2
    said = capfd.readouterr().err
    assert "1999" in said and "2022" in said


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
def test_closed_streams_are_no_fault(tmp_path: Path) -> None:
    """As a scheduler may start it: nothing to print to, and nothing lands in another file."""
    root = shutil.copytree(BASE, tmp_path / "library")
    command = [sys.executable, str(HOME / "build.py"), "--root", str(root), "check"]
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *command]
    assert subprocess.run(closed, check=False).returncode == 1, "that library has errors"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_bug_of_ours_is_70_with_its_traceback(
    name: str,
    built_site: BuiltLibrary,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    command = COMMANDS[name]
    for module in ("full", "check", "site", "yearbook"):
        monkeypatch.setattr(f"casebook.commands.{module}.load_site", fail)
    monkeypatch.setattr("casebook.commands.build.last_said", lambda paths, seen: ())
    before = times_of(built_site.out)
    assert build(built_site.root, *command) == 70
    said = capfd.readouterr().err
    assert "Traceback (most recent call last)" in said and "ZeroDivisionError: a bug" in said
    assert times_of(built_site.out) == before


def _refuse(code: int) -> Callable[..., None]:
    def refuse(*given: object, **_: object) -> None:
        raise OSError(code, os.strerror(code), str(given[0]) if given else None)

    return refuse


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("pathlib.Path.mkdir", errno.EACCES),
        ("casebook.beside.tempfile.mkdtemp", errno.EROFS),
        ("casebook.publish.shutil.copyfile", errno.ENOSPC),
        ("casebook.exchange._exchange", errno.EPERM),
    ],
)
def test_what_the_disk_refuses_is_said_and_the_site_stays(
    target: str,
    code: int,
    built_site: BuiltLibrary,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Simulated, because the tests may run as root, whom no permission stops."""
    root = built_site.copy(tmp_path / "library")
    add_to_last_passage(root / KAIXUAN / "zh.md", ADDED)
    before = bytes_of(root / "site")
    with monkeypatch.context() as patched:
        patched.setattr(target, _refuse(code))
        assert build(root, "site") == 1
    said = capfd.readouterr().err
    assert os.strerror(code) in said and "Traceback" not in said
    assert differing(bytes_of(root / "site"), before) == []
    assert [p.name for p in root.iterdir() if p.name.startswith((".site.new", ".site.old"))] == []
    assert build(root, "site") == 0
    assert differing(bytes_of(root / "site"), before)


@pytest.mark.skipif(os.geteuid() == 0, reason="no permission stops root")
def test_a_folder_that_cannot_be_written(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    out = tmp_path / "closed" / "site"
    out.parent.mkdir(mode=0o555)
    assert build(root, "--out", str(out)) == 1
    assert str(out.parent) in capfd.readouterr().err


def test_a_file_in_the_sites_place_is_not_replaced(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    assert build(root, "site", "--out", str(tmp_path / "out")) == 2
    assert "Traceback" not in capfd.readouterr().err
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def _no_pagefind(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise FileNotFoundError("Could not find any of []")

    shutil.rmtree(root / ".cache/search")
    monkeypatch.setattr("casebook.search.pagefind.get_executable", missing)


def _no_fonts(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_real(root, ("theme",))
    shutil.rmtree(root / "theme/yearbook/fonts")


def _strange_engine_setting(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root / "mkdocs.yml", "plugins: []", "plugins: [no-such-plugin]")


@pytest.mark.parametrize(
    ("lack", "said"),
    [
        (_no_pagefind, "Pagefind"),
        (_no_fonts, "theme/yearbook/fonts"),
        (_strange_engine_setting, "mkdocs.yml"),
    ],
)
def test_what_is_missing_is_named_and_the_site_stays(
    lack: Callable[[Path, pytest.MonkeyPatch], None],
    said: str,
    built_site: BuiltLibrary,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = built_site.copy(tmp_path / "library")
    before = bytes_of(root / "site")
    lack(root, monkeypatch)
    add_to_last_passage(root / KAIXUAN / "zh.md", ADDED)
    assert build(root) == 1
    printed = capfd.readouterr().err
    assert said in printed and "Traceback" not in printed
    assert bytes_of(root / "site") == before


def test_a_terminal_that_knows_no_chinese_is_no_bug(tmp_path: Path) -> None:
    root = copy_real(tmp_path / "library", ("cases", "content", "mkdocs.yml"))
    (root / KAIXUAN / "推荐表.docx").write_bytes(b"x")
    (root / KAIXUAN / "case.yaml").unlink()
    run = build_apart(root, "check", env={"PYTHONIOENCODING": "latin-1"})
    out, err = run.communicate(timeout=60)
    assert run.returncode == 1 and "Traceback" not in err
    assert "cases/2022-kaixuanhui" in out


def test_a_path_outside_the_library_is_2(
    built_site: BuiltLibrary, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert build(built_site.root, "check", str(tmp_path)) == 2
    assert str(tmp_path) in capfd.readouterr().err
