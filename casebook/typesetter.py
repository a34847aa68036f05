"""Typst in a process of its own, whose memory goes with it; several can run side by side.

Started as `python -m casebook.typesetter`, it reads jobs from its standard input and answers on
its standard output, a line of JSON each. It keeps a compiler for each folder, so a folder that is
set again costs only what has changed. Nothing of the model is imported: it starts at once.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import typst

_compilers: dict[str, typst.Compiler] = {}
_fonts: dict[str, typst.Fonts] = {}


def main() -> None:
    """Answer jobs until the input ends."""
    for line in sys.stdin:
        print(json.dumps(_answer(json.loads(line))), flush=True)


def _answer(job: dict[str, Any]) -> dict[str, Any]:
    """Set `main.typ` of a folder as `book.pdf` beside it; `ask` is what Typst is asked of it.

    The answer has `error` (empty: none), `warnings`, and what was `found`.
    """
    folder = Path(job["folder"])
    try:
        compiler = _compiler(folder, job["fonts"])
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


def _compiler(folder: Path, fonts: str) -> typst.Compiler:
    if fonts not in _fonts:
        _fonts[fonts] = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
        )
    if str(folder) not in _compilers:
        _compilers[str(folder)] = typst.Compiler(
            folder / "main.typ", root=folder, font_paths=_fonts[fonts]
        )
    return _compilers[str(folder)]


if __name__ == "__main__":
    main()
