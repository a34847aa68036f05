"""企业的网址。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.community import Company
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said

RULE = "company"


def check(library: Library) -> Iterator[Problem]:
    """一家企业一个网址：不同的企业不能同用一个，同一家企业在各案例里要写成一样。

    依据：DESIGN“Addresses”（/companies/<slug>/）。网址由企业名称的拼音生成，同音的名称会撞在一起。
    改法：名称写错的改正；确是两家企业的，给其中一家写 company.slug；同一家企业的 slug、pinyin 各
    案例写成一样。
    """
    by_key: dict[str, tuple[str, Case]] = {}
    by_name: dict[str, tuple[str, Case]] = {}
    for case in library.cases:
        company = case.data.company
        if company is None or case.data.status == "withdrawn":
            continue
        key, name = company.key, company.name.to("zh")
        other, first = by_key.setdefault(key, (name, case))
        if other != name:
            yield _shared(case, company, other, first)
        address, first = by_name.setdefault(name, (key, case))
        if address != key:
            yield _parted(case, company, address, first)


def _shared(case: Case, company: Company, other: str, first: Case) -> Problem:
    name, key = company.name.to("zh"), company.key
    return Problem(
        case.place("company", "name"),
        RULE,
        Said(
            f"“{name}”与案例 {first.id} 的“{other}”网址相同：/companies/{key}/",
            f"'{name}' has the address of '{other}' of case {first.id}: /companies/{key}/",
        ),
        Said(
            "同一家企业请写成同一个名称；两家企业请给其中一家写 slug。",
            "Spell one company's name alike; for two companies, give one of them a slug.",
        ),
        value=name,
    )


def _parted(case: Case, company: Company, address: str, first: Case) -> Problem:
    return Problem(
        case.place("company", "slug"),
        RULE,
        Said(
            f"“{company.name.to('zh')}”在案例 {first.id} 里的网址是 {address}，"
            f"这里是 {company.key}",
            f"'{company.name.to('zh')}' has the address {address} in case {first.id} and "
            f"{company.key} here",
        ),
        Said("请把 slug 和 pinyin 写成一样。", "Write the same slug and pinyin in both."),
        value=company.key,
        allowed=(address,),
    )
