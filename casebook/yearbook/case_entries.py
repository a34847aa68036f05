"""What a case has beside its text in the book, as lines: numbers, honours, videos, its sources."""

from __future__ import annotations

from collections.abc import Iterator

from casebook import figures
from casebook.model.approval import Approval, CaseSource
from casebook.model.community import Honour
from casebook.model.library import Case
from casebook.model.measure import Figure
from casebook.model.media import Video
from casebook.problem import Locale
from casebook.video.movie import playing_time
from casebook.words import Words
from casebook.yearbook.nodes import Plain, line


def figure_entry(figure: Figure, locale: Locale) -> Plain:
    """Return a number of the source with what it counts."""
    value = figures.span(figure.value, figure.value_max, locale)
    note = figure.note.to(locale) if figure.note else ""
    when = figure.date.to(locale) if figure.date else ""
    notes = [part for part in ("" if when in note else when, note) if part]
    return {
        "label": line(figure.label.to(locale)),
        "value": line(value),
        "unit": figure.unit.to(locale),
        "note": line(("；" if locale == "zh" else "; ").join(notes)),
    }


def honour_line(honour: Honour, locale: Locale) -> str:
    """Return an honour with who gave it, and when."""
    parts = [honour.name.to(locale)]
    parts += [honour.giver.to(locale)] if honour.giver else []
    parts += [honour.date.to(locale)] if honour.date else []
    return line(("，" if locale == "zh" else ", ").join(parts))


def video_line(case: Case, video: Video, locale: Locale) -> str:
    """Name a video, which is to be seen on the page, with its length where it can be read."""
    title = video.title.to(locale)
    seconds = playing_time(case.folder, video.file)
    length = figures.duration(seconds, locale) if seconds is not None else ""
    if locale == "zh":
        return line(f"《{title}》" + (f"（{length}）" if length else ""))
    return line(title + (f" ({length})" if length else ""))


def selection_lines(approval: Approval | None, locale: Locale, words: Words) -> Iterator[str]:
    """Yield by whom and in which document a case was selected."""
    if approval is None:
        return
    say = words.say
    if body := approval.recommended_by:
        yield line(say("book.recommended-by", locale, body=body.name.to(locale)))
    if body := approval.reviewed_by:
        yield line(say("book.reviewed-by", locale, body=body.name.to(locale)))
    if approval.document:
        yield line(say("book.selected-by", locale, document=approval.document))
    if approval.date:
        yield approval.date.to(locale)


def source_of(source: CaseSource, locale: Locale) -> str:
    """Return the document that the facts of a case come from, as a sentence."""
    zh = locale == "zh"
    title = source.title.to(locale)
    parts = [f"《{title}》" if zh else title]
    issuer = source.issuer.to(locale)
    if not title.startswith(issuer):
        parts.insert(0, issuer)
    parts += [source.number] if source.number else []
    parts += [source.date.to(locale)] if source.date else []
    stop = "。" if zh else "."
    text = ("，" if zh else ", ").join(parts) + stop
    note = source.note.to(locale) if source.note else ""
    return line(text + note + (stop if note and not note.endswith(stop) else ""))
