"""字数。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.model.material import Length
from casebook.problem import Place, Problem, Said, Severity
from casebook.prose.length import count_blocks, count_words
from casebook.unwritten import STAND_IN

RULE = "length"

_SUMMARY = Length(at_most=200)  # DESIGN, “A case”; 002-09
_COUNTING = Said(
    "请酌情增删。字数按 Word 的“字数”计算：每个汉字、中文标点各算一字，连着的字母或数字算一字，"
    "空格、标题、图注、表题、表格和注释不算；Word 里的“字符数”会更大。",
    "Counted as Word's word count: each Han character and Chinese mark 1, each run of letters or "
    "digits 1; spaces, headings, captions, tables and notes 0. Its character count is larger.",
)


def check(library: Library) -> Iterator[Problem]:
    """标题、摘要和正文各部分的中文字数要在批次规定的范围内。

    依据：附2-002、附2-009、附2-011、附2-015、附2-020、附2-022、附2-030、002-09。“以内”的，略超是
    警告，超得多是错误；“左右”的，相差不大只作提示，相差太大是警告。英文不计。改法：增删文字。
    """
    for case in library.cases:
        yield from _case(library, case)


def _case(library: Library, case: Case) -> Iterator[Problem]:
    programme = library.programme_of(case)
    title = case.data.title.zh
    if title and title != STAND_IN:
        limits = programme.title if programme else None
        yield from _judge(
            case.place("title", "zh"), "标题", "the title", count_words(title), limits
        )
    if summary := case.data.summary.zh:
        limits = (programme.summary_length if programme else None) or _SUMMARY
        count = count_words(summary)
        yield from _judge(case.place("summary", "zh"), "摘要", "the summary", count, limits)
    sections = {s.key: s.length for s in programme.sections} if programme else {}
    for part in case.texts["zh"].sections if "zh" in case.texts else ():
        if count := count_blocks(part.blocks):
            name = f"“{part.heading}”"
            yield from _judge(part.place, name, name, count, sections.get(part.key))


def _judge(place: Place, zh: str, en: str, count: int, limits: Length | None) -> Iterator[Problem]:
    found = _verdict(count, limits) if limits else None
    if found:
        severity, wanted, allowed = found
        yield Problem(
            place,
            RULE,
            Said(f"{zh}有 {count} 字，{wanted.zh}", f"{en} has {count} 字, {wanted.en}"),
            _COUNTING,
            value=str(count),
            allowed=(allowed,),
            severity=severity,
        )


def _verdict(count: int, limits: Length) -> tuple[Severity, Said, str] | None:
    """Return how grave a length is and what was wanted, or None if it is well."""
    most = limits.at_most
    if most is not None and count > most:
        tolerated = limits.tolerated if limits.tolerated is not None else most
        severity: Severity = "error" if count > tolerated else "warning"
        return severity, Said(f"要求 {most} 字以内", f"at most {most} are wanted"), f"≤ {most}"
    least = limits.at_least
    if least is not None and count < least:
        return "warning", Said(f"至少要 {least} 字", f"at least {least} are wanted"), f"≥ {least}"
    for band, severity in ((limits.fair, "warning"), (limits.fine, "info")):
        if band and not band[0] <= count <= band[1]:
            low, high = limits.fine or band
            about = limits.about
            aim_zh = f"要求 {about} 字左右（{low}—{high} 字）" if about else f"宜为 {low}—{high} 字"
            aim_en = f"about {about} ({low} to {high})" if about else f"{low} to {high}"
            return severity, Said(aim_zh, f"{aim_en} are wanted"), f"{low}–{high}"
    return None
