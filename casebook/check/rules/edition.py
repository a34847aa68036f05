"""年鉴的一个版本：收录的案例、书名、标准、附录。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from casebook.check.unknown_word import unknown_word
from casebook.inside import inside
from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.plain_file import lies_at
from casebook.problem import LOCALES, Place, Problem, ProblemsError, Said
from casebook.source import Document
from casebook.suggest import Term, suggestion, terms
from casebook.unwritten import STAND_IN
from casebook.yearbook.texts import TEXTS, own_text, path_of, text_files

RULE = "edition"
_NONE_YET = Said(
    "programmes 里的批次还没有已发布的案例：请先发布案例，或改正 programmes。",
    "No case of these programmes is published: publish one, or correct programmes.",
)


def check(library: Library) -> Iterator[Problem]:
    """edition.yaml 里写的案例、批次、附录和文件都要有，书名要合通知的规定。

    cases 里的案例须已发布，属于 programmes 里的批次，各写一次；“好服务”案例年鉴的书名须是《2026年
    住宅小区“好服务”案例》（001-032，规定的书名写在批次文件的 yearbook_title）；criteria 的批次要有
    方向和标准；每个附录有一个 Markdown 文件，前言、凡例、编者的话和附录里不放图片和 HTML。改法：照
    提示补上文件，或改正编号和书名。
    """
    for edition in library.editions.values():
        document = library.documents.get(f"content/editions/{edition.id}/edition.yaml")
        if document:
            yield from _title(library, edition, document)
            yield from _cases(library, edition, document)
            yield from _criteria(library, edition, document)
            yield from _appendices(edition, document, Paths.of(library.root))
            yield from _profile(edition, document, Paths.of(library.root))
            yield from _texts(edition, Paths.of(library.root))


def _title(library: Library, edition: Edition, document: Document) -> Iterator[Problem]:
    """An edition of one programme bears the title that the programme's notice prescribes."""
    programme = library.programmes.get(edition.programmes[0]) if edition.programmes else None
    wanted = programme.yearbook_title if programme and len(edition.programmes) == 1 else None
    if programme is None or wanted is None:
        return
    clause = f"（{programme.yearbook_title_clause}）" if programme.yearbook_title_clause else ""
    for locale in LOCALES:
        found, right = getattr(edition.title, locale), getattr(wanted, locale)
        if found and right and found != right:
            yield Problem(
                document.place("title", locale),
                RULE,
                Said(
                    f"书名《{found}》不是通知规定的书名{clause}",
                    f"the title '{found}' is not the one that the notice prescribes{clause}",
                ),
                Said(f"请写作：{right}", f"Write: {right}"),
                value=found,
                allowed=(right,),
            )


def _cases(library: Library, edition: Edition, document: Document) -> Iterator[Problem]:
    by_id = {case.id: case for case in library.cases}
    fitting = tuple(
        Term(c.id, Said(c.data.community.name.to("zh"), c.data.community.name.to("en")))
        for c in library.published
        if c.data.programme in edition.programmes
    )
    seen: set[str] = set()
    for i, key in enumerate(edition.cases or ()):
        case, hint = by_id.get(key), suggestion(key, fitting) if fitting else _NONE_YET
        if key in seen:
            said = Said(f"案例“{key}”写了两次", f"the case '{key}' is named twice")
            hint = Said("请删去一处。", "Delete one of them.")
        elif case is None:
            said = Said(f"没有案例“{key}”", f"there is no case '{key}'")
        elif case.data.programme not in (*edition.programmes, STAND_IN):
            of = case.data.programme
            said = Said(
                f"案例“{key}”属于批次“{of}”，不在本书收录的批次之列",
                f"the case '{key}' belongs to the programme '{of}', which this book does not have",
            )
        elif case.data.status != "published":
            status = case.data.status
            said = Said(
                f"案例“{key}”没有发布（{status}），不会印进书里",
                f"the case '{key}' is not published ({status}) and would not be printed",
            )
        else:
            seen.add(key)
            continue
        allowed = tuple(term.key for term in fitting)
        yield Problem(document.place("cases", i), RULE, said, hint, value=key, allowed=allowed)


def _criteria(library: Library, edition: Edition, document: Document) -> Iterator[Problem]:
    key = edition.criteria
    programme = library.programmes.get(key or "")
    unread = f"content/programmes/{key}.yaml" in library.documents and programme is None
    if key is None or unread or (programme and programme.directions):
        return
    known = terms(sorted(p.id for p in library.programmes.values() if p.directions))
    said = Said(
        f"没有带方向和标准的批次“{key}”",
        f"there is no programme '{key}' with directions and criteria",
    )
    yield unknown_word(document.place("criteria"), RULE, said, key, known)


def _appendices(edition: Edition, document: Document, paths: Paths) -> Iterator[Problem]:
    seen: set[str] = set(TEXTS)
    for i, appendix in enumerate(edition.appendices):
        place = document.place("appendices", i, "file")
        if appendix.file in seen:
            yield Problem(
                place,
                RULE,
                Said(
                    f"附录的文件名“{appendix.file}”已经用过",
                    f"the file name '{appendix.file}' is taken",
                ),
                Said("请给附录另取一个名字。", "Give the appendix another name."),
                value=appendix.file,
            )
            continue
        seen.add(appendix.file)
        path = path_of(edition, appendix.file, paths)
        if not lies_at(path):
            found = terms(sorted(_stems(path.parent, edition.locale) - set(TEXTS)))
            yield Problem(
                place,
                RULE,
                Said(f"没有附录的文件 {path.name}", f"the appendix has no file {path.name}"),
                suggestion(appendix.file, found)
                if found
                else Said(
                    f"请在 content/editions/{edition.id}/ 里写 {path.name}。",
                    f"Write {path.name} in content/editions/{edition.id}/.",
                ),
                value=appendix.file,
            )


def _profile(edition: Edition, document: Document, paths: Paths) -> Iterator[Problem]:
    """The printer's profile is asked for when the book goes to press: missing, it is a warning."""
    name = edition.printer.profile
    if name is None:
        return
    path = inside(paths.content / "editions" / edition.id, name)
    outside = path is None
    if path is None or not path.is_file():
        yield Problem(
            document.place("printer", "profile"),
            RULE,
            Said(
                f"ICC 特性文件“{name}”不在本版本的文件夹里",
                f"the ICC profile '{name}' is outside the edition's folder",
            )
            if outside
            else Said(f"没有 ICC 特性文件“{name}”", f"there is no ICC profile '{name}'"),
            Said(
                f"请把印刷厂给的这个文件放进 content/editions/{edition.id}/，只写文件名；"
                "制作印刷版（--press）时要用。",
                f"Put the print house's file into content/editions/{edition.id}/ and write its "
                "name alone; --press needs it.",
            ),
            value=name,
            severity="error" if outside else "warning",
        )


def _texts(edition: Edition, paths: Paths) -> Iterator[Problem]:
    for name in dict.fromkeys(text_files(edition)):
        try:
            text = own_text(edition, name, paths)
        except ProblemsError:
            continue  # said where the texts are read
        for node in text.nodes if text else ():
            if node.kind in ("figure", "image", "html"):
                what = Said("HTML", "HTML") if node.kind == "html" else Said("图片", "a picture")
                yield Problem(
                    Place(text.file if text else "", node.line),
                    RULE,
                    Said(
                        f"年鉴自己的文字里不能有{what.zh}",
                        f"a text of the edition cannot hold {what.en}",
                    ),
                    Said("请改写成文字。", "Say it in words."),
                )
    folder = paths.content / "editions" / edition.id
    for stem in sorted(_stems(folder, edition.locale) - set(text_files(edition))):
        known = terms(dict.fromkeys(text_files(edition)))
        yield Problem(
            Place(f"content/editions/{edition.id}/{stem}.{edition.locale}.md"),
            RULE,
            Said("这个文件没有用到，不会印进书里", "nothing prints this file"),
            suggestion(stem, known),
            value=stem,
            severity="warning",
        )


def _stems(folder: Path, locale: str) -> set[str]:
    """Return the names of the texts beside an edition, without language and ending."""
    return {path.name.removesuffix(f".{locale}.md") for path in folder.glob(f"*.{locale}.md")}
