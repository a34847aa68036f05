"""A printed edition as the site offers it: the printed bytes, and none of a withdrawn case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType

import pikepdf

from casebook.model.edition import Edition
from casebook.model.library import Case, Library
from casebook.model.lock import LockedVolume, PrintedEdition
from casebook.paths import Paths
from casebook.printed.concordance import Concordance, place_of
from casebook.printed.notes import pages_said
from casebook.printed.typeset import set_sheet
from casebook.printed.withdraw import Notice, without_cases
from casebook.problem import Place, Problem, ProblemsError, Said
from casebook.tokens import load_tokens
from casebook.words import load_words
from casebook.write import write_file
from casebook.yearbook.compile import STANDARDS
from casebook.yearbook.made import Built, Volume

RULE = "printed-edition"


def printed_volumes(
    library: Library, edition: Edition, paths: Paths, site_url: str
) -> Built | None:
    """Return a printed edition as it was printed; None for an edition that is not locked.

    The files are those that are kept beside the lock; of a volume with withdrawn cases, one in
    which notices stand on their pages, made in the cache. Raises ProblemsError where a file is
    missing or is not the one that was printed.
    """
    printed = library.printed.get(edition.id)
    if printed is None:
        return None
    if problems := list(file_problems(printed)):
        raise ProblemsError(problems)
    made = [
        Volume(_offered(library, edition, printed, number, paths, site_url), volume.pages)
        for number, volume in enumerate(printed.lock.volumes, 1)
    ]
    known = Concordance(library, edition, printed, site_url, load_words(paths.theme))
    places = {case.id: at for case in library.published if (at := known.pages(case))}
    return Built(volumes=tuple(made), places=MappingProxyType(places), made=False)


def withdrawn_from(
    library: Library, edition: Edition, printed: PrintedEdition
) -> dict[str, Case | None]:
    """Return the cases that were printed and are withdrawn now, by their printed ids."""
    found: dict[str, Case | None] = {
        id: None for id, place in printed.lock.cases.items() if place.forgotten
    }
    for case in library.withdrawn:
        if id := library.printed_as(edition, case):
            found[id] = case
    return found


def file_problems(printed: PrintedEdition) -> Iterator[Problem]:
    """Yield what is wrong with the printed files: missing, altered, of another page count."""
    for n, volume in enumerate(printed.lock.volumes):
        place = printed.document.place("volumes", n, "sha256")
        path = printed.file(volume)
        if path is None:
            yield _missing(printed, volume, printed.document.place("volumes", n, "pdf"))
            continue
        raw = path.read_bytes()
        if raw.startswith(b"version https://git-lfs"):
            yield _missing(printed, volume, printed.document.place("volumes", n, "pdf"))
        elif hashlib.sha256(raw).hexdigest() != volume.sha256:
            yield Problem(
                place,
                RULE,
                Said(
                    f"付印文件“{volume.pdf}”与锁定时不同，有人改动过",
                    f"the printed file '{volume.pdf}' is not the one that was locked",
                ),
                Said(
                    "请用 git 恢复原来的文件：付印的书一个字节也不能变，更正写进案例即可，"
                    "网站和勘误表会列出。",
                    "Restore it from git: a printed book never changes. Correct the case; the "
                    "site and the erratum slip will say so.",
                ),
                value=hashlib.sha256(raw).hexdigest()[:12],
                allowed=(volume.sha256[:12],),
            )


def _missing(printed: PrintedEdition, volume: LockedVolume, place: Place) -> Problem:
    return Problem(
        place,
        RULE,
        Said(
            f"没有付印文件“{volume.pdf}”，下载会缺这本年鉴",
            f"the printed file '{volume.pdf}' is missing, so the book cannot be offered",
        ),
        Said(
            f"请放回 content/editions/{printed.lock.edition}/printed/；文件在 Git LFS 里的，"
            "请运行 git lfs pull。",
            f"Put it back into content/editions/{printed.lock.edition}/printed/; if it is kept "
            "in Git LFS, run git lfs pull.",
        ),
        value=volume.pdf,
    )


def _offered(
    library: Library,
    edition: Edition,
    printed: PrintedEdition,
    number: int,
    paths: Paths,
    site_url: str,
) -> Path:
    """Return the file of a volume that may be spread."""
    volume = printed.lock.volumes[number - 1]
    path = printed.file(volume)
    assert path is not None
    gone = {
        id: case
        for id, case in withdrawn_from(library, edition, printed).items()
        if printed.lock.cases[id].volume == number and not printed.lock.cases[id].forgotten
    }
    if not gone:
        return path
    key = hashlib.sha256(f"{volume.sha256} {version('pikepdf')} {version('typst')}".encode())
    key.update(" ".join([*sorted(gone), site_url]).encode())
    for recipe in (*sorted(Path(__file__).parent.glob("*.py")), _template(paths)):
        key.update(recipe.read_bytes())
    done = paths.cache / "printed" / edition.id / key.hexdigest()[:32] / volume.pdf
    if not done.is_file():
        write_file(done, redacted(edition, printed, number, tuple(gone), paths, site_url))
    return done


def redacted(
    edition: Edition,
    printed: PrintedEdition,
    number: int,
    cases: tuple[str, ...],
    paths: Paths,
    site_url: str,
) -> bytes:
    """Return a volume with notices in the place of some of its cases."""
    path = printed.file(printed.lock.volumes[number - 1])
    assert path is not None
    with pikepdf.open(path) as pdf:
        box = [float(side) for side in pdf.pages[0].mediabox]
    size = (box[2] - box[0], box[3] - box[1])
    notices = {}
    for id in cases:
        place = printed.lock.cases[id]
        pages = pages_said(
            place_of(place), len(printed.lock.volumes), edition.locale, load_words(paths.theme)
        )
        page = _notice(edition, id, pages, size, paths, site_url)
        notices[id] = Notice(place.sheet, place.sheet + place.last - place.first, page)
    return without_cases(path, notices)


def _notice(
    edition: Edition,
    id: str,
    pages: str,
    size: tuple[float, float],
    paths: Paths,
    site_url: str,
) -> bytes:
    tokens, words, locale = load_tokens(paths.theme), load_words(paths.theme), edition.locale
    address = f"{site_url.rstrip('/')}/cases/{id}/"
    data = {
        "title": words.say("printed.withdrawn", locale),
        "notice": words.say("printed.withdrawn", locale),
        "pages": pages,
        "address": address.removeprefix("https://").removeprefix("http://"),
        "width": size[0],
        "height": size[1],
        "lang": locale,
        "ink": tokens.ink.web,
        "faint": tokens.faint.web,
        "paper": tokens.paper.web,
        "serif": tokens.type.serif.press,
        "sans": tokens.type.sans.press,
        "kai": tokens.type.kai.press,
    }
    templates = _template(paths).parent
    return set_sheet(templates, "notice.typ", data, edition.date, STANDARDS["screen"])


def _template(paths: Paths) -> Path:
    return paths.theme / "yearbook" / "notice.typ"
