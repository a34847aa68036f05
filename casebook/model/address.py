"""Addresses that have been published: the ledger's lines, and where a former one leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from casebook.model.base import Model
from casebook.problem import Place

PAGE = r"/([a-z0-9][a-z0-9._-]*/)+"  # the address of a page but the home page
FILE = r"/([a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*"

PageAddress = Annotated[str, Field(pattern=f"^{PAGE}$", max_length=200)]


@dataclass(frozen=True, slots=True, order=True)
class Recorded:
    """A line of `cases/addresses.txt`: `/cases/x/` (in both languages), or a file `/feed.xml`."""

    address: str
    place: Place


class Redirect(Model):
    """A former address and the page that it leads to, both below the root of a language."""

    old: PageAddress
    """原网址，如 /companies/jiu-ming/ · the former address"""
    new: PageAddress
    """新网址 · the page it leads to"""
