"""The files of each case, `<id>.json` and `index.md`, made again only when it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from casebook.exports.case_markdown import render_case
from casebook.exports.case_record import case_document
from casebook.exports.where import API
from casebook.model.library import Case
from casebook.problem import LOCALES
from casebook.sheets import Order, kept
from casebook.site.links import PREFIX
from casebook.site.world import World

_PACKAGE = Path(__file__).parent.parent
_PROGRAMS = ("markdown-it-py", "mdit-py-plugins", "pydantic", "pypinyin")
_BATCH = 100


def gather_case_files(world: World, cache: Path) -> dict[str, Path]:
    """Return the API's document and the Markdown of each case by their paths on the site."""
    cases = {case.id: case for case in world.catalogue.cases}
    orders = {id: _order(world, case) for id, case in cases.items()}
    recipe = _recipe(world)
    bodies: dict[str, dict[str, str]] = {id: {} for id in cases}  # a text is rendered once

    def files(kind: str, render: Callable[[Case, dict[str, str]], bytes]) -> dict[str, Path]:
        def make(some: Sequence[Order]) -> Iterator[bytes]:
            return (render(cases[order["id"]], bodies[order["id"]]) for order in some)

        return kept(cache / "exports" / kind, ".txt", recipe, orders, make, _BATCH)

    def document(case: Case, body: dict[str, str]) -> bytes:
        made = case_document(world, case, body)
        return made.model_dump_json(by_alias=True, indent=1).encode() + b"\n"

    found = {f"{API}cases/{id}.json": file for id, file in files("json", document).items()}
    for locale in LOCALES:
        markdown = partial(_markdown, world, locale)
        for id, file in files(f"markdown-{locale}", markdown).items():
            found[f"{PREFIX[locale]}cases/{id}/index.md"] = file
    return found


def _markdown(world: World, locale: Any, case: Case, bodies: dict[str, str]) -> bytes:
    return render_case(world, case, locale, bodies)


def _order(world: World, case: Case) -> Order:
    """Identify what the files of a case are made from, besides what all cases share."""
    texts = {locale: text.source for locale, text in case.texts.items()}
    shown = [(photo.file, world.photo(case, photo)) for photo in case.data.photos]
    made = [(name, s.jpeg.path, s.jpeg.width) for name, s in shown if s]
    films = [[shown.size, *shown.files] for shown in world.videos(case)]
    said = [
        {x: [s.text for s in words] for x, words in v.words.items()} for v in world.videos(case)
    ]
    given = [case.document.tree, texts, made, films, said]
    content = json.dumps(given, ensure_ascii=False, sort_keys=True)
    return {"id": case.id, "content": hashlib.sha256(content.encode()).hexdigest()}


def _recipe(world: World) -> str:
    """Identify what all cases share: the program, programmes and measures, words, the address."""
    digest = hashlib.sha256(f"{world.site_url} {world.catalogue.home.id}".encode())
    digest.update(" ".join(map(version, _PROGRAMS)).encode())
    digest.update(json.dumps(sorted(world.words.entries.items())).encode())
    content = world.content
    given = [*content.glob("measures.yaml"), *content.glob("programmes/*.yaml")]
    given += [*content.glob("editions/*/edition.*"), *content.glob("editions/*/printed/*.json")]
    given += [*_PACKAGE.rglob("*.py"), *_PACKAGE.glob("data/*")]
    for path in sorted(given):
        stat = path.stat()
        digest.update(_digest(path, stat.st_size, stat.st_mtime_ns))
    return digest.hexdigest()


@lru_cache(maxsize=2048)
def _digest(path: Path, size: int, time: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
