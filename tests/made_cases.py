"""Make a library of invented cases: the same number gives the same bytes, whenever it is run.

Every name, sentence and number is put together by a random generator with a fixed seed, and every
case says so in its name, its title and its first line. Only the regions are real.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from casebook import regions
from casebook.paths import HOME

if __package__:
    from tests.made_photos import made_photo
else:
    from made_photos import made_photo

PROSE = 5300  # characters; headings and sentences brought to their end make a text of 6,000
SHORTEST = 60  # characters under a heading
PUBLISHED = "2026-11-20"
PROGRAMME, BOUND = "made", "made-bound"  # the second is what an edition prints
DIRECTIONS = {"party": 3, "satisfaction": 4, "service": 5, "other": 5}  # of good-service-2026
TYPES = {
    "commercial": ("商品住宅小区", "Commercial housing"),
    "resettlement": ("安置房小区", "Resettlement housing"),
    "soe-transfer": ("国企移交社会管理小区", "Handed over by a state-owned enterprise"),
    "abandoned": ("弃管小区", "Left without management"),
}
SECTIONS = (  # key, titles, share of the text, passages
    ("profile", "小区简介", "The community", 0.02, 0),
    ("diagnosis", "问题诊断", "What was wrong", 0.10, 0),
    ("measures", "解决措施", "What was done", 0.74, 9),
    ("results", "取得成效", "What changed", 0.06, 0),
    ("insights", "总结启示", "What others can learn", 0.05, 0),
    ("company", "企业简介", "The company", 0.03, 0),
)

_FIRST = "翠锦瑞和云金紫碧华兰星康安福永盛新嘉景怡丽天春江海清明泰祥润"
_SECOND = "湖苑岭桥庭园谷泉竹枫林溪山城阳月河岸荷松梅"
_KIND = ("花园", "家园", "新村", "雅苑", "小区", "公馆", "华庭", "名都")
_SYLLABLES = ("cui", "jin", "rui", "he", "yun", "zi", "bi", "hua", "lan", "xing", "kang", "an")
_WHO = (
    "物业服务中心", "业主委员会", "社区居委会", "小区党支部", "楼长", "维修班", "客服岗位",
    "志愿者队伍", "四方工作组", "街道办事处", "秩序维护班", "保洁班组",
)  # fmt: skip
_WHEN = (
    "每月初", "每周三下午", "雨季之前", "入冬以前", "接到报修以后", "年底结算时", "节假日前后",
    "整治开始的第一个月", "方案公示期满以后", "每次巡查之后", "夜间值班时", "业主大会召开以前",
)  # fmt: skip
_DONE = (
    "把{what}逐项登记，写明地点、现状、责任岗位和办结时限",
    "请业主代表到现场查看{what}，当场商定先后次序",
    "为{what}单独列支，账目贴在公告栏，也发到业主群里",
    "会同专业单位检测{what}，检测报告向全体业主公开",
    "把{what}分成轻重三类，急的当天办，其余排进月度计划",
    "对{what}实行首问负责，谁接到问题谁跟到办结",
    "用{n}天时间走访{m}户，专门听取对{what}的意见",
    "将{what}纳入每日巡查，巡查记录保存{n}个月备查",
    "更换了{n}处{what}，并对其余{m}处做了保养",
    "就{what}征求意见{m}条，采纳{n}条，没有采纳的逐条说明理由",
)
_WHAT = (
    "电梯", "消防设施", "屋面防水", "地下车库照明", "电动自行车充电桩", "生活水箱", "排水管网",
    "停车位", "绿化补种", "公共收益", "垃圾分类投放点", "门禁和监控", "楼道堆物", "儿童活动场地",
    "外墙脱落隐患", "二次供水", "装修管理", "宠物饲养", "快递柜", "适老化扶手",
)  # fmt: skip
_THEN = (
    "办结以后由提出意见的业主评价",
    "不满意的退回重办",
    "结果在七天内公示",
    "同类问题不再逐件处理，改为一次排查",
    "经验写进服务手册，其他楼栋照此办理",
    "费用由公共收益和专项维修资金分担",
    "投诉随之减少",
    "业主从旁观变为参与",
    "工单、照片和费用一一对应，随时可查",
    "长期没有结论的事情有了时间表",
)
_HEADING = (
    "一张清单管到底：{what}", "{what}怎么改，业主先商量", "从{what}做起", "把{what}的账算给业主看",
    "{what}：先试一栋，再推全区", "管好{what}，靠制度不靠热情",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MadeCase:
    """An invented case; `body` is its Chinese Markdown."""

    id: str
    programme: str
    name: tuple[str, str]
    title: tuple[str, str]
    summary: tuple[str, str]
    region: str
    type: str
    company: tuple[str, str]
    built: int
    floor_area: int
    households: int
    complaints: tuple[int, int]
    collected: tuple[int, int]
    criteria: tuple[str, ...]
    body: str


def made_cases(count: int, bound: int = 0, prose: int = PROSE) -> Iterator[MadeCase]:
    """Yield the cases in order of their ids; the first `bound` belong to the printed programme.

    `prose` is about the length of a text in characters.
    """
    for number in range(count):
        yield _case(number, BOUND if number < bound else PROGRAMME, prose)


def write_library(
    root: Path,
    count: int,
    bound: int = 0,
    prose: int = PROSE,
    photos: int = 0,
    pages: int | None = None,
) -> None:
    """Write a library of its own: cases, ledger, and the repository's content without its book.

    With `bound`, an edition prints that many cases, in volumes of at most so many `pages`. There
    are `photos` in all, spread evenly over the cases. The editorial pages say nothing but a title,
    as the repository's own lead to its own cases.
    """
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(HOME / "content", root / "content", ignore=shutil.ignore_patterns("editions"))
    for page in root.glob("content/pages/*/*.md"):
        page.write_text(f"# {page.stem}\n\n本页为测速而编。\n", encoding="utf-8")
    programmes = root / "content" / "programmes"
    for key in (PROGRAMME, BOUND) if bound else (PROGRAMME,):
        (programmes / f"{key}.yaml").write_text(_programme(key), encoding="utf-8")
    if bound:
        edition = root / "content" / "editions" / "made"
        edition.mkdir(parents=True)
        volumes = f"volumes: {{pages: {pages}}}\n" if pages else ""
        (edition / "edition.yaml").write_text(_EDITION + volumes, encoding="utf-8")
        (edition / "preface.zh.md").write_text("本书为测速而编，内容全部虚构。\n", encoding="utf-8")
    ledger = []
    for place, case in enumerate(made_cases(count, bound, prose)):
        folder = root / "cases" / case.id
        folder.mkdir(parents=True)
        own = range(photos * place // count, photos * (place + 1) // count)
        (folder / "case.yaml").write_text(_case_yaml(case, own), encoding="utf-8")
        for number in own:
            (folder / "photos").mkdir(exist_ok=True)
            (folder / _photo(number)).write_bytes(made_photo(number))
        (folder / "zh.md").write_text(case.body, encoding="utf-8")
        ledger.append(f"- {{id: {case.id}, published: {PUBLISHED}}}\n")
    (root / "cases" / "published.yaml").write_text("".join(ledger), encoding="utf-8")


def _case(number: int, programme: str, prose: int) -> MadeCase:
    random = Random(f"casebook/{number}")
    name = random.choice(_FIRST) + random.choice(_SECOND) + random.choice(_KIND)
    latin = (random.choice(_SYLLABLES) + random.choice(_SYLLABLES)).capitalize()
    firm = random.randrange(200)  # a company has five cases on average
    company = Random(f"casebook/company/{firm}")
    firm_name = "".join(company.choice(_FIRST) + company.choice(_SECOND) for _ in range(2))
    criteria = _criteria(random, 9)
    before = random.randint(20, 90)
    rate = random.randint(60, 88)
    what = random.choice(_WHAT)
    lede = f"{name}从{what}入手，{random.choice(_WHO)}{_sentence(random)}"
    return MadeCase(
        id=f"2026-made-{number + 1:05}",
        programme=programme,
        name=(f"{name}（虚构）", f"{latin} Garden (made up)"),
        title=(
            f"（虚构）从{what}做起：{random.choice(_THEN)}",
            "(Made up) A case written by a program to measure the speed of a build",
        ),
        summary=(f"本案例为测速而编，内容虚构。{lede}", "Every word and number here is made up."),
        region=random.choice(_districts()).code,
        type=random.choice(tuple(TYPES)),
        company=(
            f"{firm_name}物业服务有限公司（虚构{firm + 1}）",
            f"Made-up Property Services No. {firm + 1}",
        ),
        built=random.randint(1995, 2018),
        floor_area=random.randint(20, 400) * 1000,
        households=random.randint(200, 4000),
        complaints=(before, random.randint(1, before // 2)),
        collected=(rate, random.randint(rate + 1, 99)),
        criteria=criteria,
        body=_body(random, name, criteria, prose),
    )


@cache
def _districts() -> tuple[regions.Region, ...]:
    return tuple(r for r in regions.all_regions() if r.level == "district" and not r.until)


def _criteria(random: Random, count: int) -> tuple[str, ...]:
    known = [f"{key}.{n}" for key, many in DIRECTIONS.items() for n in range(1, many + 1)]
    return tuple(random.sample(known, count))


def _body(random: Random, name: str, criteria: tuple[str, ...], prose: int) -> str:
    parts = []
    for key, title, _, share, passages in SECTIONS:
        length = int(prose * share)
        parts.append(f"## {title}")
        if key == "profile":
            parts.append(f"本文为测速而编，内容虚构。{name}{_sentence(random)}")
        elif not passages:
            parts += _paragraphs(random, length)
        for number in range(passages):
            heading = random.choice(_HEADING).format(what=random.choice(_WHAT))
            parts.append(f'### {heading} {{criteria="{criteria[number % len(criteria)]}"}}')
            parts += _paragraphs(random, length // passages - len(heading), number)
    parts.append("[^1]: 本表和文中所有数字均由程序生成。")
    return "\n\n".join(parts) + "\n"


def _paragraphs(random: Random, length: int, number: int = -1) -> Iterator[str]:
    """Yield prose of a length; in some passages a list, a table, bold words, the footnote."""
    length = max(length, SHORTEST)
    if number % 3 == 0:
        items = [f"- **{random.choice(_WHAT)}**：{random.choice(_THEN)}。" for _ in range(4)]
        yield "\n".join(items)
        length -= sum(map(len, items))
    if number in (1, 5):
        rows = [(random.choice(_WHAT), random.randint(5, 90), random.randint(0, 5)) for _ in "1234"]
        note = "[^1]" if number == 1 else ""
        yield f"表{number} 整治前后的件数{note}"
        head = "| 类别 | 整治前 | 整治后 |\n|:--|--:|--:|\n"
        table = head + "\n".join(f"| {a} | {b} | {c} |" for a, b, c in rows)
        yield table
        length -= len(table)
    while length > 40:  # half a sentence: some parts end above their length, some below
        text = ""
        while len(text) < min(length, 180):
            text += _sentence(random)
        yield text
        length -= len(text)


def _sentence(random: Random) -> str:
    done = random.choice(_DONE).format(
        what=random.choice(_WHAT), n=random.randint(3, 24), m=random.randint(30, 900)
    )
    return f"{random.choice(_WHEN)}，{random.choice(_WHO)}{done}，{random.choice(_THEN)}。"


def _photo(number: int) -> str:
    return f"photos/{number + 1:05}.jpg"


def _case_yaml(case: MadeCase, photos: Iterable[int] = ()) -> str:
    """Write the facts; JSON is YAML, and no name of ours needs more."""
    zh_en = ("zh", "en")

    def both(text: tuple[str, str]) -> dict[str, str]:
        return dict(zip(zh_en, text, strict=True))

    data = {
        "programme": case.programme,
        "status": "published",
        "published": PUBLISHED,
        "title": both(case.title),
        "summary": both(case.summary),
        "community": {
            "name": both(case.name),
            "region": case.region,
            "address": {"zh": "测速路1号（虚构）", "en": "1 Benchmark Road (made up)"},
            "type": case.type,
            "built": str(case.built),
            "delivered": str(case.built + 1),
            "floor_area": case.floor_area,
            "households": case.households,
        },
        "company": {"name": both(case.company)},
        "fee": [{"price": 2.3, "unit": "CNY/m²/month"}],
        "measures": [
            _change("complaints", case.complaints),
            _change("fee_collection_rate", case.collected),
        ],
        "figures": [
            {"label": {"zh": "走访的住户"}, "value": case.households // 2, "unit": {"zh": "户"}}
        ],
        "criteria": list(case.criteria),
        "approval": {"recommended_by": {"name": {"zh": "测速协会（虚构）"}}},
        "source": {"title": {"zh": "测速材料（虚构）"}, "issuer": {"zh": "测速程序"}},
    }
    if shown := [_said_of(number) for number in photos]:
        data["photos"] = shown
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in data.items())
    return (
        "# 虚构：为测速而编。Made up, to measure the speed of a build.\n" + "\n".join(lines) + "\n"
    )


def _said_of(number: int) -> dict[str, object]:
    return {
        "file": _photo(number),
        "caption": {"zh": f"第{number + 1}幅（虚构）", "en": f"Picture {number + 1} (made up)"},
        "alt": {"zh": "程序生成的色斑", "en": "Specks of colour made by a program"},
    }


def _change(key: str, change: tuple[int, int]) -> dict[str, object]:
    before, after = change
    years = {"before_year": 2024, "after_year": 2025}
    return {"key": key, "before": before, "after": after, **years}


def _programme(key: str) -> str:
    made = {"zh": "测速用的批次（虚构）", "en": "A programme to measure speed (made up)"}
    note = {"zh": "标注由程序生成。", "en": "The marks are made by a program."}
    data = {
        "id": key,
        "name": made,
        "short": {"zh": f"测速批次 {key}", "en": f"Speed programme {key}"},
        "year": 2026,
        "summary": made,
        "source": {
            "title": made,
            "issuers": [{"zh": "测速程序", "en": "A program"}],
            "year": 2026,
            "disclosure": "public",
            "wording": "own",
        },
        "mapping": {"programme": "good-service-2026", "by": "editors", "note": note},
        "sections": [
            {"key": key, "clause": f"S-{number}", "title": {"zh": zh, "en": en}, "asks": made}
            for number, (key, zh, en, _, _) in enumerate(SECTIONS, 1)
        ],
        "types": [{"key": key, "name": {"zh": zh, "en": en}} for key, (zh, en) in TYPES.items()],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


_EDITION = """\
id: made
title: {zh: 测速年鉴（虚构）, en: A yearbook to measure speed (made up)}
cover:
  columns: [测速年鉴, 内容虚构]
  foot: 二〇二六
locale: zh
year: 2026
date: 2026-11-20
trim: 大16开
programmes: [made-bound]
chapters: city
criteria: good-service-2026
editor: {zh: 测速程序, en: A program}
imprint:
  lines:
    - label: {zh: 内容, en: Content}
      value: {zh: 全部由程序生成, en: made by a program}
"""


def main() -> None:
    """Write a library to look at: python -m tests.made_cases FOLDER --cases 20."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=20)
    parser.add_argument("--bound", type=int, default=0, help="cases that an edition prints")
    parser.add_argument("--photos", type=int, default=0, help="in all, of about 1 MB each")
    options = parser.parse_args()
    write_library(options.folder, options.cases, options.bound, photos=options.photos)


if __name__ == "__main__":
    main()
