"""A library of several small cases for tests of what readers put together themselves."""

from __future__ import annotations

import shutil
from pathlib import Path

from building import BASE, edit
from made_photos import small_photo

from casebook.paths import HOME

NAMES = {  # id: name, district
    "2026-yangli": ("样例小区", "440104"),
    "2026-chaoyang": ("朝阳里", "110105"),
    "2026-dongjie": ("东街一号", "320106"),
    "2026-lvyuan": ("绿园新村", "330106"),
    "2026-only-zh": ("只有中文", "350203"),
}
WITHDRAWN = "2026-taken-back"
MOVED = "2025-old-name"  # leads to 2026-dongjie
OTHER_NUMBERS = "2026-chaoyang"


def write_small_library(root: Path) -> Path:
    """Copy the base library and add cases: one in Chinese alone, one withdrawn, one renamed."""
    shutil.copytree(BASE, root)
    (root / "content" / "site.yaml").write_text(
        "directions: small\nlede: {zh: 测试。, en: A test.}\n", encoding="utf-8"
    )
    for page in HOME.glob("content/pages/*/*.md"):  # those that the colophon names, in short
        copy = root / page.relative_to(HOME)
        copy.parent.mkdir(parents=True, exist_ok=True)
        title = page.read_text(encoding="utf-8").splitlines()[0]
        text = "只用于测试。" if page.parent.name == "zh" else "For tests alone."
        copy.write_text(f"{title}\n\n{text}\n", encoding="utf-8")
    first = root / "cases" / "2026-yangli"
    places = {**NAMES, WITHDRAWN: ("撤回小区", "440104")}
    for number, (case, (name, region)) in enumerate(places.items()):
        if case == first.name:
            continue
        folder = shutil.copytree(first, root / "cases" / case)
        (folder / "photos" / "gate.jpg").write_bytes(small_photo(number))
        edit(folder / "case.yaml", "{zh: 样例小区, en: Sample Community}", f"{{zh: {name}}}")
        edit(folder / "case.yaml", 'region: "440104"', f'region: "{region}"')
        edit(folder / "case.yaml", "zh: 广州市越秀区样例路1号", "zh: 样例路1号")
        edit(folder / "case.yaml", "zh: 四方议事让老小区焕新", f"zh: {name}四方议事焕新颜")
    chaoyang, only = root / "cases" / OTHER_NUMBERS, root / "cases" / "2026-only-zh"
    edit(chaoyang / "case.yaml", "before: 12, after: 3", "before: 4, after: 3")
    edit(
        chaoyang / "case.yaml", "  floor_area: 50000\n", "  floor_area: 70000\n  households: 900\n"
    )
    edit(only / "case.yaml", ", en: Four parties renew an old community", "")
    edit(only / "case.yaml", "  built: 2010\n", "")
    edit(
        only / "case.yaml",
        "criteria: [party.1]",
        "  - {key: turnout, year: 2025, value: 61.5}\ncriteria: [party.1]",
    )
    with (root / "content" / "measures.yaml").open("a", encoding="utf-8") as kinds:
        kinds.write(
            '- {key: turnout, label: {zh: 参与率, en: Turnout}, unit: {zh: "%", en: "%"}}\n'
        )
    edit(root / "content" / "programmes" / "small.yaml", "special: 2", "special: 9")
    (only / "en.md").unlink()
    edit(
        root / "cases" / WITHDRAWN / "case.yaml",
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-10-01, reason: {zh: 测试用}}",
    )
    ledger = root / "cases" / "published.yaml"
    lines = [f"- {{id: {case}, published: 2026-09-01}}\n" for case in (*NAMES, WITHDRAWN)]
    text = "".join(lines).replace(
        "{id: 2026-dongjie, published: 2026-09-01}",
        f"{{id: 2026-dongjie, published: 2026-09-01, aliases: [{MOVED}]}}",
    )
    ledger.write_text(text, encoding="utf-8")
    return root
