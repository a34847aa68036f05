"""One sheet set with a template of the book: the erratum slip, the notice of a withdrawn case."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import typst

from casebook.yearbook.compile import SetError, Standard, fonts_of, without_folder
from casebook.yearbook.nodes import Plain


def set_sheet(
    templates: Path, template: str, data: Plain, day: date, standards: Sequence[Standard]
) -> bytes:
    """Set a template with data; the file bears the day. Raises SetError."""
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for path in templates.glob("*.typ"):
            shutil.copyfile(path, work / path.name)
        fonts = fonts_of(templates / "fonts")
        compiler = typst.Compiler(work / template, root=work, font_paths=fonts)
        text = json.dumps(data, ensure_ascii=False, sort_keys=True)
        try:
            made, warnings = compiler.compile_with_warnings(
                sys_inputs={"data": text},
                format="pdf",
                pdf_standards=list(standards),
                timestamp=stamp,
            )
        except typst.TypstError as error:
            said = without_folder(error.diagnostic or str(error), work)
            raise SetError(said) from error
        if warnings or not isinstance(made, bytes):
            said = "\n".join(without_folder(w.diagnostic or str(w), work) for w in warnings)
            raise SetError(said)
        return made
