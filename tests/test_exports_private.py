"""What is not public is in no file of the site: every byte is searched, packed or not."""

from __future__ import annotations

import gzip
import json
import shutil
import zlib
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from building import BuiltLibrary, build, edit
from exporting import CHANGED, WITH_PHOTOS, WITHDRAWN, write_varied
from PIL import Image

from casebook.load import load_library
from casebook.paths import Paths

PUBLIC = "publiccanary"
# What stands where nothing that renders may look, or may say what it has seen.
SECRETS = {
    "a form in private/": "canaryform",
    "a review in private/": "canaryreview",
    "a note of a review": "canaryreviewnote",
    "a body of a review": "canaryreviewbody",
    "the review of a draft": "canarydraftreview",
    "why a batch was let pass": "canarybatchwaiver",
    "who waived a rule": "canarywaiverby",
    "why a rule was waived": "canarywaiverwhy",
    "who verified a veto": "canaryveto",
    "a comment of an editor": "canarycomment",
    "the title of a draft": "canarydrafttitle",
    "the text of a draft": "canarydrafttext",
    "the text of a withdrawn case": "canarytakenback",
    "the English of a withdrawn case": "canarytakenbacken",
    "the summary of a withdrawn case": "canarytakensummary",
    "the comment of a photo": "canaryphoto",
    "the artist of a photo": "canaryartist",
}


def _hide(root: Path) -> None:
    """Put every secret in its place, and one word that is public."""
    private = root / "private"
    private.mkdir()
    form = f"applicant: {{name: {SECRETS['a form in private/']}}}\n"
    (private / f"{CHANGED}.yaml").write_text(form, encoding="utf-8")
    review = f"never: [{SECRETS['a review in private/']}]\n"
    (private / "list-review.yaml").write_text(review, encoding="utf-8")

    case = root / "cases" / CHANGED
    waiver = (
        "waivers:\n  - {rule: length, role: editor-in-chief, date: 2026-11-20, "
        f"by: {SECRETS['who waived a rule']}, reason: {SECRETS['why a rule was waived']}}}\n"
        f"# {SECRETS['a comment of an editor']}\n"
    )
    with (case / "case.yaml").open("a", encoding="utf-8") as file:
        file.write(waiver)
    with (case / "zh.md").open("a", encoding="utf-8") as file:
        file.write(f"\n另有一句：{PUBLIC}。\n")

    sample = root / "cases" / WITH_PHOTOS
    with (sample / "review.yaml").open("a", encoding="utf-8") as file:
        file.write(
            f"    note: {SECRETS['a note of a review']}\n"
            "  - {step: visit, date: 2026-10-13, result: passed, "
            f"body: {{zh: {SECRETS['a body of a review']}}}}}\n"
        )
    with (root / "cases" / "batches.yaml").open("a", encoding="utf-8") as file:
        waived = SECRETS["why a batch was let pass"]
        file.write(
            "  waivers:\n    - {rule: sampling, role: editor-in-chief, date: 2026-11-20, "
            f"reason: {waived}}}\n"
        )
    verifier = "verified_by: {zh: 示例市物业管理协会（样例）"
    edit(sample / "case.yaml", verifier, verifier + SECRETS["who verified a veto"])
    for photo in (sample / "photos").glob("*.jpg"):
        with Image.open(photo) as image:
            exif = image.getexif()
            exif[0x013B] = SECRETS["the artist of a photo"]
            comment = SECRETS["the comment of a photo"].encode()
            image.save(photo, "JPEG", quality=98, subsampling=0, exif=exif, comment=comment)

    draft = root / "cases" / "2022-draft"
    shutil.copytree(case, draft)
    edit(draft / "case.yaml", "status: published", "status: draft")
    edit(draft / "case.yaml", "title:\n  zh: ", f"title:\n  zh: {SECRETS['the title of a draft']}")
    edit(draft / "zh.md", PUBLIC, SECRETS["the text of a draft"])
    review = (
        "steps:\n  - {step: application, date: 2026-11-01, result: returned, "
        f"body: {{zh: {SECRETS['the review of a draft']}}}}}\n"
    )
    (draft / "review.yaml").write_text(review, encoding="utf-8")

    gone = root / "cases" / WITHDRAWN
    for name, key in (("zh.md", "the text of"), ("en.md", "the English of")):
        with (gone / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{SECRETS[f'{key} a withdrawn case']}\n")
    edit(
        gone / "case.yaml",
        "summary:\n  zh: ",
        f"summary:\n  zh: {SECRETS['the summary of a withdrawn case']}",
    )


@pytest.fixture(scope="module")
def secretive(tmp_path_factory: pytest.TempPathFactory) -> BuiltLibrary:
    """A library full of secrets, built whole: site, search, yearbook."""
    root = write_varied(tmp_path_factory.mktemp("secrets") / "library")
    _hide(root)
    assert build(root) == 0
    return BuiltLibrary(root)


def _contents(path: Path) -> Iterator[bytes]:
    """Yield a file as it is, and all that is packed in it."""
    raw = path.read_bytes()
    yield raw
    if raw[:2] == b"\x1f\x8b":
        yield gzip.decompress(raw)
    elif raw[:2] == b"PK":
        parts = ZipFile(BytesIO(raw))
        yield from (parts.read(name) for name in parts.namelist())
    elif raw[:4] == b"%PDF":
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                yield str(thing.keys() if isinstance(thing, pikepdf.Dictionary) else "").encode()
                if isinstance(thing, pikepdf.Stream) and "/DCTDecode" not in repr(
                    thing.get("/Filter")
                ):
                    yield thing.read_bytes()
            yield repr(dict(pdf.docinfo)).encode()
        document = pypdfium2.PdfDocument(path)
        yield "".join(page.get_textpage().get_text_range() for page in document).encode()
    elif path.suffix == ".png":
        yield from _chunks(raw)


def _chunks(png: bytes) -> Iterator[bytes]:
    """Yield the parts of a PNG, packed texts among them (https://www.w3.org/TR/png/)."""
    position = 8
    while position < len(png):
        length = int.from_bytes(png[position : position + 4], "big")
        kind, data = png[position + 4 : position + 8], png[position + 8 : position + 8 + length]
        if kind in (b"zTXt", b"iTXt"):
            _, _, packed = data.partition(b"\0")
            yield data
            yield zlib.decompressobj().decompress(packed[1:]) if kind == b"zTXt" else data
        position += length + 12


def _found(out: Path, words: list[str]) -> dict[str, set[str]]:
    """Return the files that hold each word, in any writing that a file of ours may use."""
    found: dict[str, set[str]] = {word: set() for word in words}
    forms = {
        word: {
            form.lower()
            for text in (word, escape(word), quote(word), json.dumps(word)[1:-1])
            for form in (text.encode(), text.encode("utf-16-be"), text.encode("utf-16-le"))
        }
        for word in words
    }
    for path in sorted(p for p in out.rglob("*") if p.is_file()):
        name = path.relative_to(out).as_posix()
        for content in _contents(path):
            folded = content.lower()
            for word in words:
                if any(form in folded for form in forms[word]):
                    found[word].add(name)
    return found


def test_no_secret_is_in_any_byte_of_the_site(secretive: BuiltLibrary) -> None:
    library = load_library(Paths.of(secretive.root)).library
    contacts = {c for p in library.programmes.values() for c in p.disputed_contacts}
    assert contacts  # which the source prints twice, with different numbers
    found = _found(secretive.out, [PUBLIC, *SECRETS.values(), *contacts])
    public = found.pop(PUBLIC)
    assert {what: names for what, names in found.items() if names} == {}
    # the same search does find what is public, packed or not
    assert {
        f"cases/{CHANGED}/index.html",
        f"cases/{CHANGED}/index.md",
        f"api/v1/cases/{CHANGED}.json",
        "editions/2022/yearbook-2022.pdf",
    } <= public
    assert any(name.startswith("pagefind/") for name in public)
    assert any(len(list(_contents(secretive.out / n))) > 5 for n in ("data/cases.xlsx",))


def test_records_of_the_review_are_no_field(secretive: BuiltLibrary) -> None:
    """S-08: visits, waivers and vetoes of a case are named by no key of the API and no column."""
    internal = ("site_visit", "waiver", "verified", "private", "focus")
    for path in (secretive.out / "api/v1").glob("schemas/*.json"):
        text = path.read_text(encoding="utf-8")
        assert [word for word in internal if word in text.lower()] == [], path.name
    case = json.loads((secretive.out / f"api/v1/cases/{WITH_PHOTOS}.json").read_bytes())
    assert "vetoes" not in case
    programme = json.loads(
        (secretive.out / "api/v1/programmes/good-service-2026.json").read_bytes()
    )
    library = load_library(Paths.of(secretive.root)).library
    approval = next(c.data.approval for c in library.published if c.id == WITH_PHOTOS)
    assert approval and approval.site_visit
    for prefix, words in (("", "实地核查"), ("en/", "site was visited")):
        page = (secretive.out / f"{prefix}cases/{WITH_PHOTOS}/index.html").read_text("utf-8")
        assert words not in page.lower()
    keys = {fact["key"] for fact in programme["facts"]}
    assert "households" in keys or "fee" in keys
    assert not {key for key in keys if "contact" in key or "mobile" in key}


def test_a_fact_that_is_not_public_has_no_place_in_a_case(secretive: BuiltLibrary) -> None:
    library = load_library(Paths.of(secretive.root)).library
    hidden = [f for p in library.programmes.values() for f in p.facts if not f.public]
    assert len(hidden) >= 6
    assert [fact.key for fact in hidden if fact.field] == []
