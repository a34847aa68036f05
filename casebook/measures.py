"""The measured values of a case in words, and each change as points in time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casebook import figures
from casebook.model.library import Case, Library
from casebook.model.measure import Measure
from casebook.problem import Locale
from casebook.words import Words


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a measure in words; `when` is its year, or that it was before or after."""

    when: str
    number: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A measured value as it is shown; `when` is its year, or that none is stated.

    Of a change, `before` and `before_when` are its start and `number` and `when` its end;
    `points` are its values from start to end, two or, where years between are known, more; `at`
    is where each stands between them in time, from 0 to 1. `series` has all values in words and
    `as_written` the source's wordings, each once.
    """

    key: str
    label: str
    number: str
    unit: str
    when: str
    note: str = ""
    before: str = ""
    before_when: str = ""
    points: tuple[float, ...] | None = None
    at: tuple[float, ...] = ()
    series: tuple[Value, ...] = ()
    as_written: tuple[str, ...] = ()


def measures_of(library: Library, case: Case, locale: Locale, words: Words) -> tuple[Shown, ...]:
    """Return the measured values of a case, in the order of its file.

    Values of one measure in several years are one change, in the order of the years.
    """
    series: dict[tuple[str, int], list[Measure]] = {}
    for index, measure in enumerate(case.data.measures):
        dated = measure.value is not None and measure.year is not None
        series.setdefault((measure.key, -1 if dated else index), []).append(measure)
    return tuple(_joined(library, group, locale, words) for group in series.values())


def _joined(library: Library, group: list[Measure], locale: Locale, words: Words) -> Shown:
    group = sorted(group, key=lambda m: m.year or 0)
    shown = [_shown(library, measure, locale, words) for measure in group]
    if len(shown) == 1:
        return shown[0]
    notes = dict.fromkeys(s.note for s in shown if s.note)
    years = [float(m.year or 0) for m in group]
    if years[0] == years[-1]:  # a year given twice: side by side all the same
        years = [float(index) for index in range(len(group))]
    span = years[-1] - years[0]
    return replace(
        shown[-1],
        before=shown[0].number,
        before_when=shown[0].when,
        note=("；" if locale == "zh" else "; ").join(notes),
        points=tuple(float(m.value) for m in group if m.value is not None),
        at=tuple((year - years[0]) / span for year in years),
        series=tuple(value for s in shown for value in s.series),
        as_written=tuple(dict.fromkeys(text for s in shown for text in s.as_written)),
    )


def _shown(library: Library, measure: Measure, locale: Locale, words: Words) -> Shown:
    kind = library.measures.get(measure.key)
    undated = words.say("book.facts.undated", locale)

    def when(year: int | None, otherwise: str = undated) -> str:
        if year is None:
            return otherwise
        return f"{year}年" if locale == "zh" else str(year)

    label = kind.label.to(locale) if kind else measure.key
    unit = kind.unit.to(locale) if kind else ""
    note = measure.note.to(locale) if measure.note else ""
    written = (measure.as_written,) if measure.as_written else ()
    if measure.before is not None and measure.after is not None:
        first = Value(
            when(measure.before_year, words.say("book.facts.before", locale)),
            figures.number(measure.before),
        )
        last = Value(
            when(measure.after_year, words.say("book.facts.after", locale)),
            figures.number(measure.after),
        )
        return Shown(
            key=measure.key,
            label=label,
            number=last.number,
            unit=unit,
            when=last.when,
            note=note,
            before=first.number,
            before_when=first.when,
            points=(float(measure.before), float(measure.after)),
            at=(0.0, 1.0),
            series=(first, last),
            as_written=written,
        )
    number = figures.number(measure.value) if measure.value is not None else ""
    # a note that explains the missing year says it better than the bare word
    shown = when(measure.year, "" if note else undated)
    series = (Value(when(measure.year), number),)
    return Shown(measure.key, label, number, unit, shown, note, series=series, as_written=written)
