"""The preflight's rules: what each means and what to do, for editors and for the print house."""

from __future__ import annotations

from dataclasses import dataclass

from casebook.preflight.report import Finding
from casebook.problem import Said


@dataclass(frozen=True, slots=True)
class Rule:
    """What was looked at, and what to do where it is not right."""

    title: Said
    todo: Said


def text(zh: str, en: str | None = None) -> Said:
    """Return what is said; a number or a name is the same in both languages."""
    return Said(zh, zh if en is None else en)


def error(rule: str, sheet: int | None, found: Said, allowed: Said) -> Finding:
    """Return what a print house refuses."""
    return Finding(rule, "error", sheet, found, allowed)


def warning(rule: str, sheet: int | None, found: Said, allowed: Said) -> Finding:
    """Return what a print house asks about."""
    return Finding(rule, "warning", sheet, found, allowed)


def note(rule: str, sheet: int | None, found: Said, allowed: Said) -> Finding:
    """Return what is good to know."""
    return Finding(rule, "info", sheet, found, allowed)


def _rule(zh: str, en: str, todo_zh: str, todo_en: str) -> Rule:
    return Rule(Said(zh, en), Said(todo_zh, todo_en))


_AGAIN = ("请用 --press 重新制作。", "Make the press files again with --press.")
_RETURNED = (
    "自己做的，请用 --press 重新制作；印刷厂退回的，请对方重发，不要加密。",
    "Make your own file again with --press; ask for a returned one again, without a password.",
)
_EDITION = (
    "请核对 edition.yaml 的 printer，再用 --press 重新制作。",
    "Check printer in edition.yaml and make the press files again with --press.",
)
_PHOTO = ("请换一张更大的原图，或缩小排印尺寸。", "Supply a larger original or place it smaller.")
_COLOURS = (
    "请核对 tokens.yaml 与 edition.yaml 的印刷色值。",
    "Check the press colours in tokens.yaml and edition.yaml.",
)

RULES: dict[str, Rule] = {
    "unreadable": _rule("文件或页面读不出", "The file or a page cannot be read", *_RETURNED),
    "screen": _rule(
        "这是屏幕版，不是印刷版",
        "This is the screen edition, not the press edition",
        "请检查、寄送 exports/press/ 里的文件；没有就用 --press 制作。",
        "Check and send the files in exports/press/; make them with --press.",
    ),
    "box-missing": _rule("缺少页面框", "A page box is missing", *_AGAIN),
    "box-order": _rule("各页面框没有逐层包含", "The page boxes do not nest", *_AGAIN),
    "trim": _rule("成品尺寸与版本不符", "The trim is not the edition's", *_EDITION),
    "bleed": _rule("出血不足", "Too little bleed", *_EDITION),
    "page-size": _rule("各页尺寸不一", "Pages differ in size", *_AGAIN),
    "spine": _rule("书脊宽度与页数、纸张不符", "The spine does not fit pages and paper", *_EDITION),
    "rotated": _rule("页面被旋转", "A page is rotated", *_AGAIN),
    "user-unit": _rule("页面单位被放大", "A page has a unit of its own", *_AGAIN),
    "version": _rule("PDF 版本不对", "The wrong version of PDF", *_AGAIN),
    "pdfx": _rule("没有 PDF/X-4 标识", "Not marked as PDF/X-4", *_AGAIN),
    "xmp": _rule("XMP 元数据不全", "XMP metadata are incomplete", *_AGAIN),
    "trapped": _rule("陷印标识不对", "The trapping key is not right", *_AGAIN),
    "id": _rule("没有文件标识符", "The file has no identifier", *_AGAIN),
    "intent": _rule("没有输出意图", "No output intent", *_EDITION),
    "intent-profile": _rule(
        "输出意图没有合用的 CMYK 特性文件", "The output intent has no fit CMYK profile", *_EDITION
    ),
    "condition": _rule("印刷条件与版本不符", "Not the edition's printing condition", *_EDITION),
    "encrypted": _rule("文件加密", "The file is encrypted", *_RETURNED),
    "action": _rule("文件带动作或脚本", "The file has actions or scripts", *_AGAIN),
    "form": _rule("文件带表单", "The file has a form", *_AGAIN),
    "layers": _rule("文件带图层", "The file has layers", *_AGAIN),
    "attachment": _rule("文件带附件", "The file has attachments", *_AGAIN),
    "annotation": _rule("页面带批注或链接", "A page has annotations or links", *_AGAIN),
    "rgb": _rule(
        "页面里有四色以外的色彩（RGB、Lab 等）",
        "Colour other than the four inks (RGB, Lab and the like)",
        *_COLOURS,
    ),
    "grey-profile": _rule(
        "灰度色彩另带特性文件，可能变成四色",
        "Grey with a profile of its own may become four inks",
        *_COLOURS,
    ),
    "cmyk-profile": _rule(
        "四色色彩另带特性文件，会被再次转换",
        "CMYK with a profile of its own is converted again",
        *_COLOURS,
    ),
    "plate": _rule("四色之外另有专色版", "A plate beyond the four", *_COLOURS),
    "registration": _rule("版面里用了套版色", "Registration colour inside the page", *_COLOURS),
    "ink": _rule("色块总墨量超限", "A colour lays down too much ink", *_COLOURS),
    "image-ink": _rule(
        "图片总墨量超限",
        "An image lays down too much ink",
        "请换用合乎总墨量上限的特性文件，重新转换这张照片。",
        "Convert the photo again with a profile that keeps the limit.",
    ),
    "text-rgb": _rule("文字用了 RGB", "Text in RGB", *_COLOURS),
    "rich-text": _rule(
        "黑字混有别的油墨，套印不准就会发虚",
        "Black text in several inks blurs out of register",
        "黑字请只用 K100。",
        "Set black text in K100 alone.",
    ),
    "small-text": _rule(
        "小字用了三种以上油墨",
        "Small text in three inks or more",
        "小于 9 pt 的字请用一两种油墨。",
        "Below 9 pt use one or two inks.",
    ),
    "white-overprint": _rule(
        "白色设了叠印，印不出来", "White set to overprint vanishes in print", *_AGAIN
    ),
    "black-knockout": _rule(
        "部分黑字未设叠印",
        "Some black text does not overprint",
        "印刷厂通常在制版时统一设叠印，请与印刷厂商定。",
        "The print house usually sets overprint when it makes plates: agree on it.",
    ),
    "hairline": _rule(
        "线太细，印出来会断",
        "Lines too thin to print whole",
        "线宽请不小于 0.25 pt。",
        "Draw lines of 0.25 pt or more.",
    ),
    "thin-white": _rule(
        "反白线太细，会被油墨糊住",
        "White lines so thin that ink fills them",
        "反白线请不小于 0.5 pt。",
        "Draw white lines of 0.5 pt or more.",
    ),
    "transfer": _rule("带传递函数或加网设置", "Transfer functions or halftones", *_AGAIN),
    "transparency": _rule(
        "有透明（PDF/X-4 允许）",
        "Transparency (PDF/X-4 allows it)",
        "印刷厂如要求 PDF/X-1a，须先拼合透明。",
        "A print house that wants PDF/X-1a must flatten it first.",
    ),
    "resolution": _rule("图片分辨率太低", "The resolution of an image is too low", *_PHOTO),
    "resolution-low": _rule("图片分辨率偏低", "The resolution of an image is low", *_PHOTO),
    "resolution-high": _rule(
        "图片分辨率过高，徒增文件大小",
        "The resolution of an image is higher than print can show",
        "不影响印刷。",
        "It does not affect printing.",
    ),
    "font": _rule("字体没有内嵌", "A font is not embedded", *_AGAIN),
    "font-type3": _rule("Type 3 字体", "A Type 3 font", *_AGAIN),
    "font-whole": _rule(
        "字体整套内嵌", "A font is embedded whole", "不影响印刷。", "It does not affect printing."
    ),
    "font-unicode": _rule(
        "字体没有 Unicode 对照，文字无法检索",
        "A font has no Unicode map: its text cannot be searched",
        *_AGAIN,
    ),
    "notdef": _rule(
        "有缺字，印出来是空白或方框",
        "A glyph is missing: a blank or a box is printed",
        "请换用有这个字的字体。",
        "Use a font that has the character.",
    ),
    "near-trim": _rule(
        "文字离裁切边太近",
        "Text too near the trim",
        "请往里移，离裁切边不少于 5 mm。",
        "Keep text 5 mm inside the trim.",
    ),
    "furniture": _rule(
        "书眉、页码或书口色标离裁切边近（各页位置相同）",
        "Running heads, folios or thumb index near the trim (in the same place on many pages)",
        "裁切偏差约 1 mm，请确认是有意为之。",
        "Cutting is out by about 1 mm: make sure that it is meant so.",
    ),
    "short-bleed": _rule(
        "色块到裁切边为止，没有出血",
        "Colour ends at the trim and does not bleed",
        "请把色块或图片延到出血边。",
        "Let the colour or picture run to the bleed edge.",
    ),
    "page-count": _rule(
        "页数不是整帖",
        "The pages do not fill the signatures",
        "请补足白页，或与印刷厂商定 printer.signature。",
        "Add blank pages, or agree on printer.signature.",
    ),
    "opener": _rule("篇章页不在右页", "A chapter opens on a left-hand page", *_AGAIN),
    "blank": _rule(
        "白页",
        "Blank pages",
        "请确认是有意留白。",
        "Make sure that they are meant to be blank.",
    ),
}
