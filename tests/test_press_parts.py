"""Parts of the press edition by themselves: bars, spine, outlines, photos of every kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms

from casebook.media import Original, PhotoError, print_derivative
from casebook.model.edition import Paper
from casebook.paths import HOME
from casebook.press.barcode import LENGTH, ean_13
from casebook.press.content import pressed
from casebook.press.inks import measure_inks
from casebook.press.metadata import About, describe
from casebook.press.outline import Outlines
from casebook.press.profile import Profile
from casebook.press.separation import Press
from casebook.press.spine import spine_width

PROFILE = Path("/usr/share/color/icc/ghostscript/default_cmyk.icc")
needs_profile = pytest.mark.skipif(not PROFILE.is_file(), reason="no CMYK profile here")


def _modules(isbn: str) -> str:
    row = ["0"] * LENGTH
    for at, width, _ in ean_13(isbn).bars:
        row[at : at + width] = "1" * width
    return "".join(row)


def test_bars_of_a_known_code() -> None:
    """5901234123457, which descriptions of EAN-13 take as their example: sets LGGLLG."""
    left = ("0001011", "0100111", "0110011", "0010011", "0111101", "0011101")
    right = ("1100110", "1101100", "1000010", "1011100", "1001110", "1000100")
    assert _modules("5901234123457") == f"101{''.join(left)}01010{''.join(right)}101"


def test_an_isbn_has_the_sets_of_its_nine() -> None:
    """The first digit has no bars: 9 is said by the sets LGGLGL of the six after it."""
    row = _modules("9787508688886")
    left = [row[at : at + 7] for at in range(3, 45, 7)]
    odd = [code.count("1") % 2 == 1 for code in left]  # set L has an odd number of dark modules
    assert odd == [True, False, False, True, False, True]


def test_bars_follow_the_structure_of_the_code() -> None:
    row = _modules("978-7-5086-8888-6")
    assert row[:3] == row[-3:] == "101" and row[45:50] == "01010"
    guards = [bar for bar in ean_13("978-7-5086-8888-6").bars if bar[2]]
    assert [at for at, _, _ in guards] == [0, 2, 46, 48, 92, 94]


def test_a_number_that_is_none_has_no_bars() -> None:
    with pytest.raises(ValueError):
        ean_13("978-7-5086-8888-7")


@pytest.mark.parametrize(
    ("pages", "leaf", "cover", "width"),
    [(416, "0.1", "0.3", "21.4"), (48, "0.1", "0.3", "3.0"), (300, "0.0975", "0.25", "15.1")],
)
def test_a_spine_is_half_the_pages_and_two_covers(
    pages: int, leaf: str, cover: str, width: str
) -> None:
    paper = Paper(leaf=Decimal(leaf), cover=Decimal(cover))
    assert spine_width(pages, paper) == Decimal(width)


def test_words_beside_the_marks_are_outlines() -> None:
    outlines = Outlines(HOME / "theme" / "yearbook" / "fonts" / "NotoSansSC-Regular.ttf")
    drawn, end = outlines.draw("年鉴2022", 10, 20, 6, 200)
    assert drawn.count(b"f\n") == 6 and 10 + 2 * 6 < end < 10 + 6 * 6
    xs = [float(line.split()[0]) for line in drawn.decode().splitlines() if line.endswith(" m")]
    assert min(xs) >= 10 and max(xs) <= end
    cut, at = outlines.draw("年鉴2022", 10, 20, 6, 13)
    assert cut.count(b"f\n") == 2 and at == pytest.approx(22)
    assert outlines.draw("\U00020000", 10, 20, 6, 200) == (b"\n", 10)


def _pressed(content: bytes) -> list[str]:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(content)
    said = pikepdf.parse_content_stream(page)
    assert said
    page.Contents = pdf.make_stream(pressed(page))
    names = []
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        names.append(str(one.operands[0])[1:] if operator == "gs" else operator)
    return names


BLACK, WHITE, GREY = b"0 0 0 1 k ", b"0 0 0 0 k ", b"0 0 0 .5 k "
SMALL, LARGE = b"BT /F 10 Tf (a) Tj ET ", b"BT /F 30 Tf (a) Tj ET "


@pytest.mark.parametrize(
    ("content", "states"),
    [
        (BLACK + SMALL, ["Overprint"]),
        (BLACK + SMALL + SMALL, ["Overprint"]),
        (WHITE + SMALL, []),
        (GREY + SMALL, []),
        (BLACK + LARGE, []),
        (BLACK + b"BT /F 10 Tf 3 0 0 3 0 0 Tm (a) Tj ET", []),
        (BLACK + SMALL + WHITE + SMALL, ["Overprint", "Knockout"]),
        (b"q " + BLACK + SMALL + b"Q " + WHITE + SMALL, ["Overprint"]),
        (BLACK + SMALL + b"q " + WHITE + SMALL + b"Q " + SMALL, ["Overprint", "Knockout"]),
        (b"0 g " + SMALL, []),
    ],
)
def test_only_small_black_text_overprints(content: bytes, states: list[str]) -> None:
    assert [name for name in _pressed(content) if name in ("Overprint", "Knockout")] == states


def test_a_black_rule_after_black_text_does_not_overprint() -> None:
    names = _pressed(BLACK + SMALL + b"0 0 9 9 re f")
    assert names.index("Knockout") < names.index("f")


def test_tags_are_taken_out_and_nothing_else() -> None:
    content = b"/Span <</MCID 0>> BDC q " + WHITE + SMALL + b"Q EMC /Artifact BMC 0 0 9 9 re f EMC"
    assert _pressed(content) == ["q", "k", "BT", "Tf", "Tj", "ET", "Q", "re", "f"]


def _drawn() -> Image.Image:
    """Draw bands: white, black, grey, and a red that inks can print."""
    image = Image.new("RGB", (400, 300), "white")
    for at, colour in enumerate([(0, 0, 0), (128, 128, 128), (168, 50, 42)]):
        image.paste(colour, (100 * (at + 1), 0, 100 * (at + 2), 300))
    return image


def _raw(image: Image.Image, form: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _kinds() -> dict[str, bytes]:
    image = _drawn()
    wide = ImageCms.ImageCmsProfile("/usr/share/color/icc/ghostscript/a98.icc").tobytes()
    turned = Image.Exif()
    turned[274] = 6  # to be turned right by 90 degrees
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda a: 255 * (a > 127)))
    return {
        "jpeg": _raw(image, "JPEG", quality=95, subsampling=0),
        "wide": _raw(image, "JPEG", quality=95, subsampling=0, icc_profile=wide),
        "turned": _raw(image.rotate(90, expand=True), "JPEG", quality=95, exif=turned),
        "webp": _raw(image, "WEBP", lossless=True),
        "palette": _raw(image.convert("P"), "PNG"),
        "clear": _raw(clear, "PNG"),
        "grey": _raw(image.convert("L"), "PNG"),
        "sixteen": _raw(
            image.convert("L").convert("I").point(lambda g: g * 257).convert("I;16"), "PNG"
        ),
        "bitmap": _raw(image.convert("1"), "PNG"),
        "cmyk": _raw(image.convert("CMYK"), "JPEG", quality=95),
    }


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Separate for Ghostscript's profile into a cache of its own."""
    profile = Profile(PROFILE.name, PROFILE.read_bytes())
    return Press(profile, tmp_path_factory.mktemp("cache"))


Make = Callable[[str, bytes], Original]


@pytest.fixture
def original(tmp_path: Path) -> Make:
    """Write a photo where an original is read from."""

    def make(name: str, raw: bytes) -> Original:
        path = tmp_path / name
        path.write_bytes(raw)
        return Original(f"cases/x/photos/{name}", path)

    return make


@needs_profile
@pytest.mark.parametrize("kind", list(_kinds()) if PROFILE.is_file() else [])
def test_a_photo_of_any_kind_becomes_inks(kind: str, press: Press, original: Make) -> None:
    """White stays paper, black has most ink, grey is between; nothing is inverted or turned."""
    made = press.separated(original(f"{kind}.x", _kinds()[kind]), 400)
    with Image.open(made) as image:
        assert image.mode == "CMYK" and image.size == (400, 300)
        assert not {"exif", "icc_profile", "comment"} & set(image.info)
        white, black, grey = (image.getpixel((at, 280)) for at in (50, 150, 250))
    assert isinstance(white, tuple) and isinstance(black, tuple) and isinstance(grey, tuple)
    assert sum(white) <= 12
    assert sum(black) >= 250
    assert sum(white) < sum(grey) < sum(black) or kind == "bitmap"
    if kind in ("grey", "sixteen", "bitmap"):
        assert black[:3] == (0, 0, 0) and black[3] >= 250


@needs_profile
@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("own", ["another's", "cut", "empty", "rubbish"])
def test_a_photo_whose_profile_serves_nothing_is_shown_without(
    mode: str, own: str, press: Press, original: Make
) -> None:
    """Programs leave an RGB profile in a photo that they have turned to grey, or cut it short."""
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile = {
        "another's": PROFILE.read_bytes() if mode == "RGB" else screen,
        "cut": screen[:200],
        "empty": screen[:128] + bytes(400),
        "rubbish": b"profile" * 40,
    }[own]
    plain, odd = (
        original(name, _raw(_drawn().convert(mode), "JPEG", quality=95, **how))
        for name, how in (("a.jpg", {}), ("b.jpg", {"icc_profile": profile}))
    )
    shown = [print_derivative(photo, press.cache).file.read_bytes() for photo in (odd, plain)]
    assert shown[0] == shown[1]
    assert press.separated(odd, 200).read_bytes() == press.separated(plain, 200).read_bytes()


@needs_profile
def test_a_photo_is_not_enlarged_and_kept_by_its_content(press: Press, original: Make) -> None:
    raw = _kinds()["jpeg"]
    small = press.separated(original("a.jpg", raw), 200)
    large = press.separated(original("b.jpg", raw), 9999)
    assert press.separated(original("c.jpg", raw), 200) == small != large
    with Image.open(small) as one, Image.open(large) as other:
        assert one.size == (200, 150) and other.size == (400, 300)


@needs_profile
def test_the_ink_of_every_pixel_is_measured(tmp_path: Path) -> None:
    image = Image.new("CMYK", (80, 80), (0, 0, 0, 255))
    image.paste((255, 255, 255, 102), (0, 0, 80, 16))  # 340 %, a fifth
    image.save(tmp_path / "a.jpg", quality=100)
    inks = measure_inks(tmp_path / "a.jpg", 300)
    assert inks.most == pytest.approx(340, abs=2) and inks.above == pytest.approx(0.2, abs=0.005)
    assert measure_inks(tmp_path / "a.jpg", 345).above == 0
    assert measure_inks(tmp_path / "a.jpg", 300) == inks


@needs_profile
def test_a_damaged_photo_is_a_problem_of_its_editor(press: Press, original: Make) -> None:
    with pytest.raises(PhotoError) as caught:
        press.separated(original("a.jpg", _kinds()["jpeg"][:900]), 400)
    assert caught.value.problems[0].place.file == "cases/x/photos/a.jpg"


def test_a_title_stays_text_in_the_metadata() -> None:
    title = "甲&乙<丙>“]]>”</rdf:li>"
    pdf = pikepdf.new()
    pdf.add_blank_page()
    describe(pdf, About(title, "<x/>", date(2026, 11, 20), "2026-text"), b"state")
    meta = pdf.open_metadata()
    assert meta["dc:title"] == title == str(pdf.docinfo.Title)
    assert meta["dc:creator"] == ["<x/>"]
    first = str(pdf.open_metadata()["xmpMM:InstanceID"])
    describe(pdf, About(title, "<x/>", date(2026, 11, 20), "2026-text"), b"another state")
    other = pdf.open_metadata()
    assert str(other["xmpMM:InstanceID"]) != first
    assert str(other["xmpMM:DocumentID"]) == str(meta["xmpMM:DocumentID"])
