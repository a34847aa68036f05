"""What a file says of itself: PDF/X version, output intent, dates, and what it must not have.

Shaped after ISO 15930-7 (PDF/X-4); no open validator of that standard exists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from casebook.model.edition import Edition
from casebook.preflight.report import FileFacts, Finding
from casebook.preflight.rules import error, text

_PDFX = "{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"
_TRAPPED = "{http://ns.adobe.com/pdf/1.3/}Trapped"
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}part"
_WANTED = {
    "dc:title": "{http://purl.org/dc/elements/1.1/}title",
    "xmp:CreateDate": "{http://ns.adobe.com/xap/1.0/}CreateDate",
    "xmp:ModifyDate": "{http://ns.adobe.com/xap/1.0/}ModifyDate",
    "xmp:MetadataDate": "{http://ns.adobe.com/xap/1.0/}MetadataDate",
    "xmpMM:DocumentID": "{http://ns.adobe.com/xap/1.0/mm/}DocumentID",
    "xmpMM:VersionID": "{http://ns.adobe.com/xap/1.0/mm/}VersionID",
    "xmpMM:RenditionClass": "{http://ns.adobe.com/xap/1.0/mm/}RenditionClass",
}
_FORBIDDEN = {  # key of the catalogue -> rule
    "/OpenAction": "action",
    "/AA": "action",
    "/AcroForm": "form",
    "/OCProperties": "layers",
    "/Collection": "attachment",
    "/AF": "attachment",
}


def facts_of(pdf: pikepdf.Pdf, path: Path) -> FileFacts:
    """Return what holds of the whole file."""
    said = _xmp(pdf)
    intent = _intent(pdf)
    content = path.read_bytes()
    return FileFacts(
        version=pdf.pdf_version,
        standard=said.get(_PDFX, ""),
        condition=str(intent.get("/OutputConditionIdentifier", "")) if intent is not None else "",
        profile=_profile(intent)[1],
        title=said.get(_WANTED["dc:title"], ""),
        trapped=said.get(_TRAPPED, str(pdf.docinfo.get("/Trapped", "")).lstrip("/")),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def check_identity(pdf: pikepdf.Pdf, edition: Edition) -> Iterator[Finding]:
    """Yield what is missing of PDF/X-4's marks, and what the file must not carry."""
    said = _xmp(pdf)
    if _PDFA in said and _PDFX not in said:
        yield error("screen", None, text(f"PDF/A-{said[_PDFA]}"), text("PDF/X-4"))
    if pdf.pdf_version != "1.6":
        yield error("version", None, text(f"PDF {pdf.pdf_version}"), text("PDF 1.6"))
    yield from _check_intent(_intent(pdf), edition)
    if said.get(_PDFX) != "PDF/X-4":
        found = text(said.get(_PDFX) or "无", said.get(_PDFX) or "none")
        yield error("pdfx", None, found, text("GTS_PDFXVersion PDF/X-4"))
    missing = [name for name, key in _WANTED.items() if not said.get(key)]
    if missing:
        listed = ", ".join(missing)
        yield error("xmp", None, text(f"缺 {listed}", f"missing: {listed}"), text("ISO 15930-7"))
    trapped = said.get(_TRAPPED) or str(pdf.docinfo.get("/Trapped", "")).lstrip("/")
    if trapped not in ("True", "False"):
        yield error("trapped", None, text(f"Trapped {trapped or '—'}"), text("True, False"))
    elif str(pdf.docinfo.get("/Trapped", f"/{trapped}")).lstrip("/") != trapped:
        found = text(f"XMP {trapped}, Info {pdf.docinfo['/Trapped']}")
        yield error("trapped", None, found, text("XMP = Info"))
    if "/ID" not in pdf.trailer:
        yield error("id", None, text("没有文件标识符", "no file identifier"), text("/ID"))
    yield from _check_forbidden(pdf)


def _check_intent(intent: Any, edition: Edition) -> Iterator[Finding]:
    wanted = edition.printer.condition
    if intent is None:
        allowed = text(f"GTS_PDFX{', ' + wanted if wanted else ''}")
        yield error("intent", None, text("无", "none"), allowed)
        return
    size, name = _profile(intent)
    if not size:
        yield error("intent-profile", None, text("没有内嵌", "not embedded"), text("CMYK, prtr"))
    elif not name.startswith("CMYK prtr"):
        yield error("intent-profile", None, text(name), text("CMYK, prtr"))
    condition = str(intent.get("/OutputConditionIdentifier", ""))
    if not condition or (wanted and condition != wanted):
        yield error("condition", None, text(condition or "—"), text(wanted or "—"))


def _check_forbidden(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    root = pdf.Root
    for key, rule in _FORBIDDEN.items():
        if key in root:
            yield error(rule, None, text(key[1:]), text("无", "none"))
    names: Any = root.get("/Names", {})
    if "/JavaScript" in names:
        yield error("action", None, text("JavaScript"), text("无", "none"))
    if "/EmbeddedFiles" in names:
        yield error("attachment", None, text("EmbeddedFiles"), text("无", "none"))
    if pdf.is_encrypted:
        yield error("encrypted", None, text("已加密", "encrypted"), text("不加密", "open"))


def check_page_extras(page: pikepdf.Page, sheet: int) -> Iterator[Finding]:
    """Yield annotations and actions of a page."""
    kinds = sorted({str(one.get("/Subtype", "?"))[1:] for one in page.obj.get("/Annots", ())})
    if kinds:
        yield error("annotation", sheet, text(", ".join(kinds)), text("无", "none"))
    if "/AA" in page.obj:
        yield error("action", sheet, text("AA"), text("无", "none"))


def _intent(pdf: pikepdf.Pdf) -> Any:
    """Return the output intent of PDF/X, if there is one."""
    found = pdf.Root.get("/OutputIntents", ())
    return next((one for one in found if str(one.get("/S", "")) == "/GTS_PDFX"), None)


def _profile(intent: Any) -> tuple[int, str]:
    """Return length and colour space, class, description of an intent's profile (ICC.1, 7.2)."""
    stream = intent.get("/DestOutputProfile") if intent is not None else None
    if not isinstance(stream, pikepdf.Stream):
        return 0, ""
    head = stream.read_bytes()[:40]
    if head[36:40] != b"acsp" or int(stream.get("/N", 0)) != 4:
        return len(head), f"? N={stream.get('/N', 0)}"
    return len(head), f"{head[16:20].decode('latin-1')} {head[12:16].decode('latin-1')}"


def _xmp(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Return the properties of the file's metadata stream that are asked for."""
    if "/Metadata" not in pdf.Root:
        return {}
    metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    keys = (_PDFX, _PDFA, _TRAPPED, *_WANTED.values())
    found = ((key, metadata.get(key)) for key in keys)
    return {key: str(value).strip() for key, value in found if value is not None}
