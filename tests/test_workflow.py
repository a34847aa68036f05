"""One case from draft to withdrawn by editing files: the check and the reports at each step.

The steps are those of REQUIREMENTS 001-014 to 001-038; `tests/workflow/` holds what the check and
the reports said at each of them. `pytest --update-golden` writes these files; read them.
"""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from building import BASE, build, edit
from PIL import Image

from casebook import regions
from casebook.chain import sample_size
from casebook.check import check_library
from casebook.check.report import render_report
from casebook.community_names import city_of, near_name, same_name, same_place
from casebook.load import load_library
from casebook.model.workflow import Sampling
from casebook.paths import HOME, Paths

STAGED = BASE.parent / "staged"
GOLDEN = Path(__file__).parent / "workflow"
ID = "2026-meiyuan"
CASE, REVIEW, TEXT = (f"cases/{ID}/{name}" for name in ("case.yaml", "review.yaml", "zh.md"))
OTHER = "2026-lanting"


def _photo(path: Path) -> None:
    """Draw a photo that no other case has."""
    dots = Random(ID)
    image = Image.new("RGB", (48, 36))
    image.putdata([(dots.randrange(256), dots.randrange(256), 90) for _ in range(48 * 36)])
    image.save(path, "JPEG", quality=60)


def _new(root: Path) -> None:
    """A company's material comes in, not complete: no area, a flat's number, a missing part."""
    shutil.copytree(root / "cases" / OTHER, root / "cases" / ID)
    (root / REVIEW).unlink()
    (root / f"cases/{ID}/en.md").unlink()
    edit(root / CASE, "status: published\npublished: 2026-09-01\n", "status: draft\n")
    edit(root / CASE, "{zh: 兰亭小区, en: Lanting}", "{zh: 梅园小区, en: Meiyuan}")
    edit(root / CASE, '"440104"', '"440106"')
    edit(root / CASE, "广州市越秀区样例路1号", "广州市越秀区样例路8号3栋2单元501室")
    edit(root / CASE, "  floor_area: 50000\n", "")
    edit(root / CASE, "delivered: 2010-06", "delivered: 2021")
    edit(root / CASE, "[party.1, service.1]", "[party.1]")
    edit(root / CASE, "before: 12, after: 3", "before: 12")
    _photo(root / f"cases/{ID}/photos/gate.jpg")
    text = "## 小区简介\n\n梅园小区位于天河区，2010年建成，联系电话13800138000。\n"
    (root / TEXT).write_text(text, encoding="utf-8")


def _returned(root: Path) -> None:
    """It is entered as received, without the form, and sent back."""
    (root / REVIEW).write_text(
        "steps:\n"
        "  - step: application\n"
        "    date: 2026-06-12\n"
        "    body: {zh: 样例物业服务有限公司}\n"
        "    result: returned\n"
        "    papers: [material]\n"
        "    note: 内部意见：材料太薄，canaryreview\n",
        encoding="utf-8",
    )


def _mended(root: Path) -> None:
    """The company mends what it was asked for."""
    edit(root / CASE, "样例路8号3栋2单元501室", "样例路8号")
    edit(root / CASE, "广州市越秀区样例路", "广州市天河区样例路")
    edit(root / CASE, "delivered: 2021", "delivered: 2010-06\n  floor_area: 60000")
    edit(root / CASE, "before: 12}", "before: 12, after: 3}")
    edit(root / CASE, "[party.1]", "[party.1, service.1]")
    source = (STAGED / f"cases/{OTHER}/zh.md").read_text(encoding="utf-8")
    source = source.replace("兰亭", "梅园").replace("越秀区", "天河区")
    (root / TEXT).write_text(source, encoding="utf-8")


def _recommended(root: Path) -> None:
    """It applies again, and the city association recommends it."""
    with (root / REVIEW).open("a", encoding="utf-8") as file:
        file.write(
            "  - step: application\n"
            "    date: 2026-06-26\n"
            "    body: {zh: 样例物业服务有限公司}\n"
            "    result: passed\n"
            "    stamp: true\n"
            "    truth: true\n"
            "    papers: [form]\n"
            "  - step: recommendation\n"
            "    date: 2026-07-08\n"
            "    body: {zh: 广州市物业管理行业协会}\n"
            '    region: "440100"\n'
            "    result: passed\n"
            "    stamp: true\n"
            "    truth: true\n"
        )


def _too_early(root: Path) -> None:
    """An editor calls it approved, but the province and the experts have not seen it."""
    edit(root / CASE, "status: draft", "status: approved")


def _approved(root: Path) -> None:
    """They have."""
    with (root / REVIEW).open("a", encoding="utf-8") as file:
        for step, day, body in (
            ("province", "2026-07-28", '广东省物业管理行业协会}\n    region: "440000"'),
            ("expert", "2026-09-10", "测试协会}"),
        ):
            file.write(f"  - step: {step}\n    date: {day}\n    body: {{zh: {body}\n")
            file.write("    result: passed\n")


def _before_its_batch(root: Path) -> None:
    """It is published, but its batch is only planned."""
    edit(root / CASE, "status: approved", "status: published\npublished: 2026-10-10")
    with (root / "cases/batches.yaml").open("a", encoding="utf-8") as file:
        file.write(
            "- id: staged-2\n  programme: staged\n  title: {zh: 第二批, en: Second batch}\n"
            f"  planned: 2026-10-15\n  cases: [{ID}]\n"
        )
    with (root / "cases/published.yaml").open("a", encoding="utf-8") as file:
        file.write(f"- {{id: {ID}, published: 2026-10-15}}\n")


def _unvisited(root: Path) -> None:
    """The batch is released, and nobody has visited any of it."""
    edit(root / "cases/batches.yaml", "planned: 2026-10-15", "released: 2026-10-15")
    edit(root / CASE, "published: 2026-10-10", "published: 2026-10-15")


def _published(root: Path) -> None:
    """A visit made before the release had been forgotten in the record."""
    with (root / REVIEW).open("a", encoding="utf-8") as file:
        file.write("  - {step: visit, date: 2026-09-22, body: {zh: 测试协会}, result: passed}\n")


def _found_out(root: Path) -> None:
    """A veto proves to apply after the publication (附1-V6)."""
    edit(root / CASE, "{key: V1, found: none,", "{key: V1, found: 拒不退出, checked: 2026-11-02,")


def _withdrawn(root: Path) -> None:
    """The case is taken back; its folder stays (001-038)."""
    edit(
        root / CASE,
        "status: published",
        "status: withdrawn\nwithdrawn: {date: 2026-11-03, reason: {zh: 材料失实}}",
    )


def _draft_again(root: Path) -> None:
    """Nobody makes a draft of what was published."""
    edit(
        root / CASE,
        "status: withdrawn\nwithdrawn: {date: 2026-11-03, reason: {zh: 材料失实}}",
        "status: draft",
    )


STEPS: tuple[Callable[[Path], None], ...] = (
    *(_new, _returned, _mended, _recommended, _too_early, _approved, _before_its_batch),
    *(_unvisited, _published, _found_out, _withdrawn, _draft_again),
)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    root = tmp_path / "library"
    shutil.copytree(STAGED, root)
    return root


def _said(root: Path, locale: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what the check says, then the letter and the dashboard, as they are printed."""
    problems = check_library(load_library(Paths.of(root)))
    parts = ["$ check\n", render_report(problems, "text", locale)]  # type: ignore[arg-type]
    for arguments in ([ID], ["--programme", "staged"]):
        capsys.readouterr()
        assert build(root, "report", *arguments, "--lang", locale) == 0
        parts += [f"\n$ report {' '.join(arguments)}\n\n", capsys.readouterr().out]
    return "".join(parts)


def test_from_draft_to_withdrawn(
    library: Path, capsys: pytest.CaptureFixture[str], update_golden: bool
) -> None:
    for number, step in enumerate(STEPS, 1):
        step(library)
        name = f"{number:02}{step.__name__.replace('_', '-')}"
        for locale in ("zh", "en"):
            said = _said(library, locale, capsys)
            golden = GOLDEN / f"{name}.{locale}.md"
            if update_golden:
                golden.parent.mkdir(exist_ok=True)
                golden.write_text(said, encoding="utf-8")
            assert said == golden.read_text(encoding="utf-8"), name
            assert "canaryreview" not in said, "what reviewers note is for nobody else"
            assert OTHER not in said.partition("$ report --programme")[0].partition("$ report")[2]


def test_only_these_steps_hold_up_a_build(library: Path) -> None:
    """A draft keeps nobody from publishing; what was published wrongly does (001-014, 001-030)."""
    clean = {"_returned", "_mended", "_recommended", "_approved", "_published", "_withdrawn"}
    for step in STEPS:
        step(library)
        problems = check_library(load_library(Paths.of(library)))
        errors = [p for p in problems if p.severity == "error" and p.rule != "personal-data"]
        named = [p for p in errors if p.place.file != CASE or p.rule not in ("address", "region")]
        assert bool(named) == (step.__name__ not in {*clean, "_new"}), (step.__name__, named)


def test_a_bad_photo_holds_up_no_other_case(library: Path) -> None:
    """A draft whose photo is no photo is warned about; once it is approved, it is an error."""
    _new(library)
    (library / f"cases/{ID}/photos/gate.jpg").write_bytes(b"no photo")
    for status, severity in (("draft", "warning"), ("approved", "error")):
        edit(library / CASE, "status: draft", f"status: {status}")
        problems = check_library(load_library(Paths.of(library)))
        assert {p.severity for p in problems if p.rule == "photo-files"} == {severity}


def test_the_same_reports_twice(library: Path) -> None:
    """The same input gives the same bytes; the day is that of the data, not today's."""
    for step in STEPS[:2]:
        step(library)
    made = []
    for name in ("one", "two"):
        out = library.parent / name
        assert build(library, "report", "--out", str(out)) == 0
        made.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
    assert made[0] == made[1]
    assert {str(path) for path in made[0]} == {
        *(f"staged.zh.{end}" for end in ("md", "docx")),
        *(f"letters/{ID}.zh.{end}" for end in ("md", "docx")),
        *(f"lists/staged-440000.zh.{end}" for end in ("md", "docx", "xlsx")),
    }


def test_the_word_document_is_a_letter(library: Path) -> None:
    """A4, headings as headings, numbered points, the same words as the Markdown."""
    import docx

    for step in STEPS[:2]:
        step(library)
    out = library.parent / "out"
    assert build(library, "report", ID, "--out", str(out), "--date", "2026-07-01") == 0
    raw = (out / f"letters/{ID}.zh.docx").read_bytes()
    document = docx.Document(BytesIO(raw))
    page = document.sections[0]
    assert page.page_width and page.page_height
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    styles = [(p.style.name if p.style else "", p.text) for p in document.paragraphs]
    assert styles[0] == ("Title", "关于“梅园小区”案例材料的反馈意见")
    assert [text for name, text in styles if name == "Heading 1"][0] == "一、请补正"
    points = [text for name, text in styles if name == "List Paragraph"]
    markdown = (out / f"letters/{ID}.zh.md").read_text(encoding="utf-8")
    bare = markdown.replace("**", "").replace("\\", "")
    assert points and all(text in bare for text in points)
    assert "2026年8月5日" in bare and "2026年7月1日" in bare
    assert document.core_properties.author == ""


def test_a_letter_names_nobody(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a message quotes is masked (P-01, P-02); the programme's own telephone stands."""
    _new(library)
    edit(library / CASE, "zh: 四方议事让老小区焕新", "zh: 问张先生13800138000四方议事，")
    edit(library / TEXT, "联系电话13800138000", "联系电话１３９ ００１３ ９０００")
    assert build(library, "report", ID) == 0
    said = capsys.readouterr().out
    out = library / "exports/reports/letters"
    written = (out / f"{ID}.zh.md").read_text(encoding="utf-8")
    for text in (said, written):
        assert "13800138000" not in text and "００１３" not in text
        assert r"138\*\*\*\*00" in text and "010-88083570" in text


def test_no_report_names_who_is_private(library: Path) -> None:
    """A name of `private/` and a number, in letters, dashboard and lists, Excel included (P-01)."""
    import openpyxl

    edit(library / f"cases/{OTHER}/case.yaml", "zh: 兰亭小区", "zh: 张三丰兰亭13800138000小区")
    (library / "private").mkdir(mode=0o700)
    record = library / "private" / f"{OTHER}.yaml"
    record.touch(mode=0o600)
    record.write_text("applicant: {name: 张三丰}", encoding="utf-8")
    assert build(library, "report", "--programme", "staged") == 0
    lists = library / "exports/reports/lists"
    sheet = openpyxl.load_workbook(lists / "staged-440000.zh.xlsx").active
    assert sheet is not None
    assert "张****兰亭138****00小区" in {cell.value for row in sheet.rows for cell in row}
    for path in (library / "exports/reports").rglob("*.md"):
        said = path.read_text(encoding="utf-8")
        assert "张三丰" not in said and "13800138000" not in said, path


def test_a_letter_cites_the_notice(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our numbers of clauses, fields and rules mean nothing to a company."""
    programme = load_library(Paths.of(HOME)).library.programmes["good-service-2026"]
    asked = {fact.clause for fact in programme.facts} | {part.clause for part in programme.sections}
    asked |= {veto.clause for veto in programme.vetoes} | {programme.photos.clause}  # type: ignore[union-attr]
    asked |= {rate.clause for rate in programme.eligibility.rates}
    assert [clause for clause in asked if programme.citation(clause) is None] == []
    assert programme.citation("附2-003…009") == programme.citation("附2-008")
    assert programme.citation("附2-114") != programme.citation("附2-008")
    for step in STEPS[:2]:
        step(library)
    assert build(library, "report", ID) == 0
    said = capsys.readouterr().out
    assert "（依据：附件3）" in said and not re.search(r"T-\d|\b[a-z]+_[a-z]+\b|\.yaml", said)


def test_points_that_ask_the_same_are_one(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three bad photos are one point that names them; a part that is not written, no other."""
    _new(library)
    photos = "\n".join(
        f"  - {{file: photos/{n}.jpg, caption: {{zh: 图{n}}}, alt: {{zh: 门}}}}" for n in (1, 2, 3)
    )
    edit(library / CASE, "photos:\n", f"photos:\n{photos}\n")
    (library / f"cases/{ID}/photos/2.jpg").write_bytes(b"no photo")
    assert build(library, "report", ID) == 0
    said = capsys.readouterr().out
    (point,) = [line for line in said.splitlines() if "原图（JPG" in line]
    assert "照片1.jpg、2.jpg、3.jpg" in point and "1.jpg、3.jpg没有收到" in point
    assert sum("“解决措施”部分" in line for line in said.splitlines()) == 1


def test_of_an_empty_case_all_is_asked_for(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was left empty is not taken for something that cannot be read."""
    assert build(library, "new", "--programme", "staged", "--id", "2026-empty") == 0
    assert build(library, "report", "2026-empty") == 0
    said = capsys.readouterr().out
    assert "没有填写" in said and "无法辨认" not in said and "2026-empty" not in said


def test_who_was_not_selected(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rejected case is told so, is asked for nothing, and stands in no list and no count."""
    for step in STEPS[:4]:
        step(library)
    with (library / REVIEW).open("a", encoding="utf-8") as file:
        file.write("  - {step: province, date: 2026-07-28, body: {zh: 省协会}, result: rejected}\n")
    assert build(library, "report", "--programme", "staged") == 0
    board = capsys.readouterr().out
    assert "| 不采用 | 1 |" in board and "| 不采用 | 不采用（省级物协审核） |" in board
    assert "| 广东省广州市 | 1 |" in board
    out = library / "exports/reports"
    letter = (out / f"letters/{ID}.zh.md").read_text(encoding="utf-8")
    assert "未能入选" in letter and "补正" not in letter
    assert "梅园小区" not in (out / "lists/staged-440000.zh.md").read_text(encoding="utf-8")


def test_an_answer_is_not_due_before_the_letter(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("report", OTHER, "--date", "2026-10-01", "--reply-by", "2026-09-30")
    assert build(library, *arguments) == 2
    assert "2026-09-30" in capsys.readouterr().err and not (library / "exports").exists()


def test_a_report_never_lands_in_a_site(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = library / "elsewhere"
    (site / "pagefind").mkdir(parents=True)
    (site / "pagefind/records.zh.json").write_text("[]", encoding="utf-8")
    for out in (library / "site" / "reports", site / "reports", library / "cases"):
        assert build(library, "report", "--out", str(out)) == 2
        assert not list(out.glob("letters")) and not (out / "staged.zh.md").exists()
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-lantin"], "2026-lanting"),
        (["--programme", "stage"], "staged"),
        (["--batch", "staged-9"], "staged-1"),
        (["--batch", "staged-1", "--programme", "small"], "staged"),
        ([OTHER, "--batch", "staged-1"], "--batch"),
        (["--date", "2026-09"], "2026-09-01"),
    ],
)
def test_what_is_asked_wrongly(
    library: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(library, "report", *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (library / "exports").exists()


def test_a_batch_has_a_dashboard_of_its_own(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for step in STEPS[:6]:
        step(library)
    assert build(library, "report", "--batch", "staged-1") == 0
    said = capsys.readouterr().out
    assert "第一批" in said and "兰亭小区" in said and "梅园小区" not in said
    assert (library / "exports/reports/staged-1.zh.docx").is_file()


def test_a_dashboard_shows_what_is_missing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Cases by region and quota (001-015), types without a case (001-016), directions (附1-cov)."""
    for step in STEPS[:2]:
        step(library)
    assert build(library, "report", "--programme", "staged") == 0
    said = capsys.readouterr().out
    assert "| 广东省广州市 | 2 | 1 / 2 | 1 |" in said
    assert "| 广东省 | 2 | 0 |" in said and "还没有案例的类型：安置房小区。" in said
    assert f"体现的方向少于2个：梅园小区（{ID}）。" in said
    assert "还没有案例体现的标准：其他1 社区文化。" in said
    assert "退回（企业申报）、市级物协推荐、省级物协审核、专家复审" in said


def test_the_summary_list_has_the_notices_seven_columns(library: Path) -> None:
    """附4-04…08, 附4-10, 附4-14; no contact persons (附4-02, 附4-03); recommended drafts too."""
    import docx
    import openpyxl

    for step in STEPS[:4]:
        step(library)
    edit(library / CASE, "{zh: 梅园小区, en: Meiyuan}", '{zh: "=cmd()"}')
    assert build(library, "report", "--programme", "staged") == 0
    lists = library / "exports/reports/lists"
    sheet = openpyxl.load_workbook(lists / "staged-440000.zh.xlsx").active
    assert sheet is not None
    rows = [[cell.value or "" for cell in row] for row in sheet.rows]
    assert rows[0] == [
        *("序号", "小区名称", "申报单位（物业服务企业）", "项目交付时间", "项目类型"),
        *("推荐单位（市级物协）", "备注"),
    ]
    assert [row[0] for row in rows[1:]] == ["1", "2"]
    assert sheet["B3"].value == "=cmd()" and sheet["B3"].data_type == "s"
    document = docx.Document(str(lists / "staged-440000.zh.docx"))
    table = document.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == rows
    assert document.paragraphs[1].text.startswith("提交单位（盖章）：")


# --- S-08: reviews stay inside --------------------------------------------------------------------

RENDERERS = ("site", "yearbook", "exports", "epub", "press", "manuscript", "search", "printed")
INTERNAL = {"reviews", "CaseReview", "Review", "StepRecord", "batches", "roles", "waivers"}


def _internal_names(module: Path) -> Iterator[str]:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in INTERNAL:
            yield f"{module.name}:{node.lineno} .{node.attr}"
        names = node.names if isinstance(node, ast.ImportFrom) else ()
        for name in names:
            internal = isinstance(node, ast.ImportFrom) and node.module == "casebook.model.review"
            if (
                name.name in INTERNAL
                or internal
                or (node.module or "").startswith(  # type: ignore[union-attr]
                    "casebook.report"
                )
            ):
                yield f"{module.name}:{node.lineno} {name.name}"
        if isinstance(node, ast.Constant) and node.value == "review.yaml":
            yield f"{module.name}:{node.lineno} review.yaml"


def test_no_renderer_touches_reviews() -> None:
    """What renders knows neither the records nor the reports that are made of them (S-08)."""
    folders = [HOME / "casebook" / name for name in RENDERERS]
    modules = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
    assert len(modules) > 100
    assert [name for module in modules for name in _internal_names(module)] == []


def test_the_watch_on_renderers_sees(tmp_path: Path) -> None:
    module = tmp_path / "bad.py"
    module.write_text(
        "from casebook.model.review import Review\nx = world.library.reviews\n"
        "from casebook.report.letter import letter_of\ny = 'review.yaml'\n",
        encoding="utf-8",
    )
    assert len(list(_internal_names(module))) == 4


# --- names and places -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same", "near"),
    [
        ("凯旋会花园小区", "凯旋会花园", True, True),  # 003-14
        ("万科金域蓝湾", "金域蓝湾", True, True),
        ("中海千灯湖1号", "千灯湖一号", True, True),
        ("中海千灯湖１号", "千灯湖1号", True, True),
        ("阳光小区", "阳光花园", False, True),
        ("万科阳光城", "保利阳光城", False, True),
        ("千灯湖1号一期", "千灯湖1号", False, True),
        ("锦绣江南苑", "锦绣江南院", False, True),
        ("保利花园", "万科花园", False, False),
        ("东湖", "西湖", False, False),
    ],
)
def test_names_of_one_community(one: str, other: str, same: bool, near: bool) -> None:
    for pair in ((one, other), (other, one)):
        assert same_name(*pair) == same
        assert same_name(*pair) or near_name(*pair) == near


def test_places_of_one_community() -> None:
    assert same_place("440104", "440104") and same_place("440100", "440104")
    assert not same_place("440104", "440106")
    assert same_place("500112", "500157")  # 渝北区 became 两江新区 (S-07)
    assert city_of("440305") == "440300"
    assert city_of("110105") == "110000"
    assert city_of("419001") == "419001"


def test_special_quotas_are_of_capitals_and_planned_cities() -> None:
    """27 capitals and the five cities under separate planning, each a city (001-018)."""
    library = load_library(Paths.of(HOME)).library
    quota = library.programmes["good-service-2026"].quota
    assert quota
    found = [regions.find(code) for code in quota.special_regions]
    assert all(region and region.level == "city" and not region.until for region in found)
    planned = {"210200", "330200", "350200", "370200", "440300"}
    assert planned <= set(quota.special_regions)
    provinces = {code[:2] for code in set(quota.special_regions) - planned}
    assert len(provinces) == 27 and not provinces & {"11", "12", "31", "50", "71", "81", "82"}
    assert (quota.per_recommender, quota.special) == (3, 5)


@pytest.mark.parametrize(("cases", "needed"), [(0, 0), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_a_sample_is_never_less_than_a_fifth(cases: int, needed: int) -> None:
    sampling = Sampling.model_validate({"at_least": "20", "steps": ["visit"], "clause": "001-030"})
    assert sample_size(sampling, cases) == needed
