"""What kind of film a file is, by its first bytes and not by its name."""

from __future__ import annotations

from typing import BinaryIO, Literal

Container = Literal["mp4", "mov"]

_QUICKTIME = b"qt  "
_MP4 = frozenset(
    {b"isom", b"avc1", b"mp41", b"mp42", b"M4V ", b"M4VP", b"M4VH", b"MSNV", b"dash", b"XAVC"}
    | {f"iso{digit}".encode() for digit in "23456789abc"}
)
_OLD_QUICKTIME = frozenset({b"moov", b"mdat", b"wide", b"skip", b"free", b"pnot"})
_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (8, b"AVI ", "AVI"),
    (0, b"\x1a\x45\xdf\xa3", "MKV / WebM"),
    (0, b"\x30\x26\xb2\x75", "WMV"),
    (0, b"FLV", "FLV"),
    (0, b".RMF", "RMVB"),
    (0, b"\0\0\1\xba", "MPG"),
    (0, b"\0\0\1\xb3", "MPG"),
    (0, b"GIF8", "GIF"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG", "PNG"),
    (0, b"%PDF", "PDF"),
    (0, b"PK\3\4", "ZIP"),
    (0, b"Rar!", "RAR"),
)
_BRANDS = {b"3gp": "3GP", b"3g2": "3G2", b"M4A": "M4A", b"M4B": "M4A", b"hei": "HEIC"}
_BRANDS |= {b"mif": "HEIC", b"avi": "AVIF", b"f4v": "F4V", b"mj2": "MJ2", b"crx": "CR3"}
_PACKET = 188  # bytes of a packet of an MPEG transport stream, which begins with 0x47


def container_of(file: BinaryIO) -> tuple[Container | None, str]:
    """Return mp4 or mov, or None with the name of what the file is instead (empty: unknown)."""
    file.seek(0)
    head = file.read(2 * _PACKET + 1)
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    for offset, sign, name in _OTHERS:
        if head[offset : offset + len(sign)] == sign:
            return None, name
    if head[4:8] in _OLD_QUICKTIME:
        return "mov", ""
    if len(head) > 2 * _PACKET and {head[0], head[_PACKET], head[2 * _PACKET]} == {0x47}:
        return None, "TS"
    return None, ""


def _by_brand(head: bytes) -> tuple[Container | None, str]:
    """Judge by the major brand (ISO/IEC 14496-12, 4.3), then by those it is compatible with."""
    length = int.from_bytes(head[:4], "big")
    major, others = head[8:12], head[16 : min(length, len(head))]
    if major == _QUICKTIME:
        return "mov", ""
    if major in _MP4:
        return "mp4", ""
    if major[:3] in _BRANDS:
        return None, _BRANDS[major[:3]]
    compatible = {others[i : i + 4] for i in range(0, len(others), 4)}
    if compatible & _MP4:
        return "mp4", ""
    return ("mov", "") if _QUICKTIME in compatible else (None, "")
