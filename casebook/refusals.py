"""Why a value was refused, in the words of an editor: a text for each of pydantic's error types."""

from __future__ import annotations

from pydantic_core import ErrorDetails

from casebook.problem import Said
from casebook.refusal_texts import FIXED, NONE_ALLOWED, Explain, Explanation
from casebook.suggest import Term, suggestion, terms


def explain(detail: ErrorDetails, shown: str) -> Explanation:
    """Explain a refusal of the value `shown`; the message goes on from the value's name."""
    return _EXPLAIN.get(detail["type"], _explain_other)(detail, shown)


def _explain_missing(detail: ErrorDetails, shown: str) -> Explanation:
    last = detail["loc"][-1]
    if isinstance(last, int):
        said = Said(f"缺少第 {last + 1} 项", f"has no item {last + 1}")
        return said, Said("请按次序写全。", "Write all of them, in their order."), ()
    return (
        Said("没有填写", "is missing"),
        Said(f"请补上“{last}: …”。", f"Add '{last}: …'."),
        (),
    )


# Choices that an editor of a yearbook knows by a Chinese word; what they mean is told with them.
_CHOICES = {
    tuple(term.key for term in choice): choice
    for choice in (
        (
            Term("direction", Said("方向", "by direction")),
            Term("province", Said("省", "by province")),
            Term("city", Said("市", "by city")),
            Term("programme", Said("批次", "by programme")),
        ),
    )
}


def _explain_choice(detail: ErrorDetails, shown: str) -> Explanation:
    allowed = tuple(_quoted(detail.get("ctx", {}).get("expected", "")))
    return (
        Said(f"写的是“{shown}”，不在可选之列", f"is '{shown}', which is not one of the choices"),
        suggestion(shown, _CHOICES.get(allowed) or terms(allowed)),
        allowed,
    )


def _explain_too_long(detail: ErrorDetails, shown: str) -> Explanation:
    most = detail.get("ctx", {}).get("max_length")
    return (FIXED["too_long"] if most else NONE_ALLOWED)(detail, shown)


def _quoted(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]


def _explain_pattern(detail: ErrorDetails, shown: str) -> Explanation:
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    wanted = PATTERNS.get(pattern, Said(f"应符合 {pattern}。", f"It must match {pattern}."))
    return (
        Said(f"写的是“{shown}”，写法不对", f"is '{shown}', which has not the right form"),
        wanted,
        (pattern,),
    )


def _explain_other(detail: ErrorDetails, shown: str) -> Explanation:
    return (
        Said(f"写的是“{shown}”，不符合要求", f"is '{shown}', which does not fit"),
        Said(f"要求：{detail['msg']}。", f"{detail['msg']}."),
        (),
    )


# The models' patterns in words.
PATTERNS: dict[str, Said] = {
    r"^[a-z0-9]+([._-][a-z0-9]+)*$": Said(
        "请只用小写英文字母和数字，中间可以有短横线、下划线或点，如 fee_collection_rate。",
        "Lower-case letters and digits, joined by '-', '_' or '.': fee_collection_rate.",
    ),
    r"^\d{6}$": Said(
        "请写 GB/T 2260 的六位数字，如广州市越秀区 440104。",
        "Write the six digits of GB/T 2260, such as 440104.",
    ),
    r"^[^/\\]+(/[^/\\]+)*$": Said(
        "请写案例文件夹里的路径，用“/”分隔，如 photos/01-gate.jpg。",
        "Write a path inside the case folder, with '/': photos/01-gate.jpg.",
    ),
    r"^#[0-9A-F]{6}$": Said(
        '请写半角引号里的 # 加六位数字或大写字母（0–9、A–F），如 "#A8322A"。',
        'Write # and six digits or capital letters (0–9, A–F) in quotation marks: "#A8322A".',
    ),
    r"^V\d+$": Said("请写 V1、V2 这样的代号。", "Write a key such as V1."),
}
_EXPLAIN: dict[str, Explain] = {
    **FIXED,
    "missing": _explain_missing,
    "too_long": _explain_too_long,
    "literal_error": _explain_choice,
    "string_pattern_mismatch": _explain_pattern,
}
# for what a case says of a number in its source's own words
AS_WRITTEN = Said("原文的写法可记在 as_written。", " The source's words go under as_written.")
NOT_FILLED_IN = (
    Said("还没有填写", "is not filled in yet"),
    Said(
        "请填写；不需要的可选项可以整行删去。",
        "Fill it in; a line that is optional and not needed may be deleted.",
    ),
)
NUMBER_KINDS = frozenset({"decimal_parsing", "decimal_type"})
# Kinds of refusals that say nothing more of an empty value than that it is empty.
EMPTY_KINDS = frozenset(
    {
        "string_type",
        "string_pattern_mismatch",
        "literal_error",
        "decimal_parsing",
        "decimal_type",
        "int_parsing",
        "int_type",
        "partial_date",
        "day",
        "flag",
    }
)
