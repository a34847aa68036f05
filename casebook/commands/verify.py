"""`verify`: whether a published tree, here or on the server, is whole and as it was built."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from casebook.console import Console
from casebook.digests import Digests
from casebook.load import load_library
from casebook.manifest import MANIFEST, built_from
from casebook.paths import Paths
from casebook.problem import Said
from casebook.verify import Kind, verify_tree

_TOLD = 10  # parts of the library that are named, at most
_SAID: Mapping[Kind, Said] = {
    "missing": Said("缺少。请重新上传这个文件", "missing: copy it again"),
    "changed": Said(
        "内容不对。没传完整，或有人改过；请重新上传",
        "not what was built: cut short, or altered since; copy it again",
    ),
    "added": Said(
        "不属于这个网站。若不是有意放的，请删掉",
        "no part of the site: delete it unless it was put there on purpose",
    ),
}


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Print every fault of a tree; exit 0 where there is none, 1 otherwise, 2 where it is no tree.

    It needs no library. Where one is at hand, it also says whether the tree was built from the
    state in which the library is now; that alone is no fault.
    """
    folder = Path(options.site).resolve() if options.site else paths.out
    found = verify_tree(folder)
    for fault in found.faults:
        print(f"{fault.path}: {_SAID[fault.kind].to(console.locale)}")
    files, wrong = found.files, len(found.faults)
    if found.faults:
        said = Said(
            f"清单上有 {files} 个文件，有 {wrong} 处不符：{folder}",
            f"{wrong} of what was found in {folder} is not as listed ({files} files)",
        )
    else:
        said = Said(
            f"完整无误：{folder}（{files} 个文件）",
            f"whole and unaltered: {folder} ({files} files)",
        )
    console.say(said)
    console.say(
        Said(
            f"清单指纹：{found.fingerprint}（与生成网站的电脑上显示的一样，才是同一个网站）",
            f"fingerprint of the list: {found.fingerprint} (the same site has the same one)",
        )
    )
    if not found.faults and paths.cases.is_dir() and (folder / MANIFEST).exists():  # not in a copy
        console.say(_of_library(folder, paths))
    return 1 if found.faults else 0


def _of_library(folder: Path, paths: Paths) -> Said:
    """Say whether the tree was built from what the library holds now."""
    try:
        told = dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["built_from"])
    except (OSError, ValueError, KeyError, TypeError):
        return Said(f"没有可读的 {MANIFEST}。", f"there is no readable {MANIFEST}.")
    digests = Digests(paths.root, paths.cache / "digests.json")
    now = built_from(load_library(paths).library, paths, digests)
    parts = sorted(_differing(told, now))
    if not parts:
        return Said(
            f"与案例库（{paths.root}）现在的内容一致。",
            f"built from the library ({paths.root}) as it is now.",
        )
    more = len(parts) - _TOLD
    zh, en = (f"等 {len(parts)} 处", f" and {more} more") if more > 0 else ("", "")
    return Said(
        f"案例库（{paths.root}）与这个网站不一致：{'、'.join(parts[:_TOLD])}{zh}。",
        f"the library ({paths.root}) differs from this site: {', '.join(parts[:_TOLD])}{en}.",
    )


def _differing(told: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    for part in told.keys() | now.keys():
        one, other = told.get(part), now.get(part)
        if isinstance(one, dict) and isinstance(other, dict):
            ids = one.keys() | other.keys()
            yield from (f"cases/{id}" for id in ids if one.get(id) != other.get(id))
        elif one != other:
            yield part
