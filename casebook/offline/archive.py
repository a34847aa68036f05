"""The copy as one zip file, to be sent or put onto a stick; the same files give the same bytes."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from filecmp import cmp
from pathlib import Path

from casebook.beside import folder_for, sweep, turn
from casebook.durable import settle, settle_names
from casebook.offline.start import START
from casebook.problem import Said, UsageError

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows
# Packed already; packing them again takes long and gains nothing.
_PACKED = frozenset({".avif", ".epub", ".jpg", ".mp4", ".pdf", ".png", ".webm", ".webp", ".xlsx"})


def write_zip(tree: Mapping[str, bytes | Path], out: Path) -> bool:
    """Pack a tree into `out`, in a folder of the file's name; return whether anything changed.

    The new file takes the old one's place in one step; what a killed run left beside it goes.
    Names that are not ASCII are marked as UTF-8
    (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, appendix D). Raises OSError when
    the disk refuses.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with turn(out.parent):
        sweep(out)
        folder = folder_for(out, "new")
        try:
            part = folder / out.name
            with zipfile.ZipFile(part, "w") as packed:
                for name in sorted(tree):
                    _add(packed, f"{out.stem}/{name}", tree[name])
            if out.is_file() and cmp(part, out, shallow=False):
                return False
            settle([part])
            part.replace(out)
            settle_names(out.parent)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    return True


def _add(packed: zipfile.ZipFile, name: str, content: bytes | Path) -> None:
    entry = zipfile.ZipInfo(name, _DAY)
    stored = Path(name).suffix in _PACKED
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # the same on every system
    packed.writestr(entry, content if isinstance(content, bytes) else content.read_bytes())


def refuse_foreign_zip(out: Path) -> None:
    """Raise UsageError where there is something else than an earlier copy."""
    if not out.exists():
        return
    try:
        with zipfile.ZipFile(out) as packed:
            ours = any(name.partition("/")[2] == START["en"] for name in packed.namelist())
    except (OSError, zipfile.BadZipFile):
        ours = False
    if not ours:
        raise UsageError(
            Said(
                f"{out} 已经有了，而且不是以前导出的离线副本，"
                "所以没有覆盖。请用 --out 换一个名字。",
                f"{out} is there already and is no earlier copy: it was not replaced. Choose "
                "another name with --out.",
            )
        )
