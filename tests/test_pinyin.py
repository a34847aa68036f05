import re

import pytest

from casebook import pinyin, regions
from casebook.data.make_regions import CONVENTIONS, WHOLE_NAMES


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("凯旋会花园", "kai xuan hui hua yuan"),
        ("中海物业管理广州有限公司", "zhong hai wu ye guan li guang zhou you xian gong si"),
        ("万科城", "wan ke cheng"),
        ("重庆", "chong qing"),
        ("佛山", "fo shan"),
        ("广厦", "guang sha"),
        ("厦门", "xia men"),
        ("国贸大厦", "guo mao da sha"),
        ("长城", "chang cheng"),
        ("长隆", "chang long"),
        ("长者食堂", "zhang zhe shi tang"),
        ("花都", "hua du"),
        ("首都", "shou du"),
        ("成都", "cheng du"),
        ("朝阳花园", "chao yang hua yuan"),
        ("朝晖里", "zhao hui li"),
        ("增城曾家", "zeng cheng zeng jia"),
        ("未曾", "wei ceng"),
        ("蚌埠", "beng bu"),
        ("单县", "shan xian"),
        ("单先生", "shan xian sheng"),
        ("单氏物业", "shan shi wu ye"),
        ("单元楼", "dan yuan lou"),
        ("银行家园", "yin hang jia yuan"),
        ("还迁房", "huan qian fang"),
        ("东涌", "dong chong"),
        ("广州市长兴物业", "guang zhou shi chang xing wu ye"),
        ("石家庄市长安区", "shi jia zhuang shi chang an qu"),
        ("市长热线", "shi zhang re xian"),
        ("绿城女娲", "lü cheng nü wa"),
        ("凯旋会A区2期", "kai xuan hui a qu 2 qi"),
        ("", ""),
    ],
)
def test_syllables(text: str, expected: str) -> None:
    assert " ".join(pinyin.syllables(text)) == expected


@pytest.mark.parametrize("reading", ["wo yang", "wō yáng", "wo1 yang2", "WO YANG"])
def test_a_reading_overrides_the_dictionary(reading: str) -> None:
    assert pinyin.syllables("涡阳") == ("guo", "yang")
    assert pinyin.syllables("涡阳", reading) == ("wo", "yang")
    assert pinyin.slug("涡阳", reading) == "woyang"
    assert pinyin.index_letter("涡阳", reading) == "W"
    assert pinyin.sort_key("涡阳", reading) == pinyin.sort_key("涡阳", "wo1 yang2")


def test_a_reading_is_for_the_chinese_characters_only() -> None:
    assert pinyin.syllables("A涡B阳1", "wo yang") == ("a", "wo", "b", "yang", "1")


@pytest.mark.parametrize(
    ("text", "reading"),
    [("涡阳", "wo"), ("涡阳", "wo yang xian"), ("涡阳", "wo 1"), ("ABC", "a"), ("涡阳", "<b> x")],
)
def test_a_reading_that_does_not_fit_is_refused(text: str, reading: str) -> None:
    with pytest.raises(ValueError, match="not one syllable for each"):
        pinyin.syllables(text, reading)


@pytest.mark.parametrize(
    ("text", "slug", "letter"),
    [
        ("凯旋会花园", "kaixuanhuihuayuan", "K"),
        ("凯旋会A2区", "kaixuanhui-a2-qu", "K"),
        ("凯旋会·花园（南区）", "kaixuanhui-huayuan-nanqu", "K"),
        ("《绿城》女娲", "lvcheng-nvwa", "L"),
        ("Café ＡＢＣ", "cafe-abc", "C"),
        ("King's Park", "kings-park", "K"),
        ("100号院", "100-haoyuan", "#"),
        ("六安路", "luanlu", "L"),
        ("西安 Xi'an", "xian-xian", "X"),
        ("../../etc", "etc", "E"),
    ],
)
def test_slug_and_letter(text: str, slug: str, letter: str) -> None:
    assert pinyin.slug(text) == slug
    assert pinyin.index_letter(text) == letter


@pytest.mark.parametrize("text", ["", "···", "Москва", "🏠", "\ud800", "長" * 500, "a" * 500])
def test_a_slug_is_always_a_safe_file_name(text: str) -> None:
    slug = pinyin.slug(text)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 100
    assert slug == pinyin.slug(text)


def test_slugs_that_fall_back_to_a_hash_differ() -> None:
    assert len({pinyin.slug(text) for text in ("", "···", "Москва", "Киев")}) == 4
    assert pinyin.slug("长" * 200) != pinyin.slug("长" * 201)


@pytest.mark.parametrize("text", ["", "！", "2号", "Москва", "🏠"])
def test_what_has_no_letter_stands_under_the_number_sign(text: str) -> None:
    assert pinyin.index_letter(text) == "#"


@pytest.mark.parametrize(
    "names",
    [
        [
            "2号院",
            "10号院",
            "阿里",
            "Agile",
            "安居",
            "北京",
            "长沙",
            "朝阳",
            "成都",
            "重庆",
            "厦门",
        ],
        ["妈", "麻", "马", "骂"],  # by tone
        ["八", "巴", "扒"],  # by code point
        ["西安", "先锋"],  # syllable by syllable: xi before xian
        ["常州", "长安", "长沙"],  # the names that begin with one character stay together
        ["路桥", "罗湖", "绿园"],  # ü after u
        ["A区", "阿区"],
    ],
)
def test_sort_order(names: list[str]) -> None:
    assert sorted(reversed(names), key=pinyin.sort_key) == names


def test_the_order_is_total() -> None:
    names = ["万科", "万科 ", "万·科", "WAN", "wan", "01", "1", "１", "Я", "𠮷", ""]
    keys = [pinyin.sort_key(name) for name in names]
    assert len(set(keys)) == len(names)
    assert sorted(keys) == sorted(reversed(keys))


def test_equal_but_for_punctuation_stand_together() -> None:
    assert pinyin.sort_key("万·科")[0] == pinyin.sort_key("万科")[0]


def test_divisions_read_as_their_english_says() -> None:
    """Also within a longer text; names such as Urumqi are not pinyin."""
    for region in regions.all_regions():
        spoken = pinyin.syllables(f"{region.zh}长兴")[: len(region.zh)]
        stem = region.en.split(" ")[0].replace("'", "").lower()
        by_convention = any(region.zh.startswith(name) for name in (*CONVENTIONS, *WHOLE_NAMES))
        assert by_convention or "".join(spoken).startswith(stem), region
