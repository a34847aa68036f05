"""Every trap of YAML, encodings and characters, and what an editor is told of it.

What is said stands in `tests/traps/`; `pytest --update-golden` writes it, to be read before it is
committed. Every YAML file that editors write is read in the same way.
"""

from __future__ import annotations

import codecs
import re
import shutil
from pathlib import Path

import pytest
from building import BASE, build, edit

from casebook.check.report import render_report
from casebook.problem import LOCALES, Locale
from casebook.source import read_yaml

HERE = Path(__file__).parent
GOLDEN: dict[Locale, Path] = {x: HERE / "traps" / f"{x}.txt" for x in LOCALES}

# Before each of them stands a right line, so that the line of the fault has to be found.
TRAPS: dict[str, str | bytes] = {
    "duplicate key": "甲: 1\n乙: 2\n甲: 3\n",
    "duplicate keys below one another": "甲: {一: 1, 一: 2}\n乙:\n  丙: 1\n  丙: 2\n",
    "anchor and alias": "甲: &甲 [1]\n乙: *甲\n",
    "merge bomb": "a: &a {x: 1}\nb: &b {<<: [*a, *a, *a, *a, *a, *a, *a, *a, *a]}\n",
    "tag": "甲: !!python/object/apply:os.system ['id']\n",
    "tag of a text": "甲: !important\n",
    "tab in the indentation": "甲:\n\t乙: 1\n",
    "tab behind a colon and in a text": "甲:\t一\t二\n",
    "byte order mark": b"\xef\xbb\xbf" + "甲: 一\n".encode(),
    "byte order mark in the middle": "甲: 一\ufeff二\n",
    "line ends of Windows": "甲: 一\r\n乙: 二\r\n",
    "line ends of old Macs": "甲: 一\r乙: 二\r",
    "GBK": "标题: 中文\n".encode("gbk"),
    "GB 18030": "标题: 中文𡒄\n".encode("gb18030"),
    "Big5": "標題: 中文\n".encode("big5"),
    "Latin-1": "title: café\n".encode("latin-1"),
    "UTF-16, little end first": codecs.BOM_UTF16_LE + "标题: 中文\n".encode("utf-16-le"),
    "UTF-16, big end first": codecs.BOM_UTF16_BE + "标题: 中文\n".encode("utf-16-be"),
    "UTF-16 without a mark": "title: abc\n".encode("utf-16-le"),
    "UTF-16 without a mark, Chinese": "标题是中文：没有一个字母\n".encode("utf-16-le"),
    "UTF-32": codecs.BOM_UTF32_LE + "标题: 中文\n".encode("utf-32-le"),
    "UTF-32 without a mark": "标题: 中文\n".encode("utf-32-be"),
    "cut in the middle of a character": "标题: 中文".encode()[:-1],
    "surrogates in UTF-8": b"a: \xed\xa0\x80\n",
    "NUL": "甲: 一\0二\n",
    "NUL, escaped": '甲: "一\\0二"\n',
    "escape of a terminal": "甲: \x1b[31m红\x1b[0m\n",
    "10 MB": b"a: " + b"x" * 10_000_000,
    "empty": "",
    "only white space": " \n\n  \n",
    "only comments": "# 甲\n# 乙\n",
    "nothing but a text": "案例\n",
    "nothing but a list": "- 甲\n",
    "several documents": "甲: 1\n---\n乙: 2\n",
    "document ended": "甲: 1\n...\n乙: 2\n",
    "directive": "%YAML 9.9\n---\n甲: 1\n",
    "a value of 100,000 characters": f"甲: {'长' * 100_000}\n",
    "a list of 10,000 items": "甲:\n" + "- 1\n" * 10_000,
    "10,000 keys": "甲:\n" + "".join(f"  a{n}: 1\n" for n in range(10_000)),
    "brackets 10,000 deep": "甲: " + "[" * 10_000 + "\n",
    "braces 10,000 deep": "甲: " + "{a: " * 10_000 + "\n",
    "indented 10,000 deep": "".join(f"{' ' * n}a:\n" for n in range(100)),
    "dashes 10,000 deep": "甲:\n" + "- " * 10_000 + "1\n",
    "a list as a key": "? [甲, 乙]\n: 丙\n",
    "a mapping as a key": "{甲: 1}: 乙\n",
    "full-width colon": "status：draft\n乙: [\n",
    "full-width comma": "甲: {zh: 一，en: two}\n",
    "full-width braces": "甲: ｛zh: 一｝\n",
    "full-width brackets": "甲: 【一】\n乙: 2\n",
    "Chinese quotation marks": "甲: “一”: 二\n",
    "colon in a text": "甲: 一: 二\n",
    "no space behind a colon": "甲:1\n乙: 2\n",
    "no colon": "甲: 1\n乙\n丙: 2\n",
    "indentation": "甲:\n    乙: 1\n  丙: 2\n",
    "list and keys mixed": "- 甲\n乙: 1\n",
    "list behind a colon": "甲: - 一\n",
    "bold": "甲: **粗**\n",
    "at": "甲: @乙\n",
    "per cent": "甲: %5\n",
    "backquote": "甲: `乙`\n",
    "exclamation mark": "甲: !!\n",
    "greater-than sign": "甲: >5 户\n",
    "backslash": '甲: "C:\\path"\n',
    "broken escape": '甲: "\\ud800"\n',
    "quote left open": '甲: "一\n乙: 二\n',
    "quote left open, single": "甲: '一\n乙: 二\n",
    "words behind a quote": '甲: "一" 二\n',
    "bracket left open": "甲: [一, 二\n",
    "bracket too many": "甲: ]\n",
    "colour without quotation marks": "甲:\n  web: #A8322A\n  b: [\n",
    "reversed reading": "甲: 一\u202e二\u202c\n",
    "isolate": "甲: 一\u2066二\u2069\n",
    "reversed reading, escaped": '甲: "一\\u202e二"\n',
    "zero-width space": "甲: 一\u200b二\n",
    "zero-width joiner between words": "甲: 一\u200d二\n",
    "word joiner": "甲: 一\u2060二\n",
    "soft hyphen": "甲: soft\u00adhyphen\n",
    "combining grapheme joiner": "甲: 一\u034f二\n",
    "Hangul filler": "甲: \u3164\n",
    "variation selector": "甲: 葛\U000e0100城\n",
    "words hidden in tags": "甲: 一\U000e0048\U000e0049二\n",
    "line separator": "甲: 一\u2028二\n",
    "next line": "甲: 一\u0085二\n",
    "private use": "甲: \ue000\n",
    "lost in conversion": "甲: \ufffd\n",
    "no character": "甲: \ufdd0\U0001ffff\n",
    "compatibility ideographs": "甲: \uf900\u2f00\u2ec5\U0002f800，！㎡①\n",
}
FINE: dict[str, str | bytes] = {
    "pictures": "甲: 👨\u200d👩\u200d👧 ❤\ufe0f 🏳\ufe0f\u200d🌈 5\ufe0f⃣ 👍🏽\n",
    "Mongolian, Tibetan, Uyghur": "甲: ᠮᠣᠩᠭᠣᠯ\u180b བོད ئۇيغۇر\n",
    "marks of Chinese": "甲: “‘《〈（【——……·、：；！？％＃　㎡①Ⅳ〇\n",
    "numbers, dates and words of YAML 1.1": (
        "- no\n- on\n- 1e3\n- 08:30\n- 190:20:30\n- 2024-13-45\n- 0x1F\n- 0o17\n- 017\n- 1_000\n"
        "- .inf\n- .NaN\n- 9999999999999999999999\n- 1.10\n- y\n- =\n- <<\n"
        "- 2001-12-14t21:59:43.10\n"
    ),
}


def _read(tmp_path: Path, content: str | bytes) -> tuple[object, str, str]:
    path = tmp_path / "case.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    document, problems = read_yaml(tmp_path, path)
    zh, en = (render_report(problems, "text", locale) for locale in LOCALES)
    return document, zh, en


def test_what_an_editor_is_told(tmp_path: Path, update_golden: bool) -> None:
    said: dict[Locale, list[str]] = {"zh": [], "en": []}
    for name, content in TRAPS.items():
        _, *reports = _read(tmp_path, content)
        for locale, report in zip(LOCALES, reports, strict=True):
            lines = [line for line in report.splitlines() if not re.match("共|[0-9]", line)]
            said[locale].append(f"# {name}\n" + "".join(f"{line}\n" for line in lines))
    for locale, parts in said.items():
        whole = "\n".join(parts)
        if update_golden:
            GOLDEN[locale].parent.mkdir(exist_ok=True)
            GOLDEN[locale].write_text(whole, encoding="utf-8")
        assert whole == GOLDEN[locale].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FINE)
def test_what_is_fine_stays_what_was_typed(name: str, tmp_path: Path) -> None:
    document, zh, _ = _read(tmp_path, FINE[name])
    assert zh == ""
    tree = document.tree  # type: ignore[attr-defined]
    typed = str(FINE[name])
    assert tree == ({"甲": typed[3:-1]} if isinstance(tree, dict) else typed[2:-1].split("\n- "))


# Every YAML file of a library, with a line that it must have, so that what is added is its end.
FILES = (
    "cases/2026-yangli/case.yaml",
    "cases/2026-yangli/translations.yaml",
    "cases/published.yaml",
    "cases/redirects.yaml",
    "cases/batches.yaml",
    "content/programmes/small.yaml",
    "content/measures.yaml",
    "content/synonyms.yaml",
    "content/roles.yaml",
    "content/selected/2026.yaml",
    "content/translations.yaml",
    "content/site.yaml",
    "content/editions/2026/edition.yaml",
    "content/editions/2026/edition.lock",
    "mkdocs.yml",
)
# These alone are no fault: a file may be empty or have a mark, its line ends may be of any kind.
_SILENT = {
    "tab behind a colon and in a text",
    "byte order mark",
    "line ends of Windows",
    "line ends of old Macs",
    "empty",
    "only white space",
    "only comments",
    "nothing but a text",
    "nothing but a list",
    "full-width brackets",
    "a list of 10,000 items",  # that of the file itself may be long
    "10,000 keys",
    "compatibility ideographs",
}


@pytest.mark.parametrize("name", TRAPS)
def test_every_file_of_a_library_is_read_alike(
    name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = TRAPS[name]
    raw = content if isinstance(content, bytes) else content.encode()
    document, zh, _ = _read(tmp_path, raw)
    root = tmp_path / "library"
    shutil.copytree(BASE, root)
    for file in FILES:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(raw)
    build(root, "check")
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    wanted = [line.removeprefix("case.yaml") for line in zh.splitlines() if line[:4] == "case"]
    for file in FILES:
        for line in wanted:
            assert f"{file}{line}" in out, (file, line, out)
    assert wanted or name in _SILENT
    if document is not None and name not in ("empty", "only white space", "only comments"):
        for file in FILES:  # of another shape than any of them
            assert f"{file}:" in out, (file, out)


def test_a_text_is_read_with_the_ideographs_that_are_meant(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """So that a search finds them; it is a warning, at the place of the first."""
    root = tmp_path / "library"
    shutil.copytree(BASE, root)
    case = root / "cases" / "2026-yangli"
    edit(case / "case.yaml", "四方议事让老小区焕新", "四⽅议事让⽼小区焕新")
    edit(case / "zh.md", "会后公示", "会后公⽰")
    settings = "directions: small\nlede: {zh: 甲, en: a}\n"
    (root / "content/site.yaml").write_text(settings, encoding="utf-8")
    assert build(root, "check") == 0
    out = capfd.readouterr().out
    assert "case.yaml:4:14: 警告: “⽅”（U+2F45）是兼容字，已按“方”（U+65B9）读取 [character]" in out
    assert "case.yaml:4:18: 警告: “⽼”（U+2F7C）是兼容字，已按“老”（U+8001）读取 [character]" in out
    assert "zh.md:9:28: 警告: “⽰”（U+2F70）是兼容字，已按“示”（U+793A）读取 [character]" in out


ENTITIES = (
    "&#x202E;",
    "&#8238;",
    "&ZeroWidthSpace;",
    "&shy;",
    "&#0;",
    "&#x200d;",
    "&NoBreak;",
    "&#xFEFF;",
)


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_character_is_refused_under_its_name_too(
    entity: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Markdown turns an entity into its character after the file was looked at."""
    root = tmp_path / "library"
    shutil.copytree(BASE, root)
    edit(root / "cases/2026-yangli/zh.md", "会后公示", f"会后{entity}公示")
    page = root / "content/pages/zh/about.md"
    page.parent.mkdir(parents=True)
    page.write_text(f"# 关于\n\n甲{entity}乙\n", encoding="utf-8")
    assert build(root, "check") == 1
    out = capfd.readouterr().out
    assert "cases/2026-yangli/zh.md:9:27: 错误: 有一个看不见或不能印刷的字符 U+" in out
    assert "content/pages/zh/about.md:3:2: 错误: 有一个看不见或不能印刷的字符 U+" in out
