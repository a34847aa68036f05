"""Chinese surnames and what people are called by, as alternatives of a regular expression.

The most common surnames of the census of 2020 and the compound ones, but for those that are far
more often a word of these texts than a name (位, 全, 车, 房 …).
"""

from __future__ import annotations

_SINGLE = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕"
    "丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱侯江尹薛闫雷段龙黎史陶贺毛郝顾龚邵万覃武"
    "钱戴严莫孔常汤康易乔赖文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦柳邢岳齐梅庄辛管祝"
    "左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋植甘景薄包司柏宁柯阮"
    "桂闵欧解丛华冉辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫嵺苟褚廉简娄盖符奚木穆燕郎邸冀谈"
    "姬屠连郜晏栾郁蒙喻揭窦迟宇敖糜鄢冷卓仇艾蓝巩稽井练仲乐虞卞封竺冼麦佟羊楚阎"
)
_DOUBLE = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|长孙|宇文|轩辕|端木"

SURNAMES = f"{_DOUBLE}|[{''.join(dict.fromkeys(_SINGLE))}]"
HONORIFICS = (
    "先生|女士|小姐|太太|阿姨|叔叔|伯伯|大爷|大妈|大伯|大婶|大娘|奶奶|爷爷|大姐|大哥|大叔|婆婆|公公|老太|老伯"
    "|师傅|同志|老师|医生"
)
