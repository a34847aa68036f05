"""Names that are drawn: in the language asked for, unless the fonts lack a character of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from casebook.model.base import Localized
from casebook.model.library import Case
from casebook.problem import LOCALES, Locale, Problem, Said
from casebook.yearbook.glyphs import HINT, RULE, characters_of, missing


@dataclass(frozen=True)
class Named:
    """What can be drawn with the fonts of a folder."""

    fonts: Path

    def of(self, text: Localized, wanted: Locale) -> tuple[str, Locale]:
        """Return a text that can be drawn whole, and its language; empty where there is none.

        A sign for a missing character would make a wrong name, so the other language stands in.
        """
        known = characters_of(self.fonts)
        for locale in (text.locale(wanted), *LOCALES):
            found = getattr(text, locale)
            if found and not missing(found, known):
                return found, locale
        return "", wanted

    def problems(self, case: Case) -> Iterator[Problem]:
        """Warn of each character of a community's name that cannot be drawn."""
        name = case.data.community.name
        for locale in LOCALES:
            for char in missing(getattr(name, locale) or "", characters_of(self.fonts)):
                yield _problem(case, locale, char, self.of(name, locale)[0])


def _problem(case: Case, locale: Locale, char: str, instead: str) -> Problem:
    code = f"U+{ord(char):04X}"
    shown = (
        Said(f"改写“{instead}”", f"show “{instead}” instead")
        if instead
        else Said("不写名称", "show no name")
    )
    return Problem(
        case.place("community", "name", locale),
        RULE,
        Said(
            f"案例 {case.id} 的 community.name.{locale} 中有字体没有的字“{char}”（{code}），"
            f"链接预览图和二维码牌上{shown.zh}",
            f"case {case.id}, community.name.{locale}: no font has '{char}' ({code}); link "
            f"previews and the plate {shown.en}",
        ),
        HINT,
        value=char,
        severity="warning",
    )
