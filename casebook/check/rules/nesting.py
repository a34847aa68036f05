"""正文里套了多少层。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.model.library import Library
from casebook.problem import Place, Problem, Said
from casebook.prose import Node

RULE = "nesting"

_MOST = 6  # lists and quotations in one another
_NESTING = ("list", "quote")


def check(library: Library) -> Iterator[Problem]:
    """列表和引文最多套六层。

    层数太多，版心里排不下，网页上也看不清；再深的内容读取时会丢失，所以不收。改法：减少层级，把里层
    的内容提到外面，或另写成一段。
    """
    for case in library.cases:
        for text in case.texts.values():
            blocks = [*text.before, *(b for s in text.sections for b in s.blocks), *text.notes]
            for node in _too_deep(blocks):
                yield Problem(
                    Place(text.file, node.line, 1),
                    RULE,
                    Said(
                        f"列表或引文套了 {_MOST} 层以上",
                        f"lists or quotations are nested more than {_MOST} deep",
                    ),
                    Said(
                        "请减少层级：把里层的内容提到外面，或另写成一段。",
                        "Nest less: move what is innermost out, or give it a paragraph of its own.",
                    ),
                )


def _too_deep(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield, of each block, the first list or quotation that is one too deep."""
    for block in blocks:
        stack = [(block, 0)]
        while stack:
            node, depth = stack.pop()
            depth += node.kind in _NESTING
            if depth > _MOST:
                yield node
                break
            stack.extend((child, depth) for child in reversed(node.children))
