"""The summary list of recommended cases (附件4): a table a province, in the notice's columns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from casebook import regions
from casebook.model.library import Case
from casebook.model.programme import Programme
from casebook.problem import Locale
from casebook.prose import Node
from casebook.report.nodes import paragraph, table
from casebook.unwritten import STAND_IN
from casebook.words import Words

# 附4-04 to 附4-10, 附4-14: seven columns with these heads; no contact persons (附4-02, 附4-03)
_COLUMNS = ("number", *(f"list-{key}" for key in ("community", "company", "delivered", "type")))
_COLUMNS += ("list-recommender", "list-remark")


def summary_list(
    cases: Sequence[Case], programme: Programme, locale: Locale, words: Words
) -> Iterator[Node]:
    """Yield a line with the province and its table, for the cases that are recommended."""
    by_province: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        named = case.data.approval and case.data.approval.recommended_by
        if named and case.data.status != "withdrawn":
            by_province[f"{case.data.community.region[:2]}0000"].append(case)
    head = [words.say(f"report.{key}", locale) for key in _COLUMNS]
    for code, mine in sorted(by_province.items()):
        region = regions.find(code)
        place = (region.zh if locale == "zh" else region.en) if region else code
        yield paragraph(words.say("report.summary-of", locale, place=place))
        rows = [_row(n, case, programme, locale) for n, case in enumerate(mine, 1)]
        yield table(head, rows, "c")


def _row(number: int, case: Case, programme: Programme, locale: Locale) -> tuple[str, ...]:
    data = case.data
    kind = programme.type_name(data.community.type)
    body = data.approval.recommended_by if data.approval else None
    return (
        str(number),
        data.community.name.to(locale).replace(STAND_IN, ""),
        data.company.name.to(locale).replace(STAND_IN, "") if data.company else "",
        data.community.delivered.to(locale) if data.community.delivered else "",
        kind.to(locale) if kind else "",
        body.name.to(locale).replace(STAND_IN, "") if body else "",
        "",
    )
