"""各部分应写到的内容。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.bare_text import BareText
from casebook.model.library import Library
from casebook.model.material import Mention
from casebook.problem import Problem, Said
from casebook.unwritten import WRITE_HERE

RULE = "mentions"

_NEAR = r"[^。！？；\n]{0,120}?"  # within a sentence


def check(library: Library) -> Iterator[Problem]:
    """正文各部分要写到批次要求的内容，如取得成效里业委会、社区街道的评价；照用词识别，只提醒，不裁定。

    依据：附2-010、附2-013、附2-016、附2-017、附2-018、附2-023 至附2-029，各项的用词写在批次文件
    sections → mentions。用别的说法写到了的，不必改。改法：补写；确实没有的，请申报单位说明。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        text = case.texts.get("zh")
        asked = {s.key: s.mentions for s in programme.sections if s.mentions} if programme else {}
        if text is None or not asked:
            continue
        bare = BareText(text)
        for part, start, end in bare.sections():
            said = bare.words[start:end].partition("\n")[2]
            for mention in asked.get(part.key, ()):
                if WRITE_HERE not in said and said.strip() and not spoken_of(mention, said):
                    yield Problem(
                        part.place,
                        RULE,
                        Said(
                            f"“{part.heading}”里没有找到{mention.what.zh}",
                            f"'{part.heading}' does not seem to give {mention.what.en}",
                        ),
                        Said(
                            f"请补写（依据 {mention.clause}）；已用别的说法写到的，不必改。",
                            f"Add it (clause {mention.clause}); if other words say it, leave it.",
                        ),
                        severity=mention.severity,
                    )


def spoken_of(mention: Mention, text: str) -> re.Match[str] | None:
    """Return where a text first speaks of something, from one of its words to the other."""
    words = "|".join(map(re.escape, mention.words))
    if not mention.beside:
        return re.search(words, text)
    beside = "|".join(map(re.escape, mention.beside))
    near = rf"(?:{words}){_NEAR}(?:{beside})|(?:{beside}){_NEAR}(?:{words})"
    return re.search(near, text)
