"""Who may decide that a rule does not apply: the roles of the editors' office."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from casebook.model.base import Bilingual, Filled, Key, Model

ALL = "all"


def _as_list(value: Any) -> Any:
    return (ALL,) if value == ALL else value


class Role(Model):
    """An entry of `content/roles.yaml`; `waives` names the rules, or `all` of those that can be."""

    key: Key
    name: Bilingual
    waives: Annotated[
        tuple[Filled, ...], BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...])
    ]

    def may_waive(self, rule: str) -> bool:
        """Return whether a waiver of a rule by this role counts."""
        return ALL in self.waives or rule in self.waives
