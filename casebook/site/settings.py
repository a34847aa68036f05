"""The site's own settings, which editors write in `content/site.yaml`."""

from __future__ import annotations

from pathlib import Path

from casebook.model.base import Bilingual, Key, Model
from casebook.plain_file import lies_at
from casebook.problem import Place, Problem, Said
from casebook.source import read_yaml
from casebook.validate import validate


class SiteSettings(Model):
    """What the home page says, and whose directions organise the site."""

    directions: Key
    lede: Bilingual
    suggested: tuple[Bilingual, ...] = ()


def load_settings(content: Path) -> tuple[SiteSettings | None, list[Problem]]:
    """Read `content/site.yaml`; a library that has none cannot become a site, which is said."""
    if not lies_at(content / "site.yaml"):
        return None, [_missing()]
    document, problems = read_yaml(content.parent, content / "site.yaml")
    if document is None:
        return None, problems
    settings, faults = validate(document, SiteSettings, "site-settings")
    return settings, [*problems, *faults]


def _missing() -> Problem:
    return Problem(
        Place("content/site.yaml"),
        "site-settings",
        Said("没有这个文件", "there is no such file"),
        Said(
            "网站首页的文字和选树方向写在这里；请照本项目的 content/site.yaml 写一份。",
            "It holds what the home page says and whose directions are used: copy and edit ours.",
        ),
    )
