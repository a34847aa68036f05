"""Addresses of the web that a document outside the site may link to."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_HOST = re.compile(r"[A-Za-z0-9.-]+")


def web_address(href: str) -> str | None:
    """Return an http(s) address as RFC 3986 writes it; None for anything else."""
    address = quote(href, safe="%/:=&?~#+!$,;'@()*-._")
    address = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", address)
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or ""):
        return None
    return address if address.count("#") < 2 else None
