"""Tables: CSV, Excel and Data Package say the same, and no text of theirs is a formula."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import frictionless
import pytest
from building import build, edit
from exporting import CHANGED, UNTRANSLATED, URL, WITH_PHOTOS, WITHDRAWN, Exported, exported
from openpyxl import load_workbook

from casebook.exports.csv_file import render_csv
from casebook.exports.shapes.base import Both
from casebook.exports.table import Column, Table
from casebook.exports.xlsx_file import render_xlsx

FORMULAS = [
    '=HYPERLINK("http://evil.example","click")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    "\u3000＝1+1",
]
PLAIN = ["1=1", "一=二", "2008-06", "a,b", 'say "x"', "two\nlines", "{=1}", "'quoted"]


def _rows(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def _table(texts: list[str]) -> Table:
    text: Column[str] = Column("text", "string", ("文字", "Text"), ("", ""), 10, lambda t: t)
    size: Column[str] = Column("size", "number", ("数", "Number"), ("", ""), 10, lambda t: -2.5)
    day: Column[str] = Column(
        "day", "date", ("日", "Day"), ("", ""), 10, lambda t: date(2026, 1, 2)
    )
    rows = tuple((t, -2.5, date(2026, 1, 2)) for t in texts)
    return Table("texts", Both(zh="文字", en="Texts"), (text, size, day), rows)


def test_no_cell_of_csv_is_a_formula() -> None:
    rows = _rows(render_csv(_table([*FORMULAS, *PLAIN])))
    assert [r["text"] for r in rows] == [f"'{t}" for t in FORMULAS] + PLAIN
    assert {r["size"] for r in rows} == {"-2.5"}  # a number is no text: it stays one
    assert {r["day"] for r in rows} == {"2026-01-02"}


def test_csv_is_that_of_rfc_4180(made: Exported) -> None:
    for name in ("cases", "measures"):
        content = made.files[f"data/{name}.csv"]
        text = content.decode("utf-8-sig")
        assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
        widths = {len(row) for row in csv.reader(StringIO(text, newline=""), strict=True)}
        assert len(widths) == 1


def test_the_rows_are_the_published_cases(made: Exported) -> None:
    rows = _rows(made.files["data/cases.csv"])
    assert [r["id"] for r in rows] == [case.id for case in made.world.catalogue.cases]
    assert WITHDRAWN not in {r["id"] for r in rows}
    sample = next(r for r in rows if r["id"] == WITH_PHOTOS)
    assert sample["floor_area"] == "126800" and sample["greening_rate"] == "32"
    assert (sample["fee_lowest"], sample["fee_highest"]) == ("1.9", "1.9")
    assert (sample["province"], sample["city"], sample["district"]) == (
        "浙江省",
        "杭州市",
        "西湖区",
    )
    assert sample["built"] == "2008-09" and sample["published"] == "2026-11-20"
    assert sample["url_en"] == f"{URL}en/cases/{WITH_PHOTOS}/"
    changed = next(r for r in rows if r["id"] == CHANGED)
    assert changed["updated"] == "2026-12-03"
    assert UNTRANSLATED in {r["id"] for r in rows}


def test_measures_are_in_long_form(made: Exported) -> None:
    """S-03."""
    rows = [r for r in _rows(made.files["data/measures.csv"]) if r["case"] == WITH_PHOTOS]
    shown = {(r["key"], r["phase"], r["year"], r["value"], r["unit_zh"]) for r in rows}
    assert ("complaints", "", "2024", "43", "件") in shown
    assert ("satisfaction_rate", "before", "2024", "71", "%") in shown
    assert ("satisfaction_rate", "after", "2025", "92.5", "%") in shown
    assert len(rows) == 11


def test_the_workbook_is_typed(made: Exported) -> None:
    book = load_workbook(BytesIO(made.files["data/cases.xlsx"]))
    assert book.sheetnames == ["案例", "指标", "说明"]
    sheet, notes = book["案例"], book["说明"]
    assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
    table = _rows(made.files["data/cases.csv"])
    names = list(table[0])
    heads = [cell.value for cell in sheet[1]]
    assert heads[names.index("floor_area")] == "建筑面积\nFloor area"
    for line, row in enumerate(table, 2):
        for number, name in enumerate(names, 1):
            value = sheet.cell(line, number).value
            written = value.date().isoformat() if isinstance(value, datetime) else value
            assert ("" if written is None else str(written)) == row[name].removeprefix("'")
    line = next(i for i, row in enumerate(table, 2) if row["id"] == WITH_PHOTOS)
    area = sheet.cell(line, names.index("floor_area") + 1)
    day = sheet.cell(line, names.index("published") + 1)
    assert area.value == 126800 and area.data_type == "n"
    assert day.is_date and day.number_format == "yyyy-mm-dd"
    assert sheet.column_dimensions["B"].width > 40
    explained = {row[1].value: row[3].value for row in notes.iter_rows(min_row=2)}
    assert explained["floor_area"] == "平方米 · m²"
    assert set(names) <= set(explained)


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    texts = [*FORMULAS, *PLAIN, "http://evil.example/", "mailto:a@b.example", "<b>&amp;"]
    made = render_xlsx([_table(texts)], Both(zh="库", en="Library"))
    sheet = load_workbook(BytesIO(made))["文字"]
    cells = [sheet.cell(line, 1) for line in range(2, len(texts) + 2)]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert [c.value.replace("_x000D_", "\r") for c in cells] == texts
    assert not any(cell.hyperlink for cell in cells)
    parts = ZipFile(BytesIO(made))
    sheets = [parts.read(n) for n in parts.namelist() if n.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_workbook_is_the_same_on_every_run(made: Exported, tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(made.root, root, ignore=shutil.ignore_patterns(".cache"))
    assert exported(root).files["data/cases.xlsx"] == made.files["data/cases.xlsx"]


def test_the_data_package_is_valid(made: Exported, tmp_path: Path) -> None:
    for name in ("cases.csv", "measures.csv", "datapackage.json"):
        (tmp_path / name).write_bytes(made.files[f"data/{name}"])
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "type", "message"])
    tables = [_rows(made.files[f"data/{name}.csv"]) for name in ("cases", "measures")]
    assert [task.stats["rows"] for task in report.tasks] == [len(table) for table in tables]
    package = json.loads(made.files["data/datapackage.json"])
    area = next(
        field
        for field in package["resources"][0]["schema"]["fields"]
        if field["name"] == "floor_area"
    )
    assert area["type"] == "number" and area["description"] == "平方米 · m²"
    broken = (tmp_path / "measures.csv").read_text("utf-8-sig").replace(WITH_PHOTOS, "2026-nobody")
    (tmp_path / "measures.csv").write_text(broken, encoding="utf-8-sig", newline="")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


# --- the command ----------------------------------------------------------------------------------


def test_the_command_writes_the_files_of_the_site(made: Exported, tmp_path: Path) -> None:
    out = tmp_path / "out"
    wanted = {
        "csv": {"cases.csv", "measures.csv"},
        "xlsx": {"cases.xlsx"},
        "datapackage": {"cases.csv", "measures.csv", "datapackage.json"},
    }
    for form, names in wanted.items():
        assert build(made.root, "export", form, "--out", str(out / form)) == 0
        assert {p.name for p in (out / form).iterdir()} == names
        for name in names:
            assert (out / form / name).read_bytes() == made.files[f"data/{name}"]
    assert build(made.root, "export", "xlsx", "--out", str(out / "a.xlsx")) == 0
    assert (out / "a.xlsx").read_bytes() == made.files["data/cases.xlsx"]
    assert build(made.root, "export", "json", "--out", str(out / "json")) == 0
    api = {n: c for n, c in made.files.items() if n.startswith("api/")}
    written = (p for p in (out / "json").rglob("*") if p.is_file())
    assert {p.relative_to(out / "json").as_posix(): p.read_bytes() for p in written} == api


def test_a_case_taken_back_leaves_an_older_export(made: Exported, tmp_path: Path) -> None:
    root, out = tmp_path / "library", tmp_path / "out"
    shutil.copytree(made.root, root, ignore=shutil.ignore_patterns(".cache"))
    (out / "mine").mkdir(parents=True)
    (out / "mine" / "notes.txt").write_text("kept", encoding="utf-8")
    assert build(root, "export", "json", "--out", str(out)) == 0
    assert (out / f"api/v1/cases/{CHANGED}.json").is_file()
    taken_back = "withdrawn: {date: 2026-12-21, reason: {zh: 材料失实, en: Untrue material}}"
    edit(
        root / f"cases/{CHANGED}/case.yaml", "status: published", f"status: withdrawn\n{taken_back}"
    )
    assert build(root, "export", "json", "--out", str(out)) == 0
    assert not (out / f"api/v1/cases/{CHANGED}.json").exists()
    assert (out / "mine" / "notes.txt").read_text(encoding="utf-8") == "kept"


@pytest.mark.parametrize("place", ["cases/x", "content", "private/x.xlsx"])
def test_an_export_does_not_land_among_what_editors_write(
    made: Exported, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(made.root, "export", "xlsx", "--out", str(made.root / place)) == 2
    assert "--out" in capsys.readouterr().err


def test_two_files_do_not_fit_into_one(
    made: Exported, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(made.root, "export", "csv", "--out", str(tmp_path / "a.csv")) == 2
    assert "2" in capsys.readouterr().err and not (tmp_path / "a.csv").exists()
