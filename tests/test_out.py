"""Where the site may go: never over the library, never over files that no build has made."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import BuiltLibrary, build, build_waiting, bytes_of, copy_real, edit

from casebook.console import Console
from casebook.lock import alone
from casebook.out import refuse_foreign, refuse_strays
from casebook.paths import Paths
from casebook.problem import UsageError
from casebook.sums import SUMS
from casebook.write import write_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_real(tmp_path / "library", ("cases", "content", "mkdocs.yml"))


@pytest.mark.parametrize(
    "out", [".", "..", "cases", "cases/site", "content/x", "private", "theme/x", ".cache/x", ".git"]
)
def test_the_library_itself_is_refused(out: str, root: Path) -> None:
    (root / "theme").mkdir()
    before = bytes_of(root)
    for command in ((), ("site",), ("yearbook",)):
        assert build(root, *command, "--out", str(root / out)) == 2
    assert bytes_of(root) == before


def test_a_folder_with_other_files_is_refused(
    root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = tmp_path / "desk"
    (desk / "letters").mkdir(parents=True)
    (desk / "letters" / "to-mother.txt").write_text("dear", encoding="utf-8")
    assert build(root, "--out", str(desk)) == 2
    said = capfd.readouterr().err
    assert "letters/to-mother.txt" in said and str(desk) in said
    assert bytes_of(desk) == {"letters/to-mother.txt": b"dear"}


def test_what_is_new_empty_or_ours_is_taken(root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "book" / "editions" / "2022").mkdir(parents=True)
    for ending in ("pdf", "epub"):
        (tmp_path / "book" / "editions" / "2022" / f"yearbook-2022.{ending}").write_bytes(b"%")
    (tmp_path / "old" / "pagefind").mkdir(parents=True)
    (tmp_path / "old" / "pagefind" / "facets.zh.json").write_bytes(b"{}")
    (tmp_path / "old" / "a page that is no more.html").write_bytes(b"")
    for name in ("new", "empty", "book", "old"):
        refuse_foreign(Paths.of(root, tmp_path / name))
    (tmp_path / "book" / "a.txt").write_bytes(b"")
    with pytest.raises(UsageError, match="a.txt"):
        refuse_foreign(Paths.of(root, tmp_path / "book"))


def test_what_somebody_put_into_a_site_is_not_deleted(root: Path, tmp_path: Path) -> None:
    site = Paths.of(root, tmp_path / "site")
    (site.out / "pagefind").mkdir(parents=True)
    (site.out / "pagefind" / "records.zh.json").write_bytes(b"{}")
    (site.out / SUMS).write_text(f"{'0' * 64}  pagefind/records.zh.json\n", encoding="utf-8")
    for name in (".DS_Store", "pagefind/Thumbs.db", "~$cases.xlsx"):
        (site.out / name).write_bytes(b"")
    refuse_strays(site)
    for name in ("MP_verify_x.txt", ".git/HEAD", "cases/letter.docx"):
        stray = site.out / name
        stray.parent.mkdir(exist_ok=True)
        stray.write_bytes(b"mine")
        with pytest.raises(UsageError, match=name):
            refuse_strays(site)
        assert build(root, "site", "--out", str(site.out)) == 2
        assert stray.read_bytes() == b"mine"
        stray.unlink()
    with pytest.raises(UsageError, match="another site"):
        refuse_foreign(Paths.of(root, site.out / "en2"))


def test_a_link_leads_to_the_folder_that_is_replaced(
    built_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = built_site.copy(tmp_path / "library")
    (root / "site").rename(tmp_path / "served")
    (root / "site").symlink_to(tmp_path / "served")
    edit(root / "mkdocs.yml", "cases.example.org", "other.example.org")
    assert build(root, "site") == 0
    assert (root / "site").is_symlink()
    assert b"other.example.org" in (tmp_path / "served" / "sitemap.xml").read_bytes()


def test_a_second_build_waits_for_the_first(small_site: BuiltLibrary, tmp_path: Path) -> None:
    root = small_site.copy(tmp_path / "library")
    with alone(Paths.of(root), Console(quiet=True)):
        second = build_waiting(root, "site", "--out", str(tmp_path / "out"))
        assert not (tmp_path / "out").exists()
    _, said = second.communicate(timeout=600)
    assert second.returncode == 0, said
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_nothing_else(tmp_path: Path) -> None:
    place = tmp_path / "new" / "a.txt"
    write_file(place, "旧")
    with pytest.raises(FileNotFoundError):
        write_file(place, tmp_path / "none")
    assert [path.name for path in place.parent.iterdir()] == ["a.txt"]
    assert place.read_text(encoding="utf-8") == "旧"
