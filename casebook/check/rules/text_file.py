"""正文文件的样子。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Library
from casebook.model.programme import Programme
from casebook.problem import Place, Problem, Said
from casebook.prose import Text

RULE = "text-file"


def check(library: Library) -> Iterator[Problem]:
    """每个案例要有正文文件 zh.md；文件从第一个“## ”标题开始，所有内容都在某个标题之下。

    依据：附2-001。文件不能是空的，开头不能有“---”，不能用一级标题“# ”（案例标题写在 case.yaml
    里），小标题要有文字和内容。改法：照提示补上标题，或把标题之外的文字移到某个部分里。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        if programme is None or not programme.sections:
            continue
        if not case.texts:
            yield Problem(
                case.place(),
                RULE,
                Said("案例没有正文", "the case has no text"),
                Said(
                    "请在案例文件夹里写 zh.md（UTF-8 编码），每个部分以“## 名称”开头。",
                    "Write zh.md (UTF-8) in the case folder, each section under '## name'.",
                ),
            )
        for text in case.texts.values():
            whole = _whole(programme, text)
            yield from [whole] if whole else _parts(text)


def _whole(programme: Programme, text: Text) -> Problem | None:
    """Return what is wrong with the file as a whole."""
    wanted = [section.title.to(text.locale) for section in programme.sections]
    zh, en = "".join(f"“{name}”" for name in wanted), ", ".join(wanted)
    place = Place(text.file)
    if not text.source.strip():
        hint = Said(f"请写各部分：{zh}。", f"Write the sections: {en}.")
        return Problem(place, RULE, Said("文件是空的", "the file is empty"), hint)
    if text.source.startswith("---\n"):
        message = Said("文件开头有“---”", "the file begins with '---'")
        hint = Said(
            "请删去开头两条“---”和它们之间的内容；案例的信息写在 case.yaml 里。",
            "Delete both lines of --- and all between them; data belongs in case.yaml.",
        )
        return Problem(place, RULE, message, hint, "---")
    if not text.sections:
        message = Said("没有一个以“## ”开头的标题", "there is no heading that begins with '## '")
        hint = Said(f"请给各部分加上标题：{zh}。", f"Give each section a heading: {en}.")
        return Problem(place, RULE, message, hint)
    return None


def _parts(text: Text) -> Iterator[Problem]:
    titles = [n for n in text.nodes if n.kind == "heading" and n.attrs["level"] == 1]
    for node in titles:
        yield Problem(
            Place(text.file, node.line),
            RULE,
            Said(
                f"一级标题“{node.plain}”多余：案例标题写在 case.yaml 里",
                f"the heading '# {node.plain}' is not needed: the title is in case.yaml",
            ),
            Said(
                "请删去这一行；如是正文的一个部分，请改用“## ”。",
                "Delete the line; for a section, write '## '.",
            ),
            value=node.plain,
        )
    stray = next((node for node in text.before if node not in titles), None)
    if stray:
        yield Problem(
            Place(text.file, stray.line),
            RULE,
            Said("第一个“## ”标题之前有内容", "there is content before the first '## ' heading"),
            Said("请移到某个部分里，或删去。", "Move it into a section, or delete it."),
        )
    for passage in text.passages:
        title = passage.title.plain.strip()
        if title and passage.blocks:
            continue
        message = Said(f"小标题“{title}”下没有内容", f"there is nothing under '{title}'")
        if not title:
            message = Said("小标题没有文字", "the heading has no words")
        hint = Said("请补写，或删去这个小标题。", "Write it, or delete the heading.")
        yield Problem(passage.place, RULE, message, hint, title)
