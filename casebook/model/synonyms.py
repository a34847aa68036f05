"""Words of the trade that mean the same, as editors keep them for the search."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from casebook.model.base import Model

Term = Annotated[str, Field(min_length=1, max_length=60)]


class Terms(Model):
    """Terms of either language."""

    zh: tuple[Term, ...] = ()
    en: tuple[Term, ...] = ()


class SynonymGroup(Terms):
    """Terms that mean the same; a search for one of them takes in the narrower ones too."""

    narrower: Terms = Terms()
