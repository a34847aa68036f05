"""发布台账：发布过的案例一个也不能丢。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.unread import is_unread
from casebook.model.library import Case, LedgerEntry, Library
from casebook.problem import Place, Problem, Said

RULE = "ledger"

_FILE = "cases/published.yaml"


def check(library: Library) -> Iterator[Problem]:
    """凡发布过的案例都记入台账 cases/published.yaml，台账里的编号必须一直有对应的案例文件夹。

    案例的网址会被各地引用，必须长期有效（DESIGN 第 10 条；001-038 撤回的案例留下说明页）。
    改法：发布时加一行“- {id: 编号, published: 日期}”；更改编号时把旧编号写进 aliases；撤回时保留
    文件夹，把 status 改为 withdrawn 并写明 withdrawn 的日期和原因。
    """
    if is_unread(library, _FILE, library.ledger):
        return  # which is a problem of its own, and every case would seem to be missing from it
    entries = {entry.id: entry for entry in library.ledger}
    for case in library.cases:
        yield from _case(case, entries.get(case.id))
    yield from _entries(library)


def _case(case: Case, entry: LedgerEntry | None) -> Iterator[Problem]:
    data = case.data
    place = case.place("status")
    if data.status == "withdrawn" and data.withdrawn is None:
        yield Problem(
            place,
            RULE,
            Said("案例已撤回，但没有写撤回的日期和原因", "withdrawn without a date and a reason"),
            Said(
                "请补上“withdrawn: {date: 2026-05-18, reason: {zh: …}}”。",
                "Add 'withdrawn: {date: 2026-05-18, reason: {zh: …}}'.",
            ),
        )
    if data.status in ("draft", "approved"):
        if entry:
            yield Problem(
                place,
                RULE,
                Said(
                    f"案例已记入发布台账，状态不能再是 {data.status}",
                    f"the case is in the ledger, so its status cannot be {data.status}",
                ),
                Said(
                    "请写 published；要撤回请写 withdrawn，并写明日期和原因。",
                    "Write published; to take it back, withdrawn with a date and a reason.",
                ),
                value=data.status,
                allowed=("published", "withdrawn"),
            )
        return
    if data.published is None:
        yield Problem(
            place,
            RULE,
            Said("没有填写发布日期", "the date of publication is missing"),
            Said("请补上“published: 2026-05-18”。", "Add 'published: 2026-05-18'."),
        )
    elif entry is None:
        line = f"- {{id: {case.id}, published: {data.published}}}"
        yield Problem(
            place,
            RULE,
            Said("案例已发布，但没有记入台账", "the case is published but not in the ledger"),
            Said(f"请在台账 {_FILE} 里加一行：{line}", f"Add a line to {_FILE}: {line}"),
        )
    elif entry.published != data.published:
        yield Problem(
            case.place("published"),
            RULE,
            Said(
                f"发布日期 {data.published} 与台账里的 {entry.published} 不同",
                f"published on {data.published}, but the ledger says {entry.published}",
            ),
            Said(
                f"请改成同一天；台账是 {_FILE}。", f"Make both the same day; the ledger is {_FILE}."
            ),
            value=str(data.published),
            allowed=(str(entry.published),),
        )


def _entries(library: Library) -> Iterator[Problem]:
    document = library.documents.get(_FILE)
    seen: dict[str, Place] = {}
    ids = {entry.id for entry in library.ledger}
    for i, entry in enumerate(library.ledger):
        names = [(entry.id, ("id",)), *((a, ("aliases", j)) for j, a in enumerate(entry.aliases))]
        for name, path in names:
            place = document.place(i, *path) if document else Place(_FILE)
            if name in seen:
                yield Problem(
                    place,
                    RULE,
                    Said(
                        f"编号“{name}”在台账里有两处，第一处在第 {seen[name].line} 行",
                        f"'{name}' is in the ledger twice, first on line {seen[name].line}",
                    ),
                    _keep_one(name, entry, ids),
                    value=name,
                )
                continue
            seen[name] = place
            folder = (library.root / "cases" / name).is_dir()
            if name == entry.id and not folder:
                yield Problem(
                    place,
                    RULE,
                    Said(
                        f"台账里的案例“{name}”没有文件夹，它的网址会失效",
                        f"the published case '{name}' has no folder, so its address would be lost",
                    ),
                    Said(
                        f"请恢复 cases/{name}；如编号改了，请把旧编号写进新编号的 aliases；"
                        "如已撤回，请保留文件夹并写 status: withdrawn。",
                        f"Restore cases/{name}; if its id was changed, make it an alias of the "
                        "new one; if withdrawn, keep the folder with status: withdrawn.",
                    ),
                    value=name,
                )
            elif name != entry.id and folder:
                yield Problem(
                    place,
                    RULE,
                    Said(
                        f"旧编号“{name}”同时又是一个案例文件夹",
                        f"the alias '{name}' is a case folder too",
                    ),
                    Said(
                        "旧网址只能转到一处：请给文件夹另取编号，或删去这个旧编号。",
                        "An address leads to one place: rename the folder or delete the alias.",
                    ),
                    value=name,
                )


def _keep_one(name: str, entry: LedgerEntry, ids: set[str]) -> Said:
    """Say what to do with an id written twice; of a case renamed twice, one line remains."""
    if name in entry.aliases and name != entry.id and name in ids:
        return Said(
            f"旧编号要直接转到现在的编号：如果“{name}”已改为“{entry.id}”，请删去“{name}”那一行，"
            f"把它的旧编号也写进“{entry.id}”的 aliases；若没有改过，请从 aliases 中删去“{name}”。",
            f"An old id leads straight to the present one: if '{name}' became '{entry.id}', "
            f"delete the line of '{name}' and list its aliases under '{entry.id}' too; if not, "
            f"take '{name}' out of the aliases.",
        )
    return Said("请只留一处。", "Keep one of the two.")
