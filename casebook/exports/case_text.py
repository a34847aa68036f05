"""The text of a case as Markdown and as plain words, in the language that it is in."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.exports.prose_markdown import MarkdownProse, escape, paragraph
from casebook.exports.where import Where
from casebook.model.library import Case
from casebook.photo_pairs import pairs_of, together
from casebook.problem import Locale
from casebook.prose import Text
from casebook.site.records import plain
from casebook.site.world import World


def prose_of(world: World, case: Case, locale: Locale) -> MarkdownProse:
    """Return what renders the text of a case for a language, its photos and links absolute."""
    where = Where(world.site_url)
    photos = {photo.file: photo for photo in case.data.photos}
    found = case.text(locale)
    files = (str(n.attrs["file"]) for n in (found[0].nodes if found else ()) if n.kind == "figure")
    places = together(files, pairs_of(case.data.photos))

    def figure(file: str) -> str:
        return "\n\n".join(one(named) for named in places.get(file, (file,)))

    def one(file: str) -> str:
        shown = world.photo(case, photos[file]) if file in photos else None
        if shown is None:
            return ""
        alt, caption = shown.photo.alt.to(locale), shown.photo.caption.to(locale)
        return f"![{escape(alt)}]({where.file(shown.jpeg.path)})\n\n{paragraph(caption)}"

    def link(href: str) -> str:
        if href.startswith("/"):
            return where.page(href, locale)
        return where.page(f"cases/{case.id}/", locale) + href if href.startswith("#") else href

    return MarkdownProse(figure, link)


def text_markdown(prose: MarkdownProse, text: Text) -> str:
    """Return a text with its sections as `##`, its passages as `###`, and its notes."""
    return "\n\n".join(part for part in _parts(prose, text) if part)


def _parts(prose: MarkdownProse, text: Text) -> Iterator[str]:
    for section in text.sections:
        yield f"## {escape(section.heading)}"
        yield prose.blocks(section.lead)
        for passage in section.passages:
            yield f"### {prose.line(passage.title)}"
            yield prose.blocks(passage.blocks)
    yield prose.blocks(text.notes)


def text_plain(text: Text) -> str:
    """Return the words of a text, a line for each heading, paragraph, item and cell."""
    lines = []
    for section in text.sections:
        lines += [section.heading, plain(section.lead)]
        for passage in section.passages:
            lines += [passage.title.plain, plain(passage.blocks)]
    lines.append(plain(text.notes))
    return "\n".join(line for line in lines if line)
