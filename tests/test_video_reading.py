"""Films read by their boxes: what they are, and that no file, however hostile, does any harm."""

from __future__ import annotations

import struct
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from made_videos import bare_film, box, counted, film, full, furnished, large_box

from casebook.video.coding import read_coding
from casebook.video.fault import VideoFaultError
from casebook.video.movie import Movie, NoFilmError, read_movie

MOST_MEMORY = 100_000_000  # bytes


def read(content: bytes, folder: Path) -> Movie:
    path = folder / "film.mp4"
    path.write_bytes(content)
    return read_movie(path)


def test_a_coded_film(tmp_path: Path) -> None:
    movie = read(film(size=(806, 602)), tmp_path)
    assert (movie.container, movie.width, movie.height) == ("mp4", 806, 602)
    assert movie.seconds == 2
    assert movie.codecs.startswith("avc1.42c0") and movie.codecs.endswith(", mp4a.40.2")
    assert movie.faults == () and movie.left_out == ()
    assert not movie.index_first


@pytest.mark.parametrize(
    ("brand", "container"), [(b"isom", "mp4"), (b"mp42", "mp4"), (b"M4V ", "mp4"), (b"qt  ", "mov")]
)
def test_the_container_is_told_by_its_brand(brand: bytes, container: str, tmp_path: Path) -> None:
    assert read(bare_film(brand=brand), tmp_path).container == container


def test_an_old_quicktime_film_has_no_brand(tmp_path: Path) -> None:
    content = bare_film()
    head = struct.unpack_from(">I", content)[0]
    moved = box(b"wide", bytes(head - 8)) + content[head:]  # places in the file stay right
    assert read(moved, tmp_path).container == "mov"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"RIFF\0\0\0\0AVI LIST", "AVI"),
        (b"\x1a\x45\xdf\xa3" + bytes(40), "MKV / WebM"),
        (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "WMV"),
        (b"FLV\1", "FLV"),
        ((b"\x47" + bytes(187)) * 3, "TS"),
        (box(b"ftyp", b"3gp4", bytes(4)), "3GP"),
        (box(b"ftyp", b"heic", bytes(4)), "HEIC"),
        (box(b"ftyp", b"M4A ", bytes(4)), "M4A"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"<!doctype html>", ""),
        (b"", ""),
    ],
)
def test_another_format_is_named(content: bytes, found: str, tmp_path: Path) -> None:
    with pytest.raises(NoFilmError) as caught:
        read(content, tmp_path)
    assert caught.value.found == found


@pytest.mark.parametrize(
    ("turn", "shown"),
    [(0, (1280, 720)), (90, (720, 1280)), (180, (1280, 720)), (270, (720, 1280))],
)
def test_size_is_that_of_the_turned_picture(
    turn: int, shown: tuple[int, int], tmp_path: Path
) -> None:
    movie = read(bare_film(turn=turn), tmp_path)
    assert (movie.width, movie.height) == shown
    assert movie.video.turn == turn


@pytest.mark.parametrize("seconds", [Fraction(300), Fraction(30_004, 100), Fraction(1, 1000)])
def test_the_length_is_exact(seconds: Fraction, tmp_path: Path) -> None:
    assert read(bare_film(seconds=seconds), tmp_path).seconds == seconds


def test_edits_do_not_shorten_a_film(tmp_path: Path) -> None:
    """Browsers play what there is, whatever a list of edits says."""
    edit = box(b"edts", full(b"elst", counted(struct.pack(">IiI", 1_000, 0, 1 << 16))))
    assert read(bare_film(seconds=400, inside=edit), tmp_path).seconds == 400


def test_sound_that_goes_on_counts(tmp_path: Path) -> None:
    short = {b"stts": full(b"stts", counted(struct.pack(">II", 1, 5_000)))}
    assert read(bare_film(seconds=600, tables=short), tmp_path).seconds == 600


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"codec": b"hvc1"}, "H.265/HEVC"),
        ({"codec": b"av01"}, "AV1"),
        ({"codec": b"encv"}, "DRM"),
        ({"codec": b"\0\x7f<>"}, "??<>"),
        ({"profile": 110, "depth": 10}, "High 10"),
        ({"profile": 100, "depth": 9}, "High"),
        ({"profile": 122, "chroma": 2}, "High 4:2:2"),
        ({"size": (7680, 4320)}, "7680×4320"),
        ({"sound": b"sowt"}, "PCM"),
        ({"sound": b"ac-3"}, "AC-3"),
    ],
)
def test_what_browsers_do_not_play_is_named(
    given: dict[str, bytes | int], said: str, tmp_path: Path
) -> None:
    movie = read(bare_film(**given), tmp_path)  # type: ignore[arg-type]
    assert [said in fault.en for fault in movie.faults] == [True]


def test_coded_10_bit_and_422_are_not_played(tmp_path: Path) -> None:
    for pixels in ("yuv420p10le", "yuv422p"):
        assert read(film(pixels=pixels, seconds=0.4), tmp_path).faults, pixels


def test_a_mirrored_picture_is_a_fault(tmp_path: Path) -> None:
    upright, mirrored = (struct.pack(">5i", x << 16, 0, 0, 0, 1 << 16) for x in (1, -1))
    content = bare_film().replace(upright, mirrored)
    assert [fault.en for fault in read(content, tmp_path).faults] == [
        "the picture is set to be shown mirrored or tilted"
    ]


def test_traces_of_place_device_and_time(tmp_path: Path) -> None:
    assert read(furnished(), tmp_path).traces == ("place", "device", "time", "text")
    assert read(bare_film(), tmp_path).traces == ()
    for kind, trace in ((b"\xa9xyz", "place"), (b"\xa9swr", "device"), (b"\xa9day", "time")):
        told = box(b"udta", box(kind, b"\0\1\0\0x"))
        assert read(bare_film(within=told), tmp_path).traces == (trace,)


def test_an_index_with_64_bits(tmp_path: Path) -> None:
    """Sizes of boxes, and places of frames, as films above 4 GB have them."""
    plain = bare_film()
    place = struct.unpack_from(">I", plain, plain.index(b"stco") + 12)[0]
    wide = {b"stco": full(b"co64", counted(struct.pack(">Q", place)))}
    content = bare_film(tables=wide)
    at = content.index(b"moov") - 4
    movie = read(content[:at] + large_box(b"moov", content[at + 8 :]), tmp_path)
    assert movie.seconds == 10 and list(movie.video.tables.offsets) == [place]


def test_of_a_film_of_gigabytes_only_the_index_is_read(tmp_path: Path) -> None:
    """The file has holes, so that it takes no room; reading it whole would take 6 GB of memory."""
    path = tmp_path / "film.mp4"
    content = bare_film()
    with path.open("wb") as file:
        file.write(content)
        file.write(struct.pack(">I4sQ", 1, b"mdat", 6_000_000_000))
        file.truncate(len(content) + 6_000_000_000)
    tracemalloc.start()
    assert read_movie(path).size > 6_000_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def _hostile() -> Iterator[tuple[str, bytes]]:
    head, runs = box(b"ftyp", b"isom", bytes(4)), 0xFFFF_FFFF
    yield "an endless box", head + struct.pack(">I4s", 0, b"moov")
    yield "a box that ends before it begins", head + struct.pack(">I4s", 4, b"moov") + bytes(99)
    yield "a 64-bit size of nothing", head + struct.pack(">I4sQ", 1, b"moov", 3)
    yield "a 64-bit size beyond any disk", head + struct.pack(">I4sQ", 1, b"moov", 1 << 63)
    yield "half a head", head + b"\0\0"
    yield "half a large head", head + struct.pack(">I4s", 1, b"moov")
    yield "a million boxes", head + box(b"free") * 1_000_000
    yield "a million boxes in the index", head + box(b"moov", box(b"free") * 1_000_000)
    nested = b""
    for _ in range(10_000):
        nested = box(b"moov", nested)
    yield "boxes in boxes", head + nested
    deep = b""
    for _ in range(10_000):
        deep = box(b"udta", deep)
    yield "deep user data", bare_film(within=deep)
    yield "no tracks", head + box(b"moov", full(b"mvhd", bytes(96)))
    yield "no time", bare_film().replace(struct.pack(">I", 1000), bytes(4))
    for name, table in {
        "a table of billions": full(b"stsz", struct.pack(">II", 1, runs)),
        "sizes of terabytes": full(b"stsz", struct.pack(">II", runs, 100_000)),
        "a table cut short": full(b"stsz", struct.pack(">III", 0, 1_000_000, 6)),
    }.items():
        yield name, bare_film(tables={b"stsz": table})
    for name, rows in {
        "runs of billions": [struct.pack(">II", runs, runs)],
        "a million runs": [struct.pack(">II", 0, 0)] * 1_000_000,
    }.items():
        yield name, bare_film(tables={b"stts": full(b"stts", counted(*rows))})
    for name, row in {
        "chunks of billions": struct.pack(">III", 1, runs, 1),
        "chunks that begin nowhere": struct.pack(">III", 0, 1, 1),
        "another description": struct.pack(">III", 1, 1, 7),
    }.items():
        yield name, bare_film(tables={b"stsc": full(b"stsc", counted(row))})
    for name, place in {"frames in the index": 400, "frames beyond the end": runs}.items():
        yield name, bare_film(tables={b"stco": full(b"stco", counted(struct.pack(">I", place)))})
    yield (
        "frames shown twice",
        bare_film(
            tables={
                b"stts": full(b"stts", counted(struct.pack(">II", 100_000, 1))),
                b"stsz": full(b"stsz", struct.pack(">II", 6, 100_000)),
                b"stsc": full(b"stsc", counted(struct.pack(">III", 1, 1, 1))),
                b"stco": full(b"stco", counted(*[struct.pack(">I", 28)] * 100_000)),
            }
        ),
    )
    many = struct.pack(">IiI", 1, 0, 1 << 16)
    yield "a thousand edits", bare_film(inside=box(b"edts", full(b"elst", counted(*[many] * 1000))))
    yield "an index of 20 MB", bare_film(within=box(b"free", bytes(20_000_000)))
    yield "tracks without end", bare_film(within=box(b"trak", bytes(8)) * 1_000)
    yield "a compressed index", head + box(b"moov", box(b"cmov", bytes(80)))
    yield "in pieces", bare_film(after=box(b"moof", bytes(8)))
    yield "in pieces to come", bare_film(within=box(b"mvex"))


HOSTILE = dict(_hostile())
HARMLESS = {"deep user data"}  # it is not published, so nobody minds it


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name: str, tmp_path: Path) -> None:
    """A fault and nothing else, within the memory that a check may take."""
    (tmp_path / "film.mp4").write_bytes(HOSTILE[name])
    tracemalloc.start()
    try:
        if name in HARMLESS:
            read_movie(tmp_path / "film.mp4")
        else:
            with pytest.raises(VideoFaultError):
                read_movie(tmp_path / "film.mp4")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MOST_MEMORY


@pytest.mark.parametrize("seed", range(8))
def test_bytes_gone_wrong_never_raise_anything_else(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    for content in (bare_film(), film(seconds=0.4), furnished()):
        for _ in range(40):
            wrong = bytearray(content)
            index = content.index(b"moov")
            for _ in range(random.choice((1, 3, 20))):
                wrong[random.randrange(index, len(wrong))] = random.choice((0, 1, 255, 128))
            if random.random() < 0.3:
                del wrong[random.randrange(len(wrong)) :]
            try:
                read(bytes(wrong), tmp_path)
            except VideoFaultError:
                continue


@pytest.mark.parametrize("version", [0, 1, 2])
def test_sound_as_each_kind_of_file_describes_it(version: int) -> None:
    """QuickTime has two further forms of the description; phones write the second (`wave`)."""
    specific = b"\x04\x11\x40\x15" + bytes(11) + b"\x05\x02\x12\x10"
    described = box(b"esds", bytes(4) + b"\x03\x16" + bytes(3) + specific)
    wave = box(b"wave", box(b"frma", b"mp4a"), box(b"mp4a", bytes(4)), described, bytes(8))
    rate, hertz = 44_100 << 16, struct.pack(">d", 44_100.0)
    forms = {
        0: struct.pack(">6xHH6xHH4xI", 1, 0, 2, 16, rate) + described,
        1: struct.pack(">6xHH6xHH4xI16x", 1, 1, 2, 16, rate) + wave,
        2: struct.pack(">6xHH6xHHH2xI4x8sI20x", 1, 2, 3, 16, 0xFFFE, 1 << 16, hertz, 2) + described,
    }
    entry = memoryview(bytes(4) + counted(box(b"mp4a", forms[version])))
    coding = read_coding(entry, "soun")
    assert (coding.playable, coding.label, coding.name) == (True, "AAC", "mp4a.40.2")
    plain = read_coding(memoryview(bytes(4) + counted(box(b"mp4a", forms[0]))), "soun")
    assert coding.written == plain.written
