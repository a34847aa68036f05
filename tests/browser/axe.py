"""axe-core, asked about a page as it stands (https://github.com/dequelabs/axe-core)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

_SCRIPT = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# WCAG 2.2 AA, https://www.w3.org/TR/WCAG22/, and what its makers think good practice.
EVERYTHING = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")


def violations(page: Page, rules: tuple[str, ...] = EVERYTHING) -> list[str]:
    """Return what a page does against the rules; each says the rule, the place and the fault."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT)
    asked: Mapping[str, Any] = {"runOnly": list(rules), "resultTypes": ["violations"]}
    found: dict[str, Any] = page.evaluate("asked => axe.run(document, asked)", asked)
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
