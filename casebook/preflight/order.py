"""The order of the pages: signatures, right-hand pages, blank ones, what repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from casebook.model.edition import Edition
from casebook.preflight.edges import EDGES
from casebook.preflight.report import Finding, PageRow, Part
from casebook.preflight.rules import error, note, text, warning
from casebook.problem import Said

_OFTEN = 4  # pages on which a text stands in the same place before it is furniture
_EDGE_NAMES = {
    "left": text("左", "left"),
    "bottom": text("下", "bottom"),
    "right": text("右", "right"),
    "top": text("上", "top"),
}


def check_count(pages: int, edition: Edition, part: Part) -> Iterator[Finding]:
    """Yield what is wrong with the number of pages."""
    signature = edition.printer.signature
    if part == "cover":
        if pages > 2:
            allowed = text("1 或 2", "1 or 2")
            yield error("page-count", None, text(str(pages)), allowed)
    elif pages % signature or pages % 2:
        allowed = text(f"{signature} 的倍数", f"a multiple of {signature}")
        yield error("page-count", None, text(str(pages)), allowed)


def check_openers(openers: Sequence[int], pages: int) -> Iterator[Finding]:
    """Yield the chapters that do not begin on a right-hand page; `openers` are sheets."""
    for sheet in openers:
        if sheet % 2 == 0 and sheet <= pages:
            yield error("opener", sheet, text("左页", "left"), text("右页", "right"))


def check_sizes(rows: Sequence[PageRow]) -> Iterator[Finding]:
    """Yield the pages whose boxes are not those of the first one."""
    for row in rows[1:]:
        if _differs(row.trim, rows[0].trim) or _differs(row.media, rows[0].media):
            found = f"{row.media[0]:.1f} × {row.media[1]:.1f} mm"
            first = f"{rows[0].media[0]:.1f} × {rows[0].media[1]:.1f} mm"
            yield error("page-size", row.sheet, text(found), text(first))


def _differs(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return any(abs(a - b) > 0.02 for a, b in zip(one, other, strict=True))


def check_spine(row: PageRow, edition: Edition, text_pages: int) -> Iterator[Finding]:
    """Yield a spine that does not fit the text: leaves, and both leaves of the cover; mm."""
    paper = edition.printer.paper
    if paper is None:
        return
    spine = row.trim[0] - 2 * float(edition.trim.width)
    wanted = text_pages / 2 * float(paper.leaf) + 2 * float(paper.cover)
    if abs(spine - wanted) > 1:
        yield warning("spine", 1, text(f"{spine:.1f} mm"), text(f"{wanted:.1f} ± 1 mm"))


def check_near(near: Mapping[int, set[tuple[int, int]]]) -> Iterator[Finding]:
    """Yield text near the trim; what stands in the same place on many pages is furniture."""
    sheets: dict[tuple[int, int], list[int]] = defaultdict(list)
    for sheet, places in near.items():
        for place in places:
            sheets[place].append(sheet)
    nearest: dict[int, int] = {}
    for (edge, distance), found in sorted(sheets.items()):
        if len(found) >= _OFTEN and distance >= 0:
            nearest[edge] = min(distance, nearest.get(edge, distance))
            continue
        for sheet in found:
            yield warning("near-trim", sheet, _away(edge, distance), text("≥ 5 mm"))
    for edge, distance in nearest.items():
        yield note("furniture", None, _away(edge, distance), text("≥ 5 mm"))


def _away(edge: int, tenths: int) -> Said:
    name = _EDGE_NAMES[EDGES[edge]]
    if tenths < 0:
        return text(
            f"{name.zh}边切去 {-tenths / 10:.1f} mm", f"{name.en}: {-tenths / 10:.1f} mm cut"
        )
    return text(f"{name.zh}边 {tenths / 10:.1f} mm", f"{name.en}: {tenths / 10:.1f} mm")


def short_edge(sheet: int, edge: str, length: float, edition: Edition) -> Finding:
    """Return colour that ends at the trim."""
    name = _EDGE_NAMES[edge]
    found = text(f"{name.zh}边，长 {length:.0f} mm", f"{name.en}, {length:.0f} mm long")
    bleed = f"{float(edition.printer.bleed):g} mm"
    return error("short-bleed", sheet, found, text(f"出血 {bleed}", f"a bleed of {bleed}"))


def check_blank(rows: Sequence[PageRow]) -> Iterator[Finding]:
    """Yield the blank pages."""
    for row in rows:
        if row.blank:
            side = text("右页", "right") if row.sheet % 2 else text("左页", "left")
            yield note("blank", row.sheet, side, text("—"))


def check_black(rows: Sequence[PageRow]) -> Iterator[Finding]:
    """Yield how much of the black text knocks out."""
    out, over = sum(r.black_out for r in rows), sum(r.black_over for r in rows)
    if out:
        found = text(f"{out} 字挖空，{over} 字叠印", f"{out} glyphs knock out, {over} overprint")
        yield note("black-knockout", None, found, text("叠印", "overprint"))
