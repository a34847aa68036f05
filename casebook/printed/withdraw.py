"""A printed volume without its withdrawn cases: their pages become notices, page for page.

The file keeps page count, page numbers, links and bookmarks of all other pages, its tags (ISO
14289-1) and its conformance to PDF/A. Nothing of a withdrawn case remains in it but its entry in
the lists of the book (contents, opener of the chapter, indexes): that it was printed is a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

Key = tuple[int, int]  # a PDF object's number and generation
_State = Literal["kept", "lost", "empty"]


@dataclass(frozen=True, slots=True)
class Notice:
    """The pages of a withdrawn case in the PDF, from 1, and the one-page PDF put in their place."""

    first: int
    last: int
    page: bytes


def without_cases(volume: Path, notices: Mapping[str, Notice]) -> bytes:
    """Return a volume with the pages of withdrawn cases replaced; the same bytes every time."""
    with pikepdf.open(volume) as pdf:
        pages: dict[Key, pikepdf.Object] = {}
        for notice in notices.values():
            for number in range(notice.first, notice.last + 1):
                page = pdf.pages[number - 1].obj
                pages[page.objgen] = page
        gone = frozenset(pages)
        marks: dict[Key, int] = {}
        annotations = [key for page in pages.values() for key in _annotations(page)]
        for notice in notices.values():
            with pikepdf.open(BytesIO(notice.page)) as other:
                count = _count_marks(other.pages[0].obj)
                for number in range(notice.first, notice.last + 1):
                    page = pdf.pages[number - 1].obj
                    _replace(pdf, page, other.pages[0].obj)
                    marks[page.objgen] = count
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            _Pruner(pdf, root, pages, marks).run(annotations)
        _forget_bookmarks(pdf, gone)
        made = BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def _annotations(page: pikepdf.Object) -> Iterator[int]:
    """Yield the keys by which the tags know the links of a page."""
    for annotation in page.get("/Annots", []):
        if "/StructParent" in annotation:
            yield int(annotation.StructParent)


def _replace(pdf: pikepdf.Pdf, page: pikepdf.Object, notice: pikepdf.Object) -> None:
    """Give a page the content of the notice; boxes, number and place among the tags stay."""
    content = notice.Contents
    streams = list(content) if isinstance(content, Array) else [content]
    page.Contents = pdf.make_stream(b"\n".join(part.read_bytes() for part in streams))
    page.Resources = pdf.copy_foreign(notice.Resources)
    for key in ("/Annots", "/Thumb", "/Metadata", "/PieceInfo"):
        if key in page:
            del page[key]


def _count_marks(page: pikepdf.Object) -> int:
    """Count the marked contents of a page that belong to its tags."""
    found = 0
    for instruction in pikepdf.parse_content_stream(page):
        if str(instruction.operator) == "BDC" and isinstance(instruction.operands[1], Dictionary):
            found += "/MCID" in instruction.operands[1]
    return found


class _Pruner:
    """Takes what belongs to withdrawn pages out of the structure tree (ISO 32000-1, 14.7)."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        root: pikepdf.Object,
        pages: Mapping[Key, pikepdf.Object],
        marks: Mapping[Key, int],
    ) -> None:
        self._pdf = pdf
        self._root = root
        self._pages = pages
        self._marks = marks
        self._order = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

    def run(self, annotations: list[int]) -> None:
        """Prune the tree, give each notice a tag in its place, and mend the tables beside it."""
        top = self._root.K[0] if isinstance(self._root.K, Array) else self._root.K
        self._prune(top, None)
        tree = pikepdf.NumberTree(self._root.ParentTree)
        for key in annotations:
            if key in tree:
                del tree[key]
        for objgen, page in self._pages.items():
            count = self._marks[objgen]
            element = self._pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.P, P=top, Pg=page, K=Array(range(count)))
            )
            self._insert(top, element)
            if "/StructParents" in page:
                tree[int(page.StructParents)] = Array([element] * count)
        if "/IDTree" in self._root:
            names, kept = pikepdf.NameTree(self._root.IDTree), set(_ids(top))
            for name in map(str, list(names)):
                if name not in kept:
                    del names[name]

    def _prune(self, element: pikepdf.Object, page: pikepdf.Object | None) -> _State:
        """Take lost content out of an element, and say what is left of it."""
        page = element.get("/Pg", page)
        kids = _kids(element)
        states = [self._state(kid, page) for kid in kids]
        if "kept" not in states:
            return "lost" if "lost" in states else "empty"
        if "lost" in states:
            pairs = zip(kids, states, strict=True)
            element.K = Array([kid for kid, state in pairs if state != "lost"])
            for key in ("/ActualText", "/Alt", "/E", "/T"):
                if key in element:
                    del element[key]
        return "kept"

    def _state(self, kid: pikepdf.Object | int, page: pikepdf.Object | None) -> _State:
        if isinstance(kid, Dictionary):
            if kid.get("/Type") not in (Name.MCR, Name.OBJR):
                return self._prune(kid, page)
            page = kid.get("/Pg", page)
        return "lost" if page is not None and page.objgen in self._pages else "kept"

    def _insert(self, top: pikepdf.Object, element: pikepdf.Object) -> None:
        """Put the tag of a notice before the first that belongs to a later page."""
        here = self._order[element.Pg.objgen]
        for place, kid in enumerate(top.K):
            found = _first_page(kid)
            if found is not None and self._order.get(found.objgen, -1) > here:
                top.K.insert(place, element)
                return
        top.K.append(element)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object | int]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _ids(element: pikepdf.Object) -> Iterator[str]:
    if "/ID" in element:
        yield str(element.ID)
    for kid in _kids(element):
        if isinstance(kid, Dictionary):
            yield from _ids(kid)


def _first_page(element: pikepdf.Object | int) -> pikepdf.Object | None:
    if not isinstance(element, Dictionary):
        return None
    if "/Pg" in element:
        return element.Pg
    for kid in _kids(element):
        if (found := _first_page(kid)) is not None:
            return found
    return None


def _forget_bookmarks(pdf: pikepdf.Pdf, gone: frozenset[Key]) -> None:
    """Take out the bookmarks that lead to a withdrawn page."""
    with pdf.open_outline() as outline:
        _keep(outline.root, gone)


def _keep(items: list[pikepdf.OutlineItem], gone: frozenset[Key]) -> None:
    items[:] = [item for item in items if _target(item) not in gone]
    for item in items:
        _keep(item.children, gone)


def _target(item: pikepdf.OutlineItem) -> Key | None:
    places = (item.destination, item.action.get("/D") if item.action is not None else None)
    found = next((place for place in places if isinstance(place, Array) and len(place)), None)
    return found[0].objgen if found is not None else None
