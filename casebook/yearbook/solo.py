"""One case set by itself with the book's templates: offprints, proofs."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import typst

from casebook.broken_theme import MISSING, ThemeError
from casebook.model.base import Bilingual
from casebook.model.edition import Cover, Edition, Trim
from casebook.model.library import Case
from casebook.words import Words
from casebook.yearbook.compile import STANDARDS, SetError, fonts_of, without_folder
from casebook.yearbook.nodes import Plain
from casebook.yearbook.photos import Photos

UNDATED = date(2000, 1, 1)  # the day that the file of a case not yet published bears
_PREFIX = ".solo-"


class Solo:
    """Sets case after case with one template and one compiler, which remembers what they share.

    `work` is a fresh folder: nothing else is under Typst's root.
    """

    def __init__(self, templates: Path, template: str, work: Path) -> None:
        if not (templates / template).is_file():
            raise ThemeError(f"theme/yearbook/{template}", MISSING)
        for path in templates.glob("*.typ"):
            shutil.copyfile(path, work / path.name)
        self._work = work
        self._compiler = typst.Compiler(
            work / template, root=work, font_paths=fonts_of(templates / "fonts")
        )

    def pdf(self, data: Plain, photos: Photos, day: date) -> bytes:
        """Set a tagged PDF for the screen, which bears a date; its photos are as the book's.

        Raises SetError for errors and for warnings, PhotoError for a damaged photo.
        """
        stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        photos.write_proxies(text, self._work)
        try:
            made, warnings = self._compiler.compile_with_warnings(
                sys_inputs={"data": text},
                format="pdf",
                pdf_standards=list(STANDARDS["screen"]),
                timestamp=stamp,
            )
        except typst.TypstError as error:
            raise SetError(self._said(error.diagnostic or str(error))) from error
        if warnings or not isinstance(made, bytes):
            raise SetError("\n".join(self._said(w.diagnostic or str(w)) for w in warnings))
        return photos.for_screen(made)

    def _said(self, text: str) -> str:
        return without_folder(text, self._work)


def loose_edition(case: Case, words: Words) -> Edition:
    """Return an edition of one case, for a case that no yearbook prints: the library's own."""

    def said(key: str) -> Bilingual:
        return Bilingual(zh=words.say(key, "zh"), en=words.say(key, "en"))

    day = case.updated or UNDATED
    return Edition(
        id="loose",
        title=said("site.name"),
        cover=Cover(columns=(words.say("site.name", "zh"),)),
        locale="zh" if "zh" in case.texts or not case.texts else "en",
        year=day.year,
        date=day,
        trim=Trim(width=Decimal(210), height=Decimal(285)),
        programmes=(case.data.programme,),
        chapters="programme",
        editor=said("cite.author"),
    )


@contextmanager
def solo(templates: Path, template: str, cache: Path) -> Iterator[Solo]:
    """Open a setter of a template of the book; its folder goes with it.

    What a killed run left in `cache` goes too.
    """
    cache.mkdir(parents=True, exist_ok=True)
    for left in cache.glob(f"{_PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix=_PREFIX) as work:
        yield Solo(templates, template, Path(work))
