"""A record of `private/`: what a recommendation form and the summary list hold of people."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from casebook.model.base import Flag, Model
from casebook.model.dates import Day


def _some(value: Any) -> Any:
    """Read nothing as an empty list, one text as a list of one; nothing in a list is left out."""
    if value is None:
        return ()
    if isinstance(value, list):
        return [item for item in value if item is not None]
    return [value]


def is_long_enough(value: str) -> bool:
    """Whether a value is more than a Chinese character or three letters or digits.

    Those would be found everywhere.
    """
    return sum(1 if char.isascii() else 2 for char in value if not char.isspace()) >= 4


def _long_enough(values: tuple[str, ...]) -> tuple[str, ...]:
    if not all(map(is_long_enough, values)):
        raise PydanticCustomError("too_short", "too short to be searched for")
    return values


Some = Annotated[tuple[str, ...], BeforeValidator(_some), AfterValidator(_long_enough)]


def _person(value: Any) -> Any:
    """Read a person's bare name, and nobody."""
    return {"name": value} if isinstance(value, str) else value or {}


class Person(Model):
    """A person and how to reach them; each key takes one text or a list of them.

    `name` holds every spelling that may occur, also in Latin letters. `ordinary_word` says that
    the name is a word too (高峰): it is then looked for only where a name stands, beside a title
    or a label.
    """

    name: Some = ()
    phone: Some = ()
    email: Some = ()
    wechat: Some = ()
    qq: Some = ()
    ordinary_word: Flag = False


class Signatory(Person):
    """The contact of a body that stamped the form, and when it did."""

    stamped: Day | None = None


class PrivateRecord(Model):
    """The whole of a file of `private/`, named after its case or `list-…` after a summary list.

    `applicant` is the company's contact (附3-10, 附3-11, 附3-16), `recommender` the city
    association's (附3-12, 附3-13, 附3-18), `submitter` whoever filled in the summary list (附4-02,
    附4-03), `people` are others who must not be named, such as an author of the manuscript,
    `never` is any other text that may appear nowhere. A register of Party members has no place
    here, either (004-14).
    """

    applicant: Annotated[Signatory, BeforeValidator(_person)] = Signatory()
    recommender: Annotated[Signatory, BeforeValidator(_person)] = Signatory()
    submitter: Annotated[Person, BeforeValidator(_person)] = Person()
    people: Annotated[
        tuple[Annotated[Person, BeforeValidator(_person)], ...], BeforeValidator(_some)
    ] = ()
    never: Some = ()
