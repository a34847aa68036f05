"""The lists of others: naughty strings, CommonMark's and GitHub's examples, in fields and texts.

Each is read as it was typed, or refused by name; a refusal names the character or the place.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import BASE
from lxml import html
from markupsafe import Markup
from vectors import POLYGLOT, STRANGE, XSS, commonmark_inputs, gfm_inputs, naughty_strings

from casebook.characters import unified
from casebook.check import check_library
from casebook.load import load_library
from casebook.paths import Paths
from casebook.problem import Problem
from casebook.prose import parse_text
from casebook.prose.nodes import parse_nodes
from casebook.site.prose_html import HtmlProse
from casebook.source import read_yaml

PROSE = HtmlProse(lambda file: Markup("<figure></figure>"), lambda path: path)
ELEMENTS = {
    *("div", "p", "ul", "ol", "li", "blockquote", "table", "caption", "thead", "tbody", "tr"),
    *("th", "td", "pre", "code", "hr", "strong", "em", "s", "a", "br", "sup", "span", "figure"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
}
ATTRIBUTES = {
    *("class", "href", "rel", "id", "start", "scope", "tabindex", "role", "aria-label", "lang"),
}
LISTS: dict[str, Callable[[], list[str]]] = {
    "xss": lambda: [POLYGLOT, *XSS, *STRANGE],
    "blns": naughty_strings,
    "commonmark": commonmark_inputs,
    "gfm": gfm_inputs,
}


def _rendered(source: str) -> html.HtmlElement:
    blocks, notes = parse_nodes(source)
    whole = str(PROSE.blocks([*blocks, *notes]))
    return html.fragment_fromstring(f"<div>{whole}</div>" if whole else "<div></div>")


@pytest.mark.parametrize("name", LISTS)
def test_a_field_holds_it_or_names_what_it_cannot_hold(name: str, tmp_path: Path) -> None:
    texts = [text for text in LISTS[name]() if text.strip()]
    refused = 0
    for number, text in enumerate(texts):
        path = tmp_path / f"{number}.yaml"
        source = json.dumps({"zh": text}, ensure_ascii=bool(number % 2))
        path.write_text(source, encoding="utf-8", errors="surrogatepass")
        document, problems = read_yaml(tmp_path, path)
        if document is None:
            refused += 1
            assert all(re.match("character|encoding|yaml", p.rule) for p in problems)
            assert all(p.hint.zh and p.place.line for p in problems)
        else:
            assert document.tree == {"zh": unified(text)}
    assert refused < len(texts) * 0.1


@pytest.mark.parametrize("name", LISTS)
def test_as_markdown_it_makes_only_the_elements_of_prose(name: str) -> None:
    for text in LISTS[name]():
        page = _rendered(text)
        for element in page.iter():
            assert element.tag in ELEMENTS, (text, element.tag)
            assert set(element.attrib) <= ATTRIBUTES, (text, dict(element.attrib))
            href = element.get("href", "#")
            assert href.lower().startswith(("https://", "http://", "mailto:", "#", "/")), text


@pytest.mark.parametrize("name", ["xss", "blns"])
def test_escaped_it_is_read_as_it_was_typed(name: str) -> None:
    for text in LISTS[name]():
        said = " ".join(text.split())
        escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", said)
        page = _rendered(f"甲{escaped}乙")
        assert " ".join(page.text_content().split()) == f"甲{said}乙"
        assert [element.tag for element in page.iter()] == ["div", "p"]


def _judge(root: Path, body: str) -> list[Problem]:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(BASE, root)
    text = root / "cases" / "2026-yangli" / "zh.md"
    text.write_text(f"{text.read_text(encoding='utf-8')}\n\n{body}\n", encoding="utf-8")
    return check_library(load_library(Paths.of(root)))


@pytest.mark.parametrize("name", ["commonmark", "gfm"])
def test_raw_html_is_refused_wherever_it_stands(name: str, tmp_path: Path) -> None:
    """All examples in a few texts: as many refusals as there are tags, of a pair the first."""
    inputs = [text for text in LISTS[name]() if "\x00" not in text]
    for start in range(0, len(inputs), 170):
        body = "\n\n".join(f"----\n\n{text}\n\n" for text in inputs[start : start + 170])
        problems = _judge(tmp_path / "library", body)
        file = "cases/2026-yangli/zh.md"
        whole = (tmp_path / "library" / file).read_text(encoding="utf-8")
        nodes = parse_text(unified(whole), file, "zh", {}).nodes
        tags = [node.text.strip() for node in nodes if node.kind == "html"]
        said = [problem.value for problem in problems if problem.rule == "raw-html"]
        assert sum(not tag.startswith("</") for tag in tags) == sum(
            not value.startswith("</") for value in said
        )
        assert said
