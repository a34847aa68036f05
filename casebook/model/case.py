"""A case as its editors keep it: what `cases/<id>/case.yaml` may hold.

The text under a field is what an editor's program shows beside it (`case.schema.json`).
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from casebook import pinyin
from casebook.model.base import (
    Bilingual,
    Count,
    Filled,
    Flag,
    Key,
    Localized,
    Model,
    Number,
    Percent,
    Positive,
)
from casebook.model.dates import Day, When

Code = Annotated[str, Field(pattern=r"^\d{6}$")]
Term = Annotated[str, Field(min_length=1, max_length=120)]  # a rule knows the words allowed
FilePath = Annotated[str, Field(pattern=r"^[^/\\]+(/[^/\\]+)*$", max_length=200)]


def _fitting(reading: str | None, info: ValidationInfo) -> str | None:
    """Refuse a reading that has not one syllable for each Chinese character of the name."""
    name = info.data.get("name")
    if reading and name:
        try:
            pinyin.sort_key(name.to("zh"), reading)
        except ValueError as error:
            raise PydanticCustomError("reading", "pinyin") from error
    return reading


Reading = Annotated[str | None, AfterValidator(_fitting)]  # of the field `name` before it


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class Span(Model):
    """A stretch of time, such as that of a development in phases."""

    start: When
    """起，按已知的精度写 · start"""
    end: When | None = None
    """止 · end"""


class Community(Model):
    """The residential community; areas in m², `greening_rate` in %.

    `region` is a GB/T 2260 code of a district (or of a city without districts); `pinyin` overrides
    the reading of the Chinese name for sorting.
    """

    name: Localized
    """小区名称 · name of the community"""
    aliases: tuple[Localized, ...] = ()
    """别名、标题中的叫法 · other names"""
    pinyin: Reading = None
    """名称读音，多音字排序不对时填写 · reading, for sorting"""
    region: Code
    """行政区划代码（GB/T 2260）六位，到区县 · division code"""
    subdistrict: Localized | None = None
    """街道或乡镇 · subdistrict or town"""
    address: Localized | None = None
    """路名门牌，不写省市区 · street and number"""
    type: Term
    """项目类型，用批次文件中的键 · a key of the programme’s project types"""
    type_note: Localized | None = None
    """项目类型的说明 · note on the type"""
    built: When | None = None
    """建成时间：2008-06-01、2008-06、2008、1980s-late · completed"""
    delivered: When | None = None
    """交付时间，写法同上 · first handed over"""
    developed: Span | None = None
    """开发建设的起止 · development in phases"""
    land_area: Positive | None = None
    """占地面积，平方米，只写数字 · land area, m²"""
    floor_area: Positive | None = None
    """建筑面积，平方米，只写数字 · floor area, m²"""
    households: Count | None = None
    """户数 · households"""
    greening_rate: Percent | None = None
    """绿化率，% · greening rate, %"""


class Company(Model):
    """The property service company; `name` is its legal name, `floor_area_managed` in m²."""

    name: Localized
    """企业全称，与营业执照一致 · legal name"""
    brand: Localized | None = None
    """通用简称 · short name"""
    slug: Key | None = None
    """网页地址，缺省由拼音生成 · address on the site"""
    pinyin: Reading = None
    """读音 · reading"""
    founded: When | None = None
    """成立时间 · founded"""
    floor_area_managed: Positive | None = None
    """在管面积，平方米 · floor area managed, m²"""
    projects: Count | None = None
    """项目数量 · number of projects"""
    employees: Count | None = None
    """员工数量 · employees"""

    @property
    def key(self) -> str:
        """The company's name in addresses: its own `slug`, else its name in pinyin."""
        return self.slug or pinyin.slug(self.name.to("zh"), self.pinyin)


class Fee(Model):
    """A property service fee; `price` (or the range up to `price_max`) in `unit`."""

    label: Localized | None = None
    """适用对象，如高层住宅 · what it is for"""
    price: Annotated[Number, Field(gt=0, le=50)]
    """价格，元/（平方米·月） · CNY per m² per month"""
    price_max: Annotated[Number, Field(gt=0, le=50)] | None = None
    """区间的上限 · upper end of a range"""
    unit: Literal["CNY/m²/month"]
    """单位 · unit"""


class Honour(Model):
    """Something that was conferred on the community or its people, as the source states it."""

    name: Localized
    """荣誉名称，照原名 · as it is called"""
    giver: Localized | None = None
    """授予单位 · given by"""
    date: When | None = None
    """授予时间 · date"""


class PartyOrganisation(Model):
    """The community's Party organisation and, where the source counts them, its members."""

    name: Localized
    """党组织名称 · name"""
    since: When | None = None
    """成立时间 · founded"""
    members: Count | None = None
    """党员人数 · members"""
    note: Localized | None = None
    """说明 · note"""


class Measure(Model):
    """A measured value of the vocabulary `content/measures.yaml`.

    Either one `value` (of a `year`) or a change from `before` to `after`. `as_written` keeps the
    source's wording; a value whose year the source does not give is shown as undated.
    """

    key: Term
    """指标，用 content/measures.yaml 中的键 · a key of content/measures.yaml"""
    year: int | None = None
    """数值所属年份 · year of the value"""
    value: Number | None = None
    """数值，只写数字 · the value"""
    before: Number | None = None
    """之前的数值 · before"""
    after: Number | None = None
    """之后的数值 · after"""
    before_year: int | None = None
    """之前的年份 · year of before"""
    after_year: int | None = None
    """之后的年份 · year of after"""
    note: Localized | None = None
    """口径等说明 · note, such as the definition"""
    as_written: str | None = None
    """原文写法 · as the source writes it"""


class Figure(Model):
    """Any other number of the source, with what it counts."""

    label: Localized
    """数什么 · what it counts"""
    value: Number
    """数值，只写数字 · the value"""
    value_max: Number | None = None
    """区间的上限 · upper end of a range"""
    unit: Localized
    """单位 · unit"""
    date: When | None = None
    """时间 · date"""
    note: Localized | None = None
    """说明，如“约” · note, such as about"""
    as_written: str | None = None
    """原文写法 · as the source writes it"""


def _as_people(value: Any) -> Any:
    return {"shown": value} if isinstance(value, str) else value


class People(Model):
    """Whether people can be recognised on a photo, and that they agreed (附2-121, P-06).

    It is the editors' own note: nothing that is made from a case has it. Who answers has looked at
    faces, number plates and notice boards with telephone numbers.
    """

    shown: Literal["none", "adults", "minors"]
    """none 认不出任何人，adults 认得出成年人，minors 认得出未成年人 · who can be recognised"""
    consent: Filled | None = None
    """怎样征得同意：书面同意书、监护人签字，存在哪里 · how they agreed, and where that is kept"""
    checked_by: Filled | None = None
    """谁核对的（人脸、车牌、公示栏上的电话） · who looked"""
    date: Day | None = None
    """核对日期 · when"""


class Photo(Model):
    """A photo of the case folder; `file` is its path in that folder.

    `scene` is what it shows (REQUIREMENTS 附2-117); `focus` is the point that a crop keeps, in
    hundredths of width and height; `people` may be the one word `none`.
    """

    file: FilePath
    """案例文件夹中的路径，如 photos/01.jpg · path in the case folder"""
    caption: Localized
    """图注，排在图下 · caption, below the picture"""
    alt: Localized
    """替代文字：看不见图的人听到的话 · text for those who do not see it"""
    credit: Localized | None = None
    """摄影者或提供者 · photographer or giver"""
    scene: Literal["project", "service"] | None = None
    """project 项目场景，service 服务场景 · what it shows"""
    focus: tuple[Percent, Percent] | None = None
    """裁切时保留的中心，横、纵百分比 · point that a crop keeps, %"""
    people: Annotated[
        People | None,
        BeforeValidator(_as_people, json_schema_input_type=Literal["none"] | People | None),
    ] = None
    """认得出的人是否同意刊登，只供编辑部内部 · consent of those shown; internal"""


class TextFiles(Model):
    """A file for each language, by their paths in the case folder."""

    zh: FilePath | None = None
    """中文的文件 · in Chinese"""
    en: FilePath | None = None
    """英文的文件 · in English"""


class Video(Model):
    """A video of the case folder (001-025, 附2-122 to 附2-127); it stands below the text.

    Without a `transcript`, the words of the captions are shown and searched; without a `poster`, a
    picture out of the video stands for it where PyAV is installed.
    """

    file: FilePath
    """案例文件夹中的路径，如 video/01.mp4 · path in the case folder"""
    title: Localized
    """片名，排在视频下面 · title, below the video"""
    caption: Localized | None = None
    """说明：时间、地点和做法 · what it shows, where and when"""
    poster: FilePath | None = None
    """播放前显示的图片，如 video/01.jpg · picture that stands for it"""
    captions: TextFiles | None = None
    """字幕文件（SRT 或 WebVTT），按语言 · caption files, by language"""
    transcript: TextFiles | None = None
    """文字稿（纯文本 .txt），按语言；有字幕的可以不写 · transcript files, by language"""
    credit: Localized | None = None
    """拍摄者或提供者 · who made or gave it"""
    people: Annotated[
        People | None,
        BeforeValidator(_as_people, json_schema_input_type=Literal["none"] | People | None),
    ] = None
    """认得出的人是否同意刊登，写法同照片；不会发布 · whether those shown agreed; not published"""


class Body(Model):
    """An organisation that recommended or reviewed a case."""

    name: Localized
    """单位名称 · name"""
    region: Code | None = None
    """行政区划代码 · division code"""
    level: Literal["district", "city", "province", "national"] | None = None
    """层级 · level"""


class Approval(Model):
    """How the case was selected: by whom it was recommended and reviewed, in which document."""

    recommended_by: Body | None = None
    """推荐单位 · recommended by"""
    reviewed_by: Body | None = None
    """审核单位 · reviewed by"""
    date: When | None = None
    """日期 · date"""
    document: Filled | None = None
    """文号，如 中物协〔2026〕8号 · document number"""
    site_visit: Flag | None = None
    """是否实地核查 true 或 false · visited"""


class VetoStatement(Model):
    """The declaration that none of the programme's vetoes applies."""

    key: Term
    """V1—V5 · key of the veto"""
    found: Filled
    """没有写 none；有则写明情况 · none, or what was found"""
    verified_by: Localized
    """由谁核实 · verified by"""
    checked: Day | None = None
    """最近一次核实的日期；发布以后也要复查 · day of the last check, also after publication"""


class CaseSource(Model):
    """The published document that the facts of a case come from."""

    title: Localized
    """文件或材料名称 · title"""
    issuer: Localized
    """出具单位 · issuer"""
    number: str | None = None
    """文号 · number"""
    date: When | None = None
    """日期 · date"""
    note: Localized | None = None
    """说明 · note"""


class Waiver(Model):
    """An editor's decision that a rule does not apply to this case, with the reason."""

    rule: Term
    """豁免的规则名 · name of the rule"""
    role: Key | None = None
    """以什么身份豁免，用 content/roles.yaml 中的键 · in which role"""
    by: Filled | None = None
    """经手人的代号，不写姓名 · initials of who decided, no name"""
    date: Day
    """日期 · date"""
    reason: Filled
    """理由 · reason"""
    until: Day | None = None
    """有效期至；以后再发布或修订要重新豁免 · last day; published or changed later, it ends"""


class Withdrawal(Model):
    """When and why a published case was taken back."""

    date: Day
    """撤回日期 · date"""
    reason: Localized
    """撤回原因 · reason"""


class Change(Model):
    """A correction or revision of a published case that its readers are told of (S-04)."""

    date: Day
    """修订日期 · date"""
    what: Localized
    """改了什么 · what was changed"""


class CaseData(Model):
    """The whole of a case's `case.yaml`."""

    programme: Term
    """批次，content/programmes 中的文件名 · id of the programme"""
    status: Literal["draft", "approved", "published", "withdrawn"]
    """draft 起草、approved 审定、published 发布、withdrawn 撤回 · status"""
    published: Day | None = None
    """发布日期 · date of publication"""
    withdrawn: Withdrawal | None = None
    """撤回的日期与原因 · when and why it was taken back"""
    changes: tuple[Change, ...] = ()
    """发布后的更正与修订，一次一条 · corrections and revisions since publication"""
    same_as: tuple[Key, ...] = ()
    """同一小区在库里的其他案例编号 · other cases of the same community"""
    title: Localized
    """标题：提炼做法与成效 · title: practice and result"""
    summary: Localized
    """摘要，200字以内，单独可读 · summary that stands alone"""
    community: Community
    """小区 · the community"""
    company: Company | None = None
    """物业服务企业；原文未载明则不写 · company; left out where the source names none"""
    fee: Annotated[
        tuple[Fee, ...],
        BeforeValidator(_as_list, json_schema_input_type=Fee | tuple[Fee, ...]),
    ] = ()
    """物业服务费，一项或多项 · property service fee, one or several"""
    party_organisations: tuple[PartyOrganisation, ...] = ()
    """党组织 · Party organisations"""
    honours: tuple[Honour, ...] = ()
    """所获荣誉 · honours"""
    measures: tuple[Measure, ...] = ()
    """数据与前后对比，图由此画出 · measured values, drawn as pictures"""
    figures: tuple[Figure, ...] = ()
    """文中其他数字 · other numbers of the source"""
    as_written: dict[str, str] = Field(default_factory=dict)
    """原文写法，如 community.floor_area: 11.07万平方米 · the source’s wording"""
    criteria: tuple[Term, ...] = ()
    """体现的标准，第一个决定封面颜色 · criteria; the first gives the hue"""
    vetoes: tuple[VetoStatement, ...] = ()
    """一票否决声明 · veto declarations"""
    photos: tuple[Photo, ...] = ()
    """照片 · photos"""
    videos: tuple[Video, ...] = ()
    """视频 · videos"""
    approval: Approval | None = None
    """推荐与审核 · how it was selected"""
    source: CaseSource
    """事实来源 · source of the facts"""
    editors_note: Bilingual | None = None
    """编者说明 · editors’ note"""
    waivers: tuple[Waiver, ...] = ()
    """规则豁免 · waivers"""
