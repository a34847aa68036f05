"""Give a tree of texts its types, and turn every refusal into a problem at its place."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from casebook.problem import Problem
from casebook.refused_value import path_in, problem_of
from casebook.source import Document
from casebook.yaml_tree import Key

M = TypeVar("M", bound=BaseModel)


def validate(document: Document, model: type[M], rule: str) -> tuple[M | None, list[Problem]]:
    """Read a document as `model`; every fault is a problem of `rule` at its place."""
    return _validated(document, TypeAdapter(model), rule, model)


def validate_list(
    document: Document, model: type[M], rule: str
) -> tuple[list[M] | None, list[Problem]]:
    """Read a document as a list of `model`."""
    return _validated(document, TypeAdapter(list[model]), rule, model)  # type: ignore[valid-type]


def _validated(
    document: Document, adapter: TypeAdapter[Any], rule: str, model: type[BaseModel]
) -> tuple[Any, list[Problem]]:
    try:
        return adapter.validate_python(document.tree), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    return None, [problem_of(document, detail, rule, model) for detail in details]


def validate_readable(
    document: Document, model: type[M], stand_ins: Mapping[tuple[Key, ...], Any]
) -> M | None:
    """Read what fits of a document that has faults, so that the rules can look at the rest.

    A value that does not fit is left out; inside a list, the whole list, so that positions stay
    those of the file. `stand_ins` take the place of required values, by their path. None where
    something required has no stand-in.
    """
    tree = copy.deepcopy(document.tree)
    while True:
        try:
            return model.model_validate(tree)
        except ValidationError as error:
            details = error.errors(include_url=False)
        mended = False
        for detail in details:
            path = path_in(document, detail["loc"])
            if stand_in := stand_ins.get(path):
                mended |= _put(tree, path, stand_in)
            else:
                mended |= _leave_out(tree, path[:-1] if detail["type"] == "missing" else path)
        if not mended:
            return None


def _around(tree: Any, path: tuple[Key, ...]) -> dict[Key, Any] | None:
    """Return the mapping that holds (or should hold) the value at a path, if there is one."""
    for part in path[:-1]:
        try:
            tree = tree[part]
        except (KeyError, IndexError, TypeError):
            return None
    return tree if path and isinstance(tree, dict) else None


def _put(tree: Any, path: tuple[Key, ...], value: Any) -> bool:
    around = _around(tree, path)
    if around is None or around.get(path[-1]) == value:
        return False
    around[path[-1]] = copy.deepcopy(value)
    return True


def _leave_out(tree: Any, path: tuple[Key, ...]) -> bool:
    """Delete a value, or the list that it is an item of; False where it is gone already."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    around = _around(tree, path)
    if around is None or path[-1] not in around:
        return False
    del around[path[-1]]
    return True
