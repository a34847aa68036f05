"""What a manuscript's folder and file are called (附2-107, 附2-108), safely on any system."""

from __future__ import annotations

import unicodedata

from casebook.model.library import Case
from casebook.unwritten import STAND_IN

_LONGEST = 200  # bytes of a name in UTF-8, below every system's 255 with room for “.part”
# what Windows does not take in a name, as Chinese writes it
_FULL_WIDTH = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
_COMMUNITY = "小区"


def file_name(case: Case) -> str:
    """Return “**小区+标题.docx” (附2-108); a title that is too long ends in “…”.

    A draft in which one of them is not yet written is called by its id.
    """
    name, title = case.data.community.name, case.data.title
    if STAND_IN in (name.to("zh"), title.to("zh")):
        return f"{case.id}.docx"
    community = _safe(name.to("zh"))
    if any("\u4e00" <= char <= "\u9fff" for char in community):
        community = community.removesuffix(_COMMUNITY) + _COMMUNITY
    return _short(f"{community}+{_safe(title.to('zh'))}") + ".docx"


def folder_name(case: Case) -> str:
    """Return the legal name of the company (附2-107), or that the source names none."""
    company = case.data.company
    return _short(_safe(company.name.to("zh"))) if company else "企业名称未载明"


def _safe(text: str) -> str:
    """Return a text without what cannot stand in a name: separators, control, invisible."""
    text = unicodedata.normalize("NFC", text).translate(_FULL_WIDTH)
    kept = "".join(" " if c.isspace() else c for c in text if c.isspace() or _is_seen(c))
    return " ".join(kept.split()).strip(". ") or "_"


def _is_seen(char: str) -> bool:
    return unicodedata.category(char)[0] != "C"


def _short(name: str) -> str:
    if len(name.encode()) <= _LONGEST:
        return name
    while len(name.encode()) > _LONGEST - len("…".encode()):
        name = name[:-1]
    return name.rstrip(". ") + "…"
