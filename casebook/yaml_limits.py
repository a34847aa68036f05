"""What a YAML file may not hold although YAML has it, and what is too much; a problem for each."""

from __future__ import annotations

from casebook.problem import Place, Problem, Said

MAX_DEPTH = 20
MOST_SIGNS = 20_000  # characters of one value; the longest real one has 600
MOST_ITEMS = 2_000  # of a list or mapping within another; the file's own may be longer (the ledger)
MOST_VALUES = 100_000  # of a file; a ledger of 15,000 cases has 45,000


def second_document(place: Place) -> Problem:
    """Refuse what stands behind a second `---`."""
    return Problem(
        place,
        "yaml",
        Said("一个文件里只能有一份内容，不能再用“---”分隔", "one document a file"),
        Said("请删去这一行“---”。", "Delete the line with ---."),
    )


def reference(place: Place, name: str) -> Problem:
    """Refuse an anchor or an alias, given with its mark: a few of them can stand for a million."""
    return Problem(
        place,
        "yaml",
        Said(f"不支持 YAML 的锚点与引用“{name}”", f"YAML anchors are not allowed: {name}"),
        Said(
            "请把内容直接写出来；文字以 & 或 * 开头时请加引号。",
            "Write the value out; quote a text that begins with & or *.",
        ),
    )


def tag(place: Place, name: str) -> Problem:
    """Refuse a tag, by which YAML would make another thing of a text."""
    return Problem(
        place,
        "yaml",
        Said(f"不支持 YAML 标签“{name}”", f"YAML tags are not allowed: {name}"),
        Said("请删去感叹号开头的标签，或给文字加引号。", "Delete the tag, or quote the text."),
    )


def duplicate_key(place: Place, key: str, first: Place) -> Problem:
    """Refuse a key that its mapping has already."""
    return Problem(
        place,
        "duplicate-key",
        Said(
            f"“{key}”写了两次，第一次在第 {first.line} 行",
            f"'{key}' is given twice, first on line {first.line}",
        ),
        Said("请只留一处。", "Keep one of the two."),
        value=key,
    )


def odd_key(place: Place) -> Problem:
    """Refuse a list or a mapping where a key should stand."""
    return Problem(
        place,
        "yaml",
        Said("冒号前面的名称只能是文字", "a key must be a plain text"),
        Said("请检查这一行的括号和冒号。", "Check the brackets and colons of this line."),
    )


def deep_nesting(place: Place) -> Problem:
    """Refuse a level more than `MAX_DEPTH`."""
    return Problem(
        place,
        "yaml",
        Said(f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels"),
        Said("请检查括号和缩进。", "Check the brackets and the indentation."),
    )


def long_text(place: Place, length: int) -> Problem:
    """Refuse a value of more than `MOST_SIGNS` characters."""
    return Problem(
        place,
        "text-size",
        Said(f"这一项有 {length:,} 个字符，太长", f"{length:,} characters: too long"),
        Said(
            f"一项最多 {MOST_SIGNS:,} 个字符；长的内容请写进正文 zh.md。",
            f"A value may have {MOST_SIGNS:,} characters; what is longer goes into zh.md.",
        ),
    )


def many_items(place: Place) -> Problem:
    """Refuse a list or a mapping of more than `MOST_ITEMS`."""
    return Problem(
        place,
        "yaml",
        Said(f"这里有 {MOST_ITEMS:,} 项以上，太多", f"more than {MOST_ITEMS:,} items stand here"),
        Said(
            "请检查是否重复粘贴，只留需要的。",
            "See whether something was pasted repeatedly, and keep what is needed.",
        ),
    )


def many_values(place: Place) -> Problem:
    """Refuse a file of more than `MOST_VALUES`."""
    return Problem(
        place,
        "yaml",
        Said(f"文件有 {MOST_VALUES:,} 项以上，太多", f"more than {MOST_VALUES:,} values"),
        Said("请检查是否重复粘贴。", "See whether something was pasted repeatedly."),
    )
