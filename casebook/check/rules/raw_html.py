"""正文里的 HTML。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.places import Finder
from casebook.model.library import Library
from casebook.problem import Problem, Said

RULE = "raw-html"

_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)")
_SHOWN = 60


def check(library: Library) -> Iterator[Problem]:
    """正文只用 Markdown，不能写 HTML 标签和注释。

    正文来自许多单位，网页代码可能带来安全问题，印刷时也排不出来（DESIGN 第 3 条）。改法：换行请空
    一行，加粗用 **文字**，表格用 | 分列；文字里确要出现 < 时，前面加反斜线写作 \\<。
    """
    for case in library.cases:
        for text in case.texts.values():
            finder = Finder(text)
            opened: set[str] = set()
            for node in text.nodes:
                if node.kind != "html":
                    continue
                tag = _TAG.match(node.text.strip())
                if tag and tag[1] and tag[2] in opened:
                    continue  # the closing half of a tag that was reported
                if tag:
                    opened.add(tag[2])
                shown = node.text.strip().partition("\n")[0]
                shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
                yield Problem(
                    finder.place(node.line, node.text),
                    RULE,
                    Said(f"正文里不能写 HTML：“{shown}”", f"HTML is not allowed: '{shown}'"),
                    Said(
                        "请删去尖括号里的内容，改用 Markdown：加粗写 **文字**，换行空一行；"
                        "确要写“<”时请写作“\\<”。",
                        "Use Markdown: **bold**, an empty line for a new paragraph; for a plain "
                        "'<' write '\\<'.",
                    ),
                    value=shown,
                )
