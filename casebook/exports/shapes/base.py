"""What all documents of the API share."""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

VERSION = "1.0"  # of the format: the second number counts additions

Day: TypeAlias = datetime.date  # fields are called `date`
Number = Annotated[int | float, WithJsonSchema({"type": "number"})]
Address = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]


def told(zh: str, en: str) -> Any:
    """Describe a field: its name in Chinese, what it holds in English."""
    return Field(title=zh, description=en)


class Record(BaseModel):
    """A frozen piece of a document; every field is always there, null where nothing is known."""

    model_config = ConfigDict(frozen=True)


class Both(Record):
    """A text in two languages; null where it has not been written in one."""

    zh: str | None = told("中文", "In Chinese.")
    en: str | None = told("英文", "In English.")


class Pages(Record):
    """The addresses of the same thing in each language."""

    zh: Address = told("中文网址", "Address of the Chinese one.")
    en: Address = told("英文网址", "Address of the English one.")


class Moment(Record):
    """A date as precise as its source gives it."""

    date: str = told("日期", "As known: 2018-05-28, 2014-06, 2007, 1980s or 1980s-late.")
    precision: Literal["day", "month", "year", "decade"] = told("精度", "How much is known.")
    earliest: Day = told("最早", "The first day that it can be.")
    latest: Day = told("最晚", "The last day that it can be.")


class Document(Record):
    """What stands at the head of every document."""

    schema_address: Address = Field(
        serialization_alias="$schema",
        title="结构定义",
        description="Address of the JSON Schema it follows.",
    )
    version: str = told("格式版本", "Version of the format; within 1.x, fields are only added.")
    updated: Day | None = told("更新日期", "Day of the newest publication or change in it.")
