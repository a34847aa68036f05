"""正文与 case.yaml 的事实一致。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial

from casebook import figures
from casebook.check.bare_text import BareText
from casebook.check.numerals import NUMBER, NumbersOf, fold, read
from casebook.check.spellings import is_written, spellings
from casebook.model.dates import PartialDate
from casebook.model.library import Case, Library
from casebook.model.material import Section
from casebook.model.programme import Programme
from casebook.problem import Place, Problem, Said
from casebook.unwritten import STAND_IN, WRITE_HERE

RULE = "facts-in-text"

_NEAR = Decimal("0.01")  # 附2-007: a rounded area is the same area
_SQUARE_METRES = r"\s?(?:平方米|平米|㎡|m²|m2)"
_ANY_AREA = re.compile(rf"[0-9千万亿]{_SQUARE_METRES}")
_FLOOR_AREA = re.compile(
    rf"(?<![住商地车配套下上业理管宅库])建筑(?:总)?面积(?:约为|约|为|共|达|有)?\s?({NUMBER}){_SQUARE_METRES}"
)
_HOUSEHOLDS = re.compile(
    rf"(?:总户数|户数|共有|共|现有居民|现有住户|住户|居民)(?:约|为|有)?\s?({NUMBER})\s?户"
)
_DATE = r"([0-9]{4})\s?年(?:\s?([0-9]{1,2})\s?月)?(?:\s?[0-9]{1,2}\s?日)?"
_BUILT = re.compile(rf"{_DATE}(?:全面|整体)?(?:建成|竣工|落成)")
_DELIVERED = re.compile(rf"{_DATE}(?:正式|首次|陆续|开始)?(?:交付|入住)")
_COMPANY = re.compile(r"(?<![\u4e00-\u9fff])[由是为]?([\u4e00-\u9fff（）()]{2,30}?公司)")
_NUMERAL = re.compile(
    r"(?<![0-9.,年月A-Za-z])[0-9][0-9,]*(?:\.[0-9]+)?\s?万?(?![0-9A-Za-z年月日]|小时|后)"
)


def check(library: Library) -> Iterator[Problem]:
    """推荐表的事实（case.yaml）与正文一致：简介写明名称、地址、企业、年份、面积、类型。

    依据：附2-003 至附2-008、附2-032、附3-01 至附3-09、附3-20、003-07、003-14；小区简介要写明哪
    些，以批次文件 sections → states 为准。名称去掉“小区”二字和括号再比；面积相差 1% 以内不算。标
    题、摘要里的数字和要求对比的指标，正文里也要有。只作警告，两边都不改动。改法：查对原始材料，改
    正写错的一边。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        text = case.texts.get("zh")
        if programme is None or text is None or not any(s.states for s in programme.sections):
            continue
        bare = BareText(text)
        asked = {section.key: section for section in programme.sections if section.states}
        for part, start, end in bare.sections():
            if section := asked.get(part.key):
                words = bare.words[start:end].partition("\n")[2]
                if words.strip() and WRITE_HERE not in words:
                    yield from _stated(case, programme, section, words, part.place)
                    yield from _profile(case, bare, start, end)
        yield from _numbers(library, case, programme, bare)


def _stated(
    case: Case, programme: Programme, section: Section, words: str, place: Place
) -> Iterator[Problem]:
    labels = {fact.field: fact.label for fact in programme.facts if fact.public}
    for field in section.states:
        wanted = spellings(field, case.data, programme)
        if (
            not wanted
            or wanted[0] == STAND_IN
            or any(is_written(spelling, words) for spelling in wanted)
        ):
            continue
        if field == "community.floor_area" and _ANY_AREA.search(words):
            continue  # if it is another one, that is said at the number
        other = _COMPANY.search(words) if field == "company.name" else None
        label = labels.get(field)
        zh, en = (label.zh, label.en) if label else (f" {field} ", field)
        found = Said(f"写的是“{other[1]}”", f"it has '{other[1]}'") if other else None
        yield _problem(
            place,
            Said(
                f"“{section.title.zh}”里没有找到{zh}“{wanted[0]}”"
                f"{'，' + found.zh if found else ''}",
                f"'{section.title.zh}' does not give {en} '{wanted[0]}'"
                f"{'; ' + found.en if found else ''}",
            ),
            Said(
                f"请写明，并与 case.yaml 的 {field} 一致（依据 {section.clause}）。",
                f"Give it as {field} in case.yaml does (clause {section.clause}).",
            ),
            wanted[0],
        )


def _profile(case: Case, bare: BareText, start: int, end: int) -> Iterator[Problem]:
    """Compare what the profile says of size and age; elsewhere other things are built too."""
    community = case.data.community
    area, households = community.floor_area, community.households
    checks: list[tuple[re.Pattern[str], str, str, Callable[[re.Match[str]], bool]]] = []
    if area is not None:
        near = partial(_near, Decimal(area), area * _NEAR)
        checks.append((_FLOOR_AREA, "community.floor_area", figures.area(area, "zh"), near))
    if households is not None:
        same = partial(_near, Decimal(households), Decimal(0))
        checks.append((_HOUSEHOLDS, "community.households", f"{households} 户", same))
    for pattern, field, date in (
        (_BUILT, "community.built", community.built),
        (_DELIVERED, "community.delivered", community.delivered),
    ):
        if date:
            checks.append((pattern, field, date.to("zh"), partial(_same_date, date)))
    for pattern, field, known, agrees in checks:
        found = list(pattern.finditer(bare.words, start, end))
        if found and not any(map(agrees, found)):  # 其中住宅建筑面积…: one of several is enough
            yield _differs(bare, found[0], field, known)


def _near(known: Decimal, slack: Decimal, match: re.Match[str]) -> bool:
    number = read(match[1])
    return number is None or abs(number.value - known) <= slack


def _same_date(date: PartialDate, match: re.Match[str]) -> bool:
    try:
        month = f"-{int(match[2]):02}" if match[2] else ""
        said = PartialDate.parse(f"{match[1]}{month}")
    except ValueError:
        return True  # 2008年13月 is no date to compare
    return said.earliest <= date.latest and date.earliest <= said.latest


def _numbers(
    library: Library, case: Case, programme: Programme, bare: BareText
) -> Iterator[Problem]:
    """Miss in the text the numbers of title and summary, and those that the programme compares."""
    known = NumbersOf(bare.words)
    for key, text in (("title", case.data.title.zh), ("summary", case.data.summary.zh)):
        for match in _NUMERAL.finditer(fold(text or "")):
            number = read(match[0].strip(", "))
            is_year = number is not None and 1980 <= number.value <= 2040
            if number and number.value >= 10 and not is_year and number.value not in known:
                yield _missing(case.place(key, "zh"), match[0].strip(), Said("", ""))
    for i, measure in enumerate(case.data.measures):
        kind = library.measures.get(measure.key)
        if kind is None or measure.key not in programme.eligibility.compared_measures:
            continue
        for name in ("value", "before", "after"):
            value: Decimal | None = getattr(measure, name)
            if value and value not in known:  # 0 is also said in words
                label = Said(f"“{kind.label.zh}”的", f"{kind.label.en}: ")
                yield _missing(case.place("measures", i, name), figures.number(value), label)


def _missing(place: Place, number: str, label: Said) -> Problem:
    return _problem(
        place,
        Said(f"{label.zh}数字 {number} 在正文里没有找到", f"{label.en}{number} is not in the text"),
        Said(
            "同一个数字在标题、摘要、正文和 case.yaml 里要一致，请核对。",
            "A number is the same in title, summary, text and case.yaml: compare them.",
        ),
        number,
    )


def _differs(bare: BareText, match: re.Match[str], field: str, known: str) -> Problem:
    return _problem(
        bare.place(match.start()),
        Said(
            f"正文写“{match[0]}”，case.yaml 的 {field} 是“{known}”",
            f"the text has '{match[0]}', {field} in case.yaml is '{known}'",
        ),
        Said(
            "请查对推荐表和原始材料，改正写错的一边。",
            "Compare the form and the records, and mend the one that is wrong.",
        ),
        match[0],
    )


def _problem(place: Place, message: Said, hint: Said, value: str) -> Problem:
    return Problem(place, RULE, message, hint, value=value, severity="warning")
