"""What is planted in anything published is found, what is innocent passes (P-01, P-02, P-07)."""

from __future__ import annotations

from gzip import GzipFile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from building import SAMPLE
from planted import CLEAN_PICTURES, FILMED, IN_CODE, PDF_PLACES, PICTURES, VIDEOS, WRITTEN, pdf

from casebook.leaks.search import Leak, leaks_in, leaks_in_name
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.personal import PUBLISHED_NEVER
from casebook.private import Known, load_private

VALUES = {
    "mobile": "13800138000",
    "identity": "11010519491231002X",
    "bank-card": "4111111111111111",
    "email": "li.si@example.com",
    "plate": "粤A12345",
    "wechat": "微信号：zhang_san88",
    "qq": "QQ：123456789",
}
PRIVATE = {"name": "张三丰", "number": "83123456", "word": "Zhang Sanfeng"}
RECORD = """\
applicant: {name: 张三丰, phone: 0755-83123456}
recommender: {name: 高峰, ordinary_word: true}
never: [Zhang Sanfeng]
people:
  - {name: 阿卜杜拉·买买提, phone: 0311-8765 4321转801 13900139000, email: li.si@example.com}
  - {name: 王五（项目经理）, phone: +86 20 8765 1234, wechat: wang_wu88}
  - {name: 赵六六、钱七七, phone: 66554433}
  - {name: [Li Xiaoming, 孙八八经理]}
"""


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    root = tmp_path_factory.mktemp("known")
    (root / "private").mkdir()
    (root / "private" / "2026-x.yaml").write_text(RECORD, encoding="utf-8")
    filed, problems = load_private(root)
    assert not problems
    return Known(filed, root)


NOBODY = Known([], Path())


def kinds(leaks: list[Leak]) -> list[str]:
    return [leak.kind for leak in leaks]


def test_every_kind_that_stops_publication_is_planted() -> None:
    assert {*VALUES, "known"} == PUBLISHED_NEVER


@pytest.mark.parametrize("place", WRITTEN)
def test_each_kind_in_each_written_file(place: str, known: Known) -> None:
    name, plant = WRITTEN[place]
    assert leaks_in(name, plant("nobody"), known, ()) == [], "an innocent file passes"
    for kind, value in VALUES.items():
        if place in ("text in full width", "address") and kind == "wechat":
            continue  # its colon is full-width already; an address has none
        assert kinds(leaks_in(name, plant(value), NOBODY, ())) == [kind], value
    for value in PRIVATE.values():
        assert kinds(leaks_in(name, plant(value), known, ())) == ["known"], value


@pytest.mark.parametrize("place", IN_CODE)
def test_numbers_in_code(place: str, known: Known) -> None:
    name, plant = IN_CODE[place]
    assert leaks_in(name, plant("nobody"), known, ()) == []
    for kind in ("mobile", "identity", "bank-card", "email"):
        assert kinds(leaks_in(name, plant(VALUES[kind]), NOBODY, ())) == [kind]
    for value in ("张三丰", "0755-83123456"):
        assert kinds(leaks_in(name, plant(value), known, ())) == ["known"], value


@pytest.mark.parametrize("place", PDF_PLACES)
def test_what_a_pdf_says_beside_its_pages(place: str, known: Known) -> None:
    assert leaks_in("a.pdf", pdf("nothing", ""), known, ()) == []
    for kind, value in (("mobile", "13800138000"), ("known", "张三丰")):
        found = kinds(leaks_in("a.pdf", pdf(place, value), known, ()))
        assert kind in found, place
        assert set(found) <= {kind, "metadata"}


def test_the_page_of_a_pdf_is_named(known: Known) -> None:
    (leak,) = leaks_in("a.pdf", pdf("page", "Call 138 0013 8000"), known, ())
    assert (leak.where.zh, leak.where.en, leak.masked) == ("第 1 页", "page 1", "138****00")
    (leak,) = leaks_in("a.pdf", pdf("page", "Zhang Sanfeng"), known, ())
    assert leak.kind == "known" and leak.source == "private/2026-x.yaml:3"


@pytest.mark.parametrize("place", PICTURES)
def test_a_published_picture_says_nothing_but_its_pixels(place: str, known: Known) -> None:
    name, plant = PICTURES[place]
    assert "metadata" in kinds(leaks_in(name, plant("nobody in particular"), NOBODY, ()))
    assert {"metadata", "known"} <= set(kinds(leaks_in(name, plant("张三丰"), known, ())))


@pytest.mark.parametrize("name", CLEAN_PICTURES)
def test_a_clean_picture_passes(name: str, known: Known) -> None:
    assert leaks_in(name, CLEAN_PICTURES[name], known, ()) == []


@pytest.mark.parametrize("place", VIDEOS)
def test_a_published_video_says_nothing_but_its_film(place: str, known: Known) -> None:
    assert kinds(leaks_in("a.mp4", VIDEOS[place]("nobody"), known, ())) == ["metadata"]
    assert kinds(leaks_in("a.mp4", VIDEOS[place]("张三丰"), known, ())) == ["metadata", "known"]


@pytest.mark.parametrize("place", FILMED)
def test_what_a_film_says_itself(place: str, known: Known) -> None:
    assert leaks_in("a.mp4", FILMED[place]("nobody"), known, ()) == []
    assert kinds(leaks_in("a.mp4", FILMED[place]("张三丰"), known, ())) == ["known"]


def test_what_is_written_around_a_packed_file(known: Known) -> None:
    member = ZipInfo("a.txt")
    for beside in ("comment", "extra"):
        value = "张三丰".encode()
        said = (
            value if beside == "comment" else b"\x75\x70" + len(value).to_bytes(2, "little") + value
        )
        member.comment, member.extra = b"", b""
        setattr(member, beside, said)
        made = BytesIO()
        with ZipFile(made, "w") as archive:
            archive.writestr(member, "x")
        assert kinds(leaks_in("a.xlsx", made.getvalue(), known, ())) == ["known"], beside
    packed = BytesIO()
    with GzipFile("zhang-sanfeng.json", "wb", fileobj=packed, mtime=0) as file:
        file.write(b"{}")
    assert kinds(leaks_in("a.gz", packed.getvalue(), known, ())) == ["known"]


def test_file_names(known: Known) -> None:
    assert kinds(list(leaks_in_name("media/张三丰.jpg", known, ()))) == ["known"]
    assert kinds(list(leaks_in_name("x/13800138000/index.html", NOBODY, ()))) == ["mobile"]


@pytest.mark.parametrize("broken", [b"%PDF-1.7 broken", b"PK\x03\x04broken", b"\x1f\x8bbroken"])
def test_what_cannot_be_opened_is_not_published(broken: bytes) -> None:
    assert kinds(leaks_in("a.bin", broken, NOBODY, ())) == ["unreadable"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("張三豐", 1),
        ("张 三\u3000丰", 1),
        ("张\n三丰", 1),
        ("张三，丰", 0),
        ("ZHANG SANFENG", 1),
        ("ＺｈａｎｇSanfeng", 1),
        ("Zhang Sanfengs", 0),
        ("０７５５－８３１２３４５６", 1),
        ("（0755）8312 3456", 1),
        ("+86 0755 83123456", 1),
        ("8 3 1 2 3 4 5 6", 1),
        ("8312.3456", 1),
        ("183123456", 0),
        ("831234567", 0),
        ("de83123456", 0),
        ("用电高峰，早高峰、晚高峰", 0),
        ("联系人：高峰", 1),
        ("高峰先生", 1),
        ("高峰 13800138000", 1),
        ("八三一二三四五六", 1),
        ("①③⑨00139000", 1),
        ("139/0013/9000", 1),
        ("0139-0013-9000", 1),
        ("0311-87654321", 1),
        ("87654321转801", 1),
        ("+86 311 8765 4321", 1),
        ("020-87651234", 1),
        ("8765-1234", 1),
        ("0755-66554433", 1),
        ("55-66554433", 0),
        ("阿卜杜拉•买买提", 1),
        ("阿卜杜拉买买提", 1),
        ("阿卜杜拉．买买提", 1),
        ("王五", 1),
        ("赵六六", 1),
        ("钱七七", 1),
        ("孙八八", 1),
        ("Xiaoming Li", 1),
        ("LI, Xiaoming", 1),
        ("Lǐ Xiǎomíng", 1),
        ("Li Xiaominga", 0),
        ("Zhang San-feng", 1),
        ("li.si#example.com", 1),
        ("li.si(at)example.com", 1),
        ("li.si@example。com", 1),
        ("wang-wu88", 1),
        ("王府，五月", 0),
        ("张三·丰收节", 0),
    ],
)
def test_spellings_of_a_private_value(text: str, found: int, known: Known) -> None:
    assert len(list(known.find(text))) == found


def test_place_and_surroundings_are_told_without_the_value(known: Known) -> None:
    page = "<p>一</p>\n<p>张三丰的<b>电话</b>是138<i>0013</i>8000，0755-83123456</p>".encode()
    leaks = leaks_in("a.html", page, known, ())
    assert [(leak.kind, leak.place) for leak in leaks] == [
        ("known", (2, 4)),
        ("known", (2, 37)),
        ("mobile", (2, 18)),
    ]
    assert [leak.context for leak in leaks] == [
        "一 张****的电话是138****00",
        "话是138****00，075****56",
        "一 张****的电话是138****00，075****56",
    ]
    for leak in leaks:
        told = f"{leak!r}{leak.context}{leak.masked}"
        assert not any(value in told for value in ("张三丰", "13800138000", "83123456", "0013"))


def test_public_contacts_pass() -> None:
    page = "<p>咨询010-88083570，office@example.org</p>".encode()
    assert leaks_in("a.html", page, NOBODY, ("office@example.org",)) == []
    assert kinds(leaks_in("a.html", page, NOBODY, ())) == ["email"]


def test_often_in_one_file_is_told_once() -> None:
    page = b"<p>13800138000</p><p>138 0013 8000</p><p title='13800138000'></p>"
    (leak,) = leaks_in("a.html", page, NOBODY, ())
    assert leak.count == 3


# P-07: what looks like it in a real site
TRAPS = {
    "a.svg": '<svg viewBox="0 0 1391 234 5678"><path d="M1383 123 1400 138 0013 8000"/></svg>',
    "a.css": ".a{width:13800138000.5px}@media(min-width:1px){}/* 4503599627370496 */",
    "a.js": "x=[138,0013,8000,4294967296];import('./a13800138000b.js');@decorator",
    "a.json": '{"sha256":"6f1ed002ab5595859014ebf0951522d9c3f5e7d8a1b2c3d4e5f60718293a4b5c",'
    '"at":"2026-11-30T19:46:00Z","lat":23.12916312345,"area":29514.72,"n":[20261130,20261201]}',
    "a.html": '<link href="assets/casebook.de72326739.css"><img src="/media/120c2486aa78b8b0d862'
    '72d7-1-1600.jpg" width="1600" height="1200"><p>建办房〔2022〕4号 ISBN 978-7-5086-1234-5 '
    "6901234567892 91440101190488888X GB/T 20647.1—2006</p>",
}


@pytest.mark.parametrize("name", TRAPS)
def test_what_only_looks_like_it_passes(name: str, known: Known) -> None:
    assert leaks_in(name, TRAPS[name].encode(), known, ()) == []


def test_no_false_alarm_on_the_libraries() -> None:
    for root in (HOME, SAMPLE):
        library = load_library(Paths.of(root)).library
        files = [p for p in root.glob("c*/**/*") if p.suffix in (".yaml", ".md", ".json")]
        assert len(files) >= 4
        for path in files:
            found = leaks_in(path.name, path.read_bytes(), NOBODY, library.known_contacts)
            assert found == [], path
