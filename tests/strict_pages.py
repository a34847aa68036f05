"""What no page may have of its own, whoever published it: scripts, frames, handlers."""

from __future__ import annotations

import re

from lxml import html


def assert_strict(document: html.HtmlElement, name: str) -> str:
    """Fail where a document has a script, frame or handler of its own; returns its one policy.

    The policy stands before all that is loaded, begins with nothing, and lets no host in.
    """
    for script in document.xpath("//script"):
        data = script.get("type") == "application/ld+json"
        assert bool(script.get("src")) != data, name
        assert data or not script.text, name
    assert document.xpath("//iframe | //object | //embed | //base") == [], name
    abroad = "//form[not(@action) or not(contains(@action, ':'))]"
    assert document.xpath("//form") == document.xpath(abroad), name
    assert document.xpath("//@*[starts-with(name(), 'on')] | //@srcdoc") == [], name
    addresses = document.xpath("//@href | //@src | //@action | //@formaction | //@poster")
    lax = [x for x in addresses if re.match(r"\s*(javascript|data|vbscript|file|blob):", x, re.I)]
    assert [x for x in lax if not x.startswith("data:image/")] == [], name
    return _policy_of(document, name)


def _policy_of(document: html.HtmlElement, name: str) -> str:
    head = document.xpath("/html/head/*")
    policies = [e for e in head if (e.get("http-equiv") or "").lower() == "content-security-policy"]
    assert len(policies) == 1, name
    loads = [e for e in head if e.tag in ("script", "link", "img", "style")]
    assert not loads or head.index(policies[0]) < head.index(loads[0]), name
    said: str = policies[0].get("content")
    assert said.startswith("default-src 'none'"), name
    for lax in ("'unsafe-eval'", "blob:", "http:", "https:", "*"):
        assert lax not in said, (name, lax)
    return said
