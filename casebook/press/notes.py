"""What an editor should know before the files are sent: too much ink, no cover, coarse photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.press.photos import Printed
from casebook.press.spine import LEAST_FOR_WORDS
from casebook.press.ticket import TicketFile
from casebook.problem import Problem, Said
from casebook.tokens import Tokens


def check_inks(library: Library, edition: Edition, tokens: Tokens) -> Iterator[Problem]:
    """Find colours above the ink limit; a tint, which is a mix, never has more than its parts."""
    limit = edition.printer.ink_limit
    document = library.documents[f"content/editions/{edition.id}/edition.yaml"]
    inks: dict[str, Sequence[float]] = {hue: c.press for hue, c in tokens.hues.items()}
    inks |= {hue: [float(ink) for ink in shade.press] for hue, shade in edition.colours.items()}
    inks["night"] = tokens.night.press
    for name, mixed in inks.items():
        if sum(mixed) > limit:
            place = document.place("colours", name, "press")
            message = Said(
                f"颜色“{name}”的总墨量 {sum(mixed):g}% 超过上限 {limit}%",
                f"the colour '{name}' takes {sum(mixed):g}% of ink, more than {limit}%",
            )
            hint = Said(
                "请在 colours 里另配，或向印刷厂核对 printer.ink_limit。",
                "Mix it anew under colours, or ask the print house about printer.ink_limit.",
            )
            yield Problem(place, "press-ink", message, hint, " ".join(f"{i:g}" for i in mixed))


def notes_of(
    edition: Edition, files: Sequence[TicketFile], photos: dict[str, Printed]
) -> Iterator[Said]:
    """Yield what is missing or coarse, which stops nothing; resolution in pixels an inch."""
    printer = edition.printer
    if printer.paper is None:
        yield Said(
            "没有做封面：书脊宽要按纸张算。请向印刷厂问每张（两页）正文纸和封面纸的厚度，写在 "
            "printer.paper 的 leaf 和 cover（毫米）。",
            "No cover: its spine depends on the paper. Ask the print house for the thickness of a "
            "leaf of text and of cover, and write printer.paper with leaf and cover (mm).",
        )
    for file in files:
        if file.spine is not None and file.spine < LEAST_FOR_WORDS:
            yield Said(
                f"{file.path.name}：书脊宽 {file.spine} mm，不足 {LEAST_FOR_WORDS} mm，不印文字。",
                f"{file.path.name}: the spine of {file.spine} mm bears no lettering; that needs "
                f"{LEAST_FOR_WORDS} mm.",
            )
    for photo in photos.values():
        if photo.resolution < printer.resolution - 0.5:
            found = f"{photo.resolution:.0f}"
            yield Said(
                f"{photo.name}：排印分辨率只有 {found} dpi（应为 {printer.resolution} dpi）。",
                f"{photo.name}: only {found} dpi as placed, not {printer.resolution} dpi.",
            )
