"""What the search is told of each published case in each language, and of the names in it."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case
from casebook.problem import LOCALES, Locale
from casebook.prose import Node, Text
from casebook.search import Lexicon, Name, Passage, Record, Synonyms
from casebook.site.facet_values import facet_keys
from casebook.site.region_pages import region_name
from casebook.site.world import World

_APART = frozenset({"paragraph", "heading", "item", "cell", "caption", "code", "quote", "row"})


def gather_records(world: World) -> Iterator[Record]:
    """Yield a record per case and language."""
    for number, case in enumerate(world.catalogue.cases):
        for locale in LOCALES:
            yield _record(world, case, locale, number)


def gather_lexicon(world: World) -> Lexicon:
    """Return the Chinese names that a reader may type by their sound, and the editors' synonyms."""
    groups = (
        Synonyms(group.zh, group.en, group.narrower.zh, group.narrower.en)
        for group in world.library.synonyms
    )
    return Lexicon(tuple(sorted(set(_names(world)))), tuple(groups))


def _names(world: World) -> Iterator[Name]:
    for case in world.catalogue.cases:
        community, company = case.data.community, case.data.company
        yield Name(community.name.to("zh"), community.pinyin or "")
        yield from (Name(alias.to("zh")) for alias in community.aliases)
        yield from (Name(region.zh) for region in world.library.places_of(case))
        if company:
            yield Name(company.name.to("zh"), company.pinyin or "")


def _record(world: World, case: Case, locale: Locale, number: int) -> Record:
    data = case.data
    text = case.texts.get(locale)  # in another language it is found by that language's record
    return Record(
        url=f"cases/{case.id}/",
        locale=locale,
        title=data.title.to(locale),
        name=data.community.name.to(locale),
        place=world.catalogue.place(case, locale),
        summary=data.summary.to(locale),
        image=f"covers/{case.id}.{locale}.svg",
        hue=world.catalogue.hue(case),
        passages=(
            _head(world, case, locale),
            *(_passages(text) if text else ()),
            *_videos(world, case, locale),
        ),
        filters=facet_keys(world, case),
        sort=number,
    )


def _head(world: World, case: Case, locale: Locale) -> Passage:
    """The top of the page: title, summary, names, place, company, honours."""
    data = case.data
    community = data.community
    texts = [data.title.to(locale), data.summary.to(locale), community.name.to(locale)]
    texts += [alias.to(locale) for alias in community.aliases]
    texts += [region_name(locale, r) for r in world.library.places_of(case)]
    if community.address:
        texts.append(community.address.to(locale))
    if data.company:
        texts.append(data.company.name.to(locale))
    texts += [honour.name.to(locale) for honour in data.honours]
    texts += [f"{f.label.to(locale)} {f.value}" for f in data.figures]
    return Passage("", "", "\n".join(texts))


def _passages(text: Text) -> Iterator[Passage]:
    for number, section in enumerate(text.sections, 1):
        anchor = section.key or f"section-{number}"
        yield Passage(anchor, section.heading, plain(section.lead))
        for passage in section.passages:
            yield Passage(passage.anchor, passage.title.plain, plain(passage.blocks))


def _videos(world: World, case: Case, locale: Locale) -> Iterator[Passage]:
    """A video's title, caption and what is said in it, in this language where it is said in it."""
    for shown in world.videos(case):
        caption = shown.video.caption
        lines = [caption.to(locale)] if caption else []
        lines += [spoken.text for spoken in shown.words.get(locale, ())]
        yield Passage(shown.anchor, shown.video.title.to(locale), "\n".join(lines))


def plain(blocks: tuple[Node, ...]) -> str:
    """Return the words of blocks, a line end between paragraphs, items and cells."""
    return "\n".join(line for block in blocks for line in _spoken(block).split("\n") if line)


def _spoken(node: Node) -> str:
    inner = node.text + "".join(_spoken(child) for child in node.children)
    return f"\n{inner}\n" if node.kind in _APART else inner
