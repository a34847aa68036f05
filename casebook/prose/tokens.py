"""The parser of Markdown, set up for texts of cases: what it gives is a tree of its own tokens."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from casebook.prose.emphasis import CjkInline

_DEEPEST = 20  # emphasis within emphasis


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.inline = CjkInline()
    # Every link comes into the tree, so that a rule can name the refused ones; renderers follow
    # the schemes they know and no other.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    parser.core.ruler.before("footnote_tail", "untangled", _untangle)
    return parser


def _untangle(state: StateCore) -> None:
    """Move a note that was begun within another one behind it: tangled, they give no tree."""
    plain: list[Token] = []
    moved: list[Token] = []
    notes: list[list[Token]] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            notes.append([])
        (notes[-1] if notes else plain).append(token)
        if token.type == "footnote_reference_close":
            note = notes.pop()
            (moved if notes else plain).extend(note)
    state.tokens = plain + moved


_PARSER = _parser()


def parse_tokens(source: str) -> SyntaxTreeNode:
    """Parse Markdown into the parser's tree, of a depth that can be walked by recursion."""
    return SyntaxTreeNode(_shallow(_PARSER.parse(source)))


def _shallow(tokens: list[Token]) -> list[Token]:
    """Take away the mark-up that is nested too deep within a line, and keep its words.

    The parser bounds the depth of blocks alone, and a tree is walked by recursion.
    """
    for token in tokens:
        if token.children is None:
            continue
        depth, kept = 0, []
        for child in token.children:
            depth += max(child.nesting, 0)
            if not child.nesting or depth <= _DEEPEST:
                kept.append(child)
            depth += min(child.nesting, 0)
        token.children = kept
    return tokens
