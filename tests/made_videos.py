"""Films for tests, made in a moment: none of them is kept in the repository.

`film` is coded by PyAV and can be played. `bare_film` is built box by box, without a coder: its
frames are empty, but its index is that of any film one asks for. `furnished` is a film that holds
`CANARY` wherever a file can hold words beside its picture and sound.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from io import BytesIO
from pathlib import Path

import av
from PIL import Image, ImageDraw

CANARY = b"CANARY-13800138000"
_RATE = 16_000  # of the tone, Hz
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}


@cache
def film(
    *,
    seconds: float = 2,
    size: tuple[int, int] = (800, 600),
    codec: str = "libx264",
    pixels: str = "yuv420p",
    sound: str | None = "aac",
    form: str = "mp4",
    fps: int = 5,
    b_frames: int = 0,
    options: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """Return a film of a hand that turns before windows, with a tone; it begins in black."""
    out = BytesIO()
    with av.open(out, "w", format=form, options=dict(options)) as container:
        how = {"preset": "ultrafast", "bf": str(b_frames)}
        picture = container.add_stream(codec, rate=fps, options=how)
        picture.width, picture.height, picture.pix_fmt = *size, pixels
        tone = container.add_stream(sound, rate=_RATE, layout="mono") if sound else None
        for number in range(round(seconds * fps)):
            container.mux(picture.encode(av.VideoFrame.from_image(_drawn(size, number))))
        container.mux(picture.encode(None))
        if tone:
            for frame in _tone(seconds, tone.codec_context.format.name):
                container.mux(tone.encode(frame))
            container.mux(tone.encode(None))
    return out.getvalue()


def _drawn(size: tuple[int, int], number: int) -> Image.Image:
    if number == 0:
        return Image.new("RGB", size)
    image = Image.new("RGB", size, (236, 230, 214))
    draw = ImageDraw.Draw(image)
    for window in range(12):
        left, top = size[0] * (window % 4) / 4 + 12, size[1] * (window // 4) / 3 + 12
        draw.rectangle((left, top, left + size[0] / 8, top + size[1] / 6), fill=(168, 50, 42))
    x, y, angle = size[0] / 2, size[1] / 2, number / 5
    draw.line((x, y, x + x * math.sin(angle), y - y * math.cos(angle)), fill=(30, 107, 94), width=9)
    return image


def _tone(seconds: float, form: str) -> Iterator[av.AudioFrame]:
    for start in range(0, round(seconds * _RATE), 1024):
        waves = [math.sin(2 * math.pi * 440 * (start + i) / _RATE) / 4 for i in range(1024)]
        frame = av.AudioFrame(format=form, layout="mono", samples=1024)
        kind, scale = ("f", 1) if form == "fltp" else ("h", 32_767)
        values = [wave if kind == "f" else int(wave * scale) for wave in waves]
        frame.planes[0].update(struct.pack(f"<1024{kind}", *values))
        frame.sample_rate, frame.pts = _RATE, start
        yield frame


def frames_of(content: bytes) -> dict[str, list[tuple[int, bytes]]]:
    """Decode a film: the time of each frame of picture and sound, and what it shows or sounds."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    for kind in ("video", "audio"):
        with av.open(BytesIO(content)) as container:
            for stream in container.streams.get({kind: 0}) if _has(container, kind) else ():
                found[kind] = [
                    (frame.pts, b"".join(bytes(plane) for plane in frame.planes))
                    for frame in container.decode(stream)
                ]
    return found


def _has(container: av.container.InputContainer, kind: str) -> bool:
    return any(stream.type == kind for stream in container.streams)


# Boxes, written by hand.


def box(kind: bytes, *contents: bytes) -> bytes:
    """Write a box."""
    content = b"".join(contents)
    return struct.pack(">I4s", len(content) + 8, kind) + content


def large_box(kind: bytes, *contents: bytes) -> bytes:
    """Write a box whose size has 64 bits."""
    content = b"".join(contents)
    return struct.pack(">I4sQ", 1, kind, len(content) + 16) + content


def full(kind: bytes, *contents: bytes) -> bytes:
    """Write a box with version and flags, both 0."""
    return box(kind, bytes(4), *contents)


def counted(*rows: bytes) -> bytes:
    """Write rows behind their number."""
    return struct.pack(">I", len(rows)) + b"".join(rows)


def sequence(size: tuple[int, int], profile: int = 66, chroma: int = 1, depth: int = 8) -> bytes:
    """Write a sequence parameter set of H.264 for pictures of a size in whole blocks of 16 px."""
    bits = f"{profile:08b}{0:08b}{31:08b}" + _golomb(0)
    if profile in (100, 110, 122, 244):
        bits += _golomb(chroma) + ("0" if chroma == 3 else "")
        bits += _golomb(depth - 8) * 2 + "00"
    width, height = -(-size[0] // 16), -(-size[1] // 16)
    bits += _golomb(0) + _golomb(2) + _golomb(1) + "0" + _golomb(width - 1) + _golomb(height - 1)
    bits += "11"
    right, bottom = (16 * width - size[0]) // 2, (16 * height - size[1]) // 2
    if right or bottom:
        bits += "1" + _golomb(0) + _golomb(right) + _golomb(0) + _golomb(bottom)
    else:
        bits += "0"
    bits += "01"
    bits += "0" * (-len(bits) % 8)
    return b"\x67" + int(bits, 2).to_bytes(len(bits) // 8, "big")


def _golomb(number: int) -> str:
    digits = f"{number + 1:b}"
    return "0" * (len(digits) - 1) + digits


def bare_film(
    *,
    seconds: float | Fraction = 10,
    size: tuple[int, int] = (1280, 720),
    turn: int = 0,
    codec: bytes = b"avc1",
    sound: bytes | None = b"mp4a",
    brand: bytes = b"isom",
    profile: int = 66,
    chroma: int = 1,
    depth: int = 8,
    tables: dict[bytes, bytes] | None = None,
    within: bytes = b"",
    inside: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """Return a film of one frame as long as asked, turned by `turn` degrees.

    `tables` take the place of the picture's tables of the same kinds; `within` stands in the index,
    `inside` in the picture's track, `after` at the end of the file.
    """
    units = round(Fraction(seconds) * 1000)
    unit = sequence(size, profile, chroma, depth)
    configuration = bytes([1, profile, 0, 31, 0xFF, 0xE1]) + struct.pack(">H", len(unit)) + unit
    configuration += b"\1\0\2\x68\xce"
    entry = struct.pack(">6xH16xHHII4xH32xHh", 1, *size, 72 << 16, 72 << 16, 1, 24, -1)
    entry += box(b"avcC", configuration) if codec == b"avc1" else b""
    frame = struct.pack(">I", 2) + b"\x65\x80"
    kind = box(b"ftyp", brand, bytes(4), brand)
    data = box(b"mdat", frame, frame)
    first = len(kind) + 8
    a, b, c, d = (value << 16 for value in _TURNS[turn])
    matrix = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    picture = _track(1, b"vide", codec, entry, units, first, matrix, tables or {}, inside)
    tracks = [picture]
    if sound:
        specific = b"\x04\x11\x40\x15" + bytes(11) + b"\x05\x02\x14\x08"
        described = bytes(4) + b"\x03\x16" + bytes(3) + specific
        entry = struct.pack(">6xH8xHH4xI", 1, 1, 16, _RATE << 16)
        entry += box(b"esds", described) if sound == b"mp4a" else b""
        plain = struct.pack(">9i", 1 << 16, 0, 0, 0, 1 << 16, 0, 0, 0, 1 << 30)
        tracks.append(_track(2, b"soun", sound, entry, units, first + 6, plain, {}, b""))
    header = full(b"mvhd", struct.pack(">IIII", 0, 0, 1000, units), bytes(80))
    return kind + data + box(b"moov", header, *tracks, within) + after


def _track(
    id: int,
    handler: bytes,
    codec: bytes,
    entry: bytes,
    units: int,
    place: int,
    matrix: bytes,
    tables: dict[bytes, bytes],
    inside: bytes,
) -> bytes:
    table = {
        b"stsd": full(b"stsd", counted(box(codec, entry))),
        b"stts": full(b"stts", counted(struct.pack(">II", 1, units))),
        b"stsc": full(b"stsc", counted(struct.pack(">III", 1, 1, 1))),
        b"stsz": full(b"stsz", struct.pack(">III", 0, 1, 6)),
        b"stco": full(b"stco", counted(struct.pack(">I", place))),
        **tables,
    }
    media = box(
        b"mdia",
        full(b"mdhd", struct.pack(">IIIIHH", 0, 0, 1000, units, 0x55C4, 0)),
        full(b"hdlr", struct.pack(">4x4s12x", handler), b"\0"),
        box(b"minf", box(b"stbl", *table.values())),
    )
    header = struct.pack(">4sIII4xI8x8x", b"\0\0\0\7", 0, 0, id, units)
    return box(b"trak", box(b"tkhd", header, matrix, bytes(8)), media, inside)


def make_films(list_: str, root: Path) -> None:
    """Write the films of a list: on each line a path, and what the film is like.

    `seconds=300.04 size=960x540 turn=90 codec=hvc1 sound=none brand=qt profile=122 chroma=2`; and
    `cut=100` leaves its last bytes away, `fragments=yes` stores it in pieces, `starts=AVI` makes it
    another kind of file.
    """
    for line in list_.splitlines():
        name, *words = line.split()
        given = dict(word.split("=") for word in words)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_of_words(given))


def _of_words(given: dict[str, str]) -> bytes:
    if given.get("starts") == "AVI":
        return b"RIFF\0\0\0\0AVI LIST"
    width, _, height = given.get("size", "1280x720").partition("x")
    sound = given.get("sound", "mp4a")
    made = bare_film(
        seconds=Fraction(given.get("seconds", "10")),
        size=(int(width), int(height)),
        turn=int(given.get("turn", "0")),
        codec=given.get("codec", "avc1").encode(),
        sound=None if sound == "none" else sound.encode(),
        brand=given.get("brand", "isom").ljust(4).encode(),
        profile=int(given.get("profile", "66")),
        chroma=int(given.get("chroma", "1")),
        after=box(b"moof") if "fragments" in given else b"",
    )
    return made[: len(made) - int(given.get("cut", "0"))]


# A film with words in every place.


def furnished() -> bytes:
    """Return a film that plays and holds `CANARY` in every place that holds words or could."""
    plain = film(seconds=2)
    parts = dict(_boxes(plain))
    moov, data = parts[b"moov"], parts[b"mdat"]
    metadata = [
        box(b"udta", *_user_data()),
        box(b"meta", full(b"hdlr", b"\0\0\0\0mdta", bytes(12), CANARY), *_quicktime_data()),
        box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), CANARY),
        box(b"free", CANARY),
        box(b"skip", CANARY),
    ]
    frames = plain.index(data)
    head = box(b"ftyp", b"isom", CANARY[:4], b"isom", b"avc1")
    before = [*metadata, box(b"free", CANARY * 9)]
    shift = len(head) + sum(map(len, before)) + 8 - frames
    inner = _in_moov(moov, shift)
    return b"".join(
        [
            head,
            *before,
            box(b"mdat", data, CANARY),
            box(b"moov", inner, *metadata, _words_track()),
            *metadata,
            box(b"wide", CANARY),
        ]
    )


def _boxes(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        yield kind, content[at + 8 : at + size]
        at += size


_HOLDERS = (b"trak", b"mdia", b"minf", b"stbl")


def _in_moov(content: bytes, shift: int) -> bytes:
    """Write what is in an index anew: frames moved by `shift`, words wherever there is room."""
    made = []
    for kind, inner in _boxes(content):
        if kind in _HOLDERS:
            made.append(
                box(kind, _in_moov(inner, shift), box(b"udta", CANARY), box(b"free", CANARY))
            )
        elif kind == b"stco":
            count = struct.unpack_from(">I", inner, 4)[0]
            places = struct.unpack_from(f">{count}I", inner, 8)
            moved = struct.pack(f">4xI{count}I", count, *(place + shift for place in places))
            made.append(box(kind, moved, CANARY))
        elif kind == b"hdlr":
            made.append(box(kind, inner[:24], CANARY + b"\0"))
        elif kind == b"stsd":
            made.append(box(kind, _in_description(inner)))
        elif kind == b"udta":
            made.append(box(kind, inner, CANARY))
        else:
            made.append(box(kind, inner, CANARY))
    return b"".join(made)


def _in_description(content: bytes) -> bytes:
    (name, entry), *_ = _boxes(content[8:])
    if name == b"avc1":
        coder = bytes([len(CANARY)]) + CANARY
        entry = entry[:42] + coder.ljust(32, b"\0") + entry[74:78] + _with_words(entry[78:])
    else:
        entry = entry[:28] + _with_words(entry[28:])
    profile = box(b"colr", b"prof", CANARY)
    return content[:8] + box(name, entry, profile, box(b"free", CANARY))


def _with_words(content: bytes) -> bytes:
    return b"".join(
        box(kind, inner, CANARY) for kind, inner in _boxes(content) if kind in (b"avcC", b"esds")
    )


def _user_data() -> Iterator[bytes]:
    for kind in (b"\xa9xyz", b"\xa9mak", b"\xa9mod", b"\xa9swr", b"\xa9day", b"\xa9nam"):
        yield box(kind, struct.pack(">HH", len(CANARY), 0), CANARY)
    yield full(b"loci", b"\0\0" + CANARY + b"\0\0" + bytes(12) + b"earth\0\0")
    yield box(b"XMP_", b"<x:xmpmeta>", CANARY)
    item = box(b"\xa9too", box(b"data", struct.pack(">II", 1, 0), CANARY))
    yield full(b"meta", full(b"hdlr", b"\0\0\0\0mdirappl"), box(b"ilst", item))
    yield bytes(4)


def _quicktime_data() -> Iterator[bytes]:
    names = (
        b"com.apple.quicktime.location.ISO6709",
        b"com.apple.quicktime.make",
        b"com.apple.quicktime.model",
        b"com.apple.quicktime.creationdate",
    )
    yield full(b"keys", counted(*(box(b"mdta", name) for name in names)))
    value = box(b"data", struct.pack(">II", 1, 0), CANARY)
    yield box(b"ilst", *(box(struct.pack(">I", number), value) for number in range(1, 5)))


def _words_track() -> bytes:
    """Write a track of places and times, as sports cameras keep them beside the picture."""
    handler = full(b"hdlr", struct.pack(">4x4s12x", b"meta"), CANARY + b"\0")
    described = full(b"stsd", counted(box(b"mett", bytes(8), CANARY)))
    return box(b"trak", box(b"mdia", handler, box(b"minf", box(b"stbl", described))))
