"""年鉴自己的文字里不能有评比、表彰一类的词。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from casebook.check.places import Lines
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Place, Problem, Said
from casebook.source import read_text
from casebook.yearbook.glyphs import strings_of
from casebook.yearbook.texts import path_of, text_files

RULE = "unfit-words"

_FIELDS = {"title", "subtitle", "cover", "editor", "imprint", "appendices"}
# “不开展评比表彰”“没有名次”: what a clause denies it may name.
_DENIED = re.compile(r"(?:不|没有|无|非|未|禁止|严禁|杜绝)[^，。；：！？\n]*$")


def check(library: Library) -> Iterator[Problem]:
    """书名、封面、版权页、前言、凡例、编者的话和附录不用“评比、表彰、获奖、排名”一类的词。

    依据：001-039（不开展评比表彰），词表写在批次文件的 unfit_words。“不开展评比”这样的否定说法可以
    用；案例里照录的原文不在此列。改法：改用“选树”“入选”“发布”等词。
    """
    clauses = {
        word: p.unfit_words_clause or ""
        for p in library.programmes.values()
        for word in p.unfit_words
    }
    paths = Paths.of(library.root)
    for edition in library.editions.values() if clauses else ():
        document = library.documents.get(f"content/editions/{edition.id}/edition.yaml")
        for path, text in strings_of(edition.model_dump(mode="json", include=_FIELDS), "zh"):
            place = document.place(*path) if document else Place("")
            for word, _ in unfit(text, clauses):
                yield _problem(place, word, clauses[word])
        for name in dict.fromkeys(text_files(edition)):
            file = path_of(edition, name, paths)
            if not file.is_file():
                continue
            source = read_text(paths.content.parent, file)[0] or ""
            lines = Lines(file.relative_to(paths.content.parent).as_posix(), source)
            for word, start in unfit(source, clauses):
                yield _problem(lines.place(start), word, clauses[word])


def unfit(text: str, words: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield words that a text uses and does not deny, with the place of each, from 0."""
    found = re.compile("|".join(map(re.escape, words)))
    for match in found.finditer(text):
        if not _DENIED.search(text, 0, match.start()):
            yield match[0], match.start()


def _problem(place: Place, word: str, clause: str) -> Problem:
    by = f"（{clause}）" if clause else ""
    return Problem(
        place,
        RULE,
        Said(
            f"年鉴自己的文字里有“{word}”{by}",
            f"a text of the edition uses '{word}'{f' ({clause})' if clause else ''}",
        ),
        Said(
            "请改用“选树”“入选”“发布”等词；否定的说法（不开展评比表彰）可以保留。",
            "Use 选树, 入选 or 发布; saying that there is no contest is fine.",
        ),
        value=word,
    )
