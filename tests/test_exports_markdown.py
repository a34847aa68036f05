"""A case as Markdown: read again, it says the same words, whatever a text holds."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from building import HOME
from exporting import UNTRANSLATED, URL, WITH_PHOTOS, WITHDRAWN, Exported

from casebook.exports.case_markdown import render_case
from casebook.exports.prose_markdown import MarkdownProse, cell, paragraph
from casebook.prose import Node
from casebook.prose.nodes import parse_nodes

PROSE = MarkdownProse(lambda file: f"![{file}](x)", lambda href: href)
MARKS = "ab 中，“”。*_`~[]()<>#-+=|\\&;!:.1\n\t^{}$@/"
TEXTS = sorted(
    [
        *HOME.glob("cases/*/*.md"),
        *HOME.glob("content/pages/*/*.md"),
        *HOME.glob("tests/libraries/*/cases/*/*.md"),
    ]
)


def _words(nodes: list[Node]) -> list[str]:
    return ["".join(node.plain.split()) for node in nodes]


def _kinds(nodes: list[Node]) -> list[str]:
    return [node.kind for node in nodes]


def _again(source: str) -> tuple[list[Node], list[Node], str]:
    """Return the nodes of a text, those of its rendering, and the rendering."""
    blocks, notes = parse_nodes(source)
    made = PROSE.blocks([*blocks, *notes])
    return [*blocks, *notes], [n for part in parse_nodes(made) for n in part], made


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_real_texts_are_the_same_when_read_again(path: Path) -> None:
    """003-17."""
    before, after, _ = _again(path.read_text(encoding="utf-8"))
    assert _words(after) == _words(before)
    assert _kinds(after) == _kinds(before)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("**注意：**必须", "**注意**：必须"),
        ("\\*\\*no\\*\\* 3~5天，7~8天 a_b", "\\*\\*no\\*\\* 3\\~5天，7\\~8天 a\\_b"),
        ("1\\. no\n\n\\- no\n\n\\# no", "1\\. no\n\n\\- no\n\n\\# no"),
        ("- a\n- b\n\n* c", "- a\n- b\n\n* c"),
        ("3. x\n4. y\n\n   z", "3. x\n\n4. y\n\n   z"),
        ("| a\\|b | `c\\|d` |\n|:--|--:|\n| **e** | |", None),
        ("> q\n>\n> - l", "> q\n>\n> - l"),
        ("a[^1]\n\n[^1]: n\n\n    second", "a[^1]\n\n[^1]: n\n\n    second"),
        ("````\n```\nx\n````", "````\n```\nx\n````"),
        ("[a](javascript:x) [b](https://x.example/c(d))", "a [b](https://x.example/c%28d%29)"),
        ("x &amp;lt; &lt;b&gt;", "x \\&lt; \\<b\\>"),
        ("## a \\#", "## a \\#"),
        ("*a**b**c*", "*a**b**c*"),
        ("`` a`b `` x", "``a`b`` x"),
        ("a\\\n- b", None),
        ("a  \n\\- b", "a\\\n\\- b"),
    ],
)
def test_what_markdown_would_take_for_a_mark(source: str, wanted: str | None) -> None:
    before, after, made = _again(source)
    assert _words(after) == _words(before)
    assert _kinds(after) == _kinds(before)
    assert wanted in (None, made)


def test_any_text_stays_text() -> None:
    """Thousands of texts of marks, in a paragraph and in a cell: none is read as anything else."""
    random = Random("casebook")
    for _ in range(4_000):
        text = "".join(random.choice(MARKS) for _ in range(random.randint(1, 14)))
        made = PROSE.blocks([Node("paragraph", (Node("text", text=text),))])
        blocks, notes = parse_nodes(made)
        assert notes == []
        assert "".join(_words(blocks)) == "".join(text.split()), (text, made)
        inside = {child.kind for block in blocks for child in block.walk()}
        assert inside <= {"paragraph", "text"}, (text, made)
        (table,), _ = parse_nodes(f"| {cell(text) or 'x'} | b |\n| --- | --- |\n| c | d |")
        assert [len(row.children) for row in table.children] == [2, 2], text


def test_any_source_keeps_its_words() -> None:
    random = Random("casebook")
    for _ in range(3_000):
        source = "".join(random.choice(MARKS) for _ in range(random.randint(1, 20)))
        before, after, made = _again(source)
        assert "".join(_words(after)) == "".join(_words(before)), (source, made)


def test_the_document_of_a_case(made: Exported) -> None:
    text = made.text(f"cases/{WITH_PHOTOS}/index.md")
    (case,) = (c for c in made.world.catalogue.cases if c.id == WITH_PHOTOS)
    blocks, notes = parse_nodes(text)
    headings = [(n.attrs["level"], n.plain) for n in blocks if n.kind == "heading"]
    assert headings[0] == (1, f"示例家园（样例） · {case.data.title.zh}")
    assert blocks[1].kind == "quote" and blocks[1].plain == case.data.summary.zh
    sections = [s.heading for s in case.texts["zh"].sections]
    seconds = [plain for level, plain in headings if level == 2]
    assert seconds == [
        "小区概况",
        *sections,
        "数据与前后对比",
        "文中数字",
        "体现的标准",
        "入选与出处",
    ]
    assert [p for level, p in headings if level == 3] == [
        p.title.plain for p in case.texts["zh"].passages
    ]
    assert "| 信访投诉量 | 43件（2024年） | 6件（2025年） | 全年 |" in text
    assert "| 建筑面积 | 12.68万平方米 |" in text
    assert f"<{URL}cases/{WITH_PHOTOS}/>" in text
    assert f"<{URL}api/v1/cases/{WITH_PHOTOS}.json>" in text
    assert made.world.citation(case, "zh").split("[EB/OL]")[0][:20] in text
    links = [n.attrs["href"] for b in blocks for n in b.walk() if n.kind == "link"]
    assert links and all(link.startswith("https://") for link in links)


def test_both_languages_and_the_one_that_is_missing(made: Exported) -> None:
    names = {n for n in made.files if n.endswith("index.md")}
    cases = [case.id for case in made.world.catalogue.cases]
    assert names == {f"{p}cases/{c}/index.md" for p in ("", "en/") for c in cases}
    assert WITHDRAWN not in cases
    english = made.text(f"en/cases/{UNTRANSLATED}/index.md")
    assert made.world.say("case.untranslated", "en") in english
    assert "## Facts" in english and "## 基本情况" in english


@pytest.mark.parametrize("text", ["1. 先议", "- 后办", "# 三", "+ 四", "= 五", "2) a\n- b"])
def test_a_summary_or_a_caption_begins_no_list_and_no_heading(text: str) -> None:
    for mark, kind in (("", "paragraph"), ("> ", "quote")):
        (block,), _ = parse_nodes(f"{mark}{paragraph(text)}")
        assert block.kind == kind and block.plain == text.replace("\n", " ")
        assert [n.kind for n in block.walk() if n.kind in ("list", "heading")] == []


def test_a_hostile_case_stays_words(made: Exported) -> None:
    """Names and numbers of a case come as they are, never as marks, links or HTML."""
    (case,) = (c for c in made.world.catalogue.cases if c.id == WITH_PHOTOS)
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) **b** | c\n\n# d"
    data = case.data.model_copy(
        update={
            "title": case.data.title.model_copy(update={"zh": evil}),
            "summary": case.data.summary.model_copy(update={"zh": evil}),
            "source": case.data.source.model_copy(
                update={"title": case.data.title.model_copy(update={"zh": evil})}
            ),
            "figures": (
                case.data.figures[0].model_copy(
                    update={"label": case.data.title.model_copy(update={"zh": evil})}
                ),
            ),
        }
    )
    hostile = type(case)(case.id, case.folder, data, case.texts, case.document)
    text = render_case(made.world, hostile, "zh", {}).decode()
    blocks, notes = parse_nodes(text)
    walked = [node for block in (*blocks, *notes) for node in block.walk()]
    assert not [node for node in walked if node.kind == "html"]
    hrefs = [node.attrs["href"] for node in walked if node.kind == "link"]
    assert all(href.startswith("https://") for href in hrefs)
    assert [n.plain for n in blocks if n.kind == "heading" and n.attrs["level"] == 1] == [
        f"示例家园（样例） · {evil}".replace("\n\n", " ")
    ]
