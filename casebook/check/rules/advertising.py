"""广告用语。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from casebook.check.bare_text import BareText
from casebook.model.library import Library
from casebook.model.material import Advertising
from casebook.problem import Place, Problem, Said

RULE = "advertising"

# “领先一步告知”“不是第一”, or a title of an honour in 《》“”, are no boast of the author's.
_QUOTED = re.compile(r"“[^”\n]{1,200}”|《[^》\n]{1,200}》|「[^」\n]{1,200}」")
_DENIED = re.compile(r"(?:不|没有|无|非|未|并非)[^，。；：！？\n]{0,4}$")


def check(library: Library) -> Iterator[Problem]:
    """企业简介以外，标题、摘要和正文不用“领先”“一流”“首屈一指”一类的广告用语；只作提示。

    依据：附2-033；《广告法》第九条第三项（不得使用“国家级”“最高级”“最佳”等用语）。词表写在批次文
    件的 advertising。引号和书名号里的原话不算。改法：改写成做了什么、做到什么程度。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rules = programme.advertising if programme else None
        if rules is None:
            continue
        words = re.compile("|".join(map(re.escape, rules.words)))
        for key, own in (("title", case.data.title.zh), ("summary", case.data.summary.zh)):
            for match in _found(words, own or ""):
                yield _problem(case.place(key, "zh"), match[0], rules)
        if text := case.texts.get("zh"):
            bare = BareText(text)
            for part, start, end in bare.sections():
                if part.key not in rules.allowed_in:
                    for match in _found(words, bare.words[start:end]):
                        yield _problem(bare.place(start + match.start()), match[0], rules)


def _found(words: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    own = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), text)
    for match in words.finditer(own):
        if not _DENIED.search(own, max(match.start() - 8, 0), match.start()):
            yield match


def _problem(place: Place, word: str, rules: Advertising) -> Problem:
    return Problem(
        place,
        RULE,
        Said(f"“{word}”像广告用语（{rules.clause}）", f"'{word}' advertises ({rules.clause})"),
        Said(
            "请写事实：做了什么、做到什么程度；引自文件或他人的话请加引号。",
            "Give the fact: what was done, how far; put quotation marks around others' words.",
        ),
        value=word,
        severity="info",
    )
