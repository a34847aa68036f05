"""The staging tree: whatever a text holds, the engine reads it back as it was written."""

from __future__ import annotations

import re

import pytest
import yaml

from casebook.site.stage import Staged


@pytest.mark.parametrize(
    "text",
    [
        "𡒄字在基本平面之外",
        'quotes " and \\ and a: colon # hash',
        "a line of three\n---\nor\n...\nends nothing",
        "\x7f\x85\x9f\u2028\u2029\ufeff\ufffe\uffff",
        "<pre><code>  two  spaces\n\n\tand a tab</code></pre>",
        "**not bold**, [not](a-link), &amp; {{ not.a.template }}",
    ],
)
def test_text_survives_the_stage(text: str) -> None:
    page = Staged("cases/x/", {"title": text, "unlisted": True}, text)
    source = page.content.decode()
    # mkdocs/utils/meta.py takes what stands between the first two lines of three hyphens or dots
    head = re.match(r"---\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", source, re.DOTALL)
    assert head
    assert head.end() == len(source)
    found = yaml.load(head[1], yaml.CSafeLoader)
    assert found == {"title": text, "unlisted": True, "fragment": text.strip()}
