"""Why a value was refused, in the words of an editor: a text for each of pydantic's error types."""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import ErrorDetails

from casebook.problem import Said
from casebook.suggest import Term, suggestion, terms

Explanation = tuple[Said, Said, tuple[str, ...]]  # what is wrong, what to do, what is allowed
Explain = Callable[[ErrorDetails, str], Explanation]


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


def _quoted(expected: str) -> list[str]:
    return [part.strip(" '") for part in expected.replace(" or ", ", ").split(",")]


def _fixed(zh: str, en: str, hint_zh: str, hint_en: str) -> Explain:
    def explanation(detail: ErrorDetails, shown: str) -> Explanation:
        ctx = {k: str(v) for k, v in detail.get("ctx", {}).items()}
        ctx["shown"] = shown
        said = Said(zh.format_map(_Ctx(ctx)), en.format_map(_Ctx(ctx)))
        hint = Said(hint_zh.format_map(_Ctx(ctx)), hint_en.format_map(_Ctx(ctx)))
        return said, hint, ()

    return explanation


class _Ctx(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


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
_NUMBER = _fixed(
    "写的是“{shown}”，不是数字",
    "is '{shown}', which is not a number",
    "请只写阿拉伯数字和小数点，不带单位、千位逗号和“约”字。",
    "Write digits and a decimal point alone, without units, thousands' commas or 'about'.",
)
# for what a case says of a number in its source's own words
AS_WRITTEN = Said("原文的写法可记在 as_written。", " The source's words go under as_written.")
_TOO_SMALL = _fixed(
    "写的是 {shown}，太小", "is {shown}: too small", "至少为 {ge}。", "At least {ge}."
)
_NOT_ABOVE = _fixed(
    "写的是 {shown}，太小", "is {shown}: too small", "必须大于 {gt}。", "It must be above {gt}."
)
_TOO_LARGE = _fixed(
    "写的是 {shown}，太大", "is {shown}: too large", "最多为 {le}。", "At most {le}."
)
_DIGITS = _fixed(
    "写的是 {shown}，位数太多",
    "is {shown}: too many digits",
    "整数连小数最多 15 位，小数最多 6 位（比率 4 位）。",
    "At most 15 digits, 6 of them decimals (4 for a rate).",
)
_PLACES = _fixed(
    "写的是 {shown}，小数位数太多",
    "is {shown}: too many decimals",
    "小数最多 {decimal_places} 位。",
    "At most {decimal_places} decimals.",
)
_EMPTY = _fixed("是空的", "is empty", "请填写，或删去这一项。", "Fill it in, or delete the key.")
_SHAPE = _fixed(
    "应分项填写，现在是一段文字或空白",
    "should hold further keys, not a text",
    "请每项另起一行，写成“名称: 内容”（即“键: 值”），下一层缩进两格；冒号用半角，后面空一格。",
    "Indent the next lines and write 'key: value' on each, with an ASCII colon and a space.",
)
_LIST = _fixed(
    "应写成列表，一条一行",
    "should be a list",
    "请每条以“- ”开头，另起一行；也可以写成 [甲, 乙]，用半角方括号和逗号。",
    "One item a line, each with '- '; or [one, other].",
)
_TOO_FEW = _fixed(
    "项数太少", "has too few items", "至少 {min_length} 项。", "At least {min_length}."
)
_TOO_MANY = _fixed(
    "项数太多", "has too many items", "最多 {max_length} 项。", "At most {max_length}."
)
_TEXT = _fixed(
    "应是一段文字",
    "should be a text",
    "请在冒号后直接写文字；没有内容就删去这一项。",
    "Write a text behind the colon, or delete the key.",
)
_DATE = _fixed(
    "写的是“{shown}”，不是日期",
    "is '{shown}', which is not a date",
    "请按已知的精度写：2018-05-28、2014-06、2007、1980s（上世纪 80 年代）"
    "或 1980s-late（上世纪 80 年代末）。",
    "Write it as precisely as known: 2018-05-28, 2014-06, 2007, 1980s or 1980s-late.",
)
_EXPLAIN: dict[str, Explain] = {
    "missing": _explain_missing,
    "extra_forbidden": _fixed("不是已知的项目", "is not a known key", "", ""),
    "literal_error": _explain_choice,
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_max_digits": _DIGITS,
    "decimal_max_places": _PLACES,
    "decimal_whole_digits": _DIGITS,
    "greater_than": _NOT_ABOVE,
    "greater_than_equal": _TOO_SMALL,
    "less_than_equal": _TOO_LARGE,
    "string_too_short": _EMPTY,
    "string_too_long": _fixed(
        "太长", "is too long", "最多 {max_length} 个字符。", "At most {max_length} characters."
    ),
    "too_short": _TOO_FEW,
    "too_long": _TOO_MANY,
    "event": _fixed(
        "没有时间",
        "has no time",
        "请写 start（起）或 end（止），也可以两者都写。",
        "Give a start, an end, or both.",
    ),
    "string_type": _TEXT,
    "model_type": _SHAPE,
    "model_attributes_type": _SHAPE,
    "dict_type": _SHAPE,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_pattern_mismatch": _explain_pattern,
    "partial_date": _DATE,
    "reading": _fixed(
        "写的是“{shown}”，与名称对不上",
        "is '{shown}', which does not fit the name",
        "请给名称的每个汉字写一个音节，用空格隔开，如 guo yang；不需要就删去这一项。",
        "Write a syllable for each Chinese character, such as guo yang, or delete the key.",
    ),
    "trim": _fixed(
        "写的是“{shown}”，不是已知的开本",
        "is '{shown}', which is not a known trim",
        "可用：{names}；其他尺寸请写 {{width: 210, height: 285}}（毫米）。",
        "Known: {names}; for another size write {{width: 210, height: 285}} (mm).",
    ),
    "isbn": _fixed(
        "写的是“{shown}”，不是正确的书号",
        "is '{shown}', which is not a right ISBN",
        "请照书号核发单上的 13 位数字和短横线填写，如 978-7-112-26034-8；"
        "末位是校验码，有一位写错就对不上。",
        "Write the 13 digits with their hyphens, such as 978-7-112-26034-8; the last is a check "
        "digit.",
    ),
    "multiple_of": _fixed(
        "写的是 {shown}，不是 {multiple_of} 的倍数",
        "is {shown}",
        "应是 {multiple_of} 的倍数。",
        "It must be a multiple of {multiple_of}.",
    ),
    "address": _fixed(
        "写的是“{shown}”，不是网页的网址",
        "is '{shown}', which is not the address of a page",
        "请写从网站根目录起的路径，以斜线开头和结尾，如 /companies/jiu-ming/。",
        "Write the path from the site's root between slashes, such as /companies/old-name/.",
    ),
    "digest": _fixed(
        "写的是“{shown}”，不是译文记录",
        "is '{shown}', which is no record of a translation",
        "这里由程序写入：请删去这一行，再运行 python build.py translated。",
        "The program writes these: delete the line, then run python build.py translated.",
    ),
    "day": _fixed(
        "写的是“{shown}”，不是到日的日期",
        "is '{shown}', which is not a full date",
        "请写年-月-日，如 2026-05-18。",
        "Write year-month-day, such as 2026-05-18.",
    ),
    "flag": _fixed(
        "写的是“{shown}”，应为 true 或 false",
        "is '{shown}', which is neither true nor false",
        "是写 true，否写 false。",
        "Write true or false.",
    ),
    "localized": _fixed(
        "中英文都没有",
        "has neither zh nor en",
        "请至少写其中一种：{{zh: …, en: …}}。",
        "Give at least one: {{zh: …, en: …}}.",
    ),
}


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
