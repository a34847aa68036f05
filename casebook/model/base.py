"""What every model shares: frozen records, texts in two languages, exact numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from casebook.problem import LOCALES, Locale

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$", max_length=80)]
Term = Annotated[str, Field(min_length=1, max_length=120)]  # a rule knows the words allowed
Code = Annotated[str, Field(pattern=r"^\d{6}$")]  # of a division, GB/T 2260
Filled = Annotated[str, Field(min_length=1)]
Number = Annotated[Decimal, Field(allow_inf_nan=False, max_digits=15, decimal_places=6)]
Positive = Annotated[Decimal, Field(gt=0, allow_inf_nan=False, max_digits=15, decimal_places=6)]
Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=4)]
Count = Annotated[int, Field(ge=0, le=1_000_000_000)]


def _flag(value: Any) -> Any:
    """Accept the words true and false alone: `no`, `off` and 0 are a text, not a decision."""
    if isinstance(value, str) and value in ("true", "false"):
        return value == "true"
    if isinstance(value, bool):
        return value
    raise PydanticCustomError("flag", "true or false")


Flag = Annotated[bool, BeforeValidator(_flag)]


class Model(BaseModel):
    """A frozen record that refuses keys it does not know."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", str_strip_whitespace=True, use_attribute_docstrings=True
    )


class Localized(Model):
    """A text in Chinese, in English, or in both."""

    zh: Filled | None = None
    en: Filled | None = None

    @model_validator(mode="after")
    def _one_at_least(self) -> Localized:
        if self.zh is None and self.en is None:
            raise PydanticCustomError("localized", "zh or en")
        return self

    def to(self, locale: Locale) -> str:
        """Return the text in `locale`, or in the other language where that is missing."""
        return getattr(self, self.locale(locale)) or ""

    def locale(self, wanted: Locale) -> Locale:
        """Return the language in which `to(wanted)` answers."""
        return wanted if getattr(self, wanted) else next(x for x in LOCALES if x != wanted)

    @property
    def complete(self) -> bool:
        """Whether both languages are there."""
        return bool(self.zh and self.en)


class Bilingual(Localized):
    """A text that must be there in both languages: programmes and interface words."""

    zh: Filled
    en: Filled
