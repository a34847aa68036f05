"""The files of a new case: `case.yaml` with every field explained, `zh.md` with the sections."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.figures import duration
from casebook.model.library import Library
from casebook.model.material import Length
from casebook.model.media_rules import VideoRules
from casebook.model.programme import Programme
from casebook.unwritten import WRITE_HERE


def case_yaml(library: Library, programme: Programme) -> str:
    """Return a `case.yaml` to fill in; empty required fields are what `check` will ask for."""
    return "\n".join(_case(library, programme)) + "\n"


def _case(library: Library, programme: Programme) -> Iterator[str]:
    home = programme
    if programme.mapping:
        home = library.programmes.get(programme.mapping.programme, programme)
    yield "# yaml-language-server: $schema=../case.schema.json"
    yield f"# {programme.name.zh}"
    yield "# 井号（#）后面是说明。"
    yield "# 井号后写着“名称: …”的整行是可选项：要用就删去井号，不用就整行删去。"
    yield "# 文字里有半角冒号或逗号时，请给整段文字加引号。"
    yield "# 联系人姓名和手机不写在这里，写在 private/<编号>.yaml（不会发布）。"
    yield ""
    yield f"programme: {programme.id}"
    yield "status: draft  # draft 起草中 | approved 已审定 | published 已发布 | withdrawn 已撤回"
    yield "# published: 2026-09-01  # 发布日期；发布时填写，并记入台账 cases/published.yaml"
    yield "# same_as: [2022-mou-xiaoqu]  # 同一小区在别的批次里的案例编号"
    yield "# changes: [{date: 2026-12-05, what: {zh: , en: }}]  # 发布以后的更正，一次一条"
    title = f"，{_limits(programme.title)}" if programme.title else ""
    yield f"title: {{zh: , en: }}  # 标题：提炼做法与成效{title}"
    limit = _limits(programme.summary_length) if programme.summary_length else "200字以内"
    yield f"summary: {{zh: , en: }}  # 摘要：{limit}，单独读也明白；列表和检索结果都用它"
    yield ""
    yield "community:"
    yield "  name: {zh: , en: }  # 小区名称"
    yield "  # aliases: [{zh: , en: }]  # 别名、标题里的叫法"
    yield '  # pinyin: ""  # 名称里有多音字、排序不对时填写，如 chang cheng er hua yuan'
    yield '  region: ""  # 行政区划代码（GB/T 2260），六位，到区县；东莞、中山、儋州到市'
    yield "  address: {zh: , en: }  # 小区地址：路名门牌，不写省市区"
    types = "、".join(f"{t.key} {t.name.zh}" for t in programme.types)
    yield f"  type:   # 项目类型：{types}"
    yield "  # built: 2008-06  # 建成时间；按已知的精度写：2008-06-01、2008-06、2008、1980s"
    before = programme.eligibility.delivered_before
    limit = f"；须早于 {before.isoformat()}" if before else ""
    yield f"  delivered:   # 交付时间，写法同上{limit}"
    yield "  # land_area: 29514.72  # 占地面积，平方米，只写数字"
    yield "  floor_area:   # 建筑面积，平方米，只写数字；原文写“11.07万平方米”就写 110700"
    yield "  # households: 1018  # 户数"
    yield "  # greening_rate: 30  # 绿化率，%"
    yield ""
    yield "company:"
    yield "  name: {zh: , en: }  # 物业服务企业全称"
    yield "  # brand: {zh: , en: }  # 通用简称"
    yield "fee: {price: , unit: CNY/m²/month}  # 物业服务费：元/（平方米·月）；多档时写成列表"
    yield "# honours: [{name: {zh: , en: }, giver: {zh: , en: }, date: 2021}]  # 所获荣誉，照原名"
    yield ""
    yield "measures:  # 前后对比的数据，图由它画出；同一指标每年一行，或写 before / after"
    yield from _measures(library, programme)
    yield ""
    keys = [f"{d.key}.{c.key}（{c.short.zh}）" for d in home.directions for c in d.criteria]
    yield "criteria: []  # 体现的标准，第一个决定封面颜色；正文小标题后也可以标。可用："
    for start in range(0, len(keys), 3):
        yield "  # " + "、".join(keys[start : start + 3])
    if programme.vetoes:
        yield "vetoes:  # 一票否决，逐条核实；没有就写 none，并写明由谁核实"
        for veto in programme.vetoes:
            yield f"  - {{key: {veto.key}, found: , verified_by: {{zh: }}}}  # {veto.text.zh}"
    if photos := programme.photos:
        kinds, least = "、".join(photos.formats).upper(), photos.min_bytes / 1_000_000
        number = f"{photos.at_least}—{photos.at_most} 张"
        yield f"photos:  # {number}，{kinds}，每张 {least:g} MB 以上，放在 photos/"
        yield "  - file: photos/01.jpg"
        yield "    caption: {zh: , en: }  # 图注，排在图下"
        yield "    alt: {zh: , en: }  # 替代文字：看不见图的人听到的话"
        yield "    credit: {zh: }  # 摄影者或提供者"
        yield "    scene: project  # project 项目场景 | service 服务场景"
        yield "    # focus: [50, 30]  # 裁切时保留的中心：离左边、离上边百分之几"
        yield "    # before: photos/02.jpg  # 同一处整治以前的照片（也要登记），两张并排刊登"
        yield "    # people: none  # 认不出任何人写 none；认得出的照下面写，有未成年人写 minors"
        yield "    #   {shown: adults, consent: 怎样征得同意, checked_by: 谁核对}；只供内部，不发布"
    if programme.video:
        yield from _videos(programme.video)
    yield ""
    yield "approval:  # 推荐与审核"
    yield '  recommended_by: {name: {zh: , en: }, region: "", level: city}  # 推荐单位'
    yield "  # reviewed_by: {name: {zh: , en: }, level: province}  # 审核单位"
    yield "  # date: 2026-07-20"
    yield "  # document: 中物协〔2026〕8号"
    yield "source:  # 事实来源"
    yield "  title: {zh: , en: }"
    yield "  issuer: {zh: , en: }"
    yield "  # date: 2026-07-20"


def _videos(rules: VideoRules) -> Iterator[str]:
    kinds = " 或 ".join(kind.upper() for kind in rules.containers)
    shape = "横屏，" if rules.landscape else ""
    yield (
        f"# videos:  # 视频，可选：{kinds}，{duration(rules.max_seconds, 'zh')}以内，{shape}"
        f"至少 {rules.min_width}×{rules.min_height}，编码 H.264；放在 video/"
    )
    yield "#   - file: video/01.mp4"
    yield "#     title: {zh: , en: }  # 片名"
    yield "#     caption: {zh: , en: }  # 说明：时间、地点和做法"
    yield "#     captions: {zh: video/01.srt}  # 字幕，剪映等软件可以识别语音、导出 SRT"
    yield "#     transcript: {zh: video/01.txt}  # 文字稿；有字幕的不必写"
    yield "#     poster: video/01.jpg  # 播放前的封面图；不写就从视频里取一幅"
    yield "#     credit: {zh: }  # 拍摄者或提供者"
    yield "#     people: none  # 写法同照片：认得出的人是否同意刊登，从头到尾看过再写"


def _measures(library: Library, programme: Programme) -> Iterator[str]:
    asked = [rate.measure for rate in programme.eligibility.rates]
    asked += [key for key in programme.eligibility.compared_measures if key not in asked]
    for key in asked or list(library.measures)[:1]:
        kind = library.measures.get(key)
        label = f"{kind.label.zh}，单位 {kind.unit.zh}" if kind else ""
        yield f"  - {{key: {key}, year: {programme.year - 2}, value: }}  # {label}"
        yield f"  - {{key: {key}, year: {programme.year - 1}, value: }}"


def case_markdown(programme: Programme) -> str:
    """Return a `zh.md` with the programme's sections and what each asks for."""
    parts = []
    for section in programme.sections:
        limit = f"（{_limits(section.length)}）" if section.length else ""
        parts.append(f"## {section.title.zh}\n\n{WRITE_HERE}：{section.asks.zh}{limit}\n")
    return "\n".join(parts)


def _limits(length: Length) -> str:
    if length.about:
        return f"{length.about}字左右"
    if length.at_least and length.at_most:
        return f"{length.at_least}—{length.at_most}字"
    return f"{length.at_most}字以内" if length.at_most else "篇幅不限"
