"""The residential community, the company that serves it, and what both are known for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from casebook import pinyin
from casebook.model.base import Code, Count, Key, Localized, Model, Number, Percent, Positive, Term
from casebook.model.dates import When


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
