"""Words inside XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

# what XML 1.0 cannot hold at all (https://www.w3.org/TR/xml/#charsets)
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Write words for the content or a double-quoted attribute of an element."""
    return escape(possible_in_xml(text), {'"': "&quot;"})


def possible_in_xml(text: str) -> str:
    """Put U+FFFD for every character that XML cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)
