"""What is personal data and what only looks like it (REQUIREMENTS P-02, P-03, P-07)."""

from __future__ import annotations

import pytest

from casebook.personal import find_personal_data

PERSONAL = [
    ("mobile", "联系人手机13800138000。"),
    ("mobile", "138 0013 8000"),
    ("mobile", "138-0013-8000"),
    ("mobile", "１３８００１３８０００"),
    ("mobile", "１３８－００１３－８０００"),
    ("mobile", "138\u30000013\u30008000"),
    ("mobile", "138\u200b0013\u200b8000"),
    ("mobile", "1 3 8 0 0 1 3 8 0 0 0"),
    ("mobile", "+86 13800138000"),
    ("mobile", "8613800138000"),
    ("mobile", "tel13800138000"),
    ("mobile", "1380013-8000"),
    ("mobile", "（19912345678）"),
    ("identity", "身份证号11010519491231002X"),
    ("identity", "11010519491231002x"),
    ("identity", "110105 19491231 002X"),
    ("identity", "１１０１０５１９４９１２３１００２Ｘ"),
    ("bank-card", "卡号6222020000000000000"),
    ("bank-card", "4111 1111 1111 1111"),
    ("bank-card", "4111-1111-1111-1111"),
    ("email", "zhang.san@example.com"),
    ("email", "zhang＠example．com"),
    ("email", "zhang @ example.com"),
    ("plate", "粤A12345"),
    ("plate", "粤A·12345"),
    ("plate", "粤a1b2c3"),
    ("plate", "京AD12345"),
    ("plate", "沪A12345D"),
    ("plate", "川A1234学"),
    ("landline", "020-83123456"),
    ("landline", "（0755）8312 3456"),
    ("landline", "02083123456"),
    ("mobile", "138.0013.8000"),
    ("mobile", "138·0013·8000"),
    ("mobile", "13\u200b8001\u00ad38000"),
    ("mobile", "1380\ufeff013\u20608000"),
    ("wechat", "微信号：zhang_san88"),
    ("wechat", "微信号zhang_san88"),
    ("wechat", "微信：13800138"),
    ("wechat", "加微信 zhangsan88"),
    ("wechat", "我的微信是zhangsan"),
    ("wechat", "wx:abc-123_x"),
    ("wechat", "VX：abc12345"),
    ("wechat", "ＷＸ：ａｂｃ１２３４５"),
    ("wechat", "Wechat ID: zhangsan"),
    ("mobile", "微信同号：13800138000"),
    ("qq", "QQ：123456789"),
    ("qq", "QQ 12345"),
    ("qq", "ＱＱ号：１２３４５６７"),
    ("qq", "业主QQ群：123456789"),
    ("qq", "扣扣1234567"),
    ("email", "12345678@qq.com"),
    # as people write who do not want to be found, or do not think of it
    ("mobile", "138_0013_8000"),
    ("mobile", "138  0013  8000"),
    ("mobile", "138 - 0013 - 8000"),
    ("mobile", "（138）0013-8000"),
    ("mobile", "138(0013)8000"),
    ("mobile", "（+86）138 0013 8000"),
    ("mobile", "013800138000"),
    ("mobile", "13800138000户主"),
    ("mobile", "一三八零零一三八零零零"),
    ("mobile", "幺三八 〇〇一三 八〇〇〇"),
    ("mobile", "壹叁捌零零壹叁捌零零零"),
    ("mobile", "138零零138000"),
    ("mobile", "①③⑧⓪⓪①③⑧⓪⓪⓪"),
    ("mobile", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎"),
    ("mobile", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣"),
    ("mobile", "1\u03363\u03368\u033600138000"),
    ("mobile", "电话：138 00 13 80 00"),
    ("mobile", "联系电话138/0013/8000"),
    ("mobile", "手机号码：138*0013*8000"),
    ("mobile", "致电138转0013转8000"),
    ("mobile", "手机13800 138000"),
    ("identity", "1101 0519 4912 3100 2X"),
    ("identity", "1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X"),
    ("identity", "110105 1949 12 31 002X"),
    ("identity", "ID11010519491231002X"),
    ("identity", "11010519491231002×"),
    ("bank-card", "6222.0210.0111.6245.702"),
    ("bank-card", "6222 02100111 6245702"),
    ("bank-card", "6 2 2 2 0 2 1 0 0 1 1 1 6 2 4 5 7 0 2"),
    ("email", "张三@example.com"),
    ("email", "lisi@例子.公司"),
    ("email", "li.si@example。com"),
    ("email", "li.si﹫example.com"),
    ("email", "123456#qq.com"),
    ("email", "li.si（at）example.com"),
    ("email", "li.si艾特example.com"),
    ("plate", "粵A12345"),
    ("plate", "滬 A12345"),
    ("plate", "粤A．12345"),
    ("wechat", "微信zhang_san88"),
    ("wechat", "微 信：zhangsan"),
    ("wechat", "微信（zhang_san88）"),
    ("wechat", "微信号“zhangsan”"),
    ("wechat", "微信號：zhangsan"),
    ("wechat", "VX zhang_san88"),
    ("wechat", "微信—zhang_san88"),
    ("wechat", "微信/QQ：123456789"),
    ("qq", "QQ（123456789）"),
    ("qq", "Q Q：123456789"),
    ("qq", "QQ號：123456789"),
    ("qq", "Q群123456789"),
    ("qq", "QQ 12345 6789"),
    ("room-owner", "3栋502业主张某"),
    ("room-owner", "5号楼2单元301室的王女士"),
]

NOT_PERSONAL = [
    "建办房〔2022〕4号",
    "中物协〔2026〕8号",
    "服务热线12345，报警110，火警119",
    "400-123-4567",
    "统一社会信用代码91440101190488888X、91350100M000100Y43",
    "占地面积29514.72平方米，建筑面积110700㎡",
    "总投资13800138000元",
    "累计节约18612345678千瓦时",
    "T/SZPMIA 002-2025，GB/T 20647.1，DB4403/T 402，GB 32100-2015",
    "工单WO13800138000已办结",
    "工单号20260518000123",
    "粤公网安备44010402000001号，粤ICP备05012345号",
    "2018年5月28日至2021年6月30日",
    "2018-05-28 2021-06-30",
    "户数5415、4711、2684、1018",
    "4711 2684 5415",
    "圆周率3.14159265358979323846",
    "11010519491231002",  # 17 digits
    "110105194912310021",  # the check digit is wrong
    "110105194913310020",  # there is no 33 December
    "4111111111111112",  # Luhn fails
    "123456789012345678901234567890",
    "粤B座12345号",
    "云SERVICE平台",
    "logo@2x.jpg",
    "国发〔2026〕13800号",
    "东经113.2644，北纬23.1291",
    'region: "440104"',
    "微信公众号：guangdongwuye，微信小程序扫码报修，微信群里公示，企业微信办公",
    "微信（WeChat）：weixin，微信支付，扫一扫加微信",
    'class="wechat share-button" data-wx',
    "QQ群2000人，QQ空间，qq邮箱",
    "3栋502室漏水，5号楼业主大会，12幢1单元",
    "ISBN 978-7-5086-1234-5，ISBN 9787508612345，EAN 6901234567892",
    "52100000500001234X、12440000455860123T",  # other bodies' codes
    "sha256:6f1ed002ab5595859014ebf0951522d9c3f5e7d8a1b2c3d4e5f60718293a4b5c",
    "assets/casebook.de72326739.css media/120c2486aa78b8b0d86272d7-1-1600.jpg",
    "a13912345678-1-1600.jpg, 86912345678901.webp",
    "uuid:13800138-0013-4000-8000-138001380000",
    "2026-11-30T19:46:00Z 20261130 19:46:00",
    "113.264435,23.129163 113.264435 23.129163",
    "4503599627370496, 9007199254740991, 2147483647",
    "12 0 obj 0000013800 00000 n 0000138001 65535 f",
    "（10:00～11:00）138 户，2016~2020~2024，13-15号楼8000户，13-16-17-18-19-20",
    "电话回访1386户、3021人次、8000单；电话138个、13部、8000户；电话1380013，8000",
    "手机APP 1.3.8.0.0.1.3，拨打1次电话3分钟5人8户",
    "①②③④⑤⑥⑦⑧⑨⑩，①13户②80户③01户，10²、m²，x¹³⁸",
    "一三五七九，二〇二六年，“一三三五”工作法，一二一二一二一，138〇〇〇〇8000，王〇〇",
    "1 3 5 7 9 1 1 1 3 1 5 1 7 1 9，1.1.2.3.4.5.6.7.8.9.1",
    "6000 6000 6000 6000 6000，5 5 5 5 5 5 5 5 5 5 5 5 5 5 5 5",
    "创新A10023地块，新B10001号楼，京B1层12345，宁A4 12345",
    "微信APP2024版，微信H5页面，微信 iOS 8.0.30，微信(official account)，微信公众号“jia_2024”",
    "向用户发放 @example.com 邮箱",
    "拨打 1-800-345-5588 这个号码",
    "企鹅10000只，FAQ：12345，Q3 10000",
    "关注@人民日报。中国物业；#qq 话题；★163.com；C#126",
    "<x>WxvI5abcd_rQ1234==</x>",  # Base64
    "《住宅小区智能安全技术防范系统要求》GB 31/294-2018，JGJ/T 331-2014，CJJ/T 182-2014",
]


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_personal_data_is_found(kind: str, text: str) -> None:
    assert [finding.kind for finding in find_personal_data(text)] == [kind]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    """P-07, 004-04."""
    assert [finding.kind for finding in find_personal_data(text)] == []


@pytest.mark.parametrize("between", ["，", ",", "、", "；", "/", "\n", "。", "或", " | ", "."])
def test_every_number_of_a_list(between: str) -> None:
    text = f"13800138000{between}13900139000"

    assert next(find_personal_data(text)).start == 0
    if between != ".":
        assert len(list(find_personal_data(text))) == 2


def test_published_contacts_may_stand() -> None:
    """001-040, P-07."""
    public = ("010-88083570", "office@example.org")
    assert (
        list(find_personal_data("010-88083570 ０１０８８０８３５７０ Office@example.org", public))
        == []
    )
    assert [f.kind for f in find_personal_data("010-88083571", public)] == ["landline"]


def test_place_and_mask() -> None:
    text = "电话：１３８ 0013 8000，谢谢"
    (finding,) = find_personal_data(text)
    assert text[finding.start : finding.end] == "１３８ 0013 8000"
    assert finding.masked == "１３８****00"
