"""词表：项目类型、指标、批次、一票否决项等只能写词表里有的词。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casebook.check.unknown_word import unknown_word
from casebook.model.base import Bilingual
from casebook.model.library import Case, Library
from casebook.model.programme import Programme
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term, suggestion

RULE = "unknown-term"

_MEASURES = "content/measures.yaml"


def check(library: Library) -> Iterator[Problem]:
    """批次、项目类型、指标和一票否决项写的是词表里的代号，写错一个字母就对不上。

    依据：001-007（项目类型）、001-008（一个项目一种）、附2-008、附3-07、S-05。改法：照提示里的代
    号写；需要新的类型或指标时，请先加进 content/programmes/ 里的批次文件或
    content/measures.yaml。
    """
    for case in library.cases:
        yield from _case(library, case)
    for programme in library.programmes.values():
        yield from _programme(library, programme)
    for edition in library.editions.values():
        document = library.documents.get(f"content/editions/{edition.id}/edition.yaml")
        for i, key in enumerate(edition.programmes):
            if document and not _has_file(library, key):
                yield _unknown_programme(library, document.place("programmes", i), key)


def _case(library: Library, case: Case) -> Iterator[Problem]:
    data = case.data
    programme = library.programme_of(case)
    if programme is None:
        if not _has_file(library, data.programme):
            yield _unknown_programme(library, case.place("programme"), data.programme)
    elif programme.kind == "framework":
        yield Problem(
            case.place("programme"),
            RULE,
            Said(
                f"“{data.programme}”是供对照的标准，不是征集案例的批次",
                f"'{data.programme}' is a framework to refer to, not a call for cases",
            ),
            suggestion(data.programme, _programmes(library)),
            value=data.programme,
        )
    if programme:
        types = [(t.key, t.name) for t in programme.types]
        place = case.place("community", "type")
        name = Said("项目类型", "project type"), Said("本批次的类型", "this programme's types")
        yield from _unknown(place, data.community.type, types, *name)
        vetoes = [(v.key, v.text) for v in programme.vetoes]
        for i, statement in enumerate(data.vetoes):
            name = Said("一票否决项", "veto"), Said("本批次的否决项", "this programme's vetoes")
            yield from _unknown(case.place("vetoes", i, "key"), statement.key, vetoes, *name)
    for i, measure in enumerate(data.measures):
        yield from _measure(library, case.place("measures", i, "key"), measure.key)


def _programme(library: Library, programme: Programme) -> Iterator[Problem]:
    document = library.documents.get(f"content/programmes/{programme.id}.yaml")
    if document is None:
        return
    for i, rate in enumerate(programme.eligibility.rates):
        place = document.place("eligibility", "rates", i, "measure")
        yield from _measure(library, place, rate.measure)
    for i, key in enumerate(programme.eligibility.compared_measures):
        yield from _measure(library, document.place("eligibility", "compared_measures", i), key)
    for i, fact in enumerate(programme.facts):
        if fact.field and fact.field.startswith("measures."):
            key = fact.field.removeprefix("measures.")
            yield from _measure(library, document.place("facts", i, "field"), key)
    mapping = programme.mapping
    if mapping and not _has_file(library, mapping.programme):
        place = document.place("mapping", "programme")
        yield _unknown_programme(library, place, mapping.programme)


def _measure(library: Library, place: Place, key: str) -> Iterator[Problem]:
    if _MEASURES in library.documents:  # without it every measure would be unknown
        known = [(m.key, m.label) for m in library.measures.values()]
        yield from _unknown(
            place, key, known, Said("指标", "measure"), Said("指标词表", "the known measures")
        )


def _unknown(
    place: Place, found: str, known: Iterable[tuple[str, Bilingual]], name: Said, listed: Said
) -> Iterator[Problem]:
    terms = tuple(Term(key, Said(label.zh, label.en)) for key, label in known)
    if terms and found not in {term.key for term in terms}:
        said = Said(
            f"{name.zh}“{found}”不在{listed.zh}之列",
            f"the {name.en} '{found}' is not among {listed.en}",
        )
        yield unknown_word(place, RULE, said, found, terms)


def _unknown_programme(library: Library, place: Place, key: str) -> Problem:
    said = Said(f"没有名为“{key}”的批次", f"there is no programme '{key}'")
    return unknown_word(place, RULE, said, key, _programmes(library))


def _programmes(library: Library) -> tuple[Term, ...]:
    calls = [p for p in library.programmes.values() if p.kind == "programme"]
    return tuple(Term(p.id, Said(p.short.zh, p.short.en)) for p in calls)


def _has_file(library: Library, programme: str) -> bool:
    """Whether a programme exists, be it with faults that are reported where they stand."""
    return (
        programme in library.programmes
        or f"content/programmes/{programme}.yaml" in library.documents
    )
