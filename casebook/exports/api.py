"""The API: static JSON documents under `api/v1/`, each in the shape of a model with its schema.

A withdrawn case has no document. `withdrawn.json` gives its id and day, so that whoever keeps a
copy can delete it, and no word of the case; its page tells the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from casebook.exports import list_documents
from casebook.exports.openapi import render_openapi
from casebook.exports.programme_record import programme_document, programme_entry
from casebook.exports.schemas import render_schemas
from casebook.exports.shapes.base import Document
from casebook.exports.shapes.programme import ProgrammesDocument
from casebook.exports.where import API, Where
from casebook.model.library import Case
from casebook.site.world import World


def gather_api(world: World, case_files: Mapping[str, Path]) -> dict[str, bytes]:
    """Return the files of the API by their path, but those of single cases, which it is given."""
    made = {API + name: _json(document) for name, document in _documents(world)}
    made[f"{API}openapi.json"] = render_openapi(world, {**made, **case_files})
    schemas = render_schemas(Where(world.site_url))
    return {**made, **{API + name: content for name, content in schemas.items()}}


def _json(document: Document) -> bytes:
    return document.model_dump_json(by_alias=True, indent=1).encode() + b"\n"


def _documents(world: World) -> Iterator[tuple[str, Document]]:
    yield "index.json", list_documents.index(world)
    yield from list_documents.cases(world)
    yield from _programmes(world)
    yield "criteria.json", list_documents.criteria(world)
    yield "regions.json", list_documents.regions(world)
    yield "companies.json", list_documents.companies(world)
    yield "withdrawn.json", list_documents.withdrawn(world)
    yield "renamed.json", list_documents.renamed(world)


def _programmes(world: World) -> Iterator[tuple[str, Document]]:
    where = Where(world.site_url)
    cases: dict[str, list[Case]] = defaultdict(list)
    for case in world.catalogue.cases:
        cases[case.data.programme].append(case)
    programmes = world.library.newest_programmes
    entries = tuple(programme_entry(p, cases[p.id], where) for p in programmes)
    head = list_documents.head(world, "programmes")
    yield "programmes.json", ProgrammesDocument(programmes=entries, **head)
    for p in programmes:
        yield f"programmes/{p.id}.json", programme_document(p, cases[p.id], where)
