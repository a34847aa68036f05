"""A case as one Markdown document: `cases/<id>/index.md`, for readers that are programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.exports.case_text import prose_of, text_markdown
from casebook.exports.prose_markdown import cell, escape, paragraph
from casebook.exports.where import Where
from casebook.facts import facts_of
from casebook.figures import duration, file_size, unit_after
from casebook.measures import measures_of
from casebook.model.library import Case
from casebook.model.measure import Figure
from casebook.problem import Locale
from casebook.site.case_views import figure_value
from casebook.site.video import ShownVideo
from casebook.site.world import World

Row = tuple[str, ...]


def render_case(world: World, case: Case, locale: Locale, bodies: dict[str, str]) -> bytes:
    """Return title, summary, facts, text, numbers, criteria and source of a case.

    `bodies` keeps the text by the language it is in: a language without a text of its own says
    so and takes the other's.
    """
    parts = [part for part in _parts(world, case, locale, bodies) if part]
    return ("\n\n".join(parts) + "\n").encode()


def body_of(world: World, case: Case, locale: Locale, bodies: dict[str, str]) -> str:
    """Return the text of a case in the language that it is in."""
    if locale not in bodies and (text := case.texts.get(locale)):
        bodies[locale] = text_markdown(prose_of(world, case, locale), text)
    return bodies.get(locale, "")


def _parts(world: World, case: Case, locale: Locale, bodies: dict[str, str]) -> Iterator[str]:
    data = case.data

    def heading(word: str) -> str:
        return f"## {world.say(word, locale)}"

    name = data.community.name.to(locale)
    yield f"# {cell(f'{name} · {data.title.to(locale)}')}"
    yield f"> {paragraph(data.summary.to(locale))}"
    yield heading("case.facts")
    yield _table(
        (world.say("case.figure_label", locale), world.say("markdown.content", locale)),
        (
            (f.label, f.value + (_aside(f.note, locale) if f.note else ""))
            for f in facts_of(world.library, case, locale, world.words)
        ),
    )
    if found := case.text(locale):
        if found[1] != locale:
            yield f"*{escape(world.say('case.untranslated', locale))}*"
        yield body_of(world, case, found[1], bodies)
    if data.measures:
        yield heading("markdown.measures")
        yield _measures(world, case, locale)
    if data.figures:
        yield heading("case.figures")
        columns = ("case.figure_label", "case.figure_value", "case.figure_date", "programme.note")
        head = tuple(world.say(word, locale) for word in columns)
        yield _table(head, (_figure(item, locale) for item in data.figures))
    if videos := world.videos(case):
        yield heading("video.heading")
        yield from (part for shown in videos for part in _video(world, shown, locale))
    yield heading("case.criteria")
    yield "\n".join(_criteria(world, case, locale))
    yield heading("case.origin")
    yield "\n".join(_origin(world, case, locale))


def _measures(world: World, case: Case, locale: Locale) -> str:
    """Write measured values, the earlier one of a change in a column of its own."""
    words = ("change.measure", "book.facts.before", "change.value", "programme.note")
    rows = []
    for shown in measures_of(world.library, case, locale, world.words):
        before = _dated(shown.before, shown.unit, shown.before_when, locale)
        now = _dated(shown.number, shown.unit, shown.when, locale)
        rows.append((shown.label, before, now, shown.note))
    return _table(tuple(world.say(word, locale) for word in words), rows)


def _dated(number: str, unit: str, when: str, locale: Locale) -> str:
    if not number:
        return ""
    return number + unit_after(unit, locale) + (_aside(when, locale) if when else "")


def _figure(item: Figure, locale: Locale) -> Row:
    return (
        item.label.to(locale),
        figure_value(item, locale),
        item.date.to(locale) if item.date else "",
        item.note.to(locale) if item.note else "",
    )


def _video(world: World, shown: ShownVideo, locale: Locale) -> Iterator[str]:
    """Write a video's title as a link to its file, its length and size, and what is said in it."""
    video, where = shown.video, Where(world.site_url)
    length = duration(shown.seconds, locale)
    aside = _aside(f"{length}{'，' if locale == 'zh' else ', '}{file_size(shown.size)}", locale)
    yield f"[{cell(video.title.to(locale))}]({where.file(shown.path)}){aside}"
    if video.caption:
        yield paragraph(video.caption.to(locale))
    if found := shown.words_in(locale):
        yield f"### {world.say('video.words', locale)}"
        yield from (paragraph(spoken.text) for spoken in found[0])


def _criteria(world: World, case: Case, locale: Locale) -> Iterator[str]:
    where = Where(world.site_url)
    for key in case.criteria:
        if found := world.library.criterion(case, key):
            programme, direction, criterion = found
            name = f"{direction.name.to(locale)} {criterion.key} {criterion.short.to(locale)}"
            path = f"directions/{direction.key}/{criterion.key}/"
            home = programme.id == world.catalogue.home.id
            link = f"[{cell(name)}]({where.page(path, locale)})" if home else cell(name)
            yield f"- {link}"


def _origin(world: World, case: Case, locale: Locale) -> Iterator[str]:
    where, data = Where(world.site_url), case.data

    def item(word: str, text: str) -> str:
        return f"- {world.say(word, locale)}{_colon(locale)}{text}"

    programme = world.library.programmes[data.programme]
    address = where.page(f"programmes/{programme.id}/", locale)
    yield item("case.programme", f"[{cell(programme.name.to(locale))}]({address})")
    approval = data.approval
    if approval and approval.recommended_by:
        yield item("case.recommended_by", cell(approval.recommended_by.name.to(locale)))
    if approval and approval.reviewed_by:
        yield item("case.reviewed_by", cell(approval.reviewed_by.name.to(locale)))
    if approval and approval.document:
        yield item("case.document", cell(approval.document))
    source = [data.source.title.to(locale), data.source.issuer.to(locale)]
    if data.source.date:
        source.append(data.source.date.to(locale))
    yield item("case.source", cell(("，" if locale == "zh" else ", ").join(source)))
    if data.editors_note:
        yield item("case.editors_note", cell(data.editors_note.to(locale)))
    if data.published:
        yield item("case.published", world.day(locale, data.published))
    for change in data.changes:
        what = f"{world.day(locale, change.date)}{_colon(locale)}{change.what.to(locale)}"
        yield item("case.changes", cell(what))
    yield item("case.cite", cell(world.citation(case, locale)))
    yield item("markdown.page", f"<{where.page(f'cases/{case.id}/', locale)}>")
    yield item("markdown.data", f"<{where.api(f'cases/{case.id}.json')}>")


def _table(head: Row, rows: Iterable[Row]) -> str:
    lines = [head, *rows]
    written = [f"| {' | '.join(cell(text) for text in line)} |" for line in lines]
    written.insert(1, "| " + " | ".join("---" for _ in head) + " |")
    return "\n".join(written)


def _aside(text: str, locale: Locale) -> str:
    return f"（{text}）" if locale == "zh" else f" ({text})"


def _colon(locale: Locale) -> str:
    return "：" if locale == "zh" else ": "
