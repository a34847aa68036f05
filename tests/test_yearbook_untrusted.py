"""What a case says is printed as typed or refused: never executed, never read from a file."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from pdf_lines import bare, sheets
from PIL import Image

from casebook.check import check_library
from casebook.load import load_library
from casebook.paths import Paths
from casebook.yearbook import build_yearbook
from casebook.yearbook.nodes import line

SITE = "https://cases.example/"
HOSTILE = (
    '#eval("1+1")', "#import \"/etc/passwd\": *", "#include \"book.json\"", '#read("book.json")',
    "$x^2$", "$ sum_(i=0)^n $", "@case-2026-hostile", "<place>", r"\u{41} \alpha \ ", "// 不是注释",
    "/* 不是 */", "*星*", "_线_", "`#raw`", "= 标题", "+ 项", "/ 词: 义", "#set page(width: 1pt)",
    "~ --- ...", "#sym.wj", "]#panic()[", '"#panic()"', "#(1 + 1)", "%20 &amp; ©",
)  # fmt: skip


def _set(root: Path, *, text: str = "正文。\n", photos: tuple[str, ...] = (), **fields: Any) -> str:
    """Set a library of one case and return all that is printed, in NFKC without white space."""
    folder = root / "cases" / "2026-hostile"
    folder.mkdir(parents=True, exist_ok=True)
    data: dict[str, Any] = {
        "programme": "good-service-2026",
        "status": "published",
        "published": "2026-11-20",
        "title": {"zh": "标题"},
        "summary": {"zh": "摘要。"},
        "community": {"name": {"zh": "测试小区"}, "region": "330106", "type": "commercial"},
        "company": {"name": {"zh": "测试物业"}},
        "criteria": ["party.1"],
        "photos": [
            {"file": file, "caption": {"zh": f"照片：{n}"}, "alt": {"zh": "图"}}
            for n, file in enumerate(photos, 1)
        ],
        "source": {"title": {"zh": "材料"}, "issuer": {"zh": "协会"}},
    }
    source = json.dumps(data | fields, ensure_ascii=False, indent=1)
    (folder / "case.yaml").write_text(source, encoding="utf-8")
    body = f"## 解决措施\n\n### 四方议事\n\n{text}\n"
    (folder / "zh.md").write_text(body, encoding="utf-8")
    ledger = "- {id: 2026-hostile, published: 2026-11-20}\n"
    (root / "cases" / "published.yaml").write_text(ledger, encoding="utf-8")
    paths = Paths.of(root)
    library = load_library(paths).library
    edition = library.editions["2022"].model_copy(update={"programmes": ("good-service-2026",)})
    built = build_yearbook(library, edition, paths, SITE)
    pages = [page for volume in built.volumes for page in sheets(volume.pdf)]
    return "".join(bare("".join(letter.text for letter in page.letters)) for page in pages)


@pytest.mark.parametrize("start", range(0, len(HOSTILE), 8))
def test_markup_of_the_typesetter_is_text_in_every_field(tmp_path: Path, start: int) -> None:
    some = HOSTILE[start : start + 8]
    both = {"zh": "".join(f"甲{said}乙" for said in some)}
    data = {
        "title": both,
        "summary": both,
        "community": {"name": both, "region": "330106", "type": "commercial", "address": both},
        "company": {"name": both},
        "honours": [{"name": both}],
        "figures": [{"label": both, "value": 1, "unit": both, "note": both}],
        "source": {"title": both, "issuer": {"zh": "协会"}, "note": both},
        "editors_note": both,
    }
    whole = _set(tmp_path, **data)
    # title, summary, name, address, company, honour, label, unit, note, source twice, editors' note
    for said in some:
        assert whole.count(bare(f"甲{said}乙")) >= 12, said


def test_markup_of_the_typesetter_is_text_in_prose(tmp_path: Path) -> None:
    plain = [said for said in HOSTILE if not set(said) & set("*_`<>&\\")]
    cells = "\n".join(f"| {said} | 值 |" for said in plain)
    blocks = [f"甲{said}乙" for said in plain]
    quoted, listed = "> " + "\n> ".join(blocks), "\n".join(f"- {block}" for block in blocks)
    fenced = "```typst\n" + "\n".join(HOSTILE) + "\n```"
    table = f"表1 {plain[0]}\n\n| 甲 | 乙 |\n|---|---|\n{cells}"
    text = "\n\n".join([*blocks, quoted, listed, table, fenced, f"注[^1]\n\n[^1]: {plain[0]}"])
    whole = _set(tmp_path, text=text)
    for said in plain:
        assert whole.count(bare(f"甲{said}乙")) >= 3, said
        assert bare(f"{said}值") in whole
    for said in HOSTILE:
        assert bare(said) in whole


@pytest.mark.parametrize("kind", ["quotes", "lists", "emphasis", "strong", "brackets", "pictures"])
def test_nesting_of_three_thousand_is_printed(tmp_path: Path, kind: str) -> None:
    deep = {
        "quotes": "> " * 3000 + "尽头",
        "lists": "- " * 3000 + "尽头",
        "emphasis": "*_" * 3000 + "尽头" + "_*" * 3000,
        "strong": "**甲 " * 3000 + "尽头" + " 乙**" * 3000,
        "brackets": "[" * 3000 + "尽头" + "]" * 3000,
        "pictures": "![" * 3000 + "尽头" + "](x)" * 3000,
    }[kind]
    printed = "尽头" in _set(tmp_path, text=deep)
    problems = check_library(load_library(Paths.of(tmp_path)), ())
    refused = any(problem.rule == "nesting" for problem in problems)
    assert refused if kind in ("quotes", "lists") else printed


def test_a_photo_is_read_in_the_case_folder_alone(tmp_path: Path) -> None:
    root = tmp_path / "library"
    folder = root / "cases" / "2026-hostile"
    (folder / "photos").mkdir(parents=True)
    secret = tmp_path / "secret.jpg"
    Image.new("RGB", (60, 40)).save(secret)
    (folder / "photos" / "link.jpg").symlink_to(secret)
    (tmp_path / "beside").mkdir()
    Image.new("RGB", (60, 40)).save(tmp_path / "beside" / "x.jpg")
    (folder / "linked").symlink_to(tmp_path / "beside")
    own = "photos/a#b(1) “图”.jpg"
    Image.new("RGB", (60, 40), (200, 0, 0)).save(folder / own)
    refused = ("photos/link.jpg", "linked/x.jpg", "../../../secret.jpg", "photos/none.jpg")
    amid = "\n\n".join(f"![图]({file})" for file in (*refused[:3], "/etc/passwd", str(secret)))
    whole = _set(root, text=f"正文。\n\n{amid}\n", photos=(*refused, own))
    assert "照片:5" in whole  # the caption of the one photo that is the case's own
    for number in range(1, 5):
        assert f"照片:{number}" not in whole
    made = {path.name[:24] for path in (root / ".cache" / "media").rglob("*.jpg")}
    assert made == {hashlib.sha256((folder / own).read_bytes()).hexdigest()[:24]}


@pytest.mark.parametrize(("letters", "breaks"), [(24, 0), (40, 39), (60, 59), (3000, 749)])
def test_a_run_of_letters_breaks_the_more_coarsely_the_longer(letters: int, breaks: int) -> None:
    """12,000 places where a line may end took the typesetter 57 s; it weighs each with others."""
    made = line("a" * letters)
    assert made.count("\u200b") == breaks
    assert made.replace("\u200b", "") == "a" * letters
