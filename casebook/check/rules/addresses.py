"""网址台账：发布过的网址一个也不能失效。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from casebook import regions
from casebook.addresses import (
    REDIRECTS,
    RULE,
    SECTIONS,
    addresses_of,
    lost,
    moved,
    own_addresses_of,
    page_of_card,
)
from casebook.model.address import Redirect
from casebook.model.library import Library
from casebook.problem import Place, Problem, Said
from casebook.suggest import nearest, suggestion, terms

__all__ = ["RULE", "check"]

_FILE_NAME = re.compile(r"\.(avif|csv|gz|html|jpg|js|json|md|pdf|png|svg|txt|webp|xlsx|xml)/$")
_FEW = 40  # among more new pages than this, the one that took a page's place is not guessed


def check(library: Library) -> Iterator[Problem]:
    """台账 cases/addresses.txt 里的网址必须一直有页面，或者转到新的网址。

    各地的网站、年鉴上的二维码都引用这些网址（DESIGN 第 10 条）。企业改名、区划撤销、标准改号、文章
    移走，都会使原来的网址失效。改法：更改案例编号用 cases/published.yaml 的 aliases，撤回用
    status: withdrawn；其他网址在 cases/redirects.yaml 里写一行“- {old: 原网址, new: 新网址}”。
    """
    if library.directions not in library.programmes:
        return  # which pages there would be is not known; the settings have a problem of their own
    own = own_addresses_of(library)
    yield from _redirects(library, own)
    kept = addresses_of(library)
    recorded = {line.address for line in library.addresses}
    fresh = kept - recorded
    for line in library.addresses:
        page = page_of_card(line.address)
        if line.address in kept or page in recorded - kept:
            continue  # a card goes where its page goes: what mends the page mends it
        yield lost(line.address, line.place, _hint(page or line.address, own, fresh))


def _hint(address: str, own: frozenset[str], fresh: frozenset[str]) -> Said:
    section, *rest = address.strip("/").split("/")
    if section == "cases" and rest:
        return Said(
            "请在 cases/published.yaml 里恢复这个编号：编号改了的，把旧编号写进新编号的 aliases；"
            "案例撤回的，保留文件夹并写 status: withdrawn。",
            "Put the id back into cases/published.yaml. If the id was changed, make the old one an "
            "alias of the new; if the case was withdrawn, keep its folder with status: withdrawn.",
        )
    if not address.endswith("/"):
        return Said(
            "这个文件由程序生成，请告诉维护程序的人。",
            "The program makes this file: tell whoever maintains the program.",
        )
    line = f"- {{old: {address}, new: {_successor(address, own, fresh)}}}"
    if not rest:
        return Said(
            f"请恢复 content/pages/zh/{section}.md，或在 {REDIRECTS} 里加一行：{line}",
            f"Restore content/pages/zh/{section}.md, or add a line to {REDIRECTS}: {line}",
        )
    return Said(
        f"请改回原来的写法，或在 {REDIRECTS} 里加一行，写明现在的网址：{line}",
        f"Restore the former wording, or add the present address to {REDIRECTS}: {line}",
    )


def _successor(address: str, own: frozenset[str], fresh: frozenset[str]) -> str:
    """Return the page that probably took the place of one: a new page of the same section."""
    parts = address.strip("/").split("/")
    if parts[0] == "regions" and (region := regions.find(parts[-1])):
        codes = (region.successor, *(r.code for r in reversed(regions.lineage(region.code)[:-1])))
        return next((a for code in codes if (a := f"/regions/{code}/") in own), "/regions/")
    beside = "/".join(("", *parts[:-1], ""))
    alike = (a for a in fresh & own - set(SECTIONS) if a.count("/") == address.count("/"))
    new = sorted(a for a in alike if a.startswith(beside) and a.endswith("/"))
    if len(new) <= _FEW and (found := nearest(address, terms(new))):
        return found
    while beside not in own:
        beside = beside.rstrip("/").rpartition("/")[0] + "/"
    return beside


def _redirects(library: Library, own: frozenset[str]) -> Iterator[Problem]:
    document = library.documents.get(REDIRECTS)
    leads = moved(library)
    times = Counter(redirect.old for redirect in library.redirects)
    for number, redirect in enumerate(library.redirects):
        old = document.place(number, "old") if document else Place(REDIRECTS)
        new = document.place(number, "new") if document else Place(REDIRECTS)
        yield from _former(redirect, old, own, times[redirect.old])
        yield from _goal(redirect, new, own, leads)


def _former(redirect: Redirect, place: Place, own: frozenset[str], times: int) -> Iterator[Problem]:
    old = redirect.old
    if old in own:
        yield _problem(
            place,
            old,
            Said(f"网址 {old} 仍有页面，不能转走", f"{old} is still a page and cannot lead on"),
            Said("请删去这一行，或改正 old。", "Delete this line, or correct 'old'."),
        )
    elif _FILE_NAME.search(old):
        yield _problem(
            place,
            old,
            Said(f"网址 {old} 是文件的名字", f"{old} is the name of a file"),
            Said(
                "只有网页能转走，请删去这一行，或改正 old。",
                "Only a page can lead on: delete this line, or correct 'old'.",
            ),
        )
    elif times > 1:
        yield _problem(
            place,
            old,
            Said(f"网址 {old} 写了 {times} 次", f"{old} is written {times} times"),
            Said(
                "一个网址只能转到一处，请只留一行。",
                "An address leads to one page: keep one line.",
            ),
        )
    elif old.startswith("/en/"):
        yield _problem(
            place,
            old,
            Said(f"网址 {old} 带有语言", f"{old} names a language"),
            Said(
                f"两种语言的网页一起转，请写 {old.removeprefix('/en')}。",
                f"Both languages are led on together: write {old.removeprefix('/en')}.",
            ),
        )
    elif old.startswith("/cases/"):
        yield _problem(
            place,
            old,
            Said("案例更改编号不写在这里", "a changed case id is not written here"),
            Said(
                "请删去这一行，把旧编号写进 cases/published.yaml 里新编号的 aliases。",
                "Delete this line and make the old id an alias of the new one in "
                "cases/published.yaml.",
            ),
        )


def _goal(
    redirect: Redirect, place: Place, own: frozenset[str], leads: dict[str, str]
) -> Iterator[Problem]:
    new = redirect.new
    if new in leads:
        yield _problem(
            place,
            new,
            Said(f"网址 {new} 自己又转到 {leads[new]}", f"{new} itself leads on to {leads[new]}"),
            Said(
                "请直接写最后转到的网址；不能转回原处。",
                "Write the last address of the chain; it must not lead back.",
            ),
        )
    elif new not in own:
        section = new.split("/")[1]
        near = terms(sorted(a for a in own if a.split("/")[1] == section))
        yield _problem(
            place,
            new,
            Said(f"没有网址 {new}", f"there is no page {new}"),
            suggestion(new, near),
        )


def _problem(place: Place, value: str, message: Said, hint: Said) -> Problem:
    return Problem(place, RULE, message, hint, value=value)
