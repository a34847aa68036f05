"""Record that English texts render today's Chinese: `translations.yaml`, sorted, one digest a line.

So two editors' records merge line by line, and the same library gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from casebook.model.library import Library
from casebook.model.translation import Record
from casebook.paths import Paths
from casebook.translation.state import Rendering, Subject

FILE = "translations.yaml"

_HEAD = """\
# 英文译自哪一稿中文；由 python build.py translated 写入，不用手改。
# Which Chinese texts the English was made from; written by python build.py translated.
"""


def is_meant(rendering: Rendering, fields: Iterable[str]) -> bool:
    """Return whether a text is among fields named as `figures.3.label`, `figures.label`, `text`."""
    names = (rendering.field, rendering.name)
    return any(name == f or name.startswith(f"{f}.") for f in fields for name in names)


def with_recorded(record: Record, subject: Subject, chosen: Iterable[Rendering]) -> Record:
    """Return a record in which the chosen texts are current.

    What fits no text any more is dropped where the whole of its list is current, and else stays:
    it says of the others that they are stale.
    """
    found = {name: set(digests) for name, digests in record.items()}
    for rendering in chosen:
        if rendering.lacks is None:
            found.setdefault(rendering.name, set()).add(rendering.digest)
    for name, digests in found.items():
        texts = [r for r in subject.renderings if r.name == name and r.lacks is None]
        present = {r.digest for r in texts}
        if present <= digests:
            digests &= present
    return {name: frozenset(digests) for name, digests in found.items() if digests}


def write_record(library: Library, paths: Paths, subject: Subject, record: Record) -> Path:
    """Write the record of a subject where it belongs, beside the records of others."""
    if "/" not in subject.id:
        path = paths.cases / subject.id / FILE
        text = _HEAD + _lines(record, "")
    else:
        path = paths.content / FILE
        kept = {id: found for id, found in library.translations.items() if "/" in id}
        whole = {**kept, subject.id: record}
        parts = (f"{id}:\n{_lines(found, '  ')}" for id, found in sorted(whole.items()))
        text = _HEAD + "".join(parts)
    path.write_text(text, encoding="utf-8")
    return path


def _lines(record: Mapping[str, frozenset[str]], indent: str) -> str:
    lines = []
    for name in sorted(record):
        lines.append(f"{indent}{name}:")
        lines += [f'{indent}  - "{digest}"' for digest in sorted(record[name])]
    return "".join(f"{line}\n" for line in lines)
