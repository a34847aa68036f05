"""The job ticket: what a print house must know of the files, in Chinese and English."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from casebook.model.edition import Edition
from casebook.press.content import OVERPRINT_UP_TO
from casebook.press.photos import Printed
from casebook.press.profile import Profile
from casebook.press.sheet import MM, Sheet
from casebook.press.spine import LEAST_FOR_WORDS
from casebook.tokens import Tokens
from casebook.words import Words
from casebook.yearbook.imprint import sheets, sheets_of


@dataclass(frozen=True, slots=True)
class TicketFile:
    """A file for the press; `spine` in mm where it is a cover."""

    path: Path
    pages: int
    spine: Decimal | None = None


@dataclass(frozen=True)
class Ticket:
    """All that the ticket tells."""

    edition: Edition
    profile: Profile
    files: tuple[TicketFile, ...]
    photos: tuple[Printed, ...]
    tokens: Tokens


def render_ticket(ticket: Ticket, words: Words) -> str:
    """Return the ticket as text with the line ends of Windows, where most print houses work."""
    lines = [ticket.edition.title.zh or "", ticket.edition.title.en or "", ""]
    lines += [_line(words, key, **values) for key, values in _rows(ticket)]
    for file in ticket.files:
        lines += ["", file.path.name]
        lines += [f"  {_line(words, key, **values)}" for key, values in _of_file(ticket, file)]
        lines.append(f"  SHA-256  {_hash(file.path)}")
    lines += ["", words.say("press.unproven", "zh"), words.say("press.unproven", "en")]
    return "\r\n".join(lines) + "\r\n"


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _line(words: Words, key: str, **values: object) -> str:
    return " / ".join(words.say(key, locale, **values) for locale in ("zh", "en"))


def _rows(ticket: Ticket) -> Iterator[tuple[str, dict[str, object]]]:
    edition, printer = ticket.edition, ticket.edition.printer
    trim = edition.trim
    sheet = Sheet.of(trim.width, trim.height, printer.bleed)
    paper = [round(side / MM, 1) for side in sheet.media[2:]]
    yield "press.trim", {"width": trim.width, "height": trim.height, "name": trim.name or "—"}
    yield "press.bleed", {"bleed": printer.bleed}
    yield "press.paper", {"width": f"{paper[0]:g}", "height": f"{paper[1]:g}"}
    yield "press.binding", {}
    yield "press.inks", {"limit": printer.ink_limit}
    night = ticket.tokens.night.press
    mixed = " ".join(f"{n}{ink:g}" for n, ink in zip("CMYK", night, strict=True))
    yield "press.night", {"mixed": mixed, "total": f"{sum(night):g}"}
    yield "press.black", {"size": f"{OVERPRINT_UP_TO:g}"}
    condition = printer.condition or "—"
    yield "press.intent", {"condition": condition, "profile": ticket.profile.description}
    if ticket.photos:
        yield (
            "press.photos",
            {
                "count": len(ticket.photos),
                "lowest": f"{min(photo.resolution for photo in ticket.photos):.0f}",
                "most": f"{max(photo.inks.most for photo in ticket.photos):.0f}",
                "above": f"{max(photo.inks.above for photo in ticket.photos):.2%}",
            },
        )


def _of_file(ticket: Ticket, file: TicketFile) -> Iterator[tuple[str, dict[str, object]]]:
    trim, printer = ticket.edition.trim, ticket.edition.printer
    if file.spine is not None and printer.paper is not None:
        wide = 2 * trim.width + file.spine
        yield "press.cover", {"width": f"{wide:f}", "height": trim.height}
        yield "press.inside", {}
        paper = printer.paper
        yield "press.spine", {"spine": file.spine, "leaf": paper.leaf, "cover": paper.cover}
        if file.spine < LEAST_FOR_WORDS:
            yield "press.narrow", {"least": LEAST_FOR_WORDS}
        return
    yield "press.pages", {"pages": file.pages, "signature": printer.signature}
    counted = sheets_of(ticket.edition)
    exact = sheets(file.pages, **counted)
    found = Decimal(exact.numerator) / exact.denominator
    yield "press.sheets", {"sheets": f"{found.normalize():f}", "of": counted["sheet"]}
