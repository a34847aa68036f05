"""The engine behind files: the only module that knows MkDocs.

It is given a folder of finished pages and gives back a folder of HTML with the chrome around
them. MkDocs 1.x is frozen and Material ends on 5 May 2027: whatever follows them replaces this
module and `theme/chrome`, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import TemplateNotFound

from casebook.broken_theme import MISSING, ThemeError, templates_of
from casebook.problem import Place, Problem, ProblemsError, Said
from casebook.source import read_yaml
from casebook.write import write_file

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from mkdocs.exceptions import MkDocsException  # noqa: E402

_SHARED = "."  # no page has this name
_ENGINE = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "MarkupSafe", "PyYAML")


_CHROME = ("main.html", "404.html")


class EngineError(ProblemsError):
    """The engine refused to build: it is its settings that are wrong, and the words are its own."""

    def __init__(self, settings: Path, reason: str) -> None:
        problem = Problem(
            Place(settings.name),
            "engine",
            Said(f"网站引擎 MkDocs 不接受：{reason}", f"the engine, MkDocs, refused: {reason}"),
            Said("请改正 mkdocs.yml 的设置。", "Mend the settings in mkdocs.yml."),
        )
        super().__init__([problem])


@dataclass(frozen=True, slots=True)
class Order:
    """What the engine is to build: one language from `stage` into `out`.

    `as_of` is the date that the engine writes where it wants one, so that the same input gives
    the same bytes.
    """

    settings: Path
    chrome: Path
    stage: Path
    out: Path
    locale: str
    name: str
    description: str
    site_url: str
    as_of: date
    chrome_data: Mapping[str, Any]


def site_url_of(settings: Path) -> str:
    """Return the `site_url` of `mkdocs.yml`, ending in a slash; raises EngineError."""
    document, _ = read_yaml(settings.parent, settings)
    tree = document.tree if document else None
    url = tree.get("site_url") if isinstance(tree, dict) else None
    if not isinstance(url, str):
        raise EngineError(settings, "site_url")
    return url.rstrip("/") + "/"


def run_engine(order: Order) -> bool:
    """Put the chrome around every staged page for which that is not done; raises EngineError.

    A page depends on its staged file and on what all pages share, and on no other page. Returns
    whether the engine ran.
    """
    for name in _CHROME:  # without them the engine would take its own, scripts and all
        if not (order.chrome / name).is_file():
            raise ThemeError(f"theme/chrome/{name}", MISSING)
    note = order.out.with_name(f"{order.out.name}.done")
    wanted = _fingerprints(order)
    done = _done(order, note)
    if done == wanted:
        return False
    note.unlink(missing_ok=True)
    some = done.get(_SHARED) == wanted[_SHARED]
    if some:
        for name in wanted:
            if done.get(name) != wanted[name]:  # the engine makes what is not there
                _made(order, name).unlink(missing_ok=True)
    _run(order, dirty=some)
    sizes = {name: _made(order, name).stat().st_size for name in wanted if name != _SHARED}
    write_file(note, json.dumps({"made": wanted, "sizes": sizes}))
    return True


def _made(order: Order, name: str) -> Path:
    """Return where the engine puts a staged page."""
    return (order.out / name).with_suffix(".html")


def _done(order: Order, note: Path) -> dict[str, str]:
    """Return the fingerprints of the pages of the last run that are there as it left them."""
    try:
        last = json.loads(note.read_text(encoding="utf-8"))
        made, sizes = dict(last["made"]), dict(last["sizes"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return {}
    return {
        name: fingerprint
        for name, fingerprint in made.items()
        if name == _SHARED or _size(_made(order, name)) == sizes.get(name)
    }


def _size(path: Path) -> int | None:
    """Return the size of a file, bytes; None where it is not there or empty."""
    try:
        return path.stat().st_size or None
    except OSError:
        return None


def _fingerprints(order: Order) -> dict[str, str]:
    """Identify every staged page, and under `_SHARED` all else that the output depends on."""
    return {_SHARED: _shared(order), **dict(_contents(order.stage))}


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def _shared(order: Order) -> str:
    digest = hashlib.sha256()
    asked: dict[str, object] = {
        **{name: str(getattr(order, name)) for name in ("locale", "name", "description")},
        "site_url": order.site_url,
        "as_of": order.as_of.isoformat(),
        "chrome": order.chrome_data,
        "files": dict(_contents(order.chrome)),
        "versions": [version(name) for name in _ENGINE],
    }
    digest.update(json.dumps(asked, sort_keys=True).encode())
    for path in (order.settings, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _run(order: Order, *, dirty: bool) -> None:
    with _quiet(), _dated(order.as_of), templates_of("theme/chrome"):
        try:
            config = load_config(
                str(order.settings),
                docs_dir=str(order.stage),
                site_dir=str(order.out),
                site_name=order.name,
                site_description=order.description,
                site_url=order.site_url,
                extra={"chrome": dict(order.chrome_data)},
                theme={
                    "name": "material",
                    "custom_dir": str(order.chrome),
                    "language": order.locale,
                    "font": False,
                },
            )
            mkdocs_build(config, dirty=dirty)
        except MkDocsException as error:
            raise EngineError(order.settings, str(error)) from error
        except TemplateNotFound:  # an OSError too
            raise
        except OSError as error:  # a full disk gives no name
            name = error.filename or str(order.out)
            raise OSError(error.errno, error.strerror, name) from error
    _tidy(order)


def _tidy(order: Order) -> None:
    """Keep the pages alone: our chrome asks for none of Material's scripts, styles and pictures.

    A page that is staged no more leaves nothing behind: a dirty build does not clean up.
    """
    shutil.rmtree(order.out / "assets", ignore_errors=True)
    for name in ("sitemap.xml", "sitemap.xml.gz"):  # ours knows both languages
        (order.out / name).unlink(missing_ok=True)
    for path in order.out.rglob("index.html"):
        if not (order.stage / path.relative_to(order.out)).with_suffix(".md").is_file():
            path.unlink()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the engine's notices to itself; what it cannot do, it raises."""
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Fix the date of the build (https://reproducible-builds.org/specs/source-date-epoch/)."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
