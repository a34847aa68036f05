import re
from collections import Counter

import pytest

from casebook import regions


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("440104", "广东省广州市越秀区", "Yuexiu District, Guangzhou, Guangdong"),
        ("440105", "广东省广州市海珠区", "Haizhu District, Guangzhou, Guangdong"),
        ("440310", "广东省深圳市坪山区", "Pingshan District, Shenzhen, Guangdong"),
        ("440304", "广东省深圳市福田区", "Futian District, Shenzhen, Guangdong"),
        ("440402", "广东省珠海市香洲区", "Xiangzhou District, Zhuhai, Guangdong"),
        ("440605", "广东省佛山市南海区", "Nanhai District, Foshan, Guangdong"),
        ("441900", "广东省东莞市", "Dongguan, Guangdong"),
        ("110105", "北京市朝阳区", "Chaoyang District, Beijing"),
        ("419001", "河南省济源市", "Jiyuan, Henan"),
        ("429004", "湖北省仙桃市", "Xiantao, Hubei"),
        ("429021", "湖北省神农架林区", "Shennongjia Forestry District, Hubei"),
        (
            "500242",
            "重庆市酉阳土家族苗族自治县",
            "Youyang Tujia and Miao Autonomous County, Chongqing",
        ),
        ("500112", "重庆市渝北区", "Yubei District, Chongqing"),
        ("150100", "内蒙古自治区呼和浩特市", "Hohhot, Inner Mongolia"),
        ("810000", "香港特别行政区", "Hong Kong"),
        ("710000", "台湾省", "Taiwan"),
        ("999999", "", ""),
    ],
)
def test_place_lines(code: str, zh: str, en: str) -> None:
    assert regions.place_zh(code) == zh
    assert regions.place_en(code) == en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("山西省", "Shanxi"),
        ("陕西省", "Shaanxi"),
        ("西藏自治区", "Tibet"),
        ("新疆维吾尔自治区", "Xinjiang"),
        ("澳门特别行政区", "Macao"),
        ("哈尔滨市", "Harbin"),
        ("乌鲁木齐市", "Urumqi"),
        ("拉萨市", "Lhasa"),
        ("西安市", "Xi'an"),
        ("泰安市", "Tai'an"),
        ("淮安市", "Huai'an"),
        ("六安市", "Lu'an"),
        ("东阿县", "Dong'e County"),
        ("吕梁市", "Lüliang"),
        ("湘西土家族苗族自治州", "Xiangxi Tujia and Miao Autonomous Prefecture"),
        ("元江哈尼族彝族傣族自治县", "Yuanjiang Hani, Yi and Dai Autonomous County"),
        ("东乡族自治县", "Dongxiang Autonomous County"),
        ("管城回族区", "Guancheng Hui District"),
        ("浦东新区", "Pudong New Area"),
        ("清新区", "Qingxin District"),
        ("万柏林区", "Wanbailin District"),
        ("井陉矿区", "Jingxing Mining District"),
        ("科尔沁左翼中旗", "Horqin Left Middle Banner"),
        ("兴安盟", "Hinggan League"),
        ("兴安县", "Xing'an County"),
        ("东区", "Dongqu District"),
        ("芒市", "Mangshi"),
    ],
)
def test_english_by_convention(zh: str, en: str) -> None:
    assert [region.en for region in regions.named(zh)] == [en]


@pytest.mark.parametrize(
    ("zh", "stem"),
    [
        ("长治市", "Changzhi"),
        ("成都市", "Chengdu"),
        ("都江堰市", "Dujiangyan"),
        ("涡阳县", "Guoyang"),
        ("闵行区", "Minhang"),
        ("漯河市", "Luohe"),
        ("亳州市", "Bozhou"),
        ("蚌埠市", "Bengbu"),
        ("厦门市", "Xiamen"),
        ("大埔县", "Dabu"),
        ("荥阳市", "Xingyang"),
        ("荥经县", "Yingjing"),
        ("铅山县", "Yanshan"),
        ("莘县", "Shenxian"),
        ("浚县", "Xunxian"),
        ("单县", "Shanxian"),
        ("歙县", "Shexian"),
        ("黟县", "Yixian"),
        ("蔚县", "Yuxian"),
        ("隰县", "Xixian"),
        ("乐清市", "Yueqing"),
        ("乐亭县", "Laoting"),
        ("乐陵市", "Laoling"),
        ("乐山市", "Leshan"),
        ("枞阳县", "Zongyang"),
        ("尉犁县", "Yuli"),
        ("牟平区", "Muping"),
        ("繁峙县", "Fanshi"),
        ("郫都区", "Pidu"),
        ("犍为县", "Qianwei"),
        ("什邡市", "Shifang"),
        ("黄陂区", "Huangpi"),
        ("番禺区", "Panyu"),
        ("东莞市", "Dongguan"),
        ("洪洞县", "Hongtong"),
        ("长子县", "Zhangzi"),
        ("珲春市", "Hunchun"),
        ("崆峒区", "Kongtong"),
        ("筠连县", "Junlian"),
        ("宕昌县", "Tanchang"),
        ("召陵区", "Shaoling"),
        ("六合区", "Luhe"),
        ("马尾区", "Mawei"),
        ("佛冈县", "Fogang"),
    ],
)
def test_english_of_names_that_are_easily_misread(zh: str, stem: str) -> None:
    (region,) = regions.named(zh)
    assert region.en.split()[0] == stem


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("440000", "广东"),
        ("440100", "广州"),
        ("440104", "越秀"),
        ("150000", "内蒙古"),
        ("450000", "广西"),
        ("650000", "新疆"),
        ("810000", "香港"),
        ("422800", "恩施"),
        ("622926", "东乡"),
        ("150723", "鄂伦春"),
        ("652800", "巴音郭楞"),
        ("410304", "瀍河"),
        ("310115", "浦东"),
        ("441803", "清新"),
        ("140109", "万柏林"),
        ("429021", "神农架"),
        ("130107", "井陉矿区"),
        ("152530", "正蓝旗"),
        ("510402", "东区"),
        ("371722", "单县"),
        ("350405", "沙县"),
        ("430781", "津市"),
    ],
)
def test_short_names(code: str, short: str) -> None:
    region = regions.find(code)
    assert region and regions.short_zh(region) == short


def test_a_short_name_finds_its_division() -> None:
    for region in regions.all_regions():
        short = regions.short_zh(region)
        assert len(short) > 1
        assert region in regions.named(short)
        assert region in regions.named(region.zh)


def test_a_name_may_be_ambiguous() -> None:
    assert [region.code for region in regions.named("朝阳区")] == ["110105", "220104"]
    assert {"110105", "211300", "211321"} <= {region.code for region in regions.named("朝阳")}
    assert regions.named("越秀区") == regions.named("越秀")
    assert regions.named("无此区") == ()


def test_divisions_in_force_come_before_ended_ones() -> None:
    assert [region.code for region in regions.named("江北区")] == ["330205", "500105"]
    assert [region.code for region in regions.named("三元区")] == ["350404", "350403"]


def test_ended_divisions_name_their_successor() -> None:
    """S-07."""
    for code in ("500105", "500112"):
        region = regions.find(code)
        assert region and (region.until, region.successor) == ("2025-11", "500157")
    for region in regions.all_regions():
        assert (region.until is None) == (region.successor is None)
        if region.successor:
            after = regions.find(region.successor)
            assert after and after.until is None
            assert regions.parent(after.code) == regions.parent(region.code)
            assert region.until and re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", region.until)


def test_children_are_those_in_force() -> None:
    chongqing = [region.code for region in regions.children("500000")]
    assert "500157" in chongqing and "500112" not in chongqing
    assert len(regions.children("440100")) == 11
    assert regions.children("441900") == regions.children("442000") == ()
    assert "419001" in [region.code for region in regions.children("410000")]
    assert regions.children("440104") == ()


def test_lineage_and_parent() -> None:
    assert [r.code for r in regions.lineage("440104")] == ["440000", "440100", "440104"]
    assert [r.code for r in regions.lineage("310115")] == ["310000", "310115"]
    assert [r.code for r in regions.lineage("659001")] == ["650000", "659001"]
    assert regions.lineage("123456") == ()
    assert regions.parent("440000") is None
    assert regions.find("110100") is None


def test_the_table_is_whole() -> None:
    table = regions.all_regions()
    codes = [region.code for region in table]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"[1-8]\d{5}", code) for code in codes)
    assert Counter(r.level for r in table if not r.until) == {
        "province": 34,
        "city": 333,
        "district": 2845,
    }
    for region in table:
        assert re.fullmatch(r"[A-Z][A-Za-zü',\- ]+", region.en), region
        assert not re.search(r" (Province|City)\b", region.en), region
        assert (regions.parent(region.code) is None) == (region.level == "province")
