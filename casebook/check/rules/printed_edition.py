"""付印的年鉴：印出的书一个字节也不变。"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from casebook.model.library import Library
from casebook.model.lock import PRINTED, PrintedEdition
from casebook.printed.kept import read_pieces
from casebook.printed.volumes import file_problems
from casebook.problem import Place, Problem, Said

RULE = "printed-edition"


def check(library: Library) -> Iterator[Problem]:
    """锁定的版本（edition.lock）要与 printed/ 里的文件、台账里的案例和 edition.yaml 一致。

    印出的书不再变动：网站只提供付印的文件，案例后来的更正列为勘误（issue 4，Concordance）。付印的
    PDF 和文字记录缺了、改了，或者印过的案例从台账里消失，都是错误；锁定以后改 edition.yaml 不再起
    作用；已撤回的案例（001-038）不应再留有文字。改法：用 git 恢复文件；案例改了编号的，把旧编号
    写进台账的 aliases；撤回以后运行 python build.py yearbook 版本 --forget。
    """
    for edition, printed in library.printed.items():
        if edition not in library.editions:
            yield _no_edition(printed)
            continue
        yield from file_problems(printed)
        yield from _settings(printed)
        yield from _cases(library, printed)


def _no_edition(printed: PrintedEdition) -> Problem:
    edition = printed.lock.edition
    return Problem(
        printed.document.place("edition"),
        RULE,
        Said(
            f"付印过的版本“{edition}”没有可用的 edition.yaml",
            f"the printed edition '{edition}' has no edition.yaml that can be read",
        ),
        Said(
            "请恢复 edition.yaml：印出的年鉴要一直列在网站上。",
            "Restore edition.yaml: a printed yearbook stays on the site.",
        ),
        value=edition,
    )


def _settings(printed: PrintedEdition) -> Iterator[Problem]:
    path = printed.folder / "edition.yaml"
    if hashlib.sha256(path.read_bytes()).hexdigest() == printed.lock.settings:
        return
    edition = printed.lock.edition
    yield Problem(
        Place(printed.document.file.replace("edition.lock", "edition.yaml")),
        RULE,
        Said(
            f"版本“{edition}”已经付印，edition.yaml 的改动对书不再起作用",
            f"edition '{edition}' has been printed: changes to edition.yaml do not reach the book",
        ),
        Said(
            "请恢复原样；要出修订版，请在 content/editions/ 下另立一版。",
            "Restore it; for a revised edition make another one in content/editions/.",
        ),
        severity="warning",
    )


def _cases(library: Library, printed: PrintedEdition) -> Iterator[Problem]:
    known = {name: entry.id for entry in library.ledger for name in (entry.id, *entry.aliases)}
    withdrawn = {case.id for case in library.withdrawn}
    for id, place in printed.lock.cases.items():
        at = printed.document.place("cases", id)
        if id not in known and library.ledger:
            yield Problem(
                at,
                RULE,
                Said(
                    f"年鉴里印过的案例“{id}”不在发布台账里，书上的二维码会失效",
                    f"the printed case '{id}' is not in the ledger: its QR code leads nowhere",
                ),
                Said(
                    "请恢复台账里的这一行；改了编号的，把旧编号写进新编号的 aliases。",
                    "Restore its line in the ledger; of a renamed case, list the old id under "
                    "aliases.",
                ),
                value=id,
            )
        if place.volume > len(printed.lock.volumes):
            yield _wrong_volume(printed, id)
        elif known.get(id) in withdrawn:
            yield from _withdrawn(printed, id)
        elif not place.forgotten and read_pieces(printed, id) is None:
            yield Problem(
                at,
                RULE,
                Said(
                    f"案例“{id}”付印时的文字缺失或被改动，无法列出勘误",
                    f"the printed words of '{id}' are missing or altered: no errata can be listed",
                ),
                Said(
                    f"请用 git 恢复 {PRINTED}/{id}.json。", f"Restore {PRINTED}/{id}.json from git."
                ),
                value=id,
            )


def _wrong_volume(printed: PrintedEdition, id: str) -> Problem:
    return Problem(
        printed.document.place("cases", id, "volume"),
        RULE,
        Said(f"案例“{id}”所在的分册不存在", f"the volume of '{id}' does not exist"),
        Said("付印记录不能手改，请用 git 恢复。", "Restore the lock from git; it is not edited."),
        value=id,
    )


def _withdrawn(printed: PrintedEdition, id: str) -> Iterator[Problem]:
    if printed.lock.cases[id].forgotten:
        return
    edition = printed.lock.edition
    yield Problem(
        printed.document.place("cases", id),
        RULE,
        Said(
            f"案例“{id}”已撤回，付印文件里还留有它的文字（网站的下载已换成说明页）",
            f"'{id}' is withdrawn, and its words are still kept with the printed files (what the "
            "site offers has notices instead)",
        ),
        Said(
            f"请运行 python build.py yearbook {edition} --forget 删去。",
            f"Run python build.py yearbook {edition} --forget to delete them.",
        ),
        value=id,
        severity="warning",
    )
