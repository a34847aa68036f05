"""本库自己的文字里不能有评比、表彰和收费一类的词。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casebook.check.own_texts import own_words
from casebook.model.library import Library
from casebook.model.material import UnfitWords
from casebook.problem import Place, Problem, Said

RULE = "unfit-words"

# “不开展评比表彰”“没有名次”: what a clause denies it may name.
_DENIED = re.compile(r"(?:不|没有|无|非|未|禁止|严禁|杜绝)[^，。；：！？\n]*$")


def check(library: Library) -> Iterator[Problem]:
    """年鉴和网站自己的文字不用“评比、表彰、获奖、排名”和“报名费”一类的词。

    检查书名、封面、版权页、年鉴的各篇文字，编辑页面和首页文字。依据：001-039（不开展评比表彰）、
    001-005（不收取任何费用），词表写在批次文件的 unfit_words。“不开展评比”这样的否定说法可以用；
    案例里照录的原文不在此列。改法：改用“选树”“入选”“发布”等词。
    """
    rules = {
        word: unfit
        for programme in library.programmes.values()
        for unfit in programme.unfit_words
        for word in unfit.words
    }
    for own in own_words(library) if rules else ():
        for word, start in unfit(own.text, rules):
            yield _problem(own.place(start), word, rules[word], edition=own.edition)


def unfit(text: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield words that a text uses and does not deny, with the place of each, from 0."""
    found = re.compile("|".join(map(re.escape, words)))
    for match in found.finditer(text):
        if not _DENIED.search(text, 0, match.start()):
            yield match[0], match.start()


def _problem(place: Place, word: str, rule: UnfitWords, *, edition: bool) -> Problem:
    whose = Said("年鉴", "the edition") if edition else Said("网站", "the site")
    return Problem(
        place,
        RULE,
        Said(
            f"{whose.zh}自己的文字里有“{word}”（{rule.clause}）",
            f"a text of {whose.en} uses '{word}' ({rule.clause})",
        ),
        Said(rule.instead.zh, rule.instead.en),
        value=word,
    )
