"""Whatever lies where a file of the library should be, the check says so: no hang, no traceback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from building import BASE, build, edit

from casebook.case_files import MOST_FILES
from casebook.cli import main
from casebook.inside import inside
from casebook.load import load_library
from casebook.media import read_photo
from casebook.paths import Paths
from casebook.plain_file import shown_name

CASE = "cases/2026-yangli"
LIMIT = 20  # seconds; a read that waits for a pipe would wait for ever


@contextmanager
def no_hang() -> Iterator[None]:
    def late(*_: object) -> None:
        raise TimeoutError("a file was waited for")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    shutil.copytree(BASE, root)
    edition = root / "content" / "editions" / "2026"
    edition.mkdir(parents=True)
    (edition / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (root / "content" / "site.yaml").write_text(
        "directions: small\nlede: {zh: 甲, en: a}\n", encoding="utf-8"
    )
    return root


EDITION = """\
id: "2026"
title: {zh: 年鉴, en: Yearbook}
cover: {columns: [年鉴]}
year: 2026
date: 2026-11-20
trim: A4
programmes: [small]
chapters: city
editor: {zh: 编辑部, en: The editors}
"""


def said(root: Path, capfd: pytest.CaptureFixture[str], code: int = 1) -> str:
    """Check a library and return what was said, after looking that nothing broke."""
    with no_hang():
        found = build(root, "check")
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    assert found == code, out + err
    return out + err


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may have 107 bytes
        try:
            opened.bind(path.name)
        finally:
            os.chdir(here)


def _device(path: Path) -> None:
    try:
        os.mknod(path, 0o020666, os.makedev(1, 5))  # /dev/zero, which has no end
    except PermissionError:
        pytest.skip("only root may make a device")


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def _lost_link(path: Path) -> None:
    path.symlink_to("nowhere")


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _large(path: Path) -> None:
    with path.open("wb") as opened:
        opened.truncate(10_000_000)


def _huge(path: Path) -> None:
    with path.open("wb") as opened:
        opened.truncate(1 << 40)  # a terabyte that is nowhere: read, it would fill the memory


KINDS: dict[Callable[[Path], None], str] = {
    _pipe: "管道",
    _socket: "套接字",
    _device: "设备",
    _folder: "文件夹，不是文件",
    _link: "快捷方式",
    _lost_link: "快捷方式",
    _loop: "快捷方式",
    _large: "10,000,000 字节",
    _huge: "1,099,511,627,776 字节",
}
READ = (
    f"{CASE}/case.yaml",
    f"{CASE}/zh.md",
    f"{CASE}/review.yaml",
    f"{CASE}/translations.yaml",
    "cases/published.yaml",
    "cases/redirects.yaml",
    "cases/batches.yaml",
    "cases/addresses.txt",
    "content/programmes/other.yaml",
    "content/measures.yaml",
    "content/synonyms.yaml",
    "content/roles.yaml",
    "content/selected/other.yaml",
    "content/site.yaml",
    "content/translations.yaml",
    "content/editions/2026/edition.yaml",
    "content/editions/2026/edition.lock",
    "content/editions/2026/preface.zh.md",
    "content/pages/zh/about.md",
    "mkdocs.yml",
)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__.strip("_"))
def test_what_is_no_file_is_named(
    make: Callable[[Path], None], root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """In the place of every file that is read, all of them in one run."""
    for name in READ:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        make(path)
    text = said(root, capfd)
    for name in READ:
        lines = [line for line in text.splitlines() if line.startswith(f"{name}:1:1: 错误: ")]
        assert any(KINDS[make] in line for line in lines), (name, text)


@pytest.mark.parametrize("make", KINDS, ids=lambda make: make.__name__.strip("_"))
def test_a_photo_that_is_no_file_is_a_problem(
    make: Callable[[Path], None], root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    photo = root / CASE / "photos" / "gate.jpg"
    photo.unlink()
    make(photo)
    text = said(root, capfd)
    assert f"{CASE}/case.yaml:24:12: 错误: " in text
    if make not in (_large, _huge):
        with no_hang():
            (case,) = load_library(Paths.of(root)).library.cases
            assert read_photo(case, "photos/gate.jpg") is None


def test_a_case_that_is_a_link_is_not_read(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / CASE).rename(tmp_path / "elsewhere")
    (root / CASE).symlink_to(tmp_path / "elsewhere")
    assert "“2026-yangli”是快捷方式（链接），不读取 [case-folder]" in said(root, capfd)


@pytest.mark.parametrize("folder", ["content/editions/2026", "content/programmes", "content/pages"])
def test_a_folder_that_is_a_link_is_not_followed(
    folder: str, root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / "content/pages/zh").mkdir(parents=True)
    (root / "content/pages/zh/about.md").write_text("# 关于\n\n甲。\n", encoding="utf-8")
    (root / folder).rename(tmp_path / "elsewhere")
    (root / folder).symlink_to(tmp_path / "elsewhere")
    assert f"“{folder}”是快捷方式（链接），不读取 [link]" in said(root, capfd)


def test_photos_in_a_folder_that_is_a_link(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (root / CASE / "photos").rename(tmp_path / "photos")
    (root / CASE / "photos").symlink_to(tmp_path / "photos")
    text = said(root, capfd)
    assert "不在案例文件夹里 [photo-files]" in text
    assert f"{CASE}/photos:1:1: 错误: 这是一个快捷方式（链接），不是文件 [file-names]" in text


@pytest.mark.parametrize(
    "name",
    [
        "../2026-yangli/photos/gate.jpg",
        "photos/../photos/gate.jpg",
        "/etc/hostname",
        "./photos/gate.jpg",
        "photos//gate.jpg",
        "photos\\gate.jpg",
        "C:/gate.jpg",
        "file:///etc/hostname",
        "~/gate.jpg",
        "photos/gate.jpg\u0000.png",
        "长" * 100,
        "a" * 300,
        "CON",
        "photos/",
        ".",
        "..",
        "",
        "photos/ga\\nte.jpg",
        "https://example.org/a.jpg",
        "$HOME/a.jpg",
        "`id`.jpg",
        "photos",
    ],
)
def test_a_path_leads_to_a_file_of_the_case(
    name: str, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    quoted = (
        name.replace("\\n", "\n").replace("\\", "\\\\").replace("\n", "\\n").replace("\0", "\\0")
    )
    edit(root / CASE / "case.yaml", "file: photos/gate.jpg", f'file: "{quoted}"')
    assert f"{CASE}/case.yaml:24:12: 错误: " in said(root, capfd)


def test_a_profile_of_the_print_house_lies_beside_the_edition(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = root / "content/editions/2026/edition.yaml"
    for name in ("../2026/edition.yaml", "/etc/hostname", "\\\\x", "C:x", "长" * 300):
        path.write_text(f"{EDITION}printer: {{profile: '{name}'}}\n", encoding="utf-8")
        text = said(root, capfd)
        assert "content/editions/2026/edition.yaml:10:20: 错误: " in text, name


@pytest.mark.parametrize("name", ["a\\b", "a/../b", "/a", "a//b", "", ".", "..", "c:b", "a\0b"])
def test_inside_is_inside(name: str, tmp_path: Path) -> None:
    assert inside(tmp_path, name) is None
    assert inside(tmp_path, "a/b.jpg") == tmp_path / "a" / "b.jpg"


NAMES = {
    "CON": "Windows",
    "aux.jpg": "Windows",
    "com1.png": "Windows",
    "a:b.jpg": "Windows",
    "what?.jpg": "Windows",
    "gate.jpg.": "Windows",
    "gate.jpg ": "Windows",
    "back\\slash.jpg": "Windows",
    "two\nlines.jpg": "U+000A",
    "\u202egpj.exe": "U+202E",
    "zero\u200bwidth.jpg": "U+200B",
    "\x1b[2J.jpg": "U+001B",
    unicodedata.normalize("NFD", "é.jpg"): "分解式",
    "长" * 80 + ".jpg": "太长",
    "Gate.jpg": "只差大小写",
    "GATE.JPG": "只差大小写",
}


def test_every_name_that_hurts_is_named(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    photos = root / CASE / "photos"
    for name in NAMES:
        (photos / name).write_bytes(b"x")
    (Path(os.fsdecode(bytes(photos) + b"/\xb4\xf3\xc3\xc5.jpg"))).write_bytes(b"x")
    text = said(root, capfd)
    lines = [line for line in text.splitlines() if line.endswith("[file-names]")]
    for name, words in NAMES.items():
        place = f"{CASE}/photos/{shown_name(name)}:1:1: "
        assert any(line.startswith(place) and words in line for line in lines) or (
            words == "只差大小写"
        ), name
    assert sum("只差大小写" in line for line in lines) == 2  # of three, the second and the third
    assert any("\\xb4\\xf3\\xc3\\xc5.jpg” 不是 UTF-8".replace("” ", "”") in line for line in lines)
    assert "\x1b" not in text and "\u202e" not in text and "\u200b" not in text
    for form in ("json", "github"):
        with no_hang():
            assert build(root, "check", "--format", form) == 1
        assert "Traceback" not in capfd.readouterr().err


def test_an_ending_in_capitals_is_fine(root: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (root / CASE / "photos/gate.jpg").rename(root / CASE / "photos/GATE.JPG")
    edit(root / CASE / "case.yaml", "photos/gate.jpg", "photos/GATE.JPG")
    assert said(root, capfd, 0) == ""


def test_a_folder_of_very_many_files_is_not_listed(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = root / CASE / "photos"
    for number in range(MOST_FILES + 50):
        (folder / f"{number}.jpg").touch()
    text = said(root, capfd)
    assert f"{CASE}:1:1: 错误: 文件夹里有 1,000 个以上的文件 [file-names]" in text
    assert len(text.splitlines()) < 6


def test_what_may_not_be_read_is_a_problem(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Root may read everything, so the system's refusal is played."""
    real_open = os.open

    def refuse(path: object, *rest: int, **more: int) -> int:
        if str(path).endswith("zh.md"):
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "2026-yangli")
    text = said(root, capfd)
    assert f"{CASE}:1:1: 错误: 系统不让打开这个文件夹 [case-folder]" in text
    monkeypatch.setattr(os, "access", lambda path, mode: True)
    assert f"{CASE}/zh.md:1:1: 错误: 系统不让读取这个文件（Permission denied） [file]" in said(
        root, capfd
    )


TEXTS = (  # of every kind of text: read by a rule, listed by a case, and known to nobody
    *(name for name in READ if name.endswith((".yaml", ".md", ".txt")) and "other" not in name),
    *(f"{CASE}/{name}" for name in ("en.md", "video/01.srt", "video/01.txt", "notes.txt")),
    *("content/notes.csv", "content/editions/2026/note.json", "content/pages/zh/more.md"),
)


def test_a_text_that_may_not_be_read_is_named_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whoever reads it first: a text that was not searched for personal data must not pass."""
    edit(
        root / CASE / "case.yaml",
        "approval:",
        "videos: [{file: video/01.mp4, title: {zh: 甲}, captions: {zh: video/01.srt},"
        " transcript: {zh: video/01.txt}}]\napproval:",
    )
    for name in TEXTS:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    real_open, files = os.open, {str(root / name) for name in TEXTS}

    def refuse(path: object, *rest: int, **more: int) -> int:
        if str(path) in files:
            raise PermissionError(13, "Permission denied", str(path))
        return real_open(path, *rest, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "open", refuse)
    text = said(root, capfd)
    for name in TEXTS:
        wanted = f"{name}:1:1: 错误: 系统不让读取这个文件（Permission denied） [file]"
        assert text.count(wanted) == 1, (name, text)


@pytest.mark.parametrize("make", [_pipe, _socket, _device, _folder, _lost_link, _loop, _large])
def test_what_only_looks_like_a_text_ends_nothing(
    make: Callable[[Path], None], root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nobody asks for these files, so only their names are looked at; they are not waited for."""
    names = ["content/notes.csv", "content/pages/more.md", f"{CASE}/notes.txt"]
    for name in names:
        (root / name).parent.mkdir(exist_ok=True)
        make(root / name)
    text = said(root, capfd, 0 if make is _folder else 1)
    assert "cases/2026-yangli/notes.txt:1:1" in text or make is _folder
    if make is _large:
        assert all(f"{name}:1:1: 错误: 文件有 10,000,000 字节" in text for name in names), text


def test_the_program_goes_on_where_a_name_is_no_text(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = Path(os.fsdecode(bytes(root / "cases") + b"/2026-\xb4\xf3"))
    shutil.copytree(root / CASE, broken)
    text = said(root, capfd)
    assert "cases/2026-\\xb4\\xf3" in text
    assert main(["--root", str(root), "--quiet", "check", "--format", "json"]) == 1
    assert "Traceback" not in capfd.readouterr().err


FOLDERS = ("programmes", "selected", "pages/zh", "pages/en", "editions")


@pytest.mark.parametrize(("make", "kind"), [(_pipe, "管道"), (_lost_link, "失效的快捷方式")])
def test_what_is_no_folder_is_named(
    make: Callable[[Path], None], kind: str, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A list that is not there, or private records on a disk that is not, must not pass (P-01)."""
    shutil.rmtree(root / "content")
    (root / "content/pages").mkdir(parents=True)
    names = ["private", *(f"content/{name}" for name in FOLDERS)]
    for name in names:
        make(root / name)
    text = said(root, capfd)
    for name in names:
        assert re.search(f"^{name}:1:1: 错误: 这是一个{kind}", text, re.MULTILINE), (name, text)


@pytest.mark.parametrize("make", [None, _pipe, _lost_link])
def test_a_library_without_cases_is_none(
    make: Callable[[Path], None] | None, root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing must be built from it: the site would be empty."""
    shutil.rmtree(root / "cases")
    if make:
        make(root / "cases")
    assert re.search("^cases:1:1: 错误: ", said(root, capfd), re.MULTILINE)
    assert build(root, "site") == 1
    assert not (root / "site").exists()
