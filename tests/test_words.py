"""A slip in `theme/words.yaml` is named at its place, and never a traceback of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from casebook.check.report import render_report
from casebook.problem import ProblemsError
from casebook.words import Words, load_words

SLIPS = {  # what an editor wrote, what is said of it, and where
    "in one language": ('{zh: "{n}个", en: "Cases: {m}"}', "“{n}个 / Cases: {m}”", "2:3"),
    "left out": ('{zh: "{n}个", en: Cases}', "“{n}个 / Cases”", "2:3"),
    "a brace left open": ('{zh: "{n个", en: "{n}"}', "“{n个”", "2:15"),
    "a brace too many": ('{zh: "{n}个", en: "{n}}"}', "“{n}}”", "2:27"),
    "without a name": ('{zh: "{}个", en: "{}"}', "“{}个”", "2:15"),
    "of Python's": ('{zh: "{n.__class__}", en: "{n}"}', "“{n.__class__}”", "2:15"),
    "a width": ('{zh: "{n:9999999999}", en: "{n}"}', "“{n:9999999999}”", "2:15"),
    "Chinese braces": ('{zh: "｛n｝个", en: "{n}"}', "“｛n｝个 / {n}”", "2:3"),
    "one language": ("{zh: 甲}", "“list.cases”应有中英文两种写法", "2:3"),
    "nothing": ("", "“list.cases”应有中英文两种写法", "2:3"),
    "a text": ("甲", "“list.cases”应有中英文两种写法", "2:10"),
    "a third language": ("{zh: 甲, en: a, fr: b}", "“list.cases”应有中英文两种写法", "2:3"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_named(slip: str, tmp_path: Path) -> None:
    written, said, place = SLIPS[slip]
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/words.yaml").write_text(f"list:\n  cases: {written}\n", encoding="utf-8")
    with pytest.raises(ProblemsError) as raised:
        load_words(tmp_path / "theme")
    report = render_report(raised.value.problems, "text", "zh")
    assert report.startswith(f"theme/words.yaml:{place}: 错误: ") and said in report


def test_a_placeholder_without_a_value_is_named() -> None:
    words = Words({"list.cases": {"zh": "{m}个", "en": "{m}"}})
    with pytest.raises(ProblemsError, match=r"\{m\}.*list\.cases") as raised:
        words.say("list.cases", "zh", n=3)
    assert raised.value.problems[0].hint.zh == "可用：{n}。"
