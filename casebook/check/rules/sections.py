"""正文的各个部分。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Library
from casebook.model.material import Section
from casebook.model.programme import Programme
from casebook.problem import Place, Problem, Said
from casebook.prose import Section as Part
from casebook.prose import Text
from casebook.suggest import nearest, suggestion, terms

RULE = "sections"


def check(library: Library) -> Iterator[Problem]:
    """正文要有批次规定的各个部分，名称一致、次序一致，不多、不缺、不空。

    依据：附2-001（六个部分）；各批次的部分不同（003-03、002-M7），以批次文件的 sections 为准。
    每个部分以“## 名称”开头，独占一行。改法：照提示改标题，补上缺的部分。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        principal = case.text("zh")
        for text in case.texts.values() if programme and programme.sections else ():
            if programme and text.sections and not text.source.startswith("---\n"):
                yield from _headings(programme, text)
                if principal and text is principal[0]:
                    yield from _missing(programme, text)


def _headings(programme: Programme, text: Text) -> Iterator[Problem]:
    wanted = [section.title.to(text.locale) for section in programme.sections]
    order = [section.key for section in programme.sections]
    seen: dict[str, Place] = {}
    latest = -1
    for part in text.sections:
        key = _key(programme, part, text)
        if not key:
            yield _unknown(part, wanted, _keys(programme, text))
            continue
        if key in seen:
            yield Problem(
                part.place,
                RULE,
                Said(
                    f"“{part.heading}”出现了两次，第一次在第 {seen[key].line} 行",
                    f"'{part.heading}' appears twice, first on line {seen[key].line}",
                ),
                Said("请把两处合并。", "Join the two."),
                value=part.heading,
            )
            continue
        seen[key] = part.place
        if not any(node.plain.strip() or node.kind != "paragraph" for node in part.blocks):
            yield Problem(
                part.place,
                RULE,
                Said(f"“{part.heading}”没有内容", f"'{part.heading}' is empty"),
                _fill_in(programme.sections[order.index(key)]),
                value=part.heading,
            )
        if order.index(key) < latest:
            yield Problem(
                part.place,
                RULE,
                Said(
                    f"“{part.heading}”的次序不对，应在“{wanted[latest]}”之前",
                    f"'{part.heading}' is out of order: it comes before '{wanted[latest]}'",
                ),
                Said(f"次序是：{'、'.join(wanted)}。", f"The order is {', '.join(wanted)}."),
                value=part.heading,
                allowed=tuple(wanted),
                severity="warning",
            )
        latest = max(latest, order.index(key))


def _unknown(part: Part, wanted: list[str], keys: dict[str, str]) -> Problem:
    hint = suggestion(part.heading, terms(wanted))
    if nearest(part.heading, terms(wanted)) is None:
        hint = Said(
            f"{hint.zh}下一层的小标题请用“### ”。", f"{hint.en} A heading below it takes '### '."
        )
    return Problem(
        part.place,
        RULE,
        Said(
            f"标题“{part.heading}”不是本批次规定的部分",
            f"the heading '{part.heading}' is not a section of this programme",
        ),
        hint,
        value=part.heading,
        allowed=tuple(keys),
    )


def _missing(programme: Programme, text: Text) -> Iterator[Problem]:
    present = {_key(programme, part, text) for part in text.sections}
    meant = {
        nearest(part.heading, terms(_keys(programme, text)))
        for part in text.sections
        if not _key(programme, part, text)
    }
    for section in programme.sections:
        title = section.title.to(text.locale)
        if section.required and section.key not in present and title not in meant:
            yield Problem(
                Place(text.file),
                RULE,
                Said(f"缺少“{title}”部分", f"the section '{title}' is missing"),
                Said(
                    f"请加上“## {title}”。{_asks(section)[0]}",
                    f"Add '## {title}'. {_asks(section)[1]}",
                ),
                allowed=(title,),
            )


def _fill_in(section: Section) -> Said:
    zh, en = _asks(section)
    return Said(f"请补写。{zh}", en)


def _asks(section: Section) -> tuple[str, str]:
    return f"要求：{section.asks.zh}", f"It asks for: {section.asks.en}"


def _keys(programme: Programme, text: Text) -> dict[str, str]:
    return {section.title.to(text.locale): section.key for section in programme.sections}


def _key(programme: Programme, part: Part, text: Text) -> str:
    """Return a part's key, also where attributes stand behind its heading by mistake."""
    return part.key or _keys(programme, text).get(part.heading.partition("{")[0].strip(), "")
