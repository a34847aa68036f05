"""The text of a case: parsed once, rendered by the site and by the yearbook."""

from casebook.prose.parse import parse_text
from casebook.prose.tree import Node, Passage, Section, Text

__all__ = ["Node", "Passage", "Section", "Text", "parse_text"]
