"""The parser: what editors write becomes the tree that every renderer walks."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from casebook.prose import Node, Text, parse_text
from casebook.prose.bounds import MOST_SIGNS, read_prose
from casebook.prose.nodes import parse_nodes

SECTIONS = {"解决措施": "measures", "取得成效": "results"}


def parse(source: str) -> Text:
    return parse_text(source, "cases/x/zh.md", "zh", SECTIONS)


def marked(node: Node) -> str:
    """Write a node with its emphasis shown: [strong] and <emphasis>."""
    inner = node.text + "".join(marked(child) for child in node.children)
    return {"strong": f"[{inner}]", "emphasis": f"<{inner}>"}.get(node.kind, inner)


def block(source: str) -> Node:
    (only,) = parse(f"## 解决措施\n\n{source}\n").sections[0].lead
    return only


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("**注意：**必须", "[注意：]必须"),
        ("必须**“重点”**执行", "必须[“重点”]执行"),
        ("**《公约》**规定", "[《公约》]规定"),
        ("按照**（一）**办理", "按照[（一）]办理"),
        ("做到**早发现、**早化解", "做到[早发现、]早化解"),
        ("中**文**字", "中[文]字"),
        ("用*“斜体”*写", "用<“斜体”>写"),
        ("**a**b", "[a]b"),
        ("a * b * c", "a * b * c"),
        ("3**2", "3**2"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_emphasis_beside_chinese_punctuation(source: str, wanted: str) -> None:
    assert marked(block(source)) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("第一行\n第二行", "第一行第二行"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("English\nwords", "English words"),
        ("中文\nEnglish", "中文 English"),
        ("12\n户", "12 户"),
        ("**粗**\n后", "粗后"),
        ("前\n**粗**", "前粗"),
        ("[链接](https://example.org)\n后", "链接后"),
        ("**粗**\n**细**", "粗细"),
        ("注[^1]\n后\n\n[^1]: 文", "注后"),
        ("English **words**\nmore", "English words more"),
        ("硬换行  \n下一行", "硬换行\n下一行"),
    ],
)
def test_soft_line_ends(source: str, wanted: str) -> None:
    assert block(source).plain == wanted


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("表 1：前后对比", True),
        ("表1 前后对比", True),
        ("表：前后对比", True),
        ("Table 2. Before and after", True),
        ("表面上看没有变化", False),
        ("Tables follow", False),
    ],
)
def test_captions_of_tables(line: str, caption: bool) -> None:
    lead = parse(f"## 解决措施\n\n{line}\n\n| 甲 | 乙 |\n|---|--:|\n| 1 | 2 |\n").sections[0].lead
    table = lead[-1]
    assert table.kind == "table"
    assert (table.children[0].kind == "caption") is caption
    assert [node.kind for node in lead] == (["table"] if caption else ["paragraph", "table"])
    rows = [node for node in table.children if node.kind == "row"]
    assert [row.attrs["head"] for row in rows] == [True, False]
    assert [cell.attrs["align"] for cell in rows[1].children] == ["", "right"]


def test_footnotes() -> None:
    text = parse("## 解决措施\n\n一[^a]，二[^b]，又一[^a]。\n\n[^b]: 注二。\n[^a]: 注一。\n")
    refs = [node.attrs for node in text.nodes if node.kind == "note-ref"]
    assert [(ref["number"], ref["use"]) for ref in refs] == [(1, 0), (2, 0), (1, 1)]
    assert [(n.attrs["number"], n.plain) for n in text.notes] == [(1, "注一。"), (2, "注二。")]


@pytest.mark.parametrize(
    ("heading", "title", "criteria"),
    [
        ('四方议事 {criteria="party.1 other/a.2"}', "四方议事", ("party.1", "other/a.2")),
        ("四方议事 {criteria=“party.1”}", "四方议事", ("party.1",)),
        ('四方议事{ criteria="party.1" }', "四方议事", ("party.1",)),
        ('四方**议事** {criteria="party.1"}', "四方议事", ("party.1",)),
        ("四方议事", "四方议事", ()),
        ('四方议事 {criteria="party.1"', '四方议事 {criteria="party.1"', ()),
        ('四方议事 {criterion="party.1"}', '四方议事 {criterion="party.1"}', ()),
        ("四方议事 {criteria=party.1}", "四方议事 {criteria=party.1}", ()),
    ],
)
def test_criteria_of_a_heading(heading: str, title: str, criteria: tuple[str, ...]) -> None:
    (passage,) = parse(f"## 解决措施\n\n### {heading}\n\n内容。\n").passages
    assert (passage.title.plain, passage.criteria) == (title, criteria)


def test_sections_passages_and_their_anchors() -> None:
    text = parse(
        "开头\n\n## 解决措施\n\n导语\n\n### 甲\n\n一\n\n### 乙\n\n二\n\n## 别的\n\n### 丙\n\n三\n"
    )
    assert [node.plain for node in text.before] == ["开头"]
    assert [(s.key, s.heading, s.place.line) for s in text.sections] == [
        ("measures", "解决措施", 3),
        ("", "别的", 15),
    ]
    assert [p.anchor for p in text.passages] == ["measures-1", "measures-2", "section-2-1"]
    assert [str(p.place) for p in text.passages][0] == "cases/x/zh.md:7:5"
    assert [node.plain for node in text.sections[0].blocks] == ["导语", "一", "二"]


def test_raw_html_is_kept_as_a_node_with_its_line() -> None:
    text = parse(
        "## 解决措施\n\n一<br>二 `<b>` \\<i>\n\n<div>\n三\n</div>\n\n[^1]: 注<u>四</u>\n\n五[^1]\n"
    )
    html = [(node.text.strip(), node.line) for node in text.nodes if node.kind == "html"]
    assert html == [("<br>", 3), ("<div>\n三\n</div>", 5), ("<u>", 9), ("</u>", 9)]


def test_every_link_comes_into_the_tree() -> None:
    paragraph = block("[甲](javascript:alert(1)) <https://example.org> [乙](#measures-1)")
    links = [node.attrs["href"] for node in paragraph.children if node.kind == "link"]
    assert links == ["javascript:alert(1)", "https://example.org", "#measures-1"]


def test_an_image_alone_is_a_figure() -> None:
    figure = block("![大门](photos/gate.jpg)")
    assert (figure.kind, figure.attrs) == ("figure", {"file": "photos/gate.jpg", "alt": "大门"})
    assert [node.kind for node in block("前 ![门](a.jpg) 后").children] == ["text", "image", "text"]


@pytest.mark.parametrize("source", ["", "\n", "#", "```", "[^1]:", "|", "## ", "![", "> > >", "\\"])
def test_any_text_gives_a_tree(source: str) -> None:
    assert list(parse(source).nodes) is not None


@pytest.mark.parametrize("name", ["photos/电梯.jpg", "photos/03 lift.jpg", "photos/100%.jpg"])
def test_a_photo_bears_the_name_of_its_file(name: str) -> None:
    assert block(f"![](<{name}>)").attrs["file"] == name
    (image,) = [n for n in block(f"见 ![图](<{name}>)。").walk() if n.kind == "image"]
    assert image.attrs["file"] == name


@pytest.mark.parametrize("within", ["> ", "- ", "甲\n\n    > ", "> - > "])
def test_a_note_begun_within_a_note_is_one_of_its_own(within: str) -> None:
    notes = parse(f"## 解决措施\n\n文[^a]和[^b]\n\n[^a]: {within}[^b]: 乙\n").notes
    assert len(notes) == 2
    assert notes[1].plain == "乙"


HEAD = "|" + "甲|" * 50 + "\n|" + "-|" * 50 + "\n"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (HEAD + "|乙\n" * 199, None),
        (HEAD + "|乙\n" * 250, 202),
        ((HEAD + "\n") * 210, 602),
        ("> " + HEAD.replace("\n", "\n> ") + "|乙\n" * 300, 202),
        ("甲" * 99_999, None),
        ("甲" * 100_001, 1),
    ],
)
def test_a_text_that_would_take_long_is_refused_by_its_size(
    source: str, line: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "zh.md"
    path.write_text(source, encoding="utf-8")
    text, problems = read_prose(tmp_path, path)
    assert [problem.place.line for problem in problems] == ([line] if line else [])
    assert (text is None) is bool(line)


@pytest.mark.parametrize(
    "unit", ["![", "[", "**a** ", "*a", "- a\n", "a\n\n", "![[]()", "[^", "<a "]
)
def test_the_longest_text_is_parsed_in_five_seconds(unit: str) -> None:
    began = process_time()
    parse_nodes(unit * (MOST_SIGNS // len(unit)))
    assert process_time() - began < 5
