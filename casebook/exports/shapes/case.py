"""The shape of a case, in a list and in full."""

from __future__ import annotations

from typing import Literal

from casebook.exports.shapes.base import Address, Both, Day, Document, Pages, Record, told
from casebook.exports.shapes.facts import (
    CommunityRecord,
    CompanyRecord,
    FeeRecord,
    FigureRecord,
    HonourRecord,
    MeasureRecord,
    PartyRecord,
    Selection,
    SourceRecord,
    Term,
)


class CaseEntry(Record):
    """A case as it stands in a list."""

    id: str = told("案例编号", "Id of the case; once published it never changes.")
    title: Both = told("标题", "Title.")
    name: Both = told("小区名称", "Name of the residential community.")
    summary: Both = told("摘要", "Summary that stands alone.")
    region: str = told("行政区划代码", "Division code after GB/T 2260, as a rule of a district.")
    place: Both = told("所在地", "Province, city and district in words.")
    type: Term = told("项目类型", "Type of project.")
    programme: str = told("批次", "Id of the programme that selected it.")
    criteria: tuple[str, ...] = told("体现的标准", "Criteria shown: <programme>/<direction>.<key>.")
    published: Day | None = told("发布日期", "Day of publication.")
    updated: Day | None = told("更新日期", "Day of publication or of the last change.")
    pages: Pages = told("网页", "Its page.")
    markdown: Pages = told("Markdown", "The case as Markdown.")
    data: Address = told("数据", "The whole case as JSON.")


class Anchor(Record):
    """A passage on the page of the case."""

    anchor: str = told("锚点", "Its fragment on the page, the same in both languages.")
    title: Both = told("小标题", "Its heading.")
    pages: Pages = told("网址", "Its address.")


class ShownCriterion(Record):
    """A criterion that the case shows, with the passages that show it."""

    criterion: str = told("标准", "<programme>/<direction>.<key>.")
    name: Both = told("名称", "Short name.")
    direction: Term = told("方向", "Its direction.")
    passages: tuple[Anchor, ...] = told("段落", "Passages that show it; none: the whole case.")


class SectionRecord(Record):
    """A section of the text and its passages."""

    key: str | None = told("键", "Key of the section in its programme.")
    anchor: str = told("锚点", "Its fragment on the page.")
    heading: str = told("标题", "Its heading.")
    passages: tuple[str, ...] = told("段落", "Anchors of its passages, in order.")


class TextRecord(Record):
    """The text in one language."""

    markdown: str = told("Markdown", "CommonMark with tables and footnotes; links are absolute.")
    plain: str = told("纯文本", "The words alone, a line for each paragraph.")
    sections: tuple[SectionRecord, ...] = told("章节", "Its sections.")


class Texts(Record):
    """The text by language; null where it has not been translated."""

    zh: TextRecord | None = told("中文", "In Chinese.")
    en: TextRecord | None = told("英文", "In English.")


class Picture(Record):
    """A file of a photo; px."""

    url: Address = told("网址", "Address; it changes with the picture.")
    type: str = told("格式", "Media type.")
    width: int = told("宽", "Width, px.")
    height: int = told("高", "Height, px.")


class PhotoRecord(Record):
    """A photo with the files made from it, the one for all readers first."""

    caption: Both = told("图注", "Caption.")
    alt: Both = told("替代文字", "Text for those who do not see it.")
    credit: Both | None = told("摄影或提供", "Photographer, or who provided it.")
    scene: Literal["project", "service"] | None = told("场景", "What it shows.")
    before: Address | None = told("整治以前", "The photo of the same place before: its first file.")
    files: tuple[Picture, ...] = told("文件", "The same picture in several sizes and formats.")


class CaptionsRecord(Record):
    """Captions of a video in a language."""

    language: Literal["zh", "en"] = told("语言", "Their language.")
    url: Address = told("网址", "Address of the WebVTT file.")


class VideoRecord(Record):
    """A video as MP4 (H.264, AAC), without what a camera wrote; px."""

    title: Both = told("片名", "Title.")
    caption: Both | None = told("说明", "Caption.")
    credit: Both | None = told("拍摄或提供", "Who made or provided it.")
    url: Address = told("网址", "Address; it changes with the video.")
    type: str = told("格式", "Media type.")
    width: int = told("宽", "Width, px.")
    height: int = told("高", "Height, px.")
    seconds: int = told("时长", "Length, s; a part of a second counts as one.")
    bytes: int = told("大小", "Size of the file, bytes.")
    poster: Picture | None = told("封面图", "Picture that stands for it.")
    captions: tuple[CaptionsRecord, ...] = told("字幕", "Captions by language.")
    transcript: Both = told("文字稿", "What is said in it; a line for each paragraph.")
    pages: Pages = told("网页", "Its place on the page of the case.")


class ChangeRecord(Record):
    """A correction or revision since publication."""

    date: Day = told("日期", "Date.")
    what: Both = told("内容", "What was changed.")


class PrintingRecord(Record):
    """Where a printed book holds the case; both pages are printed page numbers."""

    edition: str = told("年鉴", "Id of the edition.")
    title: Both = told("书名", "Title of the book.")
    volume: int | None = told("分册", "Number of the volume; null where there is one alone.")
    first_page: int = told("起始页", "First page.")
    last_page: int = told("终止页", "Last page.")
    changed_since: bool = told("付印后有更正", "Whether its words have changed since.")
    changed: tuple[Both, ...] = told("改动之处", "What has changed: title, a fact, a passage.")


class CaseDocument(Document):
    """One case: everything that is published of it."""

    id: str = told("案例编号", "Id of the case; once published it never changes.")
    title: Both = told("标题", "Title.")
    summary: Both = told("摘要", "Summary that stands alone.")
    community: CommunityRecord = told("小区", "The community.")
    company: CompanyRecord | None = told("物业服务企业", "Null where the source names none.")
    fees: tuple[FeeRecord, ...] = told("物业服务费", "Property service fees.")
    party_organisations: tuple[PartyRecord, ...] = told("党组织", "Party organisations.")
    honours: tuple[HonourRecord, ...] = told("荣誉", "Honours.")
    measures: tuple[MeasureRecord, ...] = told("指标", "Measured values and changes.")
    figures: tuple[FigureRecord, ...] = told("文中数字", "Other numbers of the source.")
    as_written: dict[str, str] = told("原文写法", "The source’s wording of facts, by field.")
    criteria: tuple[ShownCriterion, ...] = told("体现的标准", "Criteria that it shows.")
    texts: Texts = told("正文", "The text.")
    photos: tuple[PhotoRecord, ...] = told("照片", "Photos.")
    videos: tuple[VideoRecord, ...] = told("视频", "Videos.")
    cover: Pages = told("封面", "The cover drawn from its data, SVG.")
    selection: Selection = told("入选", "How it was selected.")
    source: SourceRecord = told("事实来源", "Where its facts come from.")
    editors_note: Both | None = told("编者说明", "Editors’ note.")
    citation: Both = told("引用", "How to cite it (GB/T 7714—2015).")
    editions: tuple[str, ...] = told("年鉴", "Yearbook editions that print it.")
    offprint: Address = told("抽印本", "The case as a PDF, with the pages of the yearbook.")
    printings: tuple[PrintingRecord, ...] = told(
        "印本", "Its pages in printed editions; none before an edition has gone to the press."
    )
    published: Day | None = told("发布日期", "Day of publication.")
    changes: tuple[ChangeRecord, ...] = told(
        "更正与修订", "Corrections and revisions since publication."
    )
    pages: Pages = told("网页", "Its page.")
    markdown: Pages = told("Markdown", "The case as Markdown.")
