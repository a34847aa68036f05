"""The site's own settings, which editors write in `content/site.yaml`."""

from __future__ import annotations

from pathlib import Path

from casebook.model.base import Bilingual, Key, Model
from casebook.problem import Problem
from casebook.source import read_yaml
from casebook.validate import validate


class SiteSettings(Model):
    """What the home page says, and whose directions organise the site."""

    directions: Key
    lede: Bilingual
    suggested: tuple[Bilingual, ...] = ()


def load_settings(content: Path) -> tuple[SiteSettings | None, list[Problem]]:
    """Read `content/site.yaml`."""
    document, problems = read_yaml(content.parent, content / "site.yaml")
    if document is None:
        return None, problems
    return validate(document, SiteSettings, "site-settings")
