"""Read the ledger of addresses, `cases/addresses.txt`: one a line, `#` before a remark."""

from __future__ import annotations

import re

from casebook.model.address import FILE, PAGE, Recorded
from casebook.paths import Paths
from casebook.plain_file import lies_at
from casebook.problem import Place, Problem, Said
from casebook.source import read_text

LEDGER_OF_ADDRESSES = "addresses.txt"
_ADDRESS = re.compile(f"/|(?!/en/){PAGE}|{FILE}")


def read_address_lines(paths: Paths) -> tuple[list[Recorded], list[Problem]]:
    """Return the addresses with their places; their order and repetitions do not matter.

    So two editors' additions merge without a conflict of meaning.
    """
    path = paths.cases / LEDGER_OF_ADDRESSES
    if not lies_at(path):
        return [], []
    source, problems = read_text(paths.root, path)
    file = path.relative_to(paths.root).as_posix()
    lines: list[Recorded] = []
    for number, line in enumerate((source or "").split("\n"), 1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        if _ADDRESS.fullmatch(address):
            lines.append(Recorded(address, Place(file, number)))
        else:
            problems.append(_no_address(Place(file, number), address))
    return lines, problems


def _no_address(place: Place, found: str) -> Problem:
    return Problem(
        place,
        "addresses",
        Said(f"“{found}”不是网址", f"'{found}' is not an address"),
        Said(
            "一行一个网址，写从网站根目录起的路径，如 /cases/2022-kaixuanhui/；不写域名和 /en/。",
            "A line holds one path from the site's root, such as /cases/2022-kaixuanhui/, without "
            "the host and without /en/.",
        ),
        value=found,
    )
