"""Any file of a library that is broken is a problem with its name, and never a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from building import COMMANDS, KAIXUAN, build, copy_real

from casebook.paths import HOME

BOMB = "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9) if before else 'lol'}]\n"
    for before, name in zip(["", *"abcdefgh"], "abcdefghi", strict=True)
)
BAD_FILES: dict[str, tuple[str, bytes]] = {
    "GBK": (f"{KAIXUAN}/zh.md", "## 基本情况\n\n凯旋会花园在广州市越秀区。\n".encode("gbk")),
    "UTF-16": (f"{KAIXUAN}/zh.md", "## 基本情况\n\n凯旋会花园\n".encode("utf-16")),
    "GBK in YAML": (f"{KAIXUAN}/case.yaml", "title: 凯旋会花园在广州市越秀区\n".encode("gbk")),
    "broken YAML": (f"{KAIXUAN}/case.yaml", b"title: {zh: [}\n  x"),
    "tabs": (f"{KAIXUAN}/case.yaml", b"title:\n\tzh: x\n"),
    "alias bomb": (f"{KAIXUAN}/case.yaml", BOMB.encode()),
    "deep nesting": (f"{KAIXUAN}/case.yaml", b"a: " + b"[" * 5000),
    "duplicate key": (f"{KAIXUAN}/case.yaml", b"status: draft\nstatus: published\n"),
    "a list": (f"{KAIXUAN}/case.yaml", b"- 1\n- 2\n"),
    "a scalar": (f"{KAIXUAN}/case.yaml", b"hello"),
    "empty": (f"{KAIXUAN}/case.yaml", b""),
    "binary": (f"{KAIXUAN}/case.yaml", bytes(range(256)) * 4),
    "no heading": (f"{KAIXUAN}/zh.md", "只有一段文字。\n".encode()),
    "a stray file": ("cases/notes.txt", b"x"),
    "not a case": ("cases/2026-empty/readme.txt", b"x"),
    "ledger": ("cases/published.yaml", b"- {id: x"),
    "programme": ("content/programmes/good-service-2026.yaml", b"id: [broken"),
    "programme, another shape": ("content/programmes/good-service-2026.yaml", b"- 1\n"),
    "measures": ("content/measures.yaml", b"a: b\n"),
    "edition": ("content/editions/2022/edition.yaml", "id: 年鉴".encode("gbk")),
    "settings": ("content/site.yaml", b"directions: nowhere\nlede: {zh: a, en: b}\n"),
    "settings, broken": ("content/site.yaml", b"{"),
    "editorial page": ("content/pages/zh/about.md", "# 关于\n\n案例库。\n".encode("gbk")),
    "preface": ("content/editions/2022/preface.zh.md", "前言。\n".encode("gbk")),
    "engine settings": ("mkdocs.yml", b"site_name: [\n"),
    "the site's address": ("mkdocs.yml", b"site_url: javascript:alert(1)\n"),
    "the site's address in Chinese": ("mkdocs.yml", "site_url: https://案例.example/\n".encode()),
    "navigation": ("mkdocs.yml", b"site_url: https://a.example/\nnav: [nope/index.md]\n"),
    "edition, another folder": (
        "content/editions/2023/edition.yaml",
        (HOME / "content/editions/2022/edition.yaml").read_bytes(),
    ),
    "editorial page, HTML": ("content/pages/zh/about.md", b"# x\n\n<script>x</script>\n"),
    "editorial page, taken name": ("content/pages/zh/cases.md", b"# x\n"),
    "editorial page, no address": ("content/pages/en/A b.md", b"# x\n"),
    "words": ("theme/words.yaml", b"site: {name: {zh: x}}\n"),
    "tokens": ("theme/tokens.yaml", b"paper: {web: red}\n"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_a_problem_and_not_a_crash(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = copy_real(tmp_path / "library", ("cases", "content", "mkdocs.yml"))
    shutil.rmtree(root / "cases/2022-baoli-huayuan/photos", ignore_errors=True)
    file, content = BAD_FILES[name]
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_bytes(content)
    for arguments in COMMANDS.values():
        code = build(root, *arguments)
        out, err = capfd.readouterr()
        assert "Traceback" not in err, f"{arguments}: {err}"
        assert code == 1, (arguments, out, err)
        assert file.rpartition("/")[2] in out + err or "2026-empty" in out + err, (arguments, err)
    assert not (root / "site").exists()
    code = build(root, "new", "--programme", "good-service-2026", "--id", "2026-new")
    assert code in (0, 2) and "Traceback" not in capfd.readouterr().err


def test_a_folder_without_anything(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (*COMMANDS.values(), ("new", "--id", "2026-x"), ("serve",), ("schema",)):
        assert build(tmp_path / "nowhere", *arguments) == 2, arguments
        assert str(tmp_path / "nowhere") in capfd.readouterr().err
