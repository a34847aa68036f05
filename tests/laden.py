"""Photos that carry what cameras, phones and programs write into them, each with a canary.

`lade` puts it into the photos of a folder; `canaries_in` looks for it in what was made of them, in
every byte: of a file as it is, of the members of an archive, of the streams of a PDF.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import brotli
import pikepdf
from PIL import Image, ImageCms

# one for each place: a message says which was not cleaned
CANARIES = {
    "Exif": b"canary-exif-artist",
    "owner": b"canary-exif-owner",
    "MakerNote": b"canary-makernote",
    "GPS": b"canary-gps-area",
    "thumbnail": b"canary-thumbnail",
    "XMP": b"canary-xmp",
    "IPTC": b"canary-iptc",
    "profile": b"canary-icc-01",
    "comment": b"canary-comment",
    "trailer": b"canary-trailer",
    "second picture": b"canary-second",
}
_PROFILE_SAYS = "sRGB built-in"  # as long as its canary


def lade(folder: Path) -> None:
    """Rewrite every JPEG of a folder with all that a photo can carry."""
    for path in sorted(folder.glob("*.jpg")):
        path.write_bytes(laden(path.read_bytes()))


def laden(jpeg: bytes, orientation: int = 1) -> bytes:
    """Return a JPEG with a canary in every place that holds more than pixels."""
    return b"".join(
        (
            jpeg[:2],
            _segment(0xE1, b"Exif\0\0" + _exif(orientation)),
            _segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + _xmp()),
            _segment(0xE2, b"ICC_PROFILE\0\x01\x01" + _profile()),
            _segment(0xED, b"Photoshop 3.0\0" + _resource(CANARIES["IPTC"])),
            _segment(0xFE, CANARIES["comment"]),
            jpeg[2:],
            _commented(CANARIES["second picture"]),  # as of a second exposure (MPF)
            b"\0\0\0\x18ftypmp42\0\0\0\0isommp42",  # as of a moving picture
            CANARIES["trailer"],
        )
    )


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body


def _commented(said: bytes) -> bytes:
    out = BytesIO()
    Image.new("RGB", (16, 12), "teal").save(out, "JPEG", comment=said)
    return out.getvalue()


def _exif(orientation: int) -> bytes:
    """Build a TIFF structure by hand: IFD0 with its Exif and GPS, IFD1 with the thumbnail."""
    thumbnail = _commented(CANARIES["thumbnail"])
    text = {key: CANARIES[key] + b"\0" for key in ("Exif", "owner", "MakerNote", "GPS")}
    zero, exif, gps, one, data = 8, 8 + 54, 8 + 54 + 42, 8 + 54 + 84, 8 + 54 + 84 + 30
    places, at = {}, data
    for key, value in {**text, "thumbnail": thumbnail}.items():
        places[key], at = at, at + len(value)

    def entry(tag: int, kind: int, count: int, value: int) -> bytes:
        number = value.to_bytes(2, "big") + b"\0\0" if kind == 3 else value.to_bytes(4, "big")
        return tag.to_bytes(2, "big") + kind.to_bytes(2, "big") + count.to_bytes(4, "big") + number

    def ifd(*entries: bytes, following: int = 0) -> bytes:
        return len(entries).to_bytes(2, "big") + b"".join(entries) + following.to_bytes(4, "big")

    def said(tag: int, kind: int, key: str) -> bytes:
        return entry(tag, kind, len(text[key]), places[key])

    made = b"MM\0*" + zero.to_bytes(4, "big")
    made += ifd(
        entry(0x0112, 3, 1, orientation),
        said(0x013B, 2, "Exif"),
        entry(0x8769, 4, 1, exif),
        entry(0x8825, 4, 1, gps),
        following=one,
    )
    made += ifd(
        entry(0x9000, 7, 4, int.from_bytes(b"0232", "big")),
        said(0x927C, 7, "MakerNote"),
        said(0xA430, 2, "owner"),
    )
    made += ifd(
        entry(0x0000, 1, 4, 0x02030000),
        entry(0x0001, 2, 2, int.from_bytes(b"N\0\0\0", "big")),
        said(0x001C, 7, "GPS"),
    )
    made += ifd(entry(0x0201, 4, 1, places["thumbnail"]), entry(0x0202, 4, 1, len(thumbnail)))
    return made + b"".join(text.values()) + thumbnail


def _xmp() -> bytes:
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="' + rdf.encode() + b'">'
        b'<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>'
        + CANARIES["XMP"]
        + b"</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
    )


def _profile() -> bytes:
    """sRGB under a name of its own, in UTF-16 (ICC.1:2022, 10.15), and of no day (7.2.8)."""
    dated = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = dated[:24] + bytes(12) + dated[36:]
    said = _PROFILE_SAYS.encode("utf-16-be")
    assert said in plain
    return plain.replace(said, CANARIES["profile"].decode().encode("utf-16-be"))


def _resource(said: bytes) -> bytes:
    """Wrap a caption as IPTC-IIM 2:120 in Photoshop's resource 0x0404."""
    body = b"\x1c\x02\x78" + len(said).to_bytes(2, "big") + said
    return b"8BIM\x04\x04\0\0" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)


def canaries_in(content: bytes) -> list[str]:
    """Name the places whose canary is in a file, or in anything that it holds."""
    return sorted({place for part in _parts(content) for place in _found(part)})


def _found(content: bytes) -> Iterator[str]:
    for place, canary in CANARIES.items():
        if canary in content or canary.decode().encode("utf-16-be") in content:
            yield place


def _parts(content: bytes) -> Iterator[bytes]:
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _parts(archive.read(name))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(content)) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Stream):
                    yield item.read_raw_bytes()
                    if "/DCTDecode" not in str(item.get("/Filter")):
                        yield item.read_bytes()
    elif content.startswith(b"\x1f\x8b"):
        yield gzip.decompress(content)


def unpacked(path: Path) -> bytes:
    """Return the content of a published file, of a precompressed one what is in it."""
    content = path.read_bytes()
    return brotli.decompress(content) if path.suffix == ".br" else content
