"""Numbers as texts write them are read as they are meant, and sums that are right pass unseen."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from building import BASE, edit

from casebook.check import check_library
from casebook.check.numerals import NUMBER, fold, read
from casebook.check.rules import arithmetic, facts_in_text, table_totals
from casebook.load import load_library
from casebook.paths import Paths


@pytest.mark.parametrize(
    ("written", "value", "share"),
    [
        ("29514.72", "29514.72", False),
        ("11.07万", "110700", False),
        ("73.5 万", "735000", False),
        ("1.2亿", "120000000", False),
        ("1,206", "1206", False),
        ("5百", "500", False),
        ("一万二千", "12000", False),
        ("三万五", "35000", False),
        ("三百零五", "305", False),
        ("一百二", "120", False),
        ("两千三百万", "23000000", False),
        ("一亿零三百万", "103000000", False),
        ("十", "10", False),
        ("二十三", "23", False),
        ("二〇二五", "2025", False),
        ("38％", "38", True),
        ("86.0%", "86.0", True),
        ("百分之九十五", "95", True),
        ("百分之九十五点五", "95.5", True),
        ("9成", "90", True),
        ("九成五", "95", True),
        ("七成半", "75", True),
    ],
)
def test_a_number_is_read(written: str, value: str, share: bool) -> None:
    """003-07."""
    match = re.fullmatch(NUMBER, fold(written))
    assert match is not None
    found = read(match[0])
    assert found is not None
    assert (found.value, found.share) == (Decimal(value), share)


@pytest.mark.parametrize("written", ["三四", "万", "亿万"])
def test_what_is_no_number(written: str) -> None:
    assert read(written) is None


# 附2-031: sentences of real manuscripts' kinds, all of them right or not to be judged
RIGHT = """\
投诉由43件降到6件，减少37件，下降86.0%，各类的变化见表4。
从43件降至6件，下降86%。收缴率由84.6%升到95.2%，提高10.6个百分点。
年用电量由9.6万度降到4.1万度，减少5.5万度，下降57.3%。
救援到场平均用时由52分钟缩短到18分钟；车位总数由680个增加到721个，登记车辆742辆。
小区共1206户，实际走访到1142户，占94.7%；其余64户改用电话联系。
全部216户中，198户参与表决，占91.7%；参与者中187户同意，占94.4%。
从每月31件降到4件，降幅87.1%。由2024年的43件下降为2025年的6件，同比下降86.05%。
从四十三件降到六件，下降百分之八十六。由七成提高到九成五，提升25个百分点。
投诉由120件降到60件，下降约五成。由50余件降至10件，下降近80%。
从一楼到三楼，降低噪声3次。从3月到5月增加车位41个。
收缴率从2024年的84.6%提高到95.2%，增加120户。由10人增加到20人，增长1倍。
收缴率从80%提高到95%，提升18.75%。由43件降至0件，下降100%。
欠费户由120户减到95户，占7.9%；3号楼120户，7号楼90户，占17.5%。
由12345热线转来的投诉降至6件。由1.2万度降到8000度，下降33%。

表1 分类

| 类别 | 件数 | 占比 | 满意率（%） |
|:--|--:|--:|--:|
| 电梯 | 17 | 39.5% | 91 |
| 漏水 | 9 | 20.9% | 92 |
| 停车 | 8 | 18.6% | 93 |
| 账目 | 6 | 14.0% | 94 |
| 报修 | 3 | 7.0% | 95 |
| 合计 | 43 | 100% | 93 |
"""


def test_what_is_right_passes_unseen(tmp_path: Path) -> None:
    root = tmp_path / "library"
    _copy(root)
    edit(root / "cases/2026-yangli/zh.md", "社区、业委会、物业和业主每月议事一次", RIGHT)
    rules = {arithmetic.RULE, table_totals.RULE}
    found = check_library(load_library(Paths.of(root)))
    assert [p.message.zh for p in found if p.rule in rules] == []


@pytest.mark.parametrize(
    ("stated", "agrees"),
    [
        ("建筑面积5.04万平方米", True),  # within 1 % (附2-007)
        ("建筑面积约50,000㎡", True),
        ("建筑面积五万平方米", True),
        ("建筑面积5.06万平方米", False),
        ("占地面积9万平方米", True),  # another area
        ("2010年6月交付", True),
        ("2010年9月交付", False),
        ("建筑面积5万平方米，其中住宅建筑面积4万平方米", True),
        ("2010年6月交付，2015年二期交付", True),
        ("2010年建成", True),
        ("2009年12月竣工", False),
    ],
)
def test_text_and_form_agree_within_their_precision(
    tmp_path: Path, stated: str, agrees: bool
) -> None:
    root = tmp_path / "library"
    _copy(root)
    edit(
        root / "content/programmes/small.yaml",
        "    length: {at_most: 30, tolerated: 36}",
        "    states: [community.name]",
    )
    edit(root / "cases/2026-yangli/zh.md", "2010年建成", stated)
    found = check_library(load_library(Paths.of(root)))
    said = [p.value for p in found if p.rule == facts_in_text.RULE and p.place.line == 3]
    assert said == ([] if agrees else [stated])


def _copy(root: Path) -> None:
    shutil.copytree(BASE, root)
