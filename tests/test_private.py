"""`private/`: read by nothing that renders, kept out of git, and enough to stop a build.

REQUIREMENTS P-01, 附3-10 to 附3-13, 附4-02, 附4-03; P-05 for what we write.
"""

from __future__ import annotations

import ast
import gzip
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import brotli
import pikepdf
import pytest
from building import BuiltLibrary, build, bytes_of, differing
from exporting import WITH_PHOTOS, Exported

from casebook.check import check_library
from casebook.console import Console
from casebook.leaks import find_leaks, scan
from casebook.leaks.kept import Kept
from casebook.leaks.search import Leak
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.private import Known, load_private
from casebook.private.starter import start_private
from casebook.problem import NOTHING, Problem
from casebook.publish import Tree
from casebook.site import build as site_build
from casebook.site.build import SiteInput, build_site
from casebook.site.engine import site_url_of
from casebook.site.inputs import load_inputs
from casebook.unchanged import look_at_input

CASE = "2026-yangli"
# All that may know of the package: itself, the scan, the check's rules, what starts a record, and
# what masks a report.
MAY_KNOW = re.compile(
    r"casebook/(private/\w+|leaks/\w+|check/rules/(personal_data|private_files)"
    r"|commands/(build|new|report))\.py"
)


def record(root: Path, text: str, name: str = CASE) -> Path:
    """Write a record as `new` would, readable for its owner alone."""
    folder = root / "private"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def problems(root: Path, rule: str = "private-files") -> list[Problem]:
    return [p for p in check_library(load_library(Paths.of(root))) if p.rule == rule]


@pytest.fixture
def root(small_site: BuiltLibrary, tmp_path: Path) -> Path:
    """A small library with its site."""
    return small_site.copy(tmp_path / "library")


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nothing_that_renders_knows_of_private() -> None:
    """No module but those named imports the package; none that renders imports the scan."""
    imported = {
        module.relative_to(HOME).as_posix(): set(_imported(module))
        for module in (HOME / "casebook").rglob("*.py")
    }
    knowing, scanning = (
        {name for name, names in imported.items() if any(x.startswith(package) for x in names)}
        for package in ("casebook.private", "casebook.leaks")
    )
    assert len(knowing) > 8 and "casebook/commands/leaks.py" in scanning
    assert {name for name in knowing if not MAY_KNOW.fullmatch(name)} == set()
    rendering = ("site", "yearbook", "exports", "epub", "press", "manuscript", "search", "printed")
    assert not [name for name in knowing | scanning if name.split("/")[1] in rendering]
    assert "casebook/load.py" not in knowing | scanning


def test_every_file_of_a_site_was_searched(small_site: BuiltLibrary) -> None:
    """What a build publishes is what it has found clean, the manifest and packed files as well.

    That the real, the sample and the small library can be built says that there is no false alarm.
    """
    library = load_library(Paths.of(small_site.root)).library
    kept = Kept(Paths.of(small_site.root).cache, Known([], Path()), library.known_contacts)
    files = [path for path in small_site.out.rglob("*") if path.is_file()]
    assert len(files) > 100
    names = {path: path.relative_to(small_site.out).as_posix() for path in files}
    unsearched = [n for p, n in names.items() if not kept.is_clean(kept.digest(n, p.read_bytes()))]
    assert unsearched == []


def _site(root: Path) -> tuple[SiteInput, Tree]:
    """Make the files of the site, whatever the check says of the texts."""
    paths = Paths.of(root)
    loaded = load_library(paths)
    settings, _ = load_inputs(loaded.library, paths)
    assert settings, [p.message.en for p in loaded.problems]
    given = SiteInput(loaded.library, settings, paths, site_url_of(paths.engine_settings), {})
    return given, build_site(given, Console(quiet=True))


def _with_a_name_in_every_field(root: Path) -> dict[str, str]:
    """Write a case with a name of its own in each field of free text; return field → name."""
    names: dict[str, str] = {}

    def name(field: str) -> str:
        digits = "零壹贰叁肆伍陆柒捌玖"
        number = len(names)
        names[field] = f"欧阳{digits[number // 10]}{digits[number % 10]}"
        return names[field]

    def both(field: str) -> str:
        return f"{{zh: {name(f'{field}.zh')}, en: {name(f'{field}.en')}}}"

    text = f"""\
programme: small
status: published
published: 2026-09-01
changes: [{{date: 2026-10-01, what: {both("changes.what")}}}]
title: {both("title")}
summary: {both("summary")}
community:
  name: {both("community.name")}
  aliases: [{both("community.aliases")}]
  region: "440104"
  subdistrict: {both("community.subdistrict")}
  address: {both("community.address")}
  type: commercial
  type_note: {both("community.type_note")}
  built: 2010
  delivered: 2010-06
  floor_area: 50000
company: {{name: {both("company.name")}, brand: {both("company.brand")}, slug: sample}}
fee: {{label: {both("fee.label")}, price: 2, unit: CNY/m²/month}}
party_organisations: [{{name: {both("party.name")}, note: {both("party.note")}}}]
honours: [{{name: {both("honours.name")}, giver: {both("honours.giver")}}}]
measures:
  - {{key: fee_collection_rate, year: 2025, value: 95, note: {both("measures.note")},
      as_written: {name("measures.as_written")}}}
  - {{key: complaints, before: 12, after: 3}}
figures:
  - {{label: {both("figures.label")}, value: 3, unit: {both("figures.unit")},
      note: {both("figures.note")}, as_written: {name("figures.as_written")}}}
as_written: {{community.floor_area: {name("as_written")}}}
criteria: [party.1]
vetoes:
  - {{key: V1, found: none, verified_by: {both("vetoes.verified_by")}}}
  - {{key: V2, found: none, verified_by: {both("vetoes.verified_by 2")}}}
photos:
  - {{file: photos/gate.jpg, caption: {both("photos.caption")}, alt: {both("photos.alt")},
      credit: {both("photos.credit")}}}
approval:
  recommended_by: {{name: {both("approval.recommended_by")}}}
  reviewed_by: {{name: {both("approval.reviewed_by")}}}
  document: {name("approval.document")}
source:
  title: {both("source.title")}
  issuer: {both("source.issuer")}
  number: {name("source.number")}
  note: {both("source.note")}
editors_note: {both("editors_note")}
waivers: [{{rule: length, by: {name("waivers.by")}, date: 2026-09-01,
  reason: {name("waivers.reason")}}}]
"""
    folder = root / "cases" / CASE
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    for locale in ("zh", "en"):
        prose = folder / f"{locale}.md"
        body = prose.read_text(encoding="utf-8")
        body += f"\n{name(f'{locale}.md')}，**{name(f'{locale}.md bold')}**\n"
        body += f"\n- {name(f'{locale}.md item')}\n"
        body += f"\n| {name(f'{locale}.md head')} |\n|---|\n| {name(f'{locale}.md cell')} |\n"
        body += f"\n注[^1]\n\n[^1]: {name(f'{locale}.md note')}\n"
        prose.write_text(body, encoding="utf-8")
    return names


# What an editor writes for the review alone; no output has it.
INTERNAL = re.compile(r"(vetoes|waivers)\.|.*as_written")


def test_a_leak_through_every_free_text_field_is_found(root: Path) -> None:
    names = _with_a_name_in_every_field(root)
    never = "\n".join(f"  - {name}  # {field}" for field, name in names.items())
    lines = {name: number for number, name in enumerate(names.values(), 2)}
    record(root, f"never:\n{never}\n")

    # the check of the texts finds each, at its place
    said = problems(root, "personal-data")
    found = {
        int(s.rpartition(":")[2]) for p in said for s in re.findall(r"private/\S+?:\d+", p.hint.en)
    }
    assert found == set(lines.values())
    assert all(p.severity == "error" and p.place.file.startswith(f"cases/{CASE}/") for p in said)

    # and so does the scan of what is made of them, were the check not there
    given, tree = _site(root)
    known = Known(load_private(root)[0], root)
    leaks = find_leaks(tree, given.library, known, given.paths.cache)
    seen = {int(leak.source.rpartition(":")[2]) for leak in leaks if leak.kind == "known"}
    missed = {field for field, name in names.items() if lines[name] not in seen}
    assert {field for field in missed if not INTERNAL.match(field)} == set()
    assert len(names) - len(missed) > 50
    spoken = " ".join(f"{leak!r}" for leak in leaks)
    assert not [name for name in names.values() if name in spoken]


def test_private_values_and_an_innocent_library(root: Path) -> None:
    record(root, "applicant: {name: 欧阳零壹, phone: 13800138000, stamped: 2026-07-01}\n")
    assert problems(root) == []
    assert build(root, "site") == 0


def test_a_leak_keeps_the_old_site(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of a renderer: exit 1, file, place and advice in both languages, old site whole."""
    before = bytes_of(root / "site")
    gather = site_build.gather_oembed

    def leaky(*given: object) -> Mapping[str, bytes]:
        made = gather(*given)  # type: ignore[arg-type]
        return {**made, f"oembed/{CASE}.json": '{"author":"张三 138\\u00a000138000"}'.encode()}

    monkeypatch.setattr(site_build, "gather_oembed", leaky)
    assert build(root, "site") == 1
    said = capfd.readouterr().err
    assert f"site/oembed/{CASE}.json:1:15: 错误: 文件里有手机号码“138****00”" in said
    assert f"案例 {CASE}" in said and "原来的文件没有动" in said
    assert "13800138000" not in said and "00138000" not in said
    assert build(root, "--lang", "en", "site") == 1
    assert "holds a mobile phone number '138****00'" in capfd.readouterr().err
    assert differing(bytes_of(root / "site"), before) == []
    monkeypatch.undo()
    assert build(root, "site") == 0


def test_a_new_private_value_is_looked_for_in_what_has_not_changed(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    paths = Paths.of(root)
    before, seen = bytes_of(root / "site"), look_at_input(paths)
    assert look_at_input(paths) == seen
    # a text of the program's own templates: no check of the library's texts can find it
    record(root, "never: [application/ld+json]\n")
    assert look_at_input(paths) != seen
    assert build(root, "site") == 1
    said = capfd.readouterr().err
    assert "site/" in said and f"private/{CASE}.yaml:1" in said and "模板" in said
    assert differing(bytes_of(root / "site"), before) == []
    record(root, "never: [欧阳零壹]\n")
    assert build(root, "site") == 0


def test_the_cache_tells_no_value(root: Path) -> None:
    record(root, "applicant: {name: 欧阳零壹, phone: 13800138000}\n")
    assert build(root, "site") == 0
    kept = b"".join(p.read_bytes() for p in (root / ".cache" / "leaks").iterdir())
    assert kept and "欧阳零壹".encode() not in kept and b"13800138000" not in kept
    key = root / "private" / ".key"
    assert key.stat().st_mode & 0o077 == 0
    filed = load_private(root)[0]
    digest = Known(filed, root).digest()
    assert digest == Known(filed, root).digest()
    key.unlink()
    assert digest != Known(filed, root).digest(), "without the key the digest cannot be guessed"


def test_compressed_forms_of_clean_files_are_clean(root: Path) -> None:
    library, known = load_library(Paths.of(root)).library, Known([], root)
    cache, page = root / ".cache" / "elsewhere", b"<p>clean</p>"
    made = {"a.html": page, "a.html.gz": gzip.compress(page), "a.html.br": brotli.compress(page)}
    assert find_leaks(made, library, known, cache) == []
    other = brotli.compress(b"<p>13800138000</p>")
    (leak,) = find_leaks(
        {**made, "b.html.br": other}, library, known, root / ".cache" / "elsewhere"
    )
    assert leak.file == "b.html.br" and leak.place == (1, 4)


def test_what_is_added_to_a_finished_tree_is_searched() -> None:
    """The release searches the tree, and again what its last steps add to it."""
    source = (HOME / "casebook" / "commands" / "release.py").read_text(encoding="utf-8")
    named = [ast.unparse(n.func) for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
    assert named.count("let_out") == 2


def test_unchanged_files_are_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = load_library(Paths.of(root)).library
    made = {p.relative_to(root / "site").as_posix(): p for p in (root / "site").rglob("*.html")}
    read: list[str] = []

    def leaks_in(name: str, *given: object) -> list[object]:
        read.append(name)
        return []

    monkeypatch.setattr(scan, "leaks_in", leaks_in)
    cache = root / ".cache" / "elsewhere"
    known = Known([], root)
    find_leaks(made, library, known, cache)
    assert sorted(read) == sorted(made)
    read.clear()
    find_leaks(made, library, known, cache)
    assert read == []
    find_leaks({**made, "new.html": b"<p>new</p>"}, library, known, cache)
    assert read == ["new.html"]


# --- the folder itself ----------------------------------------------------------------------------


def test_new_starts_a_record_for_its_owner_alone(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    old = os.umask(0o022)
    try:
        assert build(root, "new", "--programme", "small", "--id", "2026-new") == 0
    finally:
        os.umask(old)
    path = root / "private" / "2026-new.yaml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert problems(root) == []
    filed, found = load_private(root)
    assert not found and filed[0].id == "2026-new" and not Known(filed, root)
    path.write_text("applicant: {name: 张三丰}\n", encoding="utf-8")
    assert start_private(root, "2026-new") is None, "what is there is not written over"
    assert "张三丰" in path.read_text(encoding="utf-8")


def test_every_key_of_the_starter_can_be_filled_in(tmp_path: Path) -> None:
    path = start_private(tmp_path, CASE)
    assert path
    text = path.read_text(encoding="utf-8")
    filled = re.sub(r"(name:)", r"\1 欧阳零壹", text)
    filled = re.sub(r"(?m)^(  phone:)", r"\1 13800138000/0755-83123456", filled)
    filled = re.sub(r"(?m)^(  stamped:)", r"\1 2026-07-01", filled)
    path.write_text(filled, encoding="utf-8")
    (one,), found = load_private(tmp_path)
    assert found == []
    for person in (one.record.applicant, one.record.recommender, one.record.submitter):
        assert person.name == ("欧阳零壹",) and person.phone
    for clause in ("附3-10", "附3-11", "附3-12", "附3-13", "附3-16", "附3-18", "附4-02", "附4-03"):
        assert clause in text


@pytest.mark.skipif(os.name != "posix", reason="other systems keep no such permissions")
def test_open_permissions_are_told(root: Path) -> None:
    path = record(root, "applicant: {name: 欧阳零壹}\n")
    path.chmod(0o644)
    path.parent.chmod(0o755)
    found = problems(root)
    assert [(p.place.file, p.severity) for p in found] == [
        ("private", "warning"),
        (f"private/{CASE}.yaml", "warning"),
    ]
    assert "chmod 600" in found[1].hint.zh


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_record_that_git_knows_is_an_error(root: Path) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True)

    record(root, "applicant: {name: 欧阳零壹, phone: 0755-83123456转801}\n")
    assert problems(root) == []
    git("init", "-q")
    (found,) = problems(root)
    assert (found.severity, found.place.file) == ("warning", f"private/{CASE}.yaml")
    assert ".gitignore" in found.hint.zh
    (root / ".gitignore").write_text("/private/\n", encoding="utf-8")
    assert problems(root) == []
    git("add", "-f", f"private/{CASE}.yaml")
    (found,) = problems(root)
    assert (found.severity, found.place.file) == ("error", f"private/{CASE}.yaml")
    assert "filter-repo" in found.hint.zh and "git rm --cached" in found.hint.en
    (root / "private" / f"{CASE}.yaml").unlink()
    assert len(problems(root)) == 1, "deleted here, but still in git"
    names = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    git(*names, "commit", "-qm", "a slip")
    git("rm", "-q", "--cached", f"private/{CASE}.yaml")
    git(*names, "commit", "-qm", "taken out")
    (found,) = problems(root)
    assert (found.severity, found.place.file) == ("warning", "private"), "former commits have it"
    assert "filter-repo" in found.hint.zh and "leaked" in found.hint.en


def test_the_repository_ignores_its_records() -> None:
    assert "/private/" in (HOME / ".gitignore").read_text(encoding="utf-8").split()


# --- what we write names nobody (P-05) ------------------------------------------------------------


def test_documents_have_no_author_but_the_publisher(
    sample_site: BuiltLibrary, made: Exported, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert build(sample_site.root, "export", "manuscript", WITH_PHOTOS, "--out", str(out)) == 0
    documents = [*out.rglob("*.docx"), *sample_site.out.rglob("*.xlsx")]
    assert {path.suffix for path in documents} == {".docx", ".xlsx"}
    for path in documents:
        with zipfile.ZipFile(path) as archive:
            core = archive.read("docProps/core.xml").decode()
            names = re.findall(r"<(?:dc:creator|cp:lastModifiedBy)>([^<]*)<", core)
            assert {*names} <= {""}, path.name
            assert not [n for n in archive.namelist() if "comments" in n or "people" in n]
            assert {info.date_time[0] for info in archive.infolist()} == {1980}
    pdfs = list(sample_site.out.rglob("*.pdf"))
    assert len(pdfs) >= 2
    for path in pdfs:
        with pikepdf.open(path) as pdf:
            said = {str(k): str(v) for k, v in pdf.docinfo.items()}
            assert said.get("/Author", "").endswith(("", "编辑部"))
            assert set(said) <= {"/Title", "/Author", "/Creator", "/CreationDate", "/ModDate"}
            assert said["/Creator"] == "Typst 0.15.0"
    for path in sample_site.out.rglob("*.epub"):
        with zipfile.ZipFile(path) as archive:
            package = archive.read("EPUB/package.opf").decode()
            assert "contributor" not in package


# --- nothing else leaves unsearched ---------------------------------------------------------------

LEAVES = (
    "errata",
    "export",
    "lock_edition",
    "manuscript",
    "offline",
    "press",
    "proof",
    "release",
    "yearbook",
)


def test_every_command_that_lets_results_out_has_them_searched() -> None:
    for name in LEAVES:
        source = (HOME / "casebook" / "commands" / f"{name}.py").read_text(encoding="utf-8")
        calls = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call)]
        named = [ast.unparse(call.func) for call in calls]
        assert "let_out" in named, name


@pytest.mark.parametrize(
    ("site", "command"),
    [
        ("sample_site", "export csv"),
        ("sample_site", "export xlsx"),
        ("sample_site", "export json"),
        ("sample_site", "export offline"),
        ("sample_site", f"export manuscript {WITH_PHOTOS}"),
        ("sample_site", f"yearbook --proof {WITH_PHOTOS}"),
        ("built_site", "yearbook"),
    ],
)
def test_a_leak_stops_every_export(
    site: str,
    command: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    built: BuiltLibrary = request.getfixturevalue(site)
    root = built.copy(tmp_path / "library")
    shutil.rmtree(root / ".cache" / "leaks")  # the site has the same files, found clean
    out = tmp_path / "out"

    def leaks_in(name: str, *given: object) -> list[Leak]:
        return [Leak(name, NOTHING, "mobile", "138****00", value="13800138000")]

    monkeypatch.setattr(scan, "leaks_in", leaks_in)
    assert build(root, *command.split(), "--out", str(out)) == 1
    assert "138****00" in capfd.readouterr().err
    assert not out.exists() or not any(path.is_file() for path in out.rglob("*"))
