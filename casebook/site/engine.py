"""The engine behind files: the only module that knows MkDocs.

It is given a folder of finished pages and gives back a folder of HTML with the chrome around
them. MkDocs 1.x is frozen and Material ends on 5 May 2027: whatever follows them replaces this
module and `theme/chrome`, and nothing else.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

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
    """Return the `site_url` of `mkdocs.yml`, ending in a slash."""
    config = load_config(str(settings), docs_dir=str(settings.parent), plugins=[])
    return (config.site_url or "").rstrip("/") + "/"


def run_engine(order: Order) -> None:
    """Put the chrome around every staged page; raises EngineError."""
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
    _drop_unused(order.out)


def _drop_unused(out: Path) -> None:
    """Material copies its own scripts and styles; our chrome asks for none of them."""
    shutil.rmtree(out / "assets" / "javascripts", ignore_errors=True)
    shutil.rmtree(out / "assets" / "stylesheets", ignore_errors=True)
    shutil.rmtree(out / "assets" / "images", ignore_errors=True)
    for name in ("sitemap.xml.gz",):
        (out / name).unlink(missing_ok=True)


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
    moment = datetime(day.year, day.month, day.day, tzinfo=timezone.utc)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(moment.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
