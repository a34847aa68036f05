"""What changes with a thing that was changed: as much as must, and as if all were made anew."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import (
    ADDED,
    KAIXUAN,
    PARTS,
    BuiltLibrary,
    add_to_last_passage,
    as_built,
    build,
    bytes_of,
    copy_real,
    differing,
    edit,
)


def without_search(tree: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out the search index, whose files change together whenever one record does.

    The list of headers names the index's files, whose names carry a hash. What a release makes of
    the finished files goes with them.
    """
    left = ("pagefind/", "_headers")
    kept = as_built(tree).items()
    return {name: content for name, content in kept if not name.startswith(left)}


def test_one_edited_case_changes_what_it_must(built_site: BuiltLibrary, tmp_path: Path) -> None:
    root = built_site.copy(tmp_path / "library")
    criteria = add_to_last_passage(root / KAIXUAN / "zh.md", ADDED)
    before = bytes_of(root / "site")
    assert build(root) == 0
    after = bytes_of(root / "site")
    # the passage stands on its case's page and on its criteria's; it is printed, searched and
    # given to machines; the English, which has not followed, says so
    assert differing(without_search(before), without_search(after)) == sorted(
        [
            f"{KAIXUAN}/index.html",
            f"{KAIXUAN}/index.md",
            f"api/v1/{KAIXUAN}.json",
            *(f"en/{KAIXUAN}/index.html", "en/translations/index.html", "translations/index.html"),
            *(f"directions/{key.replace('.', '/')}/index.html" for key in criteria),
            *(f"editions/2022/yearbook-2022.{kind}" for kind in ("epub", "pdf")),
            f"offprints/{KAIXUAN.removeprefix('cases/')}.pdf",
        ]
    )
    assert ADDED in after[f"{KAIXUAN}/index.html"].decode()
    assert any(name.startswith("pagefind/") for name in differing(before, after))


def test_an_edit_undone_gives_the_former_bytes(built_site: BuiltLibrary, tmp_path: Path) -> None:
    root = built_site.copy(tmp_path / "library")
    before = bytes_of(root / "site")
    text = root / KAIXUAN / "zh.md"
    source = text.read_bytes()
    add_to_last_passage(text, ADDED)
    assert build(root) == 0
    assert differing(before, bytes_of(root / "site"))
    text.write_bytes(source)
    assert build(root) == 0
    assert differing(before, bytes_of(root / "site")) == []


CHANGES: dict[str, Callable[[Path], None]] = {
    "the text of a case": lambda root: edit_text(root / KAIXUAN / "zh.md"),
    "a name that stands on every page": lambda root: edit(
        root / "theme/words.yaml", "masthead: {zh: “好服务”案例库", "masthead: {zh: 换了名的案例库"
    ),
    "the stylesheet": lambda root: edit(
        root / "theme/site/css/01-base.css", "background: var(--paper)", "background: var(--sheet)"
    ),
    "the chrome": lambda root: edit(root / "theme/chrome/main.html", "<footer", "<hr><footer"),
    "the address of the site": lambda root: edit(
        root / "mkdocs.yml", "https://cases.example.org/", "https://other.example.org/"
    ),
    "a company's name, in the index of companies": lambda root: rename_company(root),
    "an editorial page less": lambda root: drop_for_editors(root),
}


def edit_text(text: Path) -> None:
    add_to_last_passage(text, ADDED)


def redirect(root: Path, old: str, new: str) -> None:
    with (root / "cases/redirects.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{old: {old}, new: {new}}}\n")


def rename_company(root: Path) -> None:
    edit(root / KAIXUAN / "case.yaml", "zh: 中海物业管理广州有限公司", "zh: 另一家物业有限公司")
    redirect(root, "/companies/zhonghaiwuyeguanliguangzhouyouxiangongsi/", "/companies/")


def drop_for_editors(root: Path) -> None:
    """Drop a page that no other one links to."""
    redirect(root, "/for-editors/", "/about/")
    for page in root.glob("content/pages/*/for-editors.md"):
        page.unlink()
    edit(root / "mkdocs.yml", "  - for-editors/index.md\n", "")


@pytest.fixture(scope="module")
def workshop(built_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built library with a theme of its own, which is changed again and again."""
    root = built_site.copy(tmp_path_factory.mktemp("workshop") / "library")
    copy_real(root, ("theme",))
    return root


@pytest.mark.parametrize("change", CHANGES)
def test_after_any_change_a_build_is_what_a_clean_one_would_be(
    change: str, workshop: Path, tmp_path: Path
) -> None:
    before = bytes_of(workshop / "site")
    CHANGES[change](workshop)
    assert build(workshop, "site") == 0
    after = bytes_of(workshop / "site")
    assert differing(before, after), "the change shows"
    clean = tmp_path / "clean"
    clean.mkdir()
    for part in PARTS:
        source = workshop / part
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, clean / part)
    shutil.copytree(workshop / ".cache/yearbook", clean / ".cache/yearbook")
    assert build(clean, "site") == 0
    assert differing(after, bytes_of(clean / "site")) == []
