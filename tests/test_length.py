"""字 as Word counts them: the rule at the head of REQUIREMENTS."""

from __future__ import annotations

import pytest

from casebook.prose import parse_text
from casebook.prose.length import count_blocks, count_words

WORDS = [
    ("", 0),
    ("   \n", 0),
    ("物业服务", 4),
    ("物业，服务。", 6),
    ("“好服务”案例", 7),
    ("建办房〔2022〕4号", 8),
    ("收缴率99.6%", 4),
    ("2025年", 2),
    ("11.07万平方米", 5),
    ("AI 场景", 3),
    ("OAO（线上+线下）", 8),
    ("Van 家志愿服务队", 7),
    ("the joint meeting", 3),
    ("T/SZPMIA 002-2025", 2),
    ("前——后……", 6),
    ("《管理规约》", 6),
    ("𡒄", 1),
    ("二〇二五", 4),
    ("中海·千灯湖", 6),
    ("说：“好！”", 6),
]


@pytest.mark.parametrize(("text", "count"), WORDS)
def test_words(text: str, count: int) -> None:
    assert count_words(text) == count


def test_what_does_not_count() -> None:
    source = """## 解决措施

每月议事[^1]。

### 小标题不计

**加粗**的字计。

#### 更小的标题不计

表 1：表名不计

| 表 | 不计 |
|---|---|
| 一 | 二 |

![图注不计](photos/a.jpg)

- 列表计
- 也计

> 引文计

[^1]: 注释不计。
"""
    (section,) = parse_text(source, "zh.md", "zh", {}).sections
    assert count_blocks(section.blocks) == len("每月议事。加粗的字计。列表计也计引文计")


def test_a_line_end_does_not_join_or_part_words() -> None:
    (section,) = parse_text("## 一\n\n第一行\n第二行 two\nthree\n", "zh.md", "zh", {}).sections
    assert count_blocks(section.blocks) == 6 + 2
