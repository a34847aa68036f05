"""新建案例时写在正文里的提示。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.problem import Problem, Said
from casebook.unwritten import WRITE_HERE

RULE = "placeholder"

# Alone or before a colon; “请在这里写下您的意见” may stand in a real text.
_LEFT = re.compile(rf"{WRITE_HERE}(?:[：:].*|[^\S\n]*)$", re.MULTILINE)
_SHOWN = 30  # characters of the line that are quoted


def check(library: Library) -> Iterator[Problem]:
    """审定和发布的案例，正文里不能还留着新建案例时的提示“请在这里写：…”。

    提示由 python build.py new 写入，说明每一部分要写什么。起草中的案例只是提醒。改法：写上正文，
    删去提示。
    """
    for case in library.cases:
        for text in case.texts.values():
            lines = Lines(text.file, text.source)
            for left in _LEFT.finditer(text.source):
                found = left[0].strip()
                shown = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
                yield Problem(
                    lines.place(left.start()),
                    RULE,
                    Said(
                        f"这里还是新建案例时的提示“{shown}”",
                        f"the words of a new case still stand here: '{shown}'",
                    ),
                    Said("请写上正文，删去提示。", "Write the text and delete these words."),
                    value=found,
                )
