"""The contact proof, opened again: all that is printed, numbered lines, boxes, the sign-off."""

from __future__ import annotations

import ctypes
import re
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bare_text import bare, bare_pages
from building import SAMPLE, build, copy_real, edit
from made_photos import made_photo
from pypdfium2 import raw

from casebook.load import load_library
from casebook.model.library import Case
from casebook.paths import HOME, Paths
from casebook.words import load_words
from casebook.yearbook.proof import version_of

LEFT = 24 / 25.4 * 72  # pt: the margin in which the lines are counted
HOSTILE = '#eval("1+1") $x^2$ @ref \\\\alpha #panic() \\<b>粗'


def _library(root: Path, *parts: str) -> Path:
    return copy_real(root, parts or ("cases", "content", "mkdocs.yml"))


def _cases(root: Path) -> dict[str, Case]:
    return {case.id: case for case in load_library(Paths.of(root)).library.cases}


def _proof(root: Path, id: str) -> Path:
    assert build(root, "yearbook", "--proof", id) == 0
    return root / "exports" / "proofs" / f"{id}.pdf"


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Case]]:
    """Proofs of all the real cases."""
    root = _library(tmp_path_factory.mktemp("proofs") / "library")
    cases = _cases(root)
    assert build(root, "yearbook", "--proof", *cases) == 0
    return root / "exports" / "proofs", cases


def test_every_word_of_the_case_is_on_its_proof(real: tuple[Path, dict[str, Case]]) -> None:
    folder, cases = real
    for id, case in cases.items():
        pages = bare_pages(folder / f"{id}.pdf")
        whole = "".join(pages)
        text, _ = case.text("zh") or pytest.fail(id)
        said = [node.text for node in text.nodes if node.kind == "text"]
        said += [section.heading for section in text.sections]
        said += [case.data.title.to("zh"), case.data.community.name.to("zh")]
        said += [case.data.summary.to("zh"), case.data.source.title.to("zh")]
        said += [honour.name.to("zh") for honour in case.data.honours]
        said += [figure.label.to("zh") for figure in case.data.figures]
        said += [alias.to("zh") for alias in case.data.community.aliases]
        # a text may run on to the next page, whose furniture then stands between its words
        parts = [part for words in said for part in words.replace("，", "。").split("。") if part]
        lost = [part for part in parts if not _found(bare(part), whole)]
        assert not lost, (id, lost)


def _found(words: str, whole: str) -> bool:
    return words in whole or any(
        words[:cut] in whole and words[cut:] in whole for cut in range(1, len(words))
    )


def test_every_page_says_what_it_is(real: tuple[Path, dict[str, Case]]) -> None:
    folder, cases = real
    for id, case in cases.items():
        pages = bare_pages(folder / f"{id}.pdf")
        for number, page in enumerate(pages, 1):
            for words in ("校样", "不得外传", id, "已发布", version_of(case)):
                assert words in page
            assert f"第{number}页,共{len(pages)}页" in page


def test_each_line_of_the_text_has_its_number(real: tuple[Path, dict[str, Case]]) -> None:
    folder, cases = real
    for id, case in cases.items():
        text, _ = case.text("zh") or pytest.fail(id)
        plain = [bare(p.text) for p in text.nodes if p.kind == "text" and len(p.text) > 60]
        pages = list(_numbered(folder / f"{id}.pdf"))
        assert any(pages)
        for lines in pages:
            numbers = [number for number, _ in lines if number is not None]
            assert numbers == list(range(1, len(numbers) + 1))  # from 1 on each page
        body = [(n, words) for lines in pages for n, words in lines if len(words) > 20]
        of_text = [n for n, words in body if any(words[:15] in p for p in plain)]
        assert len(of_text) > 5 and None not in of_text


def _numbered(pdf: Path) -> list[list[tuple[int | None, str]]]:
    """Return the lines of each page that has numbered ones: the number, and what stands there."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            rows: dict[int, tuple[str, str]] = {}
            for index in range(text.count_chars()):
                x, y = _origin(text, index)
                char = chr(raw.FPDFText_GetUnicode(text, index))
                if not char.isprintable() or char.isspace():
                    continue
                row = next((r for r in rows if abs(r - y) <= 2), round(y))
                number, words = rows.get(row, ("", ""))
                rows[row] = (number + char, words) if x < LEFT - 10 else (number, words + char)
            lines = [rows[y] for y in sorted(rows, reverse=True)]
            if any(number for number, _ in lines):
                found.append([(int(n) if n else None, bare(words)) for n, words in lines])
    return found


def _origin(text: pypdfium2.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    return x.value, y.value


def test_facts_have_boxes_and_the_last_page_is_to_be_signed(
    real: tuple[Path, dict[str, Case]],
) -> None:
    folder, cases = real
    for id, case in cases.items():
        pages = bare_pages(folder / f"{id}.pdf")
        head = "".join(pages[:3])
        assert head.count("无误") > 5 and head.count("更正为") > 5
        for words in ("名称与地点", "小区名称", "事实核对表", "怎样看这份校样"):
            assert words in head
        assert case.data.company is None or bare(case.data.company.name.to("zh")) in head
        for words in (
            *("校对符号", "GB/T14706—93", "改正", "删除", "增补", "对调", "转移", "接排"),
            *("同意刊印", "按批注修改后同意刊印", "修改后请再送一次校样"),
            *("单位(盖章)", "审核人(签字)", "日期"),
        ):
            assert words in pages[-1]


def test_a_proof_is_a_tagged_a4_document_in_rgb(real: tuple[Path, dict[str, Case]]) -> None:
    folder, cases = real
    for id, case in cases.items():
        with pikepdf.open(folder / f"{id}.pdf") as pdf:
            assert [round(float(v)) for v in pdf.pages[0].mediabox] == [0, 0, 595, 842]
            with pdf.open_metadata() as metadata:
                assert metadata["pdfuaid:part"] == "1"
                assert case.data.title.to("zh") in metadata["dc:title"]


def test_a_draft_of_yesterday_has_a_proof(tmp_path: Path) -> None:
    root = _library(tmp_path / "library")
    assert build(root, "new", "--programme", "good-service-2026", "--id", "2026-new-one") == 0
    pages = bare_pages(_proof(root, "2026-new-one"))
    assert all("起草中,未经审定" in page for page in pages)
    whole = "".join(pages)
    assert "尚待补齐" in pages[0] and "(待补)" in pages[0]
    assert "请在这里写" in whole and "正文中有6处" in whole


def test_photos_are_shown_and_a_missing_photographer_is_asked_for(tmp_path: Path) -> None:
    root = tmp_path / "library"
    shutil.copytree(SAMPLE, root)
    [folder] = root.glob("cases/*/")
    source = (folder / "case.yaml").read_text(encoding="utf-8")
    files = [
        line.split("file:")[1].strip() for line in source.splitlines() if "file: photos" in line
    ]
    (folder / "photos").mkdir()
    (folder / files[0]).write_bytes(made_photo(1))
    (folder / files[1]).write_bytes(b"\xff\xd8\xff no photo")
    credit = next(line for line in source.splitlines() if line.strip().startswith("credit:"))
    edit(folder / "case.yaml", f"{credit}\n", "")
    proof = _proof(root, folder.name)
    whole = "".join(bare_pages(proof))
    assert "请填写" in whole and "张照片没有注明摄影者" in whole
    assert whole.count("没有照片文件,或文件打不开") == len(files) - 1
    with pikepdf.open(proof) as pdf:
        images = [name for page in pdf.pages for name in page.get_images()]
    assert len(images) == 1
    for photo in _cases(root)[folder.name].data.photos:
        assert bare(photo.caption.to("zh")) in whole


def test_text_stays_text_and_lost_characters_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = _library(tmp_path / "library")
    folder = sorted(path for path in root.glob("cases/*/") if (path / "zh.md").is_file())[0]
    with (folder / "zh.md").open("a", encoding="utf-8") as text:
        text.write(f"\n{HOSTILE} 又\U00030edd字\n")
    edit(folder / "case.yaml", "status: published", "status: approved")
    whole = "".join(bare_pages(_proof(root, folder.name)))
    assert bare('#eval("1+1") $x^2$ @ref \\alpha #panic() <b>粗') in whole
    assert "又〓字" in whole and "U+30EDD" in whole
    assert "已审定,尚未发布" in whole


def test_an_english_case_in_a_chinese_proof(tmp_path: Path) -> None:
    root = _library(tmp_path / "library")
    folder = sorted(path for path in root.glob("cases/*/") if (path / "en.md").is_file())[0]
    (folder / "zh.md").unlink()
    text, locale = _cases(root)[folder.name].text("zh") or pytest.fail("no text")
    assert locale == "en"
    whole = "".join(bare_pages(_proof(root, folder.name)))
    assert "校样" in whole and all(bare(s.heading) in whole for s in text.sections)


def test_the_same_bytes_in_two_folders(real: tuple[Path, dict[str, Case]], tmp_path: Path) -> None:
    folder, cases = real
    id = next(iter(cases))
    again = _proof(_library(tmp_path / "another folder" / "小区"), id)
    assert again.read_bytes() == (folder / f"{id}.pdf").read_bytes()


def test_an_unknown_case_is_a_slip_and_out_is_obeyed(
    real: tuple[Path, dict[str, Case]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = _library(tmp_path / "library")
    id = next(iter(real[1]))
    assert build(root, "yearbook", "--proof", f"{id}x") == 2
    said = capsys.readouterr().err
    assert f"没有编号为 {id}x 的案例" in said and f"您是否要写 {id}" in said
    assert not (root / "exports").exists()
    assert build(root, "yearbook", "--proof", id, "--out", str(tmp_path / "there")) == 0
    assert [path.name for path in (tmp_path / "there").iterdir()] == [f"{id}.pdf"]
    (root / "cases" / id / "case.yaml").write_text("title: [", encoding="utf-8")
    assert build(root, "yearbook", "--proof", id) == 1
    assert f"cases/{id}/case.yaml" in capsys.readouterr().err


def test_signs_are_explained_in_the_theme() -> None:
    drawn = (HOME / "theme" / "yearbook" / "marks.typ").read_text(encoding="utf-8")
    signs = (HOME / "casebook" / "yearbook" / "proof_signs.py").read_text(encoding="utf-8")
    for sign in ("change", "delete", "insert", "swap", "move", "join", "part", "keep"):
        assert f"    {sign}: () =>" in drawn and f'"{sign}": {{' in signs


def test_no_word_of_the_proof_is_idle() -> None:
    templates, code = HOME / "theme" / "yearbook", HOME / "casebook"
    typst = (templates / "proof.typ").read_text(encoding="utf-8")
    used = set(re.findall(r"\bsaid\.([a-z][\w-]*[a-z])", typst))
    modules = [code / "commands" / "proof.py", *code.glob("yearbook/proof*.py")]
    python = "".join(module.read_text(encoding="utf-8") for module in modules)
    quoted = set(re.findall(r"[\"'](?:proof\.)?([a-z][\w-]*)[\"']", python))
    statuses = ("draft", "approved", "published", "withdrawn")
    for prefix in ("about", "step", "group", "sign"):
        used |= {f"{prefix}-{name}" for name in quoted}
    used |= quoted | {f"status-{status}" for status in statuses}
    words = load_words(HOME / "theme").entries
    idle = [key for key in words if key.startswith("proof.") and key[6:] not in used]
    assert idle == []
    asked = set(re.findall(r"\bsaid\.([a-z][\w-]*[a-z])", typst))
    assert len(asked) > 20 and [key for key in asked if f"proof.{key}" not in words] == []
