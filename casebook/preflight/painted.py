"""What a page paints against the edition: colours, inks, lines, text, transparency."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.edition import Edition
from casebook.preflight.marks import Marks
from casebook.preflight.report import Finding
from casebook.preflight.rules import error, note, text, warning
from casebook.problem import Said

_SLACK = 0.5  # %, what rounding of tints to a byte makes
_ERRORS: dict[str, Said] = {
    "text-rgb": text("CMYK"),
    "rich-text": text("K100"),
    "white-overprint": text("挖空", "knocks out"),
    "plate": text("C M Y K"),
    "registration": text("出血以外", "outside the bleed"),
    "transfer": text("无", "none"),
    "font": text("内嵌", "embedded"),
}
_WARNINGS: dict[str, Said] = {
    "small-text": text("≤ 2 种油墨", "≤ 2 inks"),
    "hairline": text("≥ 0.25 pt"),
    "thin-white": text("≥ 0.5 pt"),
}


def check_painted(marks: Marks, sheet: int, edition: Edition) -> Iterator[Finding]:
    """Yield what a print house objects to in a page's content."""
    foreign = sorted(name for name in marks.spaces if _is_foreign(name))
    if foreign:
        yield error("rgb", sheet, text(", ".join(foreign)), text("DeviceCMYK, DeviceGray"))
    for name in sorted(marks.spaces):
        if name in ("CalGray", "ICCBased gray"):
            yield warning("grey-profile", sheet, text(name), text("DeviceGray"))
        elif name == "ICCBased CMYK":
            yield warning("cmyk-profile", sheet, text(name), text("DeviceCMYK"))
    limit = float(edition.printer.ink_limit)
    if marks.ink_max > limit + _SLACK:
        found = text(f"{marks.ink_max:.0f} % · {marks.ink_of}")
        yield error("ink", sheet, found, text(f"≤ {limit:g}%"))
    for (rule, what), times in sorted(marks.faults.items()):
        found = text(what if times == 1 else f"{what}（{times} 处）", _times(what, times))
        if rule in _ERRORS:
            yield error(rule, sheet, found, _ERRORS[rule])
        else:
            yield warning(rule, sheet, found, _WARNINGS[rule])
    for used in marks.fonts.values():
        if used.missing:
            found = text(
                f"{used.font.name}：缺 {used.missing} 字",
                f"{used.font.name}: {used.missing} missing",
            )
            yield error("notdef", sheet, found, text("0"))
    if marks.transparency:
        listed = ", ".join(sorted(marks.transparency))
        yield note("transparency", sheet, text(listed), text("PDF/X-4"))


def _times(what: str, times: int) -> str:
    return what if times == 1 else f"{what} ({times} times)"


def _is_foreign(name: str) -> bool:
    known = ("DeviceCMYK", "DeviceGray", "CalGray", "ICCBased gray", "ICCBased CMYK", "stencil")
    plain = name.removeprefix("Indexed ")
    return plain not in known and not plain.startswith(("Separation ", "DeviceN "))
