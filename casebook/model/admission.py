"""Which communities a programme admits, how many cases of a recommender, and how broad they are."""

from __future__ import annotations

from casebook.model.base import Bilingual, Code, Count, Filled, Key, Model, Number
from casebook.model.dates import Day


class RateRule(Model):
    """The smallest accepted value of a measure; `year` fixes the year it must be of."""

    measure: Key
    year: int | None = None
    at_least: Number
    clause: Filled


class Exclusion(Model):
    """A list of communities that cannot apply again: a file of `content/selected/`."""

    list: Key
    clause: Filled


class Eligibility(Model):
    """Which communities a programme admits."""

    delivered_before: Day | None = None
    delivered_clause: str | None = None
    rates: tuple[RateRule, ...] = ()
    compared_measures: tuple[Key, ...] = ()
    compared_since: int | None = None
    """The year in which the campaign began: of two values, one is earlier, one is not"""
    excluded: tuple[Exclusion, ...] = ()
    notes: tuple[Bilingual, ...] = ()


class Quota(Model):
    """How many cases one recommender may put forward."""

    per_recommender: Count
    special: Count | None = None
    special_regions: tuple[Code, ...] = ()
    clause: Filled


class Breadth(Model):
    """In how many directions a case should show at least one criterion."""

    directions: Count
    clause: Filled
