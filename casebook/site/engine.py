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

from casebook.source import read_yaml

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands.build import build as mkdocs_build  # noqa: E402
from mkdocs.config import load_config  # noqa: E402
from mkdocs.exceptions import MkDocsException  # noqa: E402


class EngineError(Exception):
    """The engine refused to build; the message is its own."""


@dataclass(frozen=True, slots=True)
class Order:
    """What the engine is to build: one language from `stage` into `out`.

    `dirty` builds only the pages whose stage file is newer than its output; `as_of` is the date
    that the engine writes where it wants one, so that the same input gives the same bytes.
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
    dirty: bool = False


def site_url_of(settings: Path) -> str:
    """Return the `site_url` of `mkdocs.yml`, ending in a slash; raises EngineError."""
    document, problems = read_yaml(settings.parent, settings)
    tree = document.tree if document else None
    url = tree.get("site_url") if isinstance(tree, dict) else None
    if not isinstance(url, str):
        raise EngineError(str(problems[0].place) if problems else "mkdocs.yml: site_url")
    return url.rstrip("/") + "/"


def run_engine(order: Order) -> bool:
    """Put the chrome around every staged page, unless that is done; raises EngineError.

    Returns whether the engine ran.
    """
    done = order.out.with_name(f"{order.out.name}.done")
    wanted = _fingerprint(order)
    if done.is_file() and done.read_text() == wanted:
        return False
    done.unlink(missing_ok=True)
    _run(order)
    done.write_text(wanted)
    return True


def _fingerprint(order: Order) -> str:
    """Identify everything that the engine's output depends on."""
    digest = hashlib.sha256()
    asked = {
        **{name: str(getattr(order, name)) for name in ("locale", "name", "description")},
        "site_url": order.site_url,
        "as_of": order.as_of.isoformat(),
        "chrome": order.chrome_data,
        "versions": [version(name) for name in ("mkdocs", "mkdocs-material", "Markdown")],
    }
    digest.update(json.dumps(asked, sort_keys=True).encode())
    for folder in (order.stage, order.chrome):
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for path in (order.settings, Path(__file__)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _run(order: Order) -> None:
    with _quiet(), _dated(order.as_of):
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
            mkdocs_build(config, dirty=order.dirty)
        except MkDocsException as error:
            raise EngineError(str(error)) from error
    _tidy(order)


def _tidy(order: Order) -> None:
    """Keep the pages alone: our chrome asks for none of Material's scripts, styles and pictures.

    A page that is staged no more leaves nothing behind (a dirty build does not clean up).
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
