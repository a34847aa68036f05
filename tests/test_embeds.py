"""What other sites show of ours: cards, oEmbed, snippets, link previews, plates."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pikepdf
import pypdfium2
import pytest
import segno
from building import BuiltLibrary, build, copy_real, edit
from PIL import Image

from casebook import regions
from casebook.load import load_library
from casebook.model.base import Localized
from casebook.model.library import Library
from casebook.paths import HOME, Paths
from casebook.sheets import Setter, SheetError
from casebook.site.catalogue import Catalogue
from casebook.site.inputs import load_inputs
from casebook.site.named import Named
from casebook.site.plates import gather_plates
from casebook.site.previews import SIDE, gather_previews
from casebook.site.sharing import snippet
from casebook.site.world import World
from casebook.tokens import load_tokens
from casebook.words import load_words

SITE = "https://cases.example.org/"
FONTS = HOME / "theme" / "yearbook" / "fonts"
WITHDRAWN, RENAMED, FORMER = "2022-jinyu-lanwan", "2022-langyue-huayuan", "2022-langyue.old"
LANGUAGES = {"": "zh-CN", "en/": "en"}
MM = 72 / 25.4  # points
UNKNOWN = "\U00021244"  # 𡉄, in no font of the book


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library after one case was withdrawn and one renamed; returns its site."""
    root = tmp_path_factory.mktemp("moved") / "library"
    copy_real(root, ("cases", "content", "mkdocs.yml"))
    withdrawn = "withdrawn: {date: 2026-11-21, reason: {zh: 材料失实, en: The material was untrue}}"
    case = root / "cases" / WITHDRAWN / "case.yaml"
    edit(case, "status: published", f"status: withdrawn\n{withdrawn}")
    line = f"- {{id: {RENAMED}, published: 2026-11-20"
    edit(root / "cases" / "published.yaml", line, f"{line}, aliases: [{FORMER}]")
    assert build(root, "site") == 0
    return root / "site"


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(Paths.of(HOME)).library


def _world(library: Library) -> World:
    paths = Paths.of(HOME)
    settings, _ = load_inputs(library, paths)
    assert settings
    return World(
        library=library,
        catalogue=Catalogue(library, library.programmes[settings.directions]),
        settings=settings,
        words=load_words(paths.theme),
        books={},
        site_url=SITE,
        content=paths.content,
        media_cache=paths.cache / "media",
    )


def _named(library: Library, zh: str, en: str | None) -> Library:
    """Return a library of one case, with another name."""
    case = library.published[0]
    community = case.data.community.model_copy(update={"name": Localized(zh=zh, en=en)})
    data = case.data.model_copy(update={"community": community})
    return replace(library, cases=(replace(case, data=data),))


def _documents(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for prefix in LANGUAGES
        for path in sorted((site / prefix / "embed").rglob("index.html"))
    }


def _is_there(site: Path, page: str, link: str) -> bool:
    target = urljoin(SITE + page, html.unescape(link)).removeprefix(SITE)
    return (site / target).is_file() or (site / target / "index.html").is_file()


def test_every_case_and_every_region_has_a_card(built_site: BuiltLibrary, library: Library) -> None:
    places = {r.code for case in library.published for r in library.places_of(case)}
    assert {regions.find(code).level for code in places} == {"province", "city", "district"}  # type: ignore[union-attr]
    wanted = {f"embed/{case.id}/index.html" for case in library.published}
    wanted |= {f"embed/regions/{code}/index.html" for code in places}
    found = _documents(built_site.out)
    assert found.keys() == {prefix + path for prefix in LANGUAGES for path in wanted}
    for prefix in LANGUAGES:
        for code in places:  # and the page that the card leads to
            assert (built_site.out / prefix / "regions" / code / "index.html").is_file()


def test_cards_run_nothing_and_lead_somewhere(built_site: BuiltLibrary) -> None:
    for path, text in _documents(built_site.out).items():
        page = lxml.html.document_fromstring(text)
        assert page.get("lang") == LANGUAGES["en/" if path.startswith("en/") else ""]
        assert not page.xpath(
            "//script | //style | //iframe | //@style | //@*[starts-with(name(),'on')]"
        )
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert len(page.xpath("//link[@rel='stylesheet']")) == 1
        for link in page.xpath("//a"):
            assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")
        sources = page.xpath("//a/@href | //img/@src | //link[not(@rel='canonical')]/@href")
        assert len(page.xpath("//link[@rel='icon']")) == 1  # else a browser asks for /favicon.ico
        assert all(_is_there(built_site.out, path, link) for link in sources), path
        canonical = page.xpath("//link[@rel='canonical']/@href")[0].removeprefix(SITE)
        assert (built_site.out / canonical / "index.html").is_file()


def test_a_region_s_card_has_all_its_cases(built_site: BuiltLibrary, library: Library) -> None:
    for code in ("440000", "440100", "440104"):
        text = (built_site.out / "embed" / "regions" / code / "index.html").read_text("utf-8")
        here = [c for c in library.published if code in {r.code for r in library.places_of(c)}]
        assert re.findall(r'href="\.\./\.\./\.\./cases/([^/]+)/"', text) == [c.id for c in here]


def test_the_card_of_a_withdrawn_case_says_so(moved: Path) -> None:
    for prefix, reason in (("", "材料失实"), ("en/", "The material was untrue")):
        text = (moved / prefix / "embed" / WITHDRAWN / "index.html").read_text("utf-8")
        assert reason in text
        assert f"cases/{WITHDRAWN}/" in text
        assert not (moved / f"{prefix}oembed" / f"{WITHDRAWN}.json").exists()
    assert not (moved / "plates" / f"{WITHDRAWN}.pdf").exists()
    assert not list(moved.glob(f"previews/cases/{WITHDRAWN}.*"))
    for card in moved.glob("embed/regions/*/index.html"):
        assert WITHDRAWN not in card.read_text("utf-8")


def test_the_card_of_a_former_id_leads_on(moved: Path) -> None:
    path = f"embed/{FORMER}/index.html"
    page = lxml.html.document_fromstring((moved / path).read_text("utf-8"))
    refresh = page.xpath("//meta[@http-equiv='refresh']/@content")[0]
    assert refresh == f"0; url=../../embed/{RENAMED}/"
    assert _is_there(moved, path, refresh.partition("url=")[2])


def test_pages_offer_the_snippet_of_their_card(built_site: BuiltLibrary, library: Library) -> None:
    pages = [f"cases/{case.id}/" for case in library.published]
    pages += [f"regions/{r.code}/" for case in library.published for r in library.places_of(case)]
    for prefix in LANGUAGES:
        for path in set(pages):
            page = lxml.html.parse(built_site.out / prefix / path / "index.html").getroot()
            code = page.xpath("//textarea[@id='share-code']")[0].text
            frame = lxml.html.fragment_fromstring(code)
            assert frame.tag == "iframe"
            assert not {"style", "onload", "allow", "srcdoc"} & set(frame.attrib)
            assert frame.get("title") and frame.get("loading") == "lazy"
            card = path.removeprefix("cases/")
            assert frame.get("src") == f"{SITE}{prefix}embed/{card}"
            for link in page.xpath("//details[@class='share']//a/@href"):
                assert _is_there(built_site.out, f"{prefix}{path}", link), (path, link)


def test_a_title_cannot_leave_the_snippet(library: Library) -> None:
    code = snippet(_world(library), "zh", "embed/x/", '"><script>alert(1)</script>', 200)
    assert lxml.html.fragment_fromstring(code).get("title") == '"><script>alert(1)</script>'
    assert "<script" not in code


def test_oembed_answers_as_the_specification_asks(
    built_site: BuiltLibrary, library: Library
) -> None:
    for prefix in LANGUAGES:
        for path in (f"cases/{library.published[0].id}", "regions/440104"):
            page = lxml.html.parse(built_site.out / prefix / path / "index.html").getroot()
            (address,) = page.xpath("//link[@type='application/json+oembed']/@href")
            file = built_site.out / address.removeprefix(SITE)
            answer = json.loads(file.read_text("utf-8"))
            assert (answer["version"], answer["type"]) == ("1.0", "rich")
            assert isinstance(answer["width"], int) and isinstance(answer["height"], int)
            frame = lxml.html.fragment_fromstring(answer["html"])
            assert frame.get("src") == f"{SITE}{prefix}embed/{path.removeprefix('cases/')}/"
            assert frame.get("height") == str(answer["height"])
            assert answer["provider_url"] == SITE + prefix
            if "thumbnail_url" in answer:
                picture = Image.open(built_site.out / answer["thumbnail_url"].removeprefix(SITE))
                size = (answer["thumbnail_width"], answer["thumbnail_height"])
                assert picture.size == size
    lists = built_site.out / "cases" / "index.html"
    assert "json+oembed" not in lists.read_text("utf-8")


def test_every_page_has_a_square_picture(built_site: BuiltLibrary) -> None:
    seen: set[str] = set()
    for file in built_site.out.rglob("index.html"):
        path = file.relative_to(built_site.out).as_posix()
        if "embed/" in path:
            continue
        head = lxml.html.parse(file).getroot().find("head")
        meta = {m.get("property") or m.get("name"): m.get("content") for m in head.iter("meta")}
        if meta.get("robots") == "noindex":
            continue
        assert meta["og:image"].startswith(f"{SITE}previews/"), path
        assert meta["og:image:width"] == meta["og:image:height"] == str(SIDE)
        assert meta["og:image:alt"] and meta["og:title"] and meta["og:site_name"]
        assert meta["og:locale"] != meta["og:locale:alternate"]
        assert meta["og:image"].endswith(".en.png") == path.startswith("en/")
        seen.add(meta["og:image"].removeprefix(SITE))
    there = {
        p.relative_to(built_site.out).as_posix() for p in built_site.out.rglob("previews/**/*.png")
    }
    assert seen == there
    for path in there:
        with Image.open(built_site.out / path) as picture:
            assert picture.size == (SIDE, SIDE) and SIDE >= 300
            assert picture.mode == "P"
        assert (built_site.out / path).stat().st_size <= 40_000


def test_pictures_and_plates_are_kept_and_always_the_same(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens, theme = load_tokens(HOME / "theme"), HOME / "theme"
    one = _named(library, "凯旋会花园", "Kaixuanhui Garden")

    def all_of(library: Library, cache: Path) -> dict[str, bytes]:
        world = _world(library)
        made = gather_previews(world, theme, tokens, cache)
        made |= gather_plates(world, theme, tokens, cache)
        return {path: file.read_bytes() for path, file in made.items()}

    first = all_of(one, tmp_path / "a")
    assert len(first) == 2 + 2 * 4 + 2 + 1  # case, directions and site in both languages, plate
    assert all_of(one, tmp_path / "b") == first
    drawn: list[int] = []
    draw = Setter.pngs

    def counted(self: Setter, data: dict[str, list[object]]) -> list[bytes]:
        drawn.append(len(data["items"]))
        return draw(self, data)

    monkeypatch.setattr(Setter, "pngs", counted)
    assert all_of(one, tmp_path / "a") == first
    assert drawn == []
    other = all_of(_named(library, "朗悦花园", "Kaixuanhui Garden"), tmp_path / "a")
    assert drawn == [1]
    assert sum(first[path] != other[path] for path in first) == 2  # its picture and its plate
    assert len(list((tmp_path / "a" / "previews").iterdir())) == len(first) - 1  # no leftovers


def test_a_name_that_no_font_has_is_said_and_not_drawn(library: Library, tmp_path: Path) -> None:
    named = Named(FONTS)
    strange = _named(library, f"{UNKNOWN}花园", "Strange Garden")
    case = strange.published[0]
    assert named.of(case.data.community.name, "zh") == ("Strange Garden", "en")
    (problem,) = named.problems(case)
    assert problem.severity == "warning" and problem.rule == "glyphs"
    assert problem.place == case.place("community", "name", "zh")
    assert "U+21244" in problem.message.zh and "Strange Garden" in problem.message.zh
    tokens = load_tokens(HOME / "theme")
    plain = _named(library, "花园", "Strange Garden")
    path = f"previews/cases/{case.id}.en.png"
    pictures = [
        gather_previews(_world(each), HOME / "theme", tokens, tmp_path)[path].read_bytes()
        for each in (strange, plain)
    ]
    assert pictures[0] == pictures[1]
    nameless = _named(library, UNKNOWN, None)
    assert named.of(nameless.published[0].data.community.name, "zh")[0] == ""
    gather_previews(_world(nameless), HOME / "theme", tokens, tmp_path)
    gather_plates(_world(nameless), HOME / "theme", tokens, tmp_path)


def test_what_typst_refuses_is_said() -> None:
    setter = Setter(HOME / "theme" / "yearbook", "preview.typ", load_tokens(HOME / "theme"))
    with pytest.raises(SheetError, match=r"preview\.typ"):
        setter.pngs({"items": [{"name": "x"}]})


@pytest.fixture(scope="module")
def plate(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Library, bytes]:
    cache = tmp_path_factory.mktemp("plates")
    one = _named(library, "阳光海岸国际花园城二期", "Sunshine Coast")
    made = gather_plates(_world(one), HOME / "theme", load_tokens(HOME / "theme"), cache)
    (file,) = made.values()
    return one, file.read_bytes()


def test_a_plate_is_an_a5_sheet_for_any_printer(plate: tuple[Library, bytes]) -> None:
    library, content = plate
    case = library.published[0]
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 1
        assert [round(float(x)) for x in pdf.pages[0].mediabox] == [0, 0, 420, 595]
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).startswith("zh")
        assert case.data.published == date.fromisoformat("2026-11-20")
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20261120")
        fonts = [
            o.DescendantFonts[0].FontDescriptor
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Subtype") == "/Type0"
        ]
        assert fonts and all({"/FontFile2", "/FontFile3"} & set(f.keys()) for f in fonts)
        assert "/Image" not in {
            str(o.get("/Subtype")) for o in pdf.objects if isinstance(o, pikepdf.Stream)
        }
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    words = re.sub(r"[\s\u200b]", "", text)
    assert words.startswith("阳光海岸国际花园城二期")  # its columns in the order they are read
    for said in ("住宅小区“好服务”案例库", "SunshineCoast", f"cases.example.org/cases/{case.id}/"):
        assert said in words
    assert library.programmes[case.data.programme].short.to("zh") in words
    assert not re.search("获奖|授牌|荣誉|表彰|award|honou?r|prize", text, re.IGNORECASE)


def test_the_code_of_a_plate_is_the_address_and_has_room(plate: tuple[Library, bytes]) -> None:
    library, content = plate
    address = f"{SITE}cases/{library.published[0].id}/"
    wanted = [
        list(map(bool, row)) for row in segno.make_qr(address, error="m", boost_error=False).matrix
    ]
    scale = 6.0  # px per point
    image = pypdfium2.PdfDocument(content)[0].render(scale=scale).to_pil().convert("L")
    below, right = 131 * MM * scale, 64 * MM * scale  # the panel of windows, the words
    left_half = image.crop((0, round(below), round(right), round(190 * MM * scale)))
    box = left_half.point(lambda value: 255 if value < 128 else 0).getbbox()
    assert box
    x, y, end, bottom = box[0], box[1] + round(below), box[2], box[3] + round(below)
    side = end - x
    assert abs(side - (bottom - y)) <= 2
    assert side / scale / MM >= 40
    module = side / len(wanted)
    found = [
        [
            image.getpixel((x + (c + 0.5) * module, y + (r + 0.5) * module)) < 128
            for c in range(len(wanted))
        ]
        for r in range(len(wanted))
    ]
    assert found == wanted
    quiet = round(4 * module)
    around = image.crop((x - quiet, y - quiet, end + quiet, bottom + quiet))
    around.paste(255, (quiet, quiet, quiet + side, quiet + bottom - y))
    assert around.getextrema() == (255, 255)
