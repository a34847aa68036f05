"""The QR codes of pages, kept between builds: to find one takes as long as the rest of its page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from inspect import getfile
from pathlib import Path

from casebook import qr
from casebook.problem import LOCALES
from casebook.sheets import Order, kept
from casebook.site.world import World

_BATCH = 100


def gather_codes(world: World, cache: Path) -> dict[str, Path]:
    """Return the file of the code of every case's page, by the page's whole address."""
    addresses = (world.address(case, x) for case in world.catalogue.cases for x in LOCALES)
    orders: dict[str, Order] = {address: {"address": address} for address in addresses}
    recipe = hashlib.sha256(version("segno").encode())
    recipe.update(Path(getfile(qr)).read_bytes())
    return kept(cache / "codes", ".json", recipe.hexdigest(), orders, _make, _BATCH)


def _make(orders: Sequence[Order]) -> Iterator[bytes]:
    for order in orders:
        code = qr.code_of(order["address"])
        yield json.dumps([code.size, code.runs]).encode()
