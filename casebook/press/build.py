"""The press edition: text and cover of every volume, and a ticket that says what they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Pdf

from casebook.console import Console
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.press.cover_sheet import Jacket, set_cover
from casebook.press.finish import Order, finish
from casebook.press.kept import Finisher
from casebook.press.metadata import About
from casebook.press.notes import check_inks, notes_of
from casebook.press.photos import Originals, Printed, separate
from casebook.press.profile import Profile, load_profile
from casebook.press.separation import Press
from casebook.press.sheet import Sheet
from casebook.press.spine import spine_width
from casebook.press.ticket import Ticket, TicketFile, render_ticket
from casebook.problem import ProblemsError, Said
from casebook.tokens import Tokens, load_tokens
from casebook.words import Words, load_words
from casebook.yearbook import build_yearbook
from casebook.yearbook.binding import volume_names
from casebook.yearbook.cases import CasePrinter
from casebook.yearbook.made import Volume
from casebook.yearbook.placements import placements

TICKET = "READ-ME.txt"


@dataclass(frozen=True)
class PressEdition:
    """All files, and what the editor should know of them."""

    files: tuple[Path, ...]
    photos: tuple[Printed, ...]
    notes: tuple[Said, ...]


@dataclass(frozen=True)
class _Maker:
    """What the files of an edition have in common."""

    library: Library
    edition: Edition
    paths: Paths
    site_url: str
    profile: Profile
    tokens: Tokens
    words: Words
    out: Path
    finisher: Finisher

    def order(self, sheet: Sheet, name: str, title: str) -> Order:
        edition = self.edition
        about = About(title, edition.editor.to(edition.locale), edition.date, name)
        return Order(
            sheet=sheet,
            about=about,
            profile=self.profile,
            condition=edition.printer.condition,
            slug=f"{edition.title.to(edition.locale)}　{name}　{edition.date.isoformat()}",
            font=self.paths.theme / "yearbook" / "fonts" / "NotoSansSC-Regular.ttf",
        )


@dataclass(frozen=True, slots=True)
class _Which:
    """A volume's files begin with `stem`; `name` is empty where there is one volume."""

    stem: str
    name: str


def build_press(
    library: Library, edition: Edition, paths: Paths, site_url: str, console: Console, out: Path
) -> PressEdition:
    """Write the press files of an edition into a folder; same input, same bytes in any folder.

    Raises ProblemsError where the printer's profile is missing or a colour has too much ink,
    PhotoError for a photo that cannot be decoded, SetError where Typst fails.
    """
    tokens = load_tokens(paths.theme)
    profile = load_profile(library, edition, paths)
    if problems := list(check_inks(library, edition, tokens)):
        raise ProblemsError(problems)
    words = load_words(paths.theme)
    finisher = Finisher(paths.cache / "press" / edition.id)
    maker = _Maker(library, edition, paths, site_url, profile, tokens, words, out, finisher)
    with console.step("press-text", Said("排印刷版正文", "setting the text for the press")):
        built = build_yearbook(library, edition, paths, site_url, "press")
        originals = Originals(library.cases_in(edition))
    press = Press(profile, paths.cache / "media")
    files: list[TicketFile] = []
    photos: dict[str, Printed] = {}
    names = volume_names(len(built.volumes), maker.words, edition.locale)
    for number, (volume, (name, _)) in enumerate(zip(built.volumes, names, strict=True), 1):
        which = _Which(f"{edition.id}-{number}" if name else edition.id, name)
        printed = _separated(maker, volume, originals, press, console)
        photos |= printed
        with console.step("press-finish", Said("加出血与标记", "adding bleed and marks")):
            files += _volume(maker, volume, which, printed)
    finisher.forget()
    ticket = Ticket(edition, profile, tuple(files), tuple(photos.values()), tokens)
    (out / TICKET).write_bytes(render_ticket(ticket, words).encode("utf-8-sig"))
    made = (*(file.path for file in files), out / TICKET)
    return PressEdition(made, tuple(photos.values()), tuple(notes_of(edition, files, photos)))


def _separated(
    maker: _Maker, volume: Volume, originals: Originals, press: Press, console: Console
) -> dict[str, Printed]:
    with Pdf.open(volume.pdf) as pdf:
        placed = placements(pdf)
    printer = maker.edition.printer
    said = Said(f"照片分色（{len(placed)} 张）", f"separating {len(placed)} photos")
    with console.step("press-photos", said):
        return separate(placed, originals, press, printer.resolution, float(printer.ink_limit))


def _volume(
    maker: _Maker, volume: Volume, which: _Which, printed: dict[str, Printed]
) -> Iterator[TicketFile]:
    """Write the text of a volume and, where the paper is known, its cover."""
    edition = maker.edition
    trim, printer = edition.trim, edition.printer
    title = "　".join(filter(None, (edition.title.to(edition.locale), which.name)))
    sheet = Sheet.of(trim.width, trim.height, printer.bleed)
    name = f"{which.stem}-text"
    order = maker.order(sheet, name, title)
    text = maker.out / f"{name}.pdf"
    maker.finisher.finish(volume.pdf, order, printed, text)
    yield TicketFile(text, volume.page_count)
    if printer.paper is None:
        return
    spine = spine_width(volume.page_count, printer.paper)
    make = CasePrinter(maker.library, edition.locale, maker.site_url, maker.words, _none)
    jacket = Jacket(
        edition,
        spine,
        which.name,
        {case.id: make.hue(case) for case in maker.library.cases_in(edition)},
        maker.site_url.removeprefix("https://").removeprefix("http://").rstrip("/"),
    )
    made = set_cover(jacket, maker.paths.theme / "yearbook", maker.tokens, maker.words)
    folds = (trim.width, trim.width + spine)
    wide = Sheet.of(2 * trim.width + spine, trim.height, printer.bleed, folds)
    name = f"{which.stem}-cover"
    whole = maker.out / f"{name}.pdf"
    finish(made, maker.order(wide, name, title), {}, whole)
    yield TicketFile(whole, 1, spine)


def _none(*_: object) -> None:
    """Give no photo: the cover has none."""
