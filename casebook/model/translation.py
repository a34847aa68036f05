"""Which Chinese texts the English was made from: `cases/<id>/translations.yaml`.

A key is the name of a field without positions in lists (`figures.label`), or of a part of the text
(`text.practice`); under it stand the digests of every Chinese text that the English renders.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, ConfigDict, RootModel
from pydantic_core import PydanticCustomError

DIGITS = 12  # of a SHA-256; a field has some dozens of texts at most


def _digest(text: str) -> str:
    if not re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", text):
        raise PydanticCustomError("digest", "digits of a digest")
    return text


Digest = Annotated[str, AfterValidator(_digest)]
Record = Mapping[str, tuple[str, ...]]  # digests by field, sorted; equal texts count


def _empty(value: object) -> object:
    return {} if value is None else value


class RecordFile(RootModel[dict[str, tuple[Digest, ...]]]):
    """The record of one case."""

    model_config = ConfigDict(frozen=True)

    @property
    def record(self) -> Record:
        """The digests by field."""
        return {name: tuple(sorted(digests)) for name, digests in self.root.items()}


class RecordsFile(
    RootModel[dict[str, Annotated[dict[str, tuple[Digest, ...]], BeforeValidator(_empty)]]]
):
    """The records of `content/`, by `programmes/<id>`, `editions/<id>` or `pages/<name>`."""

    model_config = ConfigDict(frozen=True)

    @property
    def records(self) -> dict[str, Record]:
        """The digests by subject and field."""
        return {
            subject: {name: tuple(sorted(digests)) for name, digests in fields.items()}
            for subject, fields in self.root.items()
        }


def digest(text: str) -> str:
    """Return the digest of a text; white space is of no account."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:DIGITS]
