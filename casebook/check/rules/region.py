"""行政区划代码与地名。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook import regions
from casebook.model.library import Case, Library
from casebook.problem import Problem, Said
from casebook.regions import Region

RULE = "region"

_SHORTEST = 3  # 东区 or 新县 may begin the name of a street; 越秀区 is a district


def check(library: Library) -> Iterator[Problem]:
    """community 的 region 是县级区划的六位代码，地址里写的省、市、区要与它一致。

    依据：附3-03、附2-004、003-13（地名互相矛盾）、S-07（已撤销的区划）。不设区的市（如东莞
    441900）写市的代码。已经撤销的代码给出警告和新的代码；案例发布在撤销之前的，当时有效，只作提
    示。新旧地名都接受。改法：在 GB/T 2260 中查出代码，或改正地址。
    """
    for case in library.cases:
        code = case.data.community.region
        region = regions.find(code)
        if region is None:
            yield _unknown(case, code)
            continue
        if below := regions.children(code):
            yield _too_wide(case, region, below)
        if region.until:
            yield _abolished(case, region)
        yield from _address(case, region)


def _unknown(case: Case, code: str) -> Problem:
    above = regions.find(f"{code[:4]}00") or regions.find(f"{code[:2]}0000")
    return Problem(
        case.place("community", "region"),
        RULE,
        Said(f"没有代码为“{code}”的行政区划", f"there is no division with the code '{code}'"),
        _choices(regions.children(above.code) if above else ()),
        value=code,
    )


def _too_wide(case: Case, region: Region, below: tuple[Region, ...]) -> Problem:
    return Problem(
        case.place("community", "region"),
        RULE,
        Said(
            f"“{region.code}”是{region.zh}，要写到区、县",
            f"'{region.code}' is {region.en}: a district or county is needed",
        ),
        _choices(below),
        value=region.code,
        allowed=tuple(r.code for r in below),
    )


def _choices(below: tuple[Region, ...]) -> Said:
    if not below:
        return Said(
            "请写 GB/T 2260 的六位代码，如广州市越秀区 440104。",
            "Write the six digits of GB/T 2260, such as 440104.",
        )
    zh = "、".join(f"{r.code}（{r.zh}）" for r in below)
    en = ", ".join(f"{r.code} ({r.en})" for r in below)
    return Said(f"可用：{zh}。", f"Known: {en}.")


def _abolished(case: Case, region: Region) -> Problem:
    new = regions.find(region.successor) if region.successor else None
    now_zh = f"现为{new.zh}，请改写 {new.code}。" if new else "请查明现在的代码。"
    now_en = f"It is now {new.en}: write {new.code}." if new else "Find out the present code."
    then = case.data.published
    in_time = then is not None and region.until is not None and f"{then:%Y-%m}" < region.until
    since = Said("在案例发布以后", " since the publication") if in_time else Said("已经", "")
    return Problem(
        case.place("community", "region"),
        RULE,
        Said(
            # without the month: not all of those in the table come from a gazette
            f"“{region.code}”（{region.zh}）{since.zh}撤销",
            f"'{region.code}' ({region.en}) has been abolished{since.en}",
        ),
        Said(now_zh, now_en),
        value=region.code,
        allowed=(region.successor,) if region.successor else (),
        severity="info" if in_time else "warning",
    )


def _address(case: Case, region: Region) -> Iterator[Problem]:
    address = case.data.community.address
    other = _other_place(address.zh, region) if address and address.zh else None
    if other:
        where = regions.place_zh(region.code)
        yield Problem(
            case.place("community", "address", "zh"),
            RULE,
            Said(
                f"地址写的是{other.zh}，区划代码 {region.code} 却是{where}",
                f"the address names {other.zh}, but {region.code} is {where}",
            ),
            Said("请改正地址或代码。", "Mend the address or the code."),
            value=other.zh,
            allowed=(where,),
        )


def _other_place(address: str, region: Region) -> Region | None:
    """Return the division that an address begins with, if it is not one of the case's.

    Read from the left, province before city before district, and no further: 上海路 behind the
    district is a street.
    """
    rest = address.strip()
    own = regions.lineage(region.code)
    for level in ("province", "city", "district"):
        for mine in own:
            name = next((n for n in _names(mine) if rest.startswith(n)), None)
            if mine.level == level and name:
                rest = rest.removeprefix(name).strip()
                break
        else:
            if stranger := _stranger(rest, level, own):
                return stranger
        if own[-1].level == level:
            return None
    return None


def _names(region: Region) -> list[str]:
    """Return the names under which a division may be written, former and coming ones included."""
    new = regions.find(region.successor) if region.successor else None
    return [r.zh for r in (region, *regions.former(region.code), *([new] if new else []))]


def _stranger(rest: str, level: str, own: tuple[Region, ...]) -> Region | None:
    near = [r for r in regions.all_regions() if r.level == level and rest.startswith(r.zh)]
    if level == "district":  # the same city's districts first: many have names in common
        near.sort(key=lambda r: r.code[:4] != own[-1].code[:4])
    return next((r for r in near if len(r.zh) >= _SHORTEST), None)
