"""Start a record of `private/`: every key explained where it is to be filled in."""

from __future__ import annotations

from pathlib import Path

from casebook.private.load import FOLDER

_STARTER = """\
# 不公开的资料：推荐表、汇总表上的联系人。只放在这台电脑上，不进 git，不发布；
# 程序只用它来查成品里有没有这些姓名和号码，一经查到就停止发布。
# 没有的项目留空。有两个就写成 [甲, 乙]，两个号码也可以写成 甲/乙。

applicant:  # 申报单位（推荐表）
  name:     # 联系人姓名（附3-10）
  phone:    # 手机（附3-11），固定电话也可以
  stamped:  # 盖章日期（附3-16），如 2026-07-01

recommender:  # 推荐单位，即市级协会（推荐表）
  name:     # 联系人姓名（附3-12）
  phone:    # 手机（附3-13）
  stamped:  # 盖章日期（附3-18）

submitter:  # 汇总表填报人（附4-02、附4-03）
  name:
  phone:

# 每个人还可以写 email、wechat、qq。姓名同时是常用词的（如 高峰），加一行 ordinary_word: true，
# 就只查“联系人高峰”“高峰先生”这样当姓名用的地方。
people: []  # 其他不能出现的人，如 [{name: 张三, phone: 138…, email: …}]：来稿作者、接受采访的业主
never: []   # 其他绝不能出现的文字，如身份证号、住址、姓名的拼音
# 党员名册、业主名册不放在案例库里（004-14）。
"""


def start_private(root: Path, id: str) -> Path | None:
    """Write `private/<id>.yaml` for its owner alone to read; None where there is one already."""
    folder = root / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"{id}.yaml"
    if path.exists():
        return None
    path.touch(mode=0o600)
    path.write_text(_STARTER, encoding="utf-8")
    return path
