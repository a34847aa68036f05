"""A list of communities selected earlier, which cannot apply again (REQUIREMENTS 001-026)."""

from __future__ import annotations

from casebook.model.base import Bilingual, Code, Filled, Flag, Key, Model
from casebook.model.dates import Day


class SelectedCommunity(Model):
    """A community of the list; `aliases` are its other and former names."""

    name: Filled
    region: Code
    aliases: tuple[Filled, ...] = ()


class SelectedList(Model):
    """A file of `content/selected/`; `complete` says whether all of the document is entered."""

    id: Key
    title: Bilingual
    number: Filled
    issuer: Bilingual
    date: Day | None = None
    complete: Flag
    note: Bilingual | None = None
    entries: tuple[SelectedCommunity, ...] = ()
