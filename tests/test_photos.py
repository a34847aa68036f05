"""Photos: what is said of them, what is made of them, and what of them never leaves."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import pickle
import re
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from building import BASE, BuiltLibrary, bytes_of, edit, times_of
from laden import CANARIES, canaries_in, laden, unpacked
from made_photos import small_photo
from PIL import Image, ImageCms, ImageDraw, ImageFilter

from casebook.check import check_library
from casebook.load import load_library
from casebook.media import Original, PhotoError, WebSet, prepare_photos, web_derivatives
from casebook.media import album as album_module
from casebook.media import derive as derive_module
from casebook.media.album import Album, album_of, look_at_photos
from casebook.media.alike import BURST, SAME, alike, distance
from casebook.media.derive import screen_derivative
from casebook.media.files import WEB_LONGEST
from casebook.media.kept import is_kept, keep, sweep
from casebook.media.look import Look, look_at
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import ProblemsError

# as the program itself has it (`media.pixels`); pytest sets filters of its own
pytestmark = [
    pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning:PIL"),
]
CASE = "2026-shili-jiayuan"
CONSENT = ("样例同意书存样例档案柜", "样例核对人")  # of the sample case: the editors' own


def scene(seed: int, size: tuple[int, int] = (1200, 900)) -> Image.Image:
    """Draw something as varied as a photo: soft light, and edges in it."""
    random = Random(f"casebook/scene/{seed}")
    soft = Image.frombytes("RGB", (8, 6), random.randbytes(144)).resize(
        size, Image.Resampling.BICUBIC
    )
    draw = ImageDraw.Draw(soft)
    for _ in range(60):
        x, y = random.randrange(size[0]), random.randrange(size[1])
        box = (x, y, x + random.randrange(20, 200), y + random.randrange(20, 200))
        draw.rectangle(box, fill=tuple(random.randbytes(3)))
    return soft.filter(ImageFilter.GaussianBlur(1))


def encoded(image: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    out = BytesIO()
    image.save(out, form, **{"quality": 90, **how} if form != "PNG" else how)
    return out.getvalue()


Make = Callable[..., Original]


@pytest.fixture
def original(tmp_path: Path) -> Make:
    """Write a photo where an original is read from."""

    def make(raw: bytes, name: str = "a.jpg") -> Original:
        path = tmp_path / name
        path.write_bytes(raw)
        return Original(f"cases/x/photos/{name}", path)

    return make


def photo_library(root: Path, photos: dict[str, bytes]) -> Library:
    """Write the base library with these photos in its case."""
    if not root.exists():
        shutil.copytree(BASE, root)
    folder = root / "cases" / "2026-yangli"
    text = (BASE / "cases/2026-yangli/case.yaml").read_text("utf-8")
    lines = text.splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if "photos/gate.jpg" in line)
    lines[at : at + 1] = [lines[at].replace("gate.jpg", name) for name in photos]
    (folder / "case.yaml").write_text("".join(lines), encoding="utf-8")
    (folder / "photos" / "gate.jpg").unlink(missing_ok=True)
    for name, raw in photos.items():
        (folder / "photos" / name).write_bytes(raw)
    return load_library(Paths.of(root)).library


# What never leaves


def test_a_laden_photo_carries_every_canary() -> None:
    """Else the tests that look for them could not fail."""
    raw = laden(encoded(scene(1)))
    assert canaries_in(raw) == sorted(CANARIES)
    with Image.open(BytesIO(raw)) as image:
        exif = image.getexif()
        assert exif[0x013B].encode() == CANARIES["Exif"]
        assert exif.get_ifd(0x8769)[0x927C].startswith(CANARIES["MakerNote"])
        assert exif.get_ifd(0x8825)[0x001C].startswith(CANARIES["GPS"])
        assert image.info["icc_profile"] and image.info["comment"] == CANARIES["comment"]
    look = look_at(raw)
    assert (look.damage, look.hidden, look.profile) == ("", "", CANARIES["profile"].decode())
    assert look.trailer > 0, "a phone's trailer is no reason to refuse a photo"


def test_no_file_of_the_site_has_what_a_photo_carried(sample_site: BuiltLibrary) -> None:
    """P-06: every byte of every file, offprints and data included, and what is packed in it."""
    files = [path for path in sample_site.out.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".avif", ".webp", ".jpg", ".pdf"}
    found = {str(path): canaries_in(unpacked(path)) for path in files}
    assert {path: places for path, places in found.items() if places} == {}


def test_originals_never_reach_the_site(sample_site: BuiltLibrary) -> None:
    def digests(folder: Path, pattern: str) -> set[str]:
        files = (path for path in folder.glob(pattern) if path.is_file())
        return {hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    originals = digests(sample_site.root, "cases/*/photos/*")
    assert len(originals) == 4
    assert not originals & digests(sample_site.out, "**/*")


def test_consent_stays_with_the_editors(sample_site: BuiltLibrary) -> None:
    """附2-121, P-06."""
    case = (sample_site.root / f"cases/{CASE}/case.yaml").read_text("utf-8")
    assert all(word in case for word in CONSENT)
    for path in sample_site.out.rglob("*"):
        if path.is_file() and path.suffix not in (".avif", ".webp", ".jpg", ".png"):
            content = unpacked(path)
            for word in CONSENT:
                escaped = json.dumps(word)[1:-1].encode()
                assert word.encode() not in content and escaped not in content, path


def test_a_page_offers_each_photo_in_three_kinds(sample_site: BuiltLibrary) -> None:
    page = (sample_site.out / f"cases/{CASE}/index.html").read_text("utf-8")
    links = re.findall(r'<a class="photo-link".*?</a>', page, re.DOTALL)
    assert len(links) == 4
    for link in links:
        assert re.findall(r'source type="image/(\w+)"', link) == ["avif", "webp"]
        for srcset in re.findall(r'srcset="([^"]+)"', link):
            widths = [part.split()[-1] for part in srcset.split(", ")]
            assert widths == [f"{w}w" for w in WEB_LONGEST]
            for part in srcset.split(", "):
                assert (sample_site.out / f"cases/{CASE}" / part.split()[0]).is_file()
        assert re.search(r'<img src="[^"]+\.jpg" width="1600" height="1067" alt="[^"]', link)
        assert len(re.findall(r'<path fill="#[0-9a-f]{6}"', link)) == 12, "colours until it comes"
        assert "style=" not in link and "data:" not in link


# What is made


def test_derivatives_are_upright_small_and_bare(original: Make, tmp_path: Path) -> None:
    image = Image.new("RGB", (800, 600), "navy")
    image.paste("orange", (0, 0, 800, 100))  # what is above when it is held upright
    lying = laden(encoded(image.transpose(Image.Transpose.ROTATE_90)), orientation=6)
    made = web_derivatives(original(lying), tmp_path / "cache")
    sizes = [(800, 600) if d.width > 480 else (480, 360) for d in (*made.avif, *made.webp)]
    assert [(d.width, d.height) for d in (*made.avif, *made.webp)] == sizes
    assert len(made.avif) == len(made.webp) == 2, "never enlarged, no width twice"
    for derivative in made.published:
        assert canaries_in(derivative.file.read_bytes()) == []
        with Image.open(derivative.file) as shown:
            assert shown.size == (derivative.width, derivative.height)
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(shown.info)
            top = shown.convert("RGB").getpixel((shown.width // 2, shown.height // 12))
            assert isinstance(top, tuple) and top[0] > 200 and top[2] < 60, derivative.file.name


def test_sixteen_bits_and_transparency_are_laid_on_paper(original: Make, tmp_path: Path) -> None:
    grey = Image.new("I;16", (64, 48), 0x8000)
    clear = Image.new("RGBA", (64, 48), (255, 0, 0, 0))
    for number, (image, wanted) in enumerate(((grey, 128), (clear, 255))):
        made = web_derivatives(original(encoded(image, "PNG"), f"{number}.png"), tmp_path / "cache")
        with Image.open(made.jpeg.file) as shown:
            pixel = shown.convert("RGB").getpixel((20, 20))
        assert isinstance(pixel, tuple) and all(abs(part - wanted) <= 2 for part in pixel)


def test_the_colours_of_a_profile_are_kept(original: Make, tmp_path: Path) -> None:
    """The profile here is sRGB with red and blue exchanged; who ignores it sees the other one."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"-XYZ").replace(b"bXYZ", b"rXYZ").replace(b"-XYZ", b"bXYZ")
    red = encoded(Image.new("RGB", (64, 48), "red"), icc_profile=swapped)
    made = web_derivatives(original(red), tmp_path / "cache")
    with Image.open(made.jpeg.file) as shown:
        pixel = shown.convert("RGB").getpixel((20, 20))
    assert isinstance(pixel, tuple) and pixel[2] > 240 and pixel[0] < 20


def test_a_photo_of_a_phone_with_a_second_picture(original: Make, tmp_path: Path) -> None:
    raw = encoded(scene(1), "MPO", save_all=True, append_images=[scene(2)])
    look = look_at(raw)
    assert (look.kind, look.damage, look.moving, look.hidden) == ("jpeg", "", False, "")
    with Image.open(web_derivatives(original(raw), tmp_path / "cache").jpeg.file) as shown:
        assert shown.format == "JPEG" and shown.size == (1200, 900)


class Pickling(Executor):
    """Sends every job through pickle, as an executor on other machines does."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        there, given = pickle.loads(pickle.dumps((fn, args)))
        future.set_result(there(*given))
        return future


def test_each_photo_is_decoded_once_and_a_second_build_makes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = {f"{n}.jpg": encoded(scene(n)) for n in range(3)}
    library = photo_library(tmp_path / "library", {**photos, "again.jpg": photos["0.jpg"]})
    decoded: list[int] = []
    real = derive_module.opened

    def counted(raw: bytes) -> Image.Image:
        decoded.append(len(raw))
        return real(raw)

    monkeypatch.setattr(derive_module, "opened", counted)
    told: list[tuple[int, int]] = []
    cache = tmp_path / "cache"
    assert prepare_photos(library, cache, lambda n, of: told.append((n, of))) == 3
    assert sorted(decoded) == sorted(map(len, photos.values()))
    assert told == [(1, 3), (2, 3), (3, 3)]
    before = times_of(cache)
    assert prepare_photos(library, cache, lambda n, of: None) == 0
    assert times_of(cache) == before and len(decoded) == 3
    elsewhere = tmp_path / "elsewhere"
    assert prepare_photos(library, elsewhere, lambda n, of: None, executor=Pickling()) == 3
    assert bytes_of(elsewhere) == bytes_of(cache)


def test_a_book_on_a_screen_decodes_no_original(
    original: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    photo = original(encoded(scene(1)))
    web_derivatives(photo, tmp_path / "cache")
    monkeypatch.setattr(Original, "read", _only_derivatives(Original.read, photo.path))
    made = screen_derivative(photo, tmp_path / "cache", 700)
    assert (made.width, made.height) == (700, 525) and made.file.is_file()


def _only_derivatives(read: Callable[[Original], bytes], not_this: Path) -> Any:
    def reading(photo: Original) -> bytes:
        assert photo.path != not_this
        return read(photo)

    return reading


def test_every_photo_that_cannot_be_decoded_is_named_at_once(tmp_path: Path) -> None:
    whole = encoded(scene(1))
    library = photo_library(
        tmp_path / "library", {"a.jpg": whole[:9000], "b.jpg": whole, "c.jpg": b"no photo"}
    )
    with pytest.raises(ProblemsError) as caught:
        prepare_photos(library, tmp_path / "cache", lambda n, of: None)
    assert [p.place.file.rpartition("/")[2] for p in caught.value.problems] == ["a.jpg", "c.jpg"]


def test_a_photo_changed_while_it_is_read_is_not_kept_under_the_old_name(
    original: Make, tmp_path: Path
) -> None:
    photo = original(encoded(scene(1)))
    assert photo.digest
    photo.path.write_bytes(encoded(scene(2)))
    with pytest.raises(ProblemsError, match="changed while"):
        web_derivatives(photo, tmp_path / "cache")
    assert not list(tmp_path.rglob("*.webp"))


# The cache


def test_a_full_disk_leaves_no_half_derivative(
    tmp_path: Path, original: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.write_bytes

    def full(path: Path, content: Any) -> int:
        real(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    photo = Original("a", tmp_path / "a.jpg")
    (tmp_path / "a.jpg").touch()
    with photo.path.open("wb") as file:
        file.write(encoded(scene(1)))
    with pytest.raises(OSError, match="No space") as caught:
        web_derivatives(photo, tmp_path / "cache")
    assert not isinstance(caught.value, PhotoError) and caught.value.filename
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []


def test_what_a_power_cut_left_empty_is_made_again(original: Make, tmp_path: Path) -> None:
    photo = original(encoded(scene(1)))
    made: WebSet = web_derivatives(photo, tmp_path / "cache")
    content = made.jpeg.file.read_bytes()
    made.jpeg.file.write_bytes(b"")
    web_derivatives(photo, tmp_path / "cache")
    assert made.jpeg.file.read_bytes() == content


def test_what_nobody_asks_for_goes_and_what_is_asked_for_stays(tmp_path: Path) -> None:
    home = tmp_path / "media" / "13"
    for name in ("idle.jpg", "asked.jpg", ".cut.jpg.1-2.part", "new.jpg"):
        keep(home / name, b"x")
    (tmp_path / "media" / "album.json").write_text("{}")
    old = time.time() - 61 * 86_400
    for name in ("idle.jpg", "asked.jpg"):
        os.utime(home / name, (old, old))
    os.utime(tmp_path / "media" / "album.json", (old, old))
    assert is_kept(home / "asked.jpg") and not is_kept(home / "absent.jpg")
    assert sweep(tmp_path / "media") == 2
    assert sorted(path.name for path in home.iterdir()) == ["asked.jpg", "new.jpg"]
    assert (tmp_path / "media" / "album.json").is_file()


def test_a_photo_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    real = album_module.look_at

    def counted(raw: bytes) -> Look:
        looked.append(len(raw))
        return real(raw)

    monkeypatch.setattr(album_module, "look_at", counted)
    root = tmp_path / "library"
    library = photo_library(root, {"a.jpg": small_photo(1), "b.jpg": small_photo(2)})
    told: list[tuple[int, int]] = []
    look_at_photos(library, lambda n, of: told.append((n, of)))
    assert len(looked) == 2 and told == [(1, 2), (2, 2)]
    folder = root / "cases/2026-yangli/photos"
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    assert Album(root).look(folder / "a.jpg").width == 64, "another run knows it too"
    monkeypatch.undo()
    monkeypatch.setattr(album_module, "look_at", counted)
    (folder / "a.jpg").write_bytes(small_photo(3))
    Album(root).look(folder / "a.jpg")
    assert len(looked) == 3
    (root / ".cache/media/album.json").write_text('{"recipe": 1}')
    assert Album(root).look(folder / "b.jpg").width == 64, "a lost album is only slower"


def test_a_check_needs_no_place_to_write(tmp_path: Path) -> None:
    root = tmp_path / "library"
    library = photo_library(root, {"a.jpg": small_photo(1)})
    (root / ".cache").write_text("a file where a folder is wanted")
    look_at_photos(library, lambda n, of: None)
    assert album_of(root).look(root / "cases/2026-yangli/photos/a.jpg").width == 64


# What is said


def test_damage_of_any_kind_is_a_look_and_no_crash() -> None:
    random = Random("casebook/damage")
    small = scene(3, (160, 120))
    exif = laden(encoded(small))
    for raw in (exif, encoded(small, "PNG"), encoded(small, "WEBP")):
        for _ in range(150):
            spoilt = bytearray(raw)
            for _ in range(random.randrange(1, 12)):
                spoilt[random.randrange(12, len(spoilt))] = random.randrange(256)
            cut = random.choice((len(raw), random.randrange(16, len(raw))))
            look = look_at(bytes(spoilt[:cut]))
            assert look.damage or look.too_large or look.width > 0


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_truncated_photo_is_found_out(form: str) -> None:
    raw = encoded(scene(3, (640, 480)), form)
    assert look_at(raw).damage == ""
    for share in (0.3, 0.7, 0.95):
        assert look_at(raw[: int(len(raw) * share)]).damage, share


@pytest.mark.parametrize(
    ("size", "how"),
    [
        ((20_000, 13_000), {}),
        ((11_000, 11_000), {}),  # above what may stand in memory at once
        ((9_000, 6_000), {"optimize": True}),
    ],
)
def test_a_bomb_is_refused_before_it_is_decoded(
    size: tuple[int, int], how: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = encoded(Image.new("1", size), "PNG", **how)
    assert len(raw) < 200_000
    monkeypatch.setattr(Image.Image, "load", lambda image: pytest.fail("decoded"))
    look = look_at(raw)
    assert look.too_large and look.width == 0 and look.damage.endswith(" MP")


def test_a_jpeg_of_many_passes_is_refused() -> None:
    raw = encoded(scene(1, (64, 48)), progressive=True)
    at = raw.rindex(b"\xff\xda")
    many = raw[:at] + raw[at:-2] * 200 + raw[-2:]
    assert "scans" in look_at(many).damage


def test_the_same_picture_is_known_again_and_another_is_not() -> None:
    one, other = scene(5), scene(6)
    mark = look_at(encoded(one)).mark
    again = {
        "smaller": one.resize((640, 480)),
        "lighter": one.point(lambda level: min(255, int(level * 1.08) + 6)),
        "softer": one.filter(ImageFilter.GaussianBlur(2)),
        "grey": one.convert("L"),
    }
    for name, image in again.items():
        assert distance(mark, look_at(encoded(image, quality=60)).mark) <= SAME, name
    assert distance(mark, look_at(encoded(other)).mark) > 2 * BURST
    lying = one.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6
    assert distance(mark, look_at(encoded(lying, exif=exif)).mark) <= SAME, "however it was held"


def test_copies_are_found_among_very_many() -> None:
    random = Random("casebook/marks")
    marks = [(f"{n:05}", f"{random.getrandbits(256):064x}") for n in range(6_000)]
    near = int(marks[123][1], 16)
    for bit in random.sample(range(256), SAME):
        near ^= 1 << bit
    assert list(alike([*marks, ("near", f"{near:064x}")])) == [("near", "00123")]
    far = near ^ 1 << next(b for b in range(256) if not (near ^ int(marks[123][1], 16)) >> b & 1)
    assert list(alike([*marks, ("far", f"{far:064x}")])) == []


def _found(library: Library, rule: str) -> Iterator[tuple[str, str]]:
    for problem in check_library(load_library(Paths.of(library.root))):
        if problem.rule == rule:
            yield problem.severity, problem.value


def test_a_draft_gives_way_to_what_is_published(tmp_path: Path) -> None:
    """The draft's id comes first, yet it is the draft that is asked for another photo."""
    root = tmp_path / "library"
    library = photo_library(root, {"a.jpg": small_photo(1)})
    draft = shutil.copytree(root / "cases/2026-yangli", root / "cases/2025-aaa")
    edit(draft / "case.yaml", "status: published\npublished: 2026-09-01\n", "status: draft\n")
    found = [
        problem.place.file
        for problem in check_library(load_library(Paths.of(root)))
        if problem.rule == "photo-copies"
    ]
    assert found == ["cases/2025-aaa/case.yaml"]
    assert list(_found(library, "photo-look")) == []
