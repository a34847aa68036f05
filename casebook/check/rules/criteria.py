"""对应的标准。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.places import Finder
from casebook.check.unknown_word import unknown_word
from casebook.model.library import Case, Library
from casebook.problem import Place, Problem, Said
from casebook.suggest import Term
from casebook.unwritten import WRITE_HERE

RULE = "criteria"


def check(library: Library) -> Iterator[Problem]:
    """case.yaml 和小标题里写的标准代号都要存在；发布的案例至少对应一条标准。

    依据：附1-A1 至附1-D5、附1-cov。解决措施的各项做法没有注明标准的，给出提示（附2-012，以批次文
    件 sections 里 marked: true 的部分为准）。本批次的标准写“party.1”，其他标准写“批次/方向.条”。
    改法：照提示里的代号写。
    """
    for case in library.cases:
        if library.programme_of(case) is None:
            continue
        for i, key in enumerate(case.data.criteria):
            yield from _unknown(library, case, key, case.place("criteria", i))
        for text in case.texts.values():
            finder = Finder(text)
            for passage in text.passages:
                for key in passage.criteria:
                    place = finder.place(passage.place.line, key)
                    yield from _unknown(library, case, key, place)
        if (
            case.data.status == "published"
            and not case.criteria
            and known_criteria(library, case, "")
        ):
            yield Problem(
                case.place("criteria"),
                RULE,
                Said("没有写案例对应哪一条标准", "no criterion is named that the case shows"),
                Said(
                    '请在 criteria 下写代号，或在小标题后写 {criteria="party.1"}。',
                    'Name one under criteria, or after a heading: {criteria="party.1"}.',
                ),
            )
        yield from _unmarked(library, case)


def _unmarked(library: Library, case: Case) -> Iterator[Problem]:
    """Miss the criteria of passages, where a programme's section is made of what shows them."""
    programme = library.programme_of(case)
    marked = {s.key for s in programme.sections if s.marked} if programme else set()
    text = case.texts.get("zh")
    for section in text.sections if text and marked else ():
        for passage in section.passages if section.key in marked else ():
            if not passage.criteria and WRITE_HERE not in passage.title.plain:
                yield Problem(
                    passage.place,
                    RULE,
                    Said(
                        f"“{passage.title.plain}”没有注明体现哪条标准",
                        f"'{passage.title.plain}' names no criterion",
                    ),
                    Said(
                        '体现了标准的，请在后面写 {criteria="party.1"}（附2-012）。',
                        'If it shows one, write {criteria="party.1"} behind it (附2-012).',
                    ),
                    severity="info",
                )


def _unknown(library: Library, case: Case, key: str, place: Place) -> Iterator[Problem]:
    if library.criterion(case, key):
        return
    home, _, _ = key.rpartition("/")
    known = known_criteria(library, case, home)
    if not known:  # it is the programme that does not exist, or has no criteria
        home = ""
        known = known_criteria(library, case, "")
    said = Said(f"没有代号为“{key}”的标准", f"there is no criterion '{key}'")
    yield unknown_word(place, RULE, said, key, known)


def known_criteria(library: Library, case: Case, home: str) -> tuple[Term, ...]:
    """Return the criteria that a case may name, of the programme `home` or of its own."""
    programme = library.programmes.get(home or library.home_of_criteria(case))
    prefix = f"{home}/" if home else ""
    return tuple(
        Term(
            f"{prefix}{direction.key}.{criterion.key}",
            Said(criterion.short.zh, criterion.short.en),
        )
        for direction in (programme.directions if programme else ())
        for criterion in direction.criteria
    )
