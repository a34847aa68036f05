"""How long the worst cases take to be judged: `python -m benchmarks.hurting`.

Each is checked in a process of its own, which the system ends at 5 s of CPU time or 512 MB more
memory than the program has after its start; so nobody has to trust a clock. Exit code 1 where one
was ended or broke. tests/test_limits.py runs the same.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from casebook.check import check_library
from casebook.check.report import render_report
from casebook.load import load_library
from casebook.paths import HOME, Paths

SECONDS, MEGABYTES = 5, 512
BASE = HOME / "tests" / "libraries" / "base"
CASE = "cases/2026-yangli"
SIGNS = 99_000  # of a text; 100,000 are allowed
VALUE = 19_000  # of a value of YAML; 20,000 are allowed
ITEMS = 1_990  # of a list; 2,000 are allowed

_HEAD = '## 小区简介\n\n样例小区。\n\n## 解决措施\n\n### 四方议事 {criteria="party.1"}\n\n'
# A piece that is repeated until the text is as long as it may be.
REPEATED = {
    "pictures left open": "![",
    "brackets left open": "[",
    "brackets closed": "]",
    "links left open": "[a](",
    "links in pointed brackets": "[a](<b",
    "titles left open": '[a](b "',
    "notes left open": "[^",
    "notes of one name": "[^1]",
    "notes defined": "[^a]: b\n",
    "emphasis": "*a ",
    "emphasis closed by another": "*a_ ",
    "strong": "**a** ",
    "strong beside Chinese": "**“甲”**乙",
    "struck": "~~a",
    "code": "`a``b```c",
    "backslashes": "\\",
    "escapes": "\\*",
    "tags left open": "<a ",
    "tags with attributes": '<a b="c" ',
    "comments left open": "<!--",
    "instructions left open": "<?",
    "CDATA left open": "<![CDATA[",
    "entities": "&amp;&#35;&a",
    "headings": "#### a\n",
    "passages": "### a\n\nb\n\n",
    "sections": "## a\n\nb\n\n",
    "quotations": "> ",
    "quotations and lists": "> - ",
    "lists": "- a\n",
    "lists within lists": "- ",
    "numbers of lists": "1. a\n2) b\n",
    "fences": "```\n",
    "rules": "---\n\n",
    "setext headings": "a\n=\n",
    "empty lines": "\n",
    "spaces": " ",
    "full-width spaces": "　",
    "tabs": "\t",
    "braces": "{",
    "criteria": '{criteria="',
    "definitions": "[a]: b\n",
    "addresses": "https://a.b/",
    "mail": "a@",
    "mail with points": "a.",
    "digits": "1",
    "digits and points": "1.",
    "digits and commas": "1,000",
    "digits and spaces": "1 3",
    "digits and dashes": "13-",
    "full-width digits": "１３８　",
    "numbers with units": "从12户增加到30户，",
    "percentages": "由84.6%提高到95.2%，",
    "document numbers": "建办房〔2022〕4号",
    "plates": "粤A12345",
    "dates": "2026年3月1日至",
    "one sentence": "每月议事一次。",
    "quotation marks": "“",
    "brackets of Chinese": "《（",
    "names": "样例小区样例物业",
    "praise": "第一最佳唯一国家级",
    "letters": "a",
    "characters": "长",
    "emoji": "😀",
    "combining marks": "a\u0301\u0302",
    "Arabic": "عربي",
    "tables": "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
    "a row of a table": "| 1 ",
    "dashes of a table": "|-",
}
_YAML = (BASE / CASE / "case.yaml").read_text(encoding="utf-8")


def texts() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the files of each case of Markdown, those that differ from the base library's."""
    for name, piece in REPEATED.items():
        body = piece * ((SIGNS - len(_HEAD)) // len(piece))
        yield name, {"zh.md": f"{_HEAD}{body}\n", "en.md": f"{_HEAD}{body}\n"}
    wide = "|" + "a|" * 99 + "\n|" + "-|" * 99 + "\n" + "|b\n" * 90
    yield "a wide table", {"zh.md": _HEAD + wide}
    sentences = "".join(f"第{n}次议事定了{n * 7 % 1000}件事，办结{n % 90}%。" for n in range(4_500))
    yield "many sentences", dict.fromkeys(("zh.md", "en.md"), (_HEAD + sentences)[:SIGNS])
    lines = "".join(f"#### 甲{n}\n\n- 乙{n}：{n}户\n\n" for n in range(4_500))
    yield "many blocks", dict.fromkeys(("zh.md", "en.md"), (_HEAD + lines)[:SIGNS])
    notes = "".join(f"甲[^{n}] " for n in range(1_400))
    notes += "\n\n" + "".join(f"[^{n}]: 乙\n" for n in range(1_400))
    yield "many notes", {"zh.md": _HEAD + notes}


def files() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the files of each case whose `case.yaml` is what hurts."""

    def added(lines: str) -> dict[str, str]:
        return {"case.yaml": _YAML + lines}

    both = "{zh: 甲, en: a}"
    lists = {
        "photos": f"{{file: photos/%d.jpg, caption: {both}, alt: {both}}}",
        "honours": f"{{name: {both}, date: 2020}}",
        "figures": f"{{label: {both}, value: %d, unit: {both}, as_written: 共%d件}}",
        "party_organisations": f"{{name: {both}}}",
        "changes": f"{{date: 2026-10-01, what: {both}}}",
        "waivers": "{rule: quota%d, by: 甲, date: 2026-09-01, reason: 乙}",
        "videos": f"{{file: video/%d.mp4, title: {both}}}",
    }
    plain = re.sub(r"photos:\n.*\n", "", _YAML)
    for name, item in lists.items():
        rows = "".join(f"  - {item.replace('%d', str(n))}\n" for n in range(ITEMS))
        given = plain if name == "photos" else _YAML
        yield f"many {name}", {"case.yaml": f"{given}{name}:\n{rows}"}
    measures = "".join(
        f"  - {{key: complaints, year: {n % 100 + 1950}, value: {n}}}\n" for n in range(ITEMS)
    )
    yield "many measures", {"case.yaml": _YAML.replace("measures:\n", f"measures:\n{measures}")}
    unknown = ", ".join(f"party.{n}" for n in range(ITEMS))
    yield "unknown criteria", {"case.yaml": _YAML.replace("[party.1]", f"[{unknown}]")}
    yield "unknown keys", added("".join(f"titel{n}: 甲\n" for n in range(ITEMS)))
    yield "long unknown keys", added("".join(f"? {'summarj' * 140}{n}\n: 甲\n" for n in range(900)))
    for word in ("type: commercial", 'region: "440104"', "programme: small", "status: published"):
        key = word.partition(":")[0]
        yield f"a long {key}", {"case.yaml": _YAML.replace(word, f"{key}: {'商' * VALUE}")}
    for piece in ("长", "w", "13", "a@", "1,000 ", "每月议事一次。", "从1户到2户，", "“《", "最佳"):
        said = (piece * VALUE)[:VALUE]
        fields = "".join(
            f"  - {{label: {both}, value: 1, unit: {both}, note: {{zh: '{said}'}}}}\n"
            for _ in range(30)
        )
        changed = _YAML.replace("样例小区每月议事一次。", f"'{said}'").replace(
            "四方议事让老小区焕新", f"'{said}'"
        )
        yield f"long values of {piece.strip()}", {"case.yaml": f"{changed}figures:\n{fields}"}
    aliases = "".join(f"    - {{zh: 样例小区{n}期, en: a{n}}}\n" for n in range(ITEMS))
    yield (
        "many other names",
        {"case.yaml": _YAML.replace("  address:", f"  aliases:\n{aliases}  address:")},
    )
    names = "，".join(f"样例小区{n}期" for n in range(9_000))
    yield (
        "many other names in a text",
        {
            "case.yaml": _YAML.replace("  address:", f"  aliases:\n{aliases}  address:"),
            "zh.md": (_HEAD + names)[:SIGNS],
        },
    )
    yield "2 MB of values", {"case.yaml": _YAML + "".join(f"a{n}: 甲\n" for n in range(120_000))}
    yield "2 MB of brackets", {"case.yaml": "a: [" + "[]," * 600_000}
    yield "2 MB of quotation marks", {"case.yaml": '"' * 1_999_999}
    yield "2 MB of spaces", {"case.yaml": "a:" + " " * 1_999_990}
    yield "2 MB of lines", {"case.yaml": "a\n" * 999_990}
    yield "2 MB of full-width colons", {"case.yaml": "a：b\n" * 330_000}
    yield "2 MB of braces left open", {"case.yaml": "a: {zh: 甲\n" * 140_000}
    yield "2 MB of characters that cannot be seen", {"zh.md": "\u200b" * 660_000}
    yield "2 MB of compatibility ideographs", {"zh.md": "\uf900" * 660_000}
    yield "2 MB of entities", {"zh.md": "&#8203;" * 280_000}
    yield "2 MB of an address ledger", {"../addresses.txt": "/a/\n" * 490_000}


def inputs() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each case that hurts: its name, and its files."""
    yield from texts()
    yield from files()


def judge(name: str, changed: dict[str, str]) -> dict[str, object]:
    """Check a case in a process of its own; return its CPU seconds, its memory and its end."""
    root = Path(tempfile.mkdtemp(prefix="hurting-"))
    try:
        shutil.copytree(BASE, root / "library")
        for file, content in changed.items():
            (root / "library" / CASE / file).write_text(content, encoding="utf-8")
        before = _memory()
        child = os.fork()
        if child == 0:
            _within_limits(lambda: _check(root / "library"))
        _, status, used = os.wait4(child, 0)
        return {
            "name": name,
            "seconds": round(used.ru_utime + used.ru_stime, 2),
            "megabytes": max(round(used.ru_maxrss / 1024) - before, 0),
            "code": os.waitstatus_to_exitcode(status),
        }
    finally:
        shutil.rmtree(root)


def _memory() -> int:
    """Return the memory of this process, MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _within_limits(work: Callable[[], int]) -> None:
    size = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = size * os.sysconf("SC_PAGE_SIZE") + (MEGABYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        os._exit(work())
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(70)


def _check(root: Path) -> int:
    problems = check_library(load_library(Paths.of(root)))
    render_report(problems, "text", "zh", infos=True)
    return 1 if any(problem.severity == "error" for problem in problems) else 0


def main() -> int:
    """Judge every case, or those that are named; print a line of JSON for each."""
    words = sys.argv[1:]
    check_library(load_library(Paths.of(BASE)))  # what is made once is not counted
    worst = 0
    for name, changed in inputs():
        if words and name not in words:
            continue
        judged = judge(name, changed)
        worst |= judged["code"] not in (0, 1)
        print(json.dumps(judged, ensure_ascii=False), flush=True)
    return worst


if __name__ == "__main__":
    sys.exit(main())
