"""A library of cases that a typesetter meets once in a career: too long, too many, too wide.

Every word is invented; what a case tries stands in its id. Nothing here is ever published.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from casebook.load import load_library
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths

NAME = "翠湖春晓山水云天国际花园一期二期三期四期五期六期七期八期九期十期联合社区" * 3
COMPANY = "广东省某某市某某区幸福美好生活综合物业服务与城市运营管理集团股份有限公司" * 2
TITLE = "（压力测试）“一单三会”——从《物业管理条例》到楼道灯：3,412件报修、97.9%按时办结，" * 2
LONG_URL = "https://example.org/" + "a-very-long-path-that-never-ends/" * 9 + "?q=" + "x" * 90
NUMBER = "3.14159265358979323846264338327950288419716939937510" * 3
KINDS = (
    "fee_collection_rate", "satisfaction_rate", "complaints", "repair_on_time_rate",
    "common_electricity", "owners_vote_turnout", "common_income",
)  # fmt: skip
MARKS = (
    "他说：“楼长问‘修不修？’大家答：‘修！’”于是——不等月底——开工……水温38℃，湿度45％，"
    "占比99.6%，每户¥1,200元；《公约》（2025年版）第3条写明：①先公示、②后表决！“好，好！”"
    "《Good Service》与3D模型、A区·B栋、24小时值守，全长1200m，面积3.5万㎡。"
)
PLAIN = (
    "社区、业主委员会和物业每月议事一次，意见登记在册，办结以后公示，没有办结的写明原因和新的时限。"
)
SIX_DEEP = "\n".join("   " * depth + f"1. 第{depth + 1}层：{PLAIN}" for depth in range(6))
QUOTES = (
    f"> 外层引文，**要点**在此：{PLAIN}\n>\n> > 引文里的引文：{PLAIN}\n> >\n> > > 第三层。{PLAIN}"
)
WIDE = "\n".join(
    [
        "表1 十二栏的表，词很长",
        "",
        "| " + " | ".join(f"第{n}栏internationalization" for n in range(1, 13)) + " |",
        "|" + "---|" * 12,
        *(
            "| " + " | ".join(f"值{row}-{n}，responsibility" for n in range(1, 13)) + " |"
            for row in range(4)
        ),
    ]
)
LONG = "\n".join(
    [
        "表2 六十行的表",
        "",
        "| 序号 | 事项 | 办结日期 | 占比 |",
        "|--:|:--|:--|--:|",
        *(
            f"| {n} | 更换第{n}号楼Wi-Fi设备与楼道灯 | 2025年{n % 12 + 1}月 | {n / 2}% |"
            for n in range(60)
        ),
    ]
)


def write_stress_library(root: Path) -> tuple[Library, Paths]:
    """Write the cases and load them; they are not checked, for a rule would refuse most."""
    published = []
    for name, (data, text, photos) in dict(_cases()).items():
        folder = root / "cases" / f"2026-{name}"
        (folder / "photos").mkdir(parents=True)
        for file, size in photos:
            _draw(folder / file, size)
        data["photos"] = [
            {
                "file": file,
                "caption": {"zh": f"图{n} 宽{w}、高{h}的照片，说明里有Latin与数字99%"},
                "alt": {"zh": "色块"},
                "credit": {"zh": "测试"},
            }
            for n, (file, (w, h)) in enumerate(photos, 1)
        ]
        source = json.dumps(data, ensure_ascii=False, indent=1)
        (folder / "case.yaml").write_text(source, encoding="utf-8")
        for locale, words in text.items():
            (folder / f"{locale}.md").write_text(words, encoding="utf-8")
        published.append(f"- {{id: {folder.name}, published: 2026-11-20}}\n")
    (root / "cases" / "published.yaml").write_text("".join(published), encoding="utf-8")
    paths = Paths.of(root)
    return load_library(paths).library, paths


def stress_edition(library: Library, locale: str = "zh") -> Edition:
    """Return an edition of all stress cases, or of the English one alone."""
    changed: dict[str, Any] = {"programmes": ("good-service-2026",), "locale": locale}
    if locale == "en":
        changed["cases"] = ("2026-english",)
    return library.editions["2022"].model_copy(update=changed)


def _draw(path: Path, size: tuple[int, int]) -> None:
    image = Image.new("RGB", size, (200, 190, 170))
    draw = ImageDraw.Draw(image)
    draw.rectangle((4, 4, size[0] - 5, size[1] - 5), outline=(60, 60, 60), width=4)
    draw.line((0, 0, *size), fill=(120, 60, 50), width=3)
    image.save(path, "JPEG", quality=60)


def _photos(*sizes: tuple[int, int]) -> list[tuple[str, tuple[int, int]]]:
    return [(f"photos/{n:02}.jpg", size) for n, size in enumerate(sizes, 1)]


def _data(name: str, **changed: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "programme": "good-service-2026",
        "status": "published",
        "published": "2026-11-20",
        "title": {"zh": f"{name}的标题：让老小区焕新"},
        "summary": {"zh": f"（压力测试）{PLAIN}"},
        "community": {"name": {"zh": name}, "region": "330106", "type": "commercial"},
        "company": {"name": {"zh": "测试物业服务有限公司"}},
        "criteria": ["party.1", "service.1"],
        "source": {"title": {"zh": "测试材料"}, "issuer": {"zh": "测试协会"}},
    }
    return data | changed


def _text(*blocks: str) -> dict[str, str]:
    head = '## 小区简介\n\n本文用于测试。\n\n## 解决措施\n\n### 四方议事 {criteria="party.1"}\n\n'
    return {"zh": head + "\n\n".join(blocks) + "\n"}


def _figure(n: int) -> dict[str, Any]:
    label, unit, note = f"第{n}项数字", "平方米", f"说明{n}：按2025年口径，含A区"
    return {"label": {"zh": label}, "value": n * 1234.5, "unit": {"zh": unit}, "note": {"zh": note}}


def _measures() -> list[dict[str, Any]]:
    change = {"before": 61.5, "after": 95.2, "before_year": 2024, "after_year": 2025}
    return [{"key": key, **change} for key in KINDS] + [
        {"key": key, "year": 2023, "value": 50} for key in KINDS
    ]


def _cases() -> Iterator[tuple[str, tuple[dict[str, Any], dict[str, str], list[Any]]]]:
    community = {"name": {"zh": NAME}, "region": "330106", "type": "commercial"}
    company = {"name": {"zh": COMPANY}}
    yield "long-names", (_data(NAME, community=community, company=company), _text(PLAIN), [])
    yield "long-title", (_data("标题很长的小区", title={"zh": TITLE}), _text(MARKS * 3), [])
    wide = _text(PLAIN, WIDE, PLAIN * 3, LONG, PLAIN * 3)
    yield "tables", (_data("表格很大的小区"), wide, [])
    shots = [f"![图](photos/{n:02}.jpg)\n\n{PLAIN * 4}" for n in (1, 2)]
    portraits = _photos(*[(200, 300)] * 5)
    before = [PLAIN] * 13 + ["![图](photos/01.jpg)", LONG, PLAIN * 3]
    yield "float", (_data("表前有照片的小区"), _text(*before), _photos((360, 240)))
    yield "portraits", (_data("竖幅照片的小区"), _text(*shots, PLAIN * 9), portraits)
    landscapes = _photos(*[(360, 240)] * 5)
    yield "landscapes", (_data("横幅照片的小区"), _text(PLAIN * 8, *shots), landscapes)
    yield "panorama", (_data("全景照片的小区"), _text(PLAIN * 5), _photos((1000, 200), (200, 200)))
    yield "short", (_data("三百字的小区"), _text(PLAIN * 5), [])
    long = [
        f"#### 第{n}个小标题\n\n{MARKS}\n\n{PLAIN * 3}\n\n{MARKS}{PLAIN * n}" for n in range(1, 20)
    ]
    yield "long-text", (_data("一万二千字的小区"), _text(*long), [])
    numbers = _data("数字很多的小区", measures=_measures(), figures=[_figure(n) for n in range(30)])
    yield "numbers", (numbers, _text(PLAIN), [])
    notes = "".join(f"第{n}条有注[^{n}]，" for n in range(1, 41))
    texts = "\n".join(
        f"[^{n}]: 注{n}：{PLAIN if n % 3 else '见《Good Service》第3页。'}" for n in range(1, 41)
    )
    yield (
        "notes",
        (_data("注释很多的小区"), _text(SIX_DEEP, PLAIN, QUOTES, PLAIN, notes, PLAIN, texts), []),
    )
    runs = f"网址{LONG_URL}在此，又有{NUMBER}元，又有`{'code_' * 40}`。"
    yield "unbreakable", (_data("断不开的小区"), _text(PLAIN, runs, f"> {runs}", f"- {runs}"), [])
    yield "english", (_english(), {"en": _english_text(), **_text(PLAIN)}, [])


def _english() -> dict[str, Any]:
    name = {"zh": "英文小区", "en": "The Extraordinarily Long-Named International Gardens"}
    title = {"zh": "英文小区的标题", "en": "Four parties renew a forty-year-old community together"}
    return _data(
        "英文小区",
        title=title,
        summary={"zh": PLAIN, "en": "A case for tests: every month the four parties meet."},
        community={"name": name, "region": "330106", "type": "commercial"},
        company={"name": {"zh": "测试物业", "en": "Test Property Services Co., Ltd."}},
        source={"title": {"zh": "材料", "en": "Material"}, "issuer": {"zh": "协会", "en": "Body"}},
    )


def _english_text() -> str:
    sentence = (
        "The residents’ committee said: “Nothing is decided before everybody’s responsibilities are"
        " understood” — and characteristically, internationalization notwithstanding, it was so. "
    )
    return (
        f"## The community\n\nFor tests.\n\n## Measures\n\n### Meetings\n\n{sentence * 12}\n\n"
        f"- {sentence}\n- {sentence}\n\n> {sentence * 2}\n\n{sentence * 20}\n"
    )
