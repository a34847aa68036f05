"""Record that English texts render today's Chinese: `translations.yaml`, sorted, one digest a line.

So two editors' records merge line by line, and the same library gives the same bytes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from casebook.model.library import Library
from casebook.model.translation import Record
from casebook.paths import Paths
from casebook.translation.state import Rendering, Subject
from casebook.write import write_file

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
    found = {name: Counter(digests) for name, digests in record.items()}
    present: dict[str, Counter[str]] = defaultdict(Counter)
    for rendering in subject.renderings:
        if rendering.lacks is None:
            present[rendering.name][rendering.digest] += 1
    for rendering in chosen:
        if rendering.lacks is None:
            name, digest = rendering.name, rendering.digest
            found.setdefault(name, Counter())[digest] = present[name][digest]
    for name, digests in found.items():
        if present[name].keys() <= digests.keys():
            found[name] = present[name]
    return {name: tuple(sorted(d.elements())) for name, d in found.items() if d}


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
    write_file(path, text)
    return path


def _lines(record: Record, indent: str) -> str:
    lines = []
    for name in sorted(record):
        lines.append(f"{indent}{name}:")
        lines += [f'{indent}  - "{digest}"' for digest in record[name]]
    return "".join(f"{line}\n" for line in lines)
