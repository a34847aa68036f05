"""Typst in a process of its own, whose memory goes with it; several can run side by side.

Started as `python -m casebook.typesetter` with a job on its standard input, it answers on its
standard output, both in JSON. Nothing of the model is imported: it starts at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst


def main() -> None:
    """Do the job and answer."""
    json.dump(_answer(json.load(sys.stdin)), sys.stdout)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    """Set `main.typ` of a folder as `book.pdf` beside it; `ask` is what Typst is asked of it.

    The answer has `error` (empty: none), `warnings`, and what was `found`.
    """
    folder = Path(job["folder"])
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]]
    )
    compiler = typst.Compiler(folder / "main.typ", root=folder, font_paths=fonts)
    try:
        made, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=job["standards"], timestamp=job["stamp"]
        )
        found = json.loads(compiler.eval(job["ask"]))
    except typst.TypstError as error:
        return {"error": error.diagnostic or str(error)}
    if not isinstance(made, bytes):
        return {"error": "Typst gave no PDF"}
    (folder / "book.pdf").write_bytes(made)
    return {
        "error": "",
        "warnings": [warning.diagnostic or str(warning) for warning in warnings],
        "found": found,
    }


if __name__ == "__main__":
    main()
