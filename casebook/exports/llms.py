"""`llms.txt`: the site for language models, after https://llmstxt.org."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.documents import KINDS
from casebook.exports.feed import FEED
from casebook.exports.prose_markdown import cell
from casebook.exports.where import API, DATA, Where
from casebook.model.library import Case
from casebook.site.world import World


def render_llms(world: World) -> bytes:
    """Return title, summary, and lists of links: cases as Markdown, criteria, data."""
    return ("\n\n".join(_parts(world)) + "\n").encode()


def _parts(world: World) -> Iterator[str]:
    where, catalogue = Where(world.site_url), world.catalogue
    yield f"# {cell(world.say('site.name', 'zh'))}"
    yield f"> {cell(world.settings.lede.zh)}"
    yield (
        f"{cell(world.say('site.name', 'en'))}: {cell(world.settings.lede.en)} "
        f"{world.say('data.llms', 'en')}"
    )
    yield world.say("data.llms", "zh")
    yield f"## {world.say('site.cases', 'zh')}"
    if catalogue.cases:
        yield "\n".join(_case(where, case) for case in catalogue.cases)
    yield f"## {world.say('site.directions', 'zh')}"
    yield "\n".join(
        _link(
            f"{direction.name.zh} {criterion.key} {criterion.short.zh}",
            where.page(f"directions/{direction.key}/{criterion.key}/", "zh"),
        )
        for direction in catalogue.home.directions
        for criterion in direction.criteria
    )
    yield f"## {world.say('data.title', 'zh')}"
    files = (("openapi.json", "OpenAPI"), *((k.path, k.zh) for k in KINDS if "{" not in k.path))
    yield "\n".join(_link(API + path, where.api(path), about) for path, about in files)
    yield "## Optional"
    optional = [
        _link(world.say("data.title", "zh"), where.page(DATA, "zh")),
        _link(world.say("data.title", "en"), where.page(DATA, "en")),
        _link(world.say("data.feed", "zh"), where.page(FEED, "zh")),
        _link(world.say("data.feed", "en"), where.page(FEED, "en")),
    ]
    yield "\n".join(optional)


def _case(where: Where, case: Case) -> str:
    name, title = case.data.community.name.to("zh"), case.data.title.to("zh")
    return _link(name, where.page(f"cases/{case.id}/index.md", "zh"), title)


def _link(name: str, address: str, about: str = "") -> str:
    return f"- [{cell(name)}]({address})" + (f": {cell(about)}" if about else "")
