"""How the book's cases are set, measured in the PDF: W3C clreq (https://www.w3.org/TR/clreq/).

The real cases, the sample and the stress library are set once; every line of every case is looked
at. What a line may not begin or end with is clreq 3.1.4.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from building import SAMPLE
from pdf_lines import Letter, Line, Sheet, bare, sheets
from stress_library import stress_edition, write_stress_library

from casebook import facts
from casebook.load import load_library
from casebook.measures import measures_of
from casebook.model.edition import TRIMS, Trim
from casebook.model.library import Case
from casebook.paths import HOME, Paths
from casebook.problem import Locale
from casebook.prose import Node
from casebook.words import load_words
from casebook.yearbook import build_yearbook
from casebook.yearbook.drawing import Medium

SITE = "https://cases.example/"
NOT_FIRST = frozenset("。，、；：？！）》」』】〕〉”’…—·％%℃°‰㎡,.;:?!)]}")
NOT_LAST = frozenset("（《「『【〔〈“‘¥￥$([{")
CLOSING, OPENING = frozenset("。，、；：？！）》」』】〕〉”’"), frozenset("（《「『【〔〈“‘")
SIZE, PITCH = 10.5, 18.0  # pt, of the running text
FOLIO = 9.5  # pt
HAN, LATIN = re.compile(r"[一-鿿]"), re.compile(r"[A-Za-z0-9]")
ON_GRID = {"real": 0.99, "sample": 0.99, "stress": 0.95}  # share of the lines of running text


@dataclass(frozen=True)
class SetCase:
    """A case in a book: its pages, what they should say, and where its text stands."""

    case: Case
    locale: Locale
    book: SetBook
    pages: tuple[Sheet, ...]

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """Every text of the case that stands in the text block, in NFKC without white space."""
        return tuple(p for text in _texts(self.case, self.locale, self.book) if (p := bare(text)))

    def body(self, sheet: Sheet) -> list[Letter]:
        """Return the letters in the text block: not those of heads, folios, marks and covers."""
        left, top, right, bottom = self.book.block(sheet)
        top = max(top, self.title_top(sheet))
        return [
            letter
            for letter in sheet.letters
            if left - 6 < letter.box[0] < right + 2
            and top - 4 < letter.baseline < bottom + 3
            and letter.size > 6.4  # below it are the marks of footnotes
        ]

    def lines(self, sheet: Sheet) -> list[Line]:
        """Return the lines of the text block."""
        left, top, right, bottom = self.book.block(sheet)
        top = max(top, self.title_top(sheet))
        return [
            line
            for line in sheet.lines
            if left - 6 < line.first.x < right + 2 and top - 4 < line.baseline < bottom + 3
        ]

    def title_top(self, sheet: Sheet) -> float:
        """Where the text of an opener begins, below its picture."""
        if sheet is not self.pages[0]:
            return 0
        start = bare(self.case.data.title.to(self.locale))[:4]
        return min(
            line.baseline - line.size
            for line in sheet.lines
            if bare(line.text).startswith(start) and "Bold" in line.font
        )


@dataclass(frozen=True)
class SetBook:
    """A book that was set, and the text block of its pages as its lines show it."""

    name: str
    root: Path
    pages: tuple[Sheet, ...]
    places: dict[str, tuple[int, int]]
    cases: tuple[Case, ...]
    locale: Locale
    medium: Medium

    @cached_property
    def set_cases(self) -> tuple[SetCase, ...]:
        """Return the cases with their pages."""
        found = []
        for case in self.cases:
            first, last = self.places[case.id]
            found.append(SetCase(case, self.locale, self, self.pages[first - 1 : last]))
        return tuple(found)

    def texts(self, case_pages: tuple[Sheet, ...]) -> Iterator[tuple[Sheet, Line]]:
        """Yield the lines of running text."""
        for sheet in case_pages:
            for line in sheet.lines:
                if abs(line.size - SIZE) < 0.1 and ("Serif" in line.font or "WenKai" in line.font):
                    yield sheet, line

    @cached_property
    def _edges(self) -> dict[int, tuple[float, float]]:
        edges = {}
        lines = [
            (sheet, line)
            for case in self.places.values()
            for sheet, line in self.texts(self.pages[case[0] : case[1]])
        ]
        for odd in (0, 1):
            mine = [line for sheet, line in lines if sheet.number % 2 == odd]
            left = min(_most((round(line.first.x, 1) for line in mine), 2))
            # a line that ends in a letter ends where the text block ends
            right = _most(round(x.last.advance, 1) for x in mine if x.last.text.isalnum())[0]
            edges[odd] = (left, right)
        return edges

    @cached_property
    def grid(self) -> tuple[float, float]:
        """Return the first and the last baseline of a full page."""
        lines = [
            line
            for first, last in self.places.values()
            for _, line in self.texts(self.pages[first:last])
        ]
        phase = _most(round(line.baseline % PITCH, 1) for line in lines)[0]
        on = [y for line in lines if _near(y := line.baseline, phase)]
        return min(on), max(on)

    def block(self, sheet: Sheet) -> tuple[float, float, float, float]:
        """Return left, first baseline, right and last baseline of a page's text block."""
        left, right = self._edges[sheet.number % 2]
        top, bottom = self.grid
        return left, top, right, bottom


def _most(values: Iterator[float], count: int = 1) -> list[float]:
    return [value for value, _ in Counter(values).most_common(count)]


def _near(baseline: float, phase: float) -> bool:
    off = (baseline - phase) % PITCH
    return min(off, PITCH - off) < 0.3


def _texts(case: Case, locale: Locale, book: SetBook) -> Iterator[str]:
    """Yield what is printed of a case, block by block, from its own data."""
    library = load_library(Paths.of(book.root)).library
    words = load_words(HOME / "theme")
    data = case.data
    yield data.title.to(locale)
    yield data.summary.to(locale)
    for fact in facts.facts_of(library, case, locale, words):
        yield from (fact.label, fact.value, fact.note)
    for honour in data.honours:
        yield honour.name.to(locale)
    for measure in measures_of(library, case, locale, words):
        yield from (measure.label, measure.number, measure.unit, measure.note)
        yield measure.before if measure.points else ""
    for photo in data.photos:
        if (case.folder / photo.file).is_file():
            yield photo.caption.to(locale)
            yield photo.credit.to(locale) if photo.credit else ""
    for figure in data.figures:
        yield figure.label.to(locale)
        yield figure.unit.to(locale)
        yield figure.note.to(locale) if figure.note else ""
    found = case.text(locale)
    if found:
        yield from _of_text([*found[0].before, *found[0].notes])
        for section in found[0].sections:
            yield section.heading
            yield from _of_text(section.lead)
            for passage in section.passages:
                yield passage.title.plain
                yield from _of_text(passage.blocks)
    yield data.source.title.to(locale)
    issuer = data.source.issuer.to(locale)
    yield "" if data.source.title.to(locale).startswith(issuer) else issuer
    yield data.source.note.to(locale) if data.source.note else ""
    yield data.editors_note.to(locale) if data.editors_note else ""


def _of_text(nodes: list[Node] | tuple[Node, ...]) -> Iterator[str]:
    leaves = ("paragraph", "heading", "cell", "caption", "code")
    for node in nodes:
        if node.kind in leaves:
            yield node.plain
        else:
            yield from _of_text(node.children)


def _set(
    name: str,
    root: Path,
    locale: Locale = "zh",
    medium: Medium = "screen",
    trim: str = "大16开",
) -> SetBook:
    paths = Paths.of(root)
    library = load_library(paths).library
    edition = library.editions["2022"]
    if name == "stress":
        edition = stress_edition(library, locale)
    elif name == "sample":
        edition = edition.model_copy(update={"programmes": ("good-service-2026",)})
    width, height = TRIMS[trim]
    size = Trim.model_validate({"width": str(width), "height": str(height)})
    edition = edition.model_copy(update={"trim": size})
    built = build_yearbook(library, edition, paths, SITE, medium)
    [volume] = built.volumes
    places = {k: (p.sheet, p.sheet + p.last - p.first) for k, p in built.places.items()}
    cases = tuple(library.cases_in(edition))
    return SetBook(name, root, tuple(sheets(volume.pdf)), places, cases, locale, medium)


MARK = re.compile(r"(党建引领|群众满意|服务履约|其他)\d+")
BOOKS = ("real", "real-16开", "sample", "stress", "stress-16开", "stress-press", "stress-en")


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Make the libraries: the real cases, the sample with photos, the stress library."""
    folder = tmp_path_factory.mktemp("lines")
    shutil.copytree(HOME / "cases", folder / "real" / "cases")
    shutil.copytree(SAMPLE, folder / "sample")
    for case in folder.glob("sample/cases/*/"):
        draw = [sys.executable, str(SAMPLE / "make_photos.py"), str(case / "photos")]
        subprocess.run(draw, check=True)
    write_stress_library(folder / "stress")
    return {name: folder / name for name in ("real", "sample", "stress")}


@pytest.fixture(scope="module", params=BOOKS)
def book(request: pytest.FixtureRequest, roots: dict[str, Path]) -> SetBook:
    """Return each of the books, set once."""
    name, _, kind = str(request.param).partition("-")
    locale: Locale = "en" if kind == "en" else "zh"
    medium: Medium = "press" if kind == "press" else "screen"
    return _set(name, roots[name], locale, medium, kind if kind in TRIMS else "大16开")


def test_every_character_of_every_case_is_printed(book: SetBook) -> None:
    lost = []
    for one in book.set_cases:
        pages = [bare("".join(x.text for x in one.body(sheet))) for sheet in one.pages]
        whole = "".join(pages)
        lost += [(one.case.id, p) for p in one.pieces if p not in whole and not _split(p, pages)]
        missing = Counter("".join(one.pieces)) - Counter(whole)
        # a label or unit that two values share is printed once
        assert sum(missing.values()) == 0 or book.name != "real", (one.case.id, missing)
    assert lost == []


def _split(piece: str, pages: list[str]) -> bool:
    """Say whether a text begins on one page and goes on on the next, around what floats there."""
    cuts = range(1, len(piece))
    return any(piece[:i] in a and piece[i:] in b for a, b in pairwise(pages) for i in cuts)


def test_no_forbidden_character_begins_or_ends_a_line(book: SetBook) -> None:
    wrong, looked = [], 0
    for one in book.set_cases:
        for sheet in one.pages:
            for line in one.lines(sheet):
                looked += 1
                text, last = line.text, line.last.text
                begins = text[0] in NOT_FIRST and not _starts_piece(one, text)
                begins |= abs(line.size - 6.3) < 0.05 and _first_in_row(line, sheet)
                if begins or last in NOT_LAST or _splits_dash(text, one.pieces):
                    wrong.append((one.case.id, sheet.number, text))
    assert looked > 20
    assert wrong == []


def _first_in_row(number: Line, sheet: Sheet) -> bool:
    """Say whether the number of a note has no text before it."""
    return not any(
        line.first.x < number.first.x - 1
        for line in sheet.lines
        if line.size > 8 and 0 < line.baseline - number.baseline < 6
    )


def _starts_piece(one: SetCase, text: str) -> bool:
    return any(piece.startswith(bare(text)[:3]) for piece in one.pieces)


def _splits_dash(text: str, pieces: tuple[str, ...]) -> bool:
    """Say whether a line ends within a double dash or an ellipsis."""
    return bool(re.search(r"(?<!—)—$|(?<!…)…$", text)) and not any(
        piece.endswith(bare(text)[-3:]) for piece in pieces
    )


def test_justified_lines_end_at_the_edge(book: SetBook) -> None:
    ragged, exact = [], 0
    for one in book.set_cases:
        for sheet in one.pages[1:]:
            left, _, right, _ = book.block(sheet)
            texts = [line for _, line in book.texts((sheet,))]
            for line, following in pairwise(texts):
                goes_on = abs(following.first.x - left) < SIZE * 0.6
                if not goes_on or abs(following.baseline - line.baseline - PITCH) > 0.3:
                    continue
                if "Bold" in following.font or "Bold" in line.font:
                    continue
                if book.locale == "zh" and re.search(r"[!-~]{25}", line.text):
                    continue  # an address has no space that could be stretched
                end = line.last
                room = SIZE / 2 + 0.4 if end.text in CLOSING | frozenset("—…") else 0.4
                # a joiner before a mark makes its box in the file that of its ink
                wide = end.text in CLOSING and book.locale == "zh"
                reach = end.x + SIZE if wide else end.advance
                if -0.7 <= reach - right <= room and line.ink[2] < right + 0.6:
                    exact += 1
                else:
                    ragged.append((sheet.number, line.text, reach - right))
    assert exact > 10
    assert ragged == []


def test_lines_stand_on_the_grid(book: SetBook) -> None:
    on = off = 0
    for one in book.set_cases:
        for sheet in one.pages[1:]:
            for _, line in book.texts((sheet,)):
                left, top, _, _ = book.block(sheet)
                if line.first.x < left - 6:
                    continue
                on, off = (on + 1, off) if _near(line.baseline, top % PITCH) else (on, off + 1)
    print(f"{book.name} {book.medium} {book.locale}: {on} of {on + off} lines on the grid")
    assert on / (on + off) >= ON_GRID[book.name]


def test_no_line_of_a_paragraph_stands_alone(book: SetBook) -> None:
    alone = []
    for one in book.set_cases:
        for sheet, following in pairwise(one.pages[1:]):
            before = [line for _, line in book.texts((sheet,))]
            after = [line for _, line in book.texts((following,))]
            if not before or not after:
                continue
            left, left_after = book.block(sheet)[0], book.block(following)[0]
            if abs(after[0].first.x - left_after) > SIZE * 0.6 or "Bold" in after[0].font:
                continue  # a new paragraph
            if abs(before[-1].first.x - left - 2 * SIZE) < 1:
                alone.append((sheet.number, before[-1].text))
            ends = len(after) < 2 or after[1].baseline - after[0].baseline > PITCH + 0.3
            if ends or abs(after[1].first.x - left_after) > SIZE * 0.6:
                alone.append((following.number, after[0].text))
    assert alone == []


def test_no_heading_at_the_foot_of_a_page(book: SetBook) -> None:
    headings, bad = 0, []
    for one in book.set_cases:
        titles = {bare(text) for text in _headings(one)}
        for sheet in one.pages[1:]:
            lines = one.lines(sheet)
            for line in lines:
                if bare(line.text) not in titles or "Bold" not in line.font:
                    continue
                headings += 1
                below = [x for x in lines if x.baseline > line.baseline + 1]
                pictures = [p for p in sheet.pictures if p[1] > line.baseline]
                plain = [x for x in below if bare(x.text) not in titles]
                if len(plain) < 2 and not pictures and one.pages[-1] is not sheet:
                    bad.append((sheet.number, line.text))
    assert headings
    assert bad == []


def _headings(one: SetCase) -> Iterator[str]:
    found = one.case.text(one.locale)
    if found:
        for section in found[0].sections:
            yield section.heading
            yield from (passage.title.plain for passage in section.passages)
        yield from (node.plain for node in found[0].nodes if node.kind == "heading")


def test_no_gap_over_a_third_of_a_page_before_a_picture(book: SetBook) -> None:
    gaps = []
    for one in book.set_cases:
        for sheet, following in pairwise(one.pages[1:]):
            _, top, _, bottom = book.block(sheet)
            first = min((line.ink[1] for line in one.lines(following)), default=bottom)
            picture = min((box[1] for box in following.pictures), default=bottom + 1)
            ends = [line.ink[3] for line in one.lines(sheet)] + [p[3] for p in sheet.pictures]
            if picture < first and bottom - max(ends) > (bottom - top) / 3:
                gaps.append((sheet.number, bottom - max(ends)))
    assert gaps == []


def test_no_page_of_a_case_is_nearly_empty(book: SetBook) -> None:
    for one in book.set_cases:
        for sheet in one.pages[1:]:
            lines = one.lines(sheet)
            few = len(lines) < (1 if book.name == "stress" else 5) and not sheet.pictures
            # a case of a few words has no more to say
            assert not few or len(one.pages) == 2, (one.case.id, sheet.number)


def test_the_last_page_of_a_case_is_filled_by_a_quarter(book: SetBook) -> None:
    """The stress library has cases of a few words and pictures that fill pages: not measured."""
    if book.name == "stress":
        pytest.skip("cases of a few words")
    for one in book.set_cases:
        last = one.pages[-1]
        _, top, _, bottom = book.block(last)
        ends = [line.ink[3] for line in one.lines(last)] + [box[3] for box in last.pictures]
        assert max(ends) - top > (bottom - top) / 4, (one.case.id, last.number)


def test_the_figures_stand_on_the_opener_or_behind_the_text(book: SetBook) -> None:
    """They float nowhere: a list stays with the words that announce it."""
    heading = load_words(HOME / "theme").say("book.figures", book.locale)
    torn, seen = [], 0
    for one in book.set_cases:
        for sheet in one.pages[1:]:
            for line in one.lines(sheet):
                if bare(line.text) != bare(heading) or abs(line.size - 9) > 0.1:
                    continue
                seen += 1
                after = [x for _, x in book.texts((sheet,)) if x.baseline > line.baseline]
                torn += [(sheet.number, x.text) for x in after]
    assert seen or not book.name.startswith("real")
    assert torn == []


def test_no_page_ends_with_words_that_announce_a_list(book: SetBook) -> None:
    lists = 0
    for one in book.set_cases:
        for sheet, following in pairwise(one.pages[1:]):
            before = [line for _, line in book.texts((sheet,))]
            after = [line for _, line in book.texts((following,))]
            lists += bool(before)
            if before and after and bare(before[-1].text).endswith(":"):
                assert after[0].text[0] not in "•1", (sheet.number, before[-1].text)
    assert lists or book.locale == "en" or book.name != "real"


def test_the_contents_of_seven_cases_are_one_page(book: SetBook) -> None:
    if book.name != "real":
        pytest.skip("other contents")
    title = load_words(HOME / "theme").say("book.contents", book.locale)
    [contents] = [s for s in book.pages if any(line.text == title for line in s.lines)]
    assert any(line.text.startswith("附录二") for line in contents.lines)


def test_nothing_is_printed_below_6_points(book: SetBook) -> None:
    """But for a name of 114 characters, as small as its cover needs."""
    small = {
        (sheet.number, round(letter.size, 1), letter.text)
        for one in book.set_cases
        if one.case.id != "2026-long-names"
        for sheet in one.pages
        for letter in sheet.letters
        if letter.size < 5.95 and letter.text.strip()
    }
    assert small == set()


def test_nothing_runs_out_of_the_text_block_or_the_page(book: SetBook) -> None:
    out = []
    for one in book.set_cases:
        for sheet in one.pages:
            left, _, right, bottom = book.block(sheet)
            for letter in one.body(sheet):
                if letter.box[0] < left - 1 or letter.box[2] > right + 1:
                    out.append((sheet.number, letter.text, letter.box))
            for letter in sheet.letters:
                x0, y0, x1, y1 = letter.box
                outside = x0 < 0 or y0 < 0 or x1 > sheet.width or y1 > sheet.height
                low = left - 6 < x0 < right + 2 and y1 > bottom + 6 and letter.size != FOLIO
                beside = right + 2 < x0 < right + 10 or left - 10 < x1 < left - 8
                text = one.title_top(sheet) < letter.baseline
                if outside or (text and (low or beside)):
                    out.append((sheet.number, letter.text, letter.box))
            for box in sheet.pictures:
                if one.pages[0] is not sheet and (box[2] > right + 1 or box[3] > bottom + 6):
                    out.append((sheet.number, "picture", box))
    assert out == []


def test_no_lines_overlap(book: SetBook) -> None:
    over = []
    for one in book.set_cases:
        for sheet in one.pages:
            lines = [line for line in sheet.lines if line.baseline > one.title_top(sheet)]
            for a, b in combinations(lines, 2):
                (al, at, ar, ab), (bl, bt, br, bb) = a.ink, b.ink
                wide, high = min(ar, br) - max(al, bl), min(ab, bb) - max(at, bt)
                if wide > 1 and high > 1.5 and min(a.size, b.size) > 6.4:
                    over.append((sheet.number, a.text, b.text))
            for line in lines:
                for box in sheet.pictures:
                    wide = min(line.ink[2], box[2]) - max(line.ink[0], box[0])
                    high = min(line.ink[3], box[3]) - max(line.ink[1], box[1])
                    if wide > 1 and high > 1:
                        over.append((sheet.number, line.text, "picture"))
    assert over == []


def test_spaces_and_marks_within_a_line(book: SetBook) -> None:
    """A quarter em between Chinese and Latin, none after 《; two marks share one em."""
    seen: Counter[str] = Counter()
    wrong = []
    for one in book.set_cases:
        for sheet in one.pages[1:]:
            for _, line in book.texts((sheet,)):
                for a, b in pairwise(line.letters):
                    gap, step = (b.x - a.advance) / SIZE, (b.x - a.x) / SIZE
                    if abs(a.size - b.size) > 0.1:
                        continue
                    if HAN.match(a.text) and LATIN.match(b.text):
                        seen["space"] += 1
                        if gap < 0.1:
                            wrong.append((sheet.number, line.text, a.text + b.text, gap))
                    if a.text in "《（" and LATIN.match(b.text):
                        seen["none"] += 1
                        if gap > 0.2:
                            wrong.append((sheet.number, line.text, a.text + b.text, gap))
                    if book.locale == "en" and a.text in "“”‘’" and a.advance > a.x + SIZE / 2:
                        wrong.append((sheet.number, line.text, a.text, a.advance - a.x))
                    pair = a.text in CLOSING and b.text in CLOSING | OPENING
                    if (pair or (a.text in OPENING and b.text in OPENING)) and book.locale == "zh":
                        seen["pair"] += 1
                        if step > 0.85:
                            wrong.append((sheet.number, line.text, a.text + b.text, step))
    assert wrong == []
    assert book.locale == "en" or (seen["space"] and seen["pair"])


def test_both_media_have_the_same_lines(roots: dict[str, Path]) -> None:
    screen, press = _set("stress", roots["stress"]), _set("stress", roots["stress"], "zh", "press")
    for case, pages in screen.places.items():
        first, last = press.places[case]
        assert last - first == pages[1] - pages[0]
    for a, b in zip(screen.set_cases, press.set_cases, strict=True):
        for mine, other in zip(a.pages[1:], b.pages[1:], strict=True):
            assert [x.text for x in a.lines(mine)] == [x.text for x in b.lines(other)]


def test_marks_of_criteria_begin_level_with_their_title(book: SetBook) -> None:
    if book.locale == "en":
        pytest.skip("the marks are told apart by their Chinese names")
    found = 0
    for case in book.set_cases:
        for sheet in case.pages[1:]:
            titles = [line.baseline for line in sheet.lines if line.size == pytest.approx(12)]
            marks = [line.baseline for line in sheet.lines if MARK.fullmatch(bare(line.text))]
            firsts = [y for i, y in enumerate(marks) if i == 0 or y - marks[i - 1] > 12]
            for first in firsts:
                assert any(abs(first - title) < 4 for title in titles), (case.case.id, sheet.number)
                found += 1
    assert found or book.name != "real"


def test_tables_are_named_above_and_photos_below(book: SetBook) -> None:
    """附2-111, 附2-113, S-02, Y-02: on one page with what they name, close to it."""
    if book.name != "sample":
        pytest.skip("the sample has tables and photos of known captions")
    [one] = book.set_cases
    text = one.case.texts["zh"]
    tables = [node for node in text.nodes if node.kind == "table"]
    for table in tables:
        name, head = bare(table.children[0].plain), bare(table.children[1].children[0].plain)
        lines = [(sheet, x) for sheet in one.pages for x in one.lines(sheet)]
        [(page, caption)] = [(s, x) for s, x in lines if bare(x.text) == name]
        below = [x.baseline for s, x in lines if s is page and bare(x.text).startswith(head)]
        assert any(0 < y - caption.baseline < 3 * PITCH for y in below), name
    shown = 0
    for photo in one.case.data.photos:
        words = bare(photo.caption.zh or "")
        for sheet in one.pages:
            for line in sheet.lines:
                if bare(line.text).startswith(words):
                    over = [line.ink[1] - box[3] for box in sheet.pictures]
                    assert any(-1 < gap < 2 * PITCH for gap in over), words
                    shown += 1
    assert len(tables) == 4 and shown >= len(one.case.data.photos) - 1
