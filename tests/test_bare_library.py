"""Libraries that have less than ours, no case, no editorial page: no link of theirs fails."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from building import build
from lxml import html
from small_library import write_small_library

HERE = "https://here.test/"


def _nothing(root: Path) -> None:
    shutil.rmtree(root / "cases")
    (root / "cases").mkdir()


def _one(root: Path) -> None:
    for folder in root.glob("cases/*/"):
        if folder.name != "2026-yangli":
            shutil.rmtree(folder)
    line = "- {id: 2026-yangli, published: 2026-09-01}\n"
    (root / "cases" / "published.yaml").write_text(line, encoding="utf-8")


def _led_on(root: Path) -> None:
    """The card of a case that never was leads to a page that is no case."""
    line = "- {old: /embed/2020-lost/, new: /companies/}\n"
    (root / "cases" / "redirects.yaml").write_text(line, encoding="utf-8")


@pytest.fixture(params=[_nothing, _one, _led_on])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    root = write_small_library(tmp_path / "library")
    shutil.rmtree(root / "content" / "pages")
    change: Callable[[Path], None] = request.param
    change(root)
    assert build(root, "site") == 0
    assert build(root, "site") == 0  # and knows its own site again
    return root / "site"


def _links(out: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(out.rglob("*.html")):
        here = path.relative_to(out).as_posix()
        page = html.document_fromstring(path.read_bytes())
        for link in page.xpath("//@href | //@src"):
            yield here, urljoin(f"{HERE}{here.removesuffix('index.html')}", link)


def _leads_somewhere(out: Path, address: str) -> bool:
    path = unquote(urlsplit(address).path).lstrip("/")
    return (out / path / "index.html" if path.endswith("/") or not path else out / path).is_file()


def test_every_link_leads_somewhere(out: Path) -> None:
    own = {(page, link) for page, link in _links(out) if link.startswith(HERE)}
    assert len(own) > 300
    assert sorted(entry for entry in own if not _leads_somewhere(out, entry[1])) == []
    absolute = "https://cases.example.org/"
    whole = {link.removeprefix(absolute) for _, link in _links(out) if link.startswith(absolute)}
    assert sorted(link for link in whole if not _leads_somewhere(out, HERE + link)) == []
