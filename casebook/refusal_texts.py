"""The texts of refusals that are the same for every value, but for what stands in {…}."""

from __future__ import annotations

from collections.abc import Callable

from pydantic_core import ErrorDetails

from casebook.problem import Said

Explanation = tuple[Said, Said, tuple[str, ...]]  # what is wrong, what to do, what is allowed
Explain = Callable[[ErrorDetails, str], Explanation]


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


_NUMBER = _fixed(
    "写的是“{shown}”，不是数字",
    "is '{shown}', which is not a number",
    "请只写阿拉伯数字和小数点，不带单位、千位逗号和“约”字。",
    "Write digits and a decimal point alone, without units, thousands' commas or 'about'.",
)
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
NONE_ALLOWED = _fixed(
    "里不能写任何一项",
    "can have no items",
    "请写成 []，或删去这一项。",
    "Write [], or delete the key.",
)
_TEXT = _fixed(
    "应是一段文字",
    "should be a text",
    "请直接写文字，不分项；没有内容就删去这一项。",
    "Write a plain text, or delete it where there is none.",
)
_DATE = _fixed(
    "写的是“{shown}”，不是日期",
    "is '{shown}', which is not a date",
    "请按已知的精度写：2018-05-28、2014-06、2007、1980s（上世纪 80 年代）"
    "或 1980s-late（上世纪 80 年代末）。",
    "Write it as precisely as known: 2018-05-28, 2014-06, 2007, 1980s or 1980s-late.",
)
# By pydantic's type of error.
FIXED: dict[str, Explain] = {
    "extra_forbidden": _fixed("不是已知的项目", "is not a known key", "", ""),
    "decimal_parsing": _NUMBER,
    "decimal_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_type": _NUMBER,
    "int_from_float": _NUMBER,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
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
