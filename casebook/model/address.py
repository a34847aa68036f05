"""Addresses that have been published: the ledger's lines, and where a former one leads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from casebook.model.base import Model
from casebook.problem import Place

PAGE = r"/([a-z0-9][a-z0-9._-]*/)+"  # the address of a page but the home page
FILE = r"/([a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*"

_MOST = 200  # characters of an address, which becomes the name of folders


def _page(address: str) -> str:
    if len(address) > _MOST or not re.fullmatch(PAGE, address):
        raise PydanticCustomError("address", "a path from the root")
    return address


@dataclass(frozen=True, slots=True, order=True)
class Recorded:
    """A line of `cases/addresses.txt`: `/cases/x/` (in both languages), or a file `/feed.xml`."""

    address: str
    place: Place


class Redirect(Model):
    """A former address and the page that it leads to, both below the root of a language."""

    old: Annotated[str, AfterValidator(_page)]
    """原网址，如 /companies/jiu-ming/ · the former address"""
    new: str
    """新网址 · the page it leads to"""
