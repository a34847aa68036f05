"""`SHA256SUMS`, the manifest, and `verify`: a copied site is held against what was built."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import brotli
import pytest
from building import BuiltLibrary, build, bytes_of, edit

from casebook.digests import Digests
from casebook.load import load_library
from casebook.manifest import MANIFEST, built_from
from casebook.packed import pack
from casebook.paths import HOME, Paths
from casebook.previous import keep_previous, previous_of
from casebook.publish import Tree, publish
from casebook.sums import SUMS, digests_of, read_sums
from casebook.verify import verify_tree


@pytest.fixture
def copy(small_site: BuiltLibrary, tmp_path: Path) -> Path:
    """A site as it was copied to another machine, without its library."""
    return Path(shutil.copytree(small_site.out, tmp_path / "copy"))


def verified(site: Path, lang: str, capfd: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """Run `verify` in a folder that is no library; returns its code and what it printed."""
    code = build(site.parent, "verify", str(site), "--lang", lang)
    return code, capfd.readouterr().out.splitlines()


def test_every_file_is_listed_as_sha256sum_reads_it(small_site: BuiltLibrary) -> None:
    listed = read_sums((small_site.out / SUMS).read_bytes())
    assert listed.keys() == bytes_of(small_site.out).keys() - {SUMS}
    assert list(listed) == sorted(listed)
    command = shutil.which("sha256sum")
    if command is None:
        pytest.skip("sha256sum is not installed")
    check = [command, "--check", "--strict", "--quiet", SUMS]
    assert subprocess.run(check, cwd=small_site.out, check=False).returncode == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_whole_copy_is_said_to_be_whole(
    lang: str, copy: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert verified(copy, lang, capfd) == (0, [])


def test_every_fault_of_a_copy_is_named(copy: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (copy / "index.html").write_bytes(b"taken over")
    page = copy / "en" / "index.html"
    page.write_bytes(page.read_bytes()[:-1])
    (copy / "sitemap.xml").unlink()
    (copy / "cases" / "shell.php").write_bytes(b"<?php")
    (copy / "robots.txt").unlink()
    (copy / "robots.txt").symlink_to("/etc/hostname")
    (copy / "up").symlink_to(copy.parent)
    wrong = {
        "cases/shell.php": "不属于这个网站",
        "en/index.html": "内容不对",
        "index.html": "内容不对",
        "robots.txt": "内容不对",
        "sitemap.xml": "缺少",
        "up": "不属于这个网站",
    }
    code, lines = verified(copy, "zh", capfd)
    assert code == 1
    assert [line.split(": ")[0] for line in lines] == list(wrong)
    assert all(said in line for line, said in zip(lines, wrong.values(), strict=True))
    code, lines = verified(copy, "en", capfd)
    assert code == 1 and len(lines) == len(wrong)


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"x", b"\xff", b"0" * 64 + b"  ../a\n", b"0" * 64 + b"  /etc/passwd\n"),
        b"0" * 64 + b"  index.html\r\n",
    ],
    ids=["empty", "text", "binary", "outside", "absolute", "sent as text"],
)
def test_a_spoiled_list_is_refused(
    content: bytes, copy: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (copy / SUMS).write_bytes(content)
    assert build(copy.parent, "verify", str(copy)) == 1
    assert "清单损坏或被改过" in capfd.readouterr().err


def test_where_there_is_no_site_it_is_usage(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "copy.zip").write_bytes(b"PK")
    for name, word in (("", SUMS), ("nowhere", SUMS), ("copy.zip", "解压")):
        assert build(tmp_path, "verify", str(tmp_path / name)) == 2
        assert word in capfd.readouterr().err


def test_a_library_at_hand_is_compared(small_site: BuiltLibrary, tmp_path: Path) -> None:
    root = small_site.copy(tmp_path / "library")
    told = json.loads((root / "site" / MANIFEST).read_text(encoding="utf-8"))["built_from"]

    def now() -> dict[str, object]:
        paths = Paths.of(root)
        return built_from(load_library(paths).library, paths, Digests(root, root / "none"))

    assert now() == told
    (root / "cases/2026-draft").mkdir()
    (root / "cases/2026-yangli/.DS_Store").write_bytes(b"x")
    (root / "cases/2026-yangli/review.yaml").write_text("steps: []\n", encoding="utf-8")
    assert now() == told, "a draft, a review and what systems leave behind publish nothing"
    edit(root / "cases/2026-yangli/zh.md", "\n", "\n\n")
    assert [k for k, v in now().items() if v != told[k]] == ["cases"]


def test_the_manifest_names_nothing_that_is_not_public(
    small_site: BuiltLibrary, tmp_path: Path
) -> None:
    """P-01, S-08: no draft, no file of a case, no person; versions of what is locked."""
    said = (small_site.out / MANIFEST).read_text(encoding="utf-8")
    told = json.loads(said)
    assert set(told["built_from"]["cases"]) == {
        path.parent.name for path in small_site.out.glob("cases/*/index.md")
    }
    assert "2026-taken-back" not in said and str(small_site.root) not in said
    assert ".md" not in said and "private" not in said and "photos" not in said
    assert told["built_with"]["packages"]["typst"] == "0.15.0"
    assert all(told["built_with"]["packages"].values())


# --- files compressed beforehand ------------------------------------------------------------------


def test_compressed_forms_are_smaller_and_the_same_inside(small_site: BuiltLibrary) -> None:
    tree = bytes_of(small_site.out)
    for suffix, unpack in ((".gz", gzip.decompress), (".br", brotli.decompress)):
        packed = [n for n in tree if n.endswith(suffix) and n.removesuffix(suffix) in tree]
        assert len(packed) > 150
        for name in packed:
            content = tree[name.removesuffix(suffix)]
            assert unpack(tree[name]) == content and len(tree[name]) < len(content)
    pages = [n for n, raw in tree.items() if n.endswith("index.html") and len(raw) >= 1024]
    assert len(pages) > 100 and all(name + ".br" in tree for name in pages)
    assert not [n for n in tree if n.endswith((".pdf.gz", ".png.gz", ".gz.gz", ".gz.br"))]


def test_what_did_not_change_is_not_compressed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree: Tree = {"a.html": b"a" * 5000, "b.html": b"a" * 5000, "c.html": b"c" * 5000}
    tree |= {"small.html": b"d" * 900, "e.png": b"e" * 5000}
    digests = digests_of(tree, Digests(tmp_path, tmp_path / "note"))
    packed = pack(tree, digests, tmp_path)
    assert set(packed) == {f"{x}.html{form}" for x in "abc" for form in (".gz", ".br")}
    assert packed["a.html.gz"] == packed["b.html.gz"], "equal files are one"
    monkeypatch.setattr("casebook.packed.gzipped", lambda raw: pytest.fail("compressed again"))
    del tree["c.html"]
    assert set(pack(tree, digests, tmp_path)) == {p for p in packed if not p.startswith("c")}
    assert len(list((tmp_path / "packed").rglob("*.*"))) == 2, "what nobody uses is removed"


# --- what former releases left --------------------------------------------------------------------


def test_an_open_pages_files_stay_for_some_releases(tmp_path: Path) -> None:
    out = tmp_path / "site"

    def release(number: int, lasting: tuple[str, ...] | None = ("assets/",)) -> None:
        tree: Tree = {"index.html": b"%d" % number, f"assets/{number}.js": b"%d" % number}
        assert publish(tree, out, lasting)

    def kept() -> list[str]:
        return sorted(p.name for p in previous_of(out).glob("assets/*"))

    release(0)
    assert not previous_of(out).exists()
    release(1)
    assert kept() == ["0.js"]
    for number in range(2, 9):
        release(number)
    assert kept() == [f"{n}.js" for n in range(3, 8)], "the last five"
    assert bytes_of(out) == {"index.html": b"8", "assets/8.js": b"8"}, "the site itself is its own"
    release(9, None)
    assert not previous_of(out).exists(), "what was taken back is gone at once"


def test_what_is_kept_is_kept_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError

    publish({"media/a.webp": b"a"}, tmp_path / "site", ("media/",))
    monkeypatch.setattr("os.link", refused)
    keep_previous(tmp_path / "site", {}, ("media/",))
    assert bytes_of(previous_of(tmp_path / "site"))["media/a.webp"] == b"a"


def test_a_withdrawn_case_leaves_nothing_beside_the_site(
    small_site: BuiltLibrary, tmp_path: Path
) -> None:
    root = small_site.copy(tmp_path / "library")
    with (root / "cases/2026-lvyuan/zh.md").open("a", encoding="utf-8") as text:
        text.write("\n改了一句。\n")
    assert build(root, "site") == 0
    assert previous_of(root / "site").exists()
    edit(
        root / "cases/2026-lvyuan/case.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-11-01, reason: {zh: 测试用}}",
    )
    assert build(root, "site") == 0
    assert not previous_of(root / "site").exists()


# --- the recipe of docs/deploy.md -----------------------------------------------------------------


def _recipes(server: Path) -> list[str]:
    """Return the commands to set a server up, to bring a version up, to go back, in that order.

    A folder is the server.
    """
    text = (HOME / "docs" / "deploy.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    found = [each for each in blocks if "ssh server" in each]
    here = (("python build.py verify", ": "), ("server:", ""), ("ssh server", "sh -c"))
    for old, new in (*here, ("/srv/cases", str(server)), ("nginx -s reload", "true")):
        found = [each.replace(old, new) for each in found]
    return found


def test_the_recipe_turns_a_link_and_keeps_the_former_release(
    small_site: BuiltLibrary, tmp_path: Path
) -> None:
    if shutil.which("rsync") is None or shutil.which("sha256sum") is None:
        pytest.skip("rsync and sha256sum are not both installed")
    root, server = small_site.copy(tmp_path / "library"), tmp_path / "server"
    prepare, bring_up, go_back = _recipes(server)
    site, releases = server / "site", server / "releases"

    def run(commands: str) -> int:
        return subprocess.run(["sh", "-ec", commands], cwd=root, check=False).returncode

    assert run(prepare) == 0
    style = next((root / "site/assets").glob("casebook.*.css"))
    edit(root / "site" / SUMS, style.name, "x.css")
    assert run(bring_up) != 0
    assert site.resolve() == releases / "none", "what did not arrive whole is not served"
    edit(root / "site" / SUMS, "x.css", style.name)
    first = releases / "20260101-120000"
    shutil.copytree(root / "site", first)
    shutil.rmtree(next(x for x in releases.iterdir() if x.name not in (first.name, "none")))
    assert run(go_back) == 0, "or forth"
    assert run(bring_up) == 0
    brought = site.resolve()
    assert brought != first
    assert verify_tree(site).faults == ()
    assert previous_of(site).resolve() == first
    assert (site / "index.html").stat().st_ino == (first / "index.html").stat().st_ino
    assert run(go_back) == 0
    assert (site.resolve(), previous_of(site).resolve()) == (first, brought)


def test_both_languages_give_the_same_recipes() -> None:
    """But for what is said to people in comments and names."""

    def blocks(name: str) -> list[str]:
        text = (HOME / "docs" / name).read_text(encoding="utf-8")
        found = re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)
        return [re.sub(r" +# .*", "", block) for block in found]

    assert blocks("deploy.md") == blocks("deploy.zh.md")
    assert len(blocks("offline.md")) == len(blocks("offline.zh.md"))
