"""Stand-ins for photos: shape, what is told of their place, and that the real ones replace them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import typst
from pikepdf import Name, Pdf
from PIL import Image

from casebook.yearbook.placements import placements
from casebook.yearbook.proxies import picture, proxies_in, proxy, saved, swap

PAGE = """
#set document(title: "照片")
= 照片
#image("a.jpg", width: 100mm, alt: "甲")
#pagebreak()
#figure(image("b.jpg", width: 30mm, alt: "乙"), alt: "乙")
#rotate(90deg, image("a.jpg", width: 40mm, alt: "甲"))
"""


def _set(folder: Path, *standards: str) -> Pdf:
    (folder / "a.jpg").write_bytes(proxy(2400, 1600, "a1"))
    (folder / "b.jpg").write_bytes(proxy(1333, 1999, "b2"))
    (folder / "main.typ").write_text(PAGE, encoding="utf-8")
    made = typst.compile(folder / "main.typ", pdf_standards=list(standards))  # type: ignore[call-overload]
    return Pdf.open(BytesIO(made))


def _jpeg(mode: str, width: int, height: int) -> bytes:
    out = BytesIO()
    Image.effect_noise((width, height), 50).convert(mode).save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize(
    "size", [(2400, 1600), (1999, 1333), (3000, 2999), (7, 3000), (4032, 3024)]
)
def test_a_proxy_has_the_shape_of_its_photo_and_bytes_of_its_own(size: tuple[int, int]) -> None:
    width, height = size
    one, other = proxy(width, height, "one"), proxy(width, height, "other")
    with Image.open(BytesIO(one)) as image:
        assert image.width / image.height == pytest.approx(width / height, rel=1 / 1000)
        assert image.width * image.height < 10_000
    assert one != other
    assert one == proxy(width, height, "one")


def test_where_photos_are_placed_is_told_in_millimetres(tmp_path: Path) -> None:
    found = placements(_set(tmp_path, "1.6"))
    assert [(p.page, round(p.width, 2)) for p in found["a1"]] == [(1, 100.0), (2, 40.0)]
    [b] = found["b2"]
    assert (b.page, round(b.width, 2)) == (2, 30.0)
    assert b.height == pytest.approx(30 * 1999 / 1333, abs=0.02)


@pytest.mark.parametrize("standards", [("1.6",), ("a-2a", "ua-1")])
def test_real_photos_take_the_place_of_their_proxies(
    tmp_path: Path, standards: tuple[str, ...]
) -> None:
    pdf = _set(tmp_path, *standards)
    colour_space = proxies_in(pdf)["a1"][0].ColorSpace
    real = {"a1": picture(_jpeg("RGB", 300, 200)), "b2": picture(_jpeg("CMYK", 200, 300))}
    first_id, xmp = bytes(pdf.trailer.ID[0]), pdf.Root.Metadata.read_bytes()
    assert swap(pdf, real) == 2
    content = saved(pdf)
    with Pdf.open(BytesIO(content)) as again:
        assert proxies_in(again) == {}
        images = {
            int(item.Width): item
            for page in again.pages
            for item in page.Resources.get("/XObject", {}).values()
            if item.get("/Subtype") == "/Image"
        }
        rgb, cmyk = images[300], images[200]
        assert rgb.read_raw_bytes() == real["a1"].jpeg
        assert rgb.ColorSpace[0] == colour_space[0] == Name.ICCBased
        assert cmyk.read_raw_bytes() == real["b2"].jpeg
        assert cmyk.ColorSpace == Name.DeviceCMYK
        assert [int(n) for n in cmyk.Decode] == [1, 0] * 4  # Pillow writes 0 for full ink
        assert bytes(again.trailer.ID[0]) == first_id
        assert again.Root.Metadata.read_bytes() == xmp
        if "a-2a" in standards:
            assert again.Root.OutputIntents[0].S == Name.GTS_PDFA1
    with Pdf.open(BytesIO(content)) as once_more:
        assert saved(once_more) == saved(Pdf.open(BytesIO(content)))


def test_a_proxy_without_its_photo_is_never_printed(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        swap(_set(tmp_path, "1.6"), {})
