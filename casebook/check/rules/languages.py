"""两种语言对得上。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.model.library import Case, Library
from casebook.problem import LOCALES, Place, Problem, Said
from casebook.prose import Text

RULE = "languages"


def check(library: Library) -> Iterator[Problem]:
    """英文正文的部分和小标题要与中文一一对应；发布的案例标题、摘要和名称要有两种语言。

    网站两种语言的网页互相链接，读者切换语言时停在同一段（DESIGN 第 2 条）。没有 en.md 也可以发布，
    英文页会注明正文只有中文。改法：补上缺的部分、小标题或文字。
    """
    for case in library.cases:
        if "zh" in case.texts and "en" in case.texts:
            yield from _texts(library, case, case.texts["zh"], case.texts["en"])
        if case.data.status == "published":
            yield from _names(case)


def _texts(library: Library, case: Case, zh: Text, en: Text) -> Iterator[Problem]:
    programme = library.programme_of(case)
    titles = {section.key: section.title for section in programme.sections} if programme else {}
    translated = {section.key: section for section in en.sections if section.key}
    written = {section.key: section for section in zh.sections}
    if not written or "" in written or len(written) < len(zh.sections):
        return  # first the Chinese text has to be in order
    for key in written:
        title = titles[key].en
        if key not in translated and en.sections:
            yield _warning(
                Place(en.file),
                Said(f"英文缺少“{title}”部分", f"the section '{title}' is missing in English"),
                Said(f"请加上“## {title}”。", f"Add '## {title}'."),
            )
    for key, section in translated.items():
        if key not in written:
            yield _warning(
                section.place,
                Said(
                    f"“{section.heading}”在中文里没有", f"'{section.heading}' is not in the Chinese"
                ),
                Said(f"请补写“## {titles[key].zh}”，或删去它。", "Write it there, or delete it."),
            )
            continue
        here, there = len(section.passages), len(written[key].passages)
        if here != there:
            yield _warning(
                section.place,
                Said(
                    f"“{section.heading}”有 {here} 个小标题，中文有 {there} 个",
                    f"'{section.heading}' has {here} passage(s), the Chinese has {there}",
                ),
                Said(
                    "请使两种语言的“### ”小标题一一对应。",
                    "Give both languages the same '### ' headings.",
                ),
            )


def _names(case: Case) -> Iterator[Problem]:
    data = case.data
    named = (
        (("title",), Said("标题", "the title"), data.title),
        (("summary",), Said("摘要", "the summary"), data.summary),
        (("community", "name"), Said("小区名称", "the community's name"), data.community.name),
        *(
            ((("company", "name"), Said("企业名称", "the company's name"), data.company.name),)
            if data.company
            else ()
        ),
    )
    for path, name, text in named:
        for locale in LOCALES:
            if not getattr(text, locale):
                language = Said("中文", "Chinese") if locale == "zh" else Said("英文", "English")
                yield _warning(
                    case.place(*path),
                    Said(f"{name.zh}没有{language.zh}", f"{name.en} is missing in {language.en}"),
                    Said(f"请补上“{locale}: …”。", f"Add '{locale}: …'."),
                )


def _warning(place: Place, message: Said, hint: Said) -> Problem:
    return Problem(place, RULE, message, hint, severity="warning")
