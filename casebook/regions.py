"""The administrative divisions of China by GB/T 2260 code, with those ended since 2021."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

Level = Literal["province", "city", "district"]

_TABLE = Path(__file__).parent / "data" / "regions.csv"
# What a short name leaves off, longest first. 旗 and 矿区 stay: 井陉 alone is another place.
_ENDINGS = ("特别行政区", "新区", "特区", "地区", "盟", "省", "市", "区", "县")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|"
    "水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|"
    "保安|裕固|独龙|各"
)
_AUTONOMOUS = re.compile(
    rf"(.{{2,}}?)(?:(?:(?:{_PEOPLES})族?)+|族)?自治[区州县旗]"
    rf"|(.{{2,}}?)(?:{_PEOPLES})族区"
)


@dataclass(frozen=True, slots=True)
class Region:
    """A division; `until` is the month (YYYY-MM) in which its end was made public.

    Months marked `?` in `data/make_regions.py` are unconfirmed: shown to nobody as a fact.
    """

    code: str
    zh: str
    en: str
    level: Level
    until: str | None
    successor: str | None


def all_regions() -> tuple[Region, ...]:
    """Every division, in the order of the codes."""
    return tuple(_table().values())


@cache
def provinces() -> tuple[Region, ...]:
    """The 34 divisions of the first level, in the order of the codes."""
    return tuple(region for region in all_regions() if region.level == "province")


def find(code: str) -> Region | None:
    """The division with this six-digit code, also one that has ended."""
    return _table().get(code)


def parent(code: str) -> Region | None:
    """The division above: a city, or the province where no city stands between."""
    above = [find(code[:4] + "00"), find(code[:2] + "0000")]
    return next((region for region in above if region and region.code != code), None)


@cache
def lineage(code: str) -> tuple[Region, ...]:
    """From the province down to the division itself; empty for an unknown code."""
    if not (region := find(code)):
        return ()
    above = parent(code)
    return (*lineage(above.code), region) if above else (region,)


def children(code: str) -> tuple[Region, ...]:
    """The divisions in force directly under this one, in the order of the codes."""
    return _children().get(code, ())


def former(code: str) -> tuple[Region, ...]:
    """The divisions that this one has taken the place of."""
    return _former().get(code, ())


def named(zh: str) -> tuple[Region, ...]:
    """All divisions with this full or short name (朝阳区, 朝阳), those in force first."""
    return _names().get(zh, ())


@cache
def short_zh(region: Region) -> str:
    """The name without its kind: 广州, 恩施; never a single character (东区 stays 东区)."""
    if match := _AUTONOMOUS.fullmatch(region.zh):
        return match[1] or match[2]
    if region.zh.endswith("矿区"):
        return region.zh
    if region.zh == "神农架林区":
        return "神农架"
    endings = (end for end in _ENDINGS if region.zh.endswith(end))
    shorter = (region.zh.removesuffix(end) for end in endings)
    return next((name for name in shorter if len(name) > 1), region.zh)


def place_zh(code: str) -> str:
    """A place line: 广东省广州市越秀区; empty for an unknown code."""
    return "".join(region.zh for region in lineage(code))


def place_en(code: str) -> str:
    """A place line: Yuexiu District, Guangzhou, Guangdong; empty for an unknown code."""
    return ", ".join(region.en for region in reversed(lineage(code)))


@cache
def _table() -> dict[str, Region]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Region(
                code=row["code"],
                zh=row["zh"],
                en=row["en"],
                level=cast(Level, row["level"]),
                until=row["until"] or None,
                successor=row["successor"] or None,
            )
            for row in csv.DictReader(file)
        }


@cache
def _children() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in all_regions():
        above = parent(region.code)
        if above and not region.until:
            found[above.code] = (*found.get(above.code, ()), region)
    return found


@cache
def _former() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in all_regions():
        if region.successor:
            found[region.successor] = (*found.get(region.successor, ()), region)
    return found


@cache
def _names() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for region in sorted(all_regions(), key=lambda region: region.until is not None):
        for name in dict.fromkeys((region.zh, short_zh(region))):
            found[name] = (*found.get(name, ()), region)
    return found
