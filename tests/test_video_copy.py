"""Clean copies of films: every frame is there, and nothing else is."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from made_videos import CANARY, bare_film, film, frames_of, furnished

from casebook.video import aac, kept, units
from casebook.video.boxes import boxes_in
from casebook.video.clean import write_clean
from casebook.video.fault import VideoFaultError
from casebook.video.kept import clean_copy, fitted, still
from casebook.video.movie import read_movie


def copied(content: bytes, folder: Path) -> bytes:
    source, target = folder / "film", folder / "copy"
    source.write_bytes(content)
    write_clean(source, read_movie(source), target)
    return target.read_bytes()


def kinds_of(content: bytes) -> set[bytes]:
    """Return the kinds of every box of a film."""
    found: set[bytes] = set()

    def walk(inner: memoryview) -> None:
        for kind, content in boxes_in(inner):
            found.add(kind)
            if kind in (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf"):
                walk(content)

    walk(memoryview(content))
    return found


def test_no_word_of_the_original_is_left(tmp_path: Path) -> None:
    """P-06: place, device, names and times, in every box that can hold them, and between boxes."""
    original = furnished()
    assert original.count(CANARY) > 90
    made = copied(original, tmp_path)
    for word in (CANARY, CANARY[:6], b"quicktime", b"x264", b"Lavc", b"Lavf", b"ISO6709", b"xmp"):
        assert word not in made, word
    assert kinds_of(made) == {
        *(b"ftyp", b"moov", b"mdat", b"mvhd", b"trak", b"tkhd", b"mdia", b"mdhd", b"hdlr"),
        *(b"minf", b"vmhd", b"smhd", b"dinf", b"dref", b"stbl", b"edts", b"elst"),
        *(b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"stss"),
    }
    assert frames_of(made) == frames_of(original)


@pytest.mark.parametrize("form", ["mp4", "mov"])
def test_every_frame_is_as_it_was(form: str, tmp_path: Path) -> None:
    """With pictures that are coded in another order than they are shown, as phones do."""
    original = film(form=form, seconds=3, fps=12, options=(("movflags", "use_metadata_tags"),))
    made = copied(original, tmp_path)
    before, after = frames_of(original), frames_of(made)
    assert len(after["video"]) == 36 and len(after["audio"]) > 40
    assert after == before


def test_frames_in_another_order(tmp_path: Path) -> None:
    original = film(codec="libx264", seconds=2, fps=12, pixels="yuv420p", form="mp4", b_frames=2)
    movie = read_movie(_written(original, tmp_path))
    assert movie.video.tables.shifts, "the film has no pictures out of order"
    made = copied(original, tmp_path)
    assert frames_of(made) == frames_of(original)


def _written(content: bytes, folder: Path) -> Path:
    path = folder / "film.mp4"
    path.write_bytes(content)
    return path


def test_the_index_stands_first_and_the_tracks_side_by_side(tmp_path: Path) -> None:
    made = copied(film(seconds=4), tmp_path)
    movie = read_movie(_written(made, tmp_path))
    assert movie.index_first and movie.container == "mp4" and movie.traces == ()
    assert movie.sound is not None
    sounds, pictures = movie.sound.tables.offsets, movie.video.tables.offsets
    before = [offset for offset in sounds if offset < pictures[-1]]
    assert len(before) > len(sounds) / 2, "sound comes only after the picture"


def test_a_copy_of_a_copy_is_the_same(tmp_path: Path) -> None:
    made = copied(furnished(), tmp_path)
    assert copied(made, tmp_path) == made


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_turn_is_kept(turn: int, tmp_path: Path) -> None:
    made = _written(copied(bare_film(turn=turn), tmp_path), tmp_path)
    assert read_movie(made).video.turn == turn


def test_what_cannot_be_played_is_not_copied(tmp_path: Path) -> None:
    for content in (bare_film(codec=b"hvc1"), bare_film(sound=b"sowt"), bare_film(profile=110)):
        with pytest.raises(VideoFaultError):
            copied(content, tmp_path)


def test_a_broken_frame_is_a_fault_and_leaves_no_copy(tmp_path: Path) -> None:
    content = bare_film()
    broken = content.replace(
        struct.pack(">I", 2) + b"\x65\x80", struct.pack(">I", 99) + b"\x65\x80"
    )
    source = _written(broken, tmp_path)
    home = tmp_path / "cache"
    with pytest.raises(VideoFaultError):
        clean_copy(source, read_movie(source), home)
    assert not [path for path in home.iterdir() if path.suffix != ".known"]


# What frames hold besides picture and sound.


def _unit(content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + content


def _message(kind: int, content: bytes) -> bytes:
    size = b"\xff" * (len(content) // 255) + bytes([len(content) % 255])
    return bytes([kind]) + size + content


def test_messages_of_cameras_are_blanked_and_those_of_decoders_kept() -> None:
    recovery = _message(6, b"\x84")
    escaped = _escaped(_message(5, bytes(16) + CANARY))
    assert b"\0\0\3" in escaped
    long = _message(4, CANARY * 30)
    picture = b"\x65" + bytes(range(1, 60))
    frame = bytearray(
        _unit(b"\x06" + recovery + escaped + long + b"\x80")
        + _unit(b"\x06" + _message(5, CANARY) + b"\x80")
        + _unit(b"\x1e" + CANARY)  # a kind that nobody knows
        + _unit(picture)
    )
    size = len(frame)
    units.blank(frame, 4)
    assert len(frame) == size and CANARY[:4] not in frame
    assert recovery in frame and _unit(picture) in frame
    again = bytearray(frame)
    units.blank(again, 4)
    assert again == frame


def _escaped(content: bytes) -> bytes:
    """Put a 3 behind two zeros in a row, where a small byte follows (7.4.1)."""
    made = bytearray()
    for byte in content:
        if made[-2:] == b"\0\0" and byte <= 3:
            made.append(3)
        made.append(byte)
    return bytes(made)


@pytest.mark.parametrize(
    "unit",
    [
        b"\x06" + bytes([5, 200]) + CANARY,  # longer than its unit
        b"\x06" + bytes([5, 255, 255]),
        b"\x06" + CANARY,
        b"\x06",
    ],
)
def test_a_broken_message_goes_whole(unit: bytes) -> None:
    frame = bytearray(_unit(unit) + _unit(b"\x65\x80"))
    units.blank(frame, 4)
    assert CANARY[:4] not in frame and frame.endswith(_unit(b"\x65\x80"))


def test_units_that_do_not_add_up_are_a_fault() -> None:
    for frame in (b"\0\0\0\x09\x65", b"\0\0", struct.pack(">I", 1 << 31) + b"\x65"):
        with pytest.raises(VideoFaultError):
            units.blank(bytearray(frame), 4)


def _bits(*parts: tuple[int, int] | bytes) -> bytearray:
    text = "".join(
        "".join(f"{byte:08b}" for byte in part)
        if isinstance(part, bytes)
        else f"{part[0]:0{part[1]}b}"
        for part in parts
    )
    text += "0" * (-len(text) % 8)
    return bytearray(int(text, 2).to_bytes(len(text) // 8, "big"))


def test_words_before_the_sound_are_blanked() -> None:
    """As encoders write their names: in a filling, whose bytes lie across those of the frame."""
    filling = (6, 3), (15, 4), (len(CANARY) + 2, 8), (0, 4), CANARY, (0, 4)
    data = (4, 3), (0, 4), (0, 1), (len(CANARY), 8), CANARY
    sound = (0, 3), b"sound"
    frame = _bits(*filling, *data, *sound)
    whole = int.from_bytes(frame, "big")
    assert any(CANARY in (whole >> n).to_bytes(len(frame), "big") for n in range(8))
    aac.blank(frame)
    whole = int.from_bytes(frame, "big")
    for shift in range(8):
        content = (whole >> shift).to_bytes(len(frame), "big")
        assert CANARY[:4] not in content
    assert any(b"sound" in (whole >> n).to_bytes(len(frame), "big") for n in range(8))


def test_a_frame_of_sound_alone_is_not_touched() -> None:
    for frame in (_bits((0, 3), b"sound"), bytearray(b"\xdc"), bytearray()):
        before = bytes(frame)
        aac.blank(frame)
        assert frame == before


# Kept in the cache.


def test_a_copy_is_made_once_for_a_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, home = _written(film(), tmp_path), tmp_path / "cache"
    first = clean_copy(source, read_movie(source), home)
    monkeypatch.setattr(kept, "write_clean", None)  # would raise if it were asked again
    assert clean_copy(source, read_movie(source), home) == first
    other = tmp_path / "another name.mp4"
    other.write_bytes(source.read_bytes())
    assert clean_copy(other, read_movie(other), home) == first
    assert not list(home.glob(".*"))


def test_a_still_is_not_black_and_the_same_each_time(tmp_path: Path) -> None:
    from PIL import Image, ImageStat

    content = []
    for name in ("one", "two"):
        source = _written(furnished(), tmp_path)
        movie = read_movie(source)
        made = still(clean_copy(source, movie, tmp_path / name), movie)
        assert made is not None
        content.append(made.read_bytes())
    assert content[0] == content[1]
    with Image.open(made) as image:
        assert image.size == (800, 600) and "exif" not in image.info
        assert ImageStat.Stat(image.convert("L")).mean[0] > 100
        paper, window = image.getpixel((400, 580)), image.getpixel((60, 60))
    for found, drawn in ((paper, (236, 230, 214)), (window, (168, 50, 42))):
        assert max(abs(a - b) for a, b in zip(found, drawn, strict=True)) < 12  # type: ignore[arg-type]


def test_an_editors_picture_is_cut_to_the_films_proportions(tmp_path: Path) -> None:
    from PIL import Image

    movie = read_movie(_written(bare_film(size=(1920, 1080)), tmp_path))
    for size, cut in (((960, 720), (960, 540)), ((400, 800), (400, 225)), ((960, 540), (960, 540))):
        picture = tmp_path / f"{size[0]}.jpg"
        Image.new("RGB", size, (9, 99, 199)).save(picture, exif=b"Exif\0\0" + CANARY)
        made = fitted(picture, movie, tmp_path / "cache")
        with Image.open(made) as image:
            assert image.size == cut
        assert CANARY not in made.read_bytes()
        picture.unlink()


def test_a_still_of_a_turned_film_is_upright(tmp_path: Path) -> None:
    from PIL import Image

    one = 1 << 16
    upright = struct.pack(">9i", one, 0, 0, 0, one, 0, 0, 0, 1 << 30)
    turned = struct.pack(">9i", 0, one, 0, -one, 0, 0, 0, 0, 1 << 30)
    content = film(sound=None)
    at = content.index(upright, content.index(b"tkhd"))
    source = _written(content[:at] + turned + content[at + 36 :], tmp_path)
    movie = read_movie(source)
    assert (movie.width, movie.height) == (600, 800)
    made = still(clean_copy(source, movie, tmp_path / "cache"), movie)
    assert made is not None
    with Image.open(made) as image:
        assert image.size == (600, 800)
        window, paper = image.getpixel((580, 60)), image.getpixel((20, 60))
    assert abs(window[1] - 50) < 12 and abs(paper[1] - 230) < 12  # type: ignore[index]


def test_without_a_decoder_there_is_no_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "decoder", lambda: None)
    source = _written(film(), tmp_path)
    movie = read_movie(source)
    assert still(clean_copy(source, movie, tmp_path / "cache"), movie) is None


def test_a_decoder_that_fails_leaves_no_still(tmp_path: Path) -> None:
    """Its frames are no pictures: the decoder says so in its own process, and nothing is left."""
    source = _written(bare_film(), tmp_path)
    movie = read_movie(source)
    copy = clean_copy(source, movie, tmp_path / "cache")
    assert still(copy, movie) is None
    assert [path.suffix for path in copy.parent.glob("*.jpg")] == []
