"""A table is named above it, a photo is explained below it: on the site (S-02, 附2-111, 附2-113).

The manuscript, the book and the e-book have tests of their own with these ids.
"""

from __future__ import annotations

import re

import pytest
from building import BuiltLibrary
from lxml import html

PAGES = ("cases/2026-shili-jiayuan", "en/cases/2026-shili-jiayuan")


@pytest.mark.parametrize("page", PAGES)
def test_tables_are_named_above_and_photos_below(sample_site: BuiltLibrary, page: str) -> None:
    """附2-111, 附2-113, 附2-114, S-02, Y-02: in the order of the file, which no style turns."""
    root = html.fromstring((sample_site.out / page / "index.html").read_bytes())
    tables = root.xpath("//*[contains(@class, 'prose-table')]//table")
    names = [table[0].text_content().strip() for table in tables]
    assert [table[0].tag for table in tables] == ["caption"] * 4
    assert [int(n) for name in names for n in re.findall(r"^(?:表|Table )\s*(\d+)", name)] == [
        *range(1, 5)
    ]
    photos = root.xpath("//figure[contains(@class, 'photo')]")
    assert len(photos) >= 4
    for photo in photos:
        order = [e.tag for e in photo.iter("img", "figcaption")]
        assert order == ["img", "figcaption"], html.tostring(photo)
    styles = "".join(p.read_text(encoding="utf-8") for p in sample_site.out.rglob("*.css"))
    assert "caption-side:bottom" not in re.sub(r"\s", "", styles)
