"""照片文件。"""

from __future__ import annotations

from collections.abc import Iterator

from casebook.check.file_faults import PHOTOS, PUT_AGAIN, Fault, ending_fault, file_fault
from casebook.media.album import album_of
from casebook.media.look import Look
from casebook.media.pixels import MOST_AT_ONCE, MOST_BYTES, MOST_PIXELS
from casebook.model.library import Case, Library
from casebook.model.media_rules import PhotoRules
from casebook.problem import Problem, Said, Severity

RULE = "photo-files"

_ANY_PHOTO = PhotoRules(
    at_least=0, at_most=0, formats=("jpeg", "png", "webp"), min_bytes=0, clause="DESIGN"
)
_ENDINGS = {"jpeg": (".jpg", ".jpeg"), "png": (".png",), "webp": (".webp",)}
_HIDDEN = {
    "zip": Said("一个 ZIP 压缩包", "a ZIP archive"),
    "rar": Said("一个 RAR 压缩包", "a RAR archive"),
    "7z": Said("一个 7z 压缩包", "a 7z archive"),
    "torrent": Said("一个种子文件", "a torrent"),
    "pdf": Said("一个 PDF 文件", "a PDF"),
    "html": Said("网页代码", "code of a web page"),
    "php": Said("程序代码", "code of a program"),
    "program": Said("一个程序", "a program"),
}
_ORIGINAL = Said("请换上完好的原图。", "Replace it with the original photo.")


def check(library: Library) -> Iterator[Problem]:
    """登记的照片文件要在案例文件夹里，完好，格式、大小和像素合批次的规定；看的是内容，不是扩展名。

    依据：附2-118（JPG，不能把 PNG、HEIC 改名充当）、附2-119 与 X-5（1M 以上）、X-6（先按拍摄方向
    转正再量宽高）、附2-120。照片里不能夹带压缩包、网页或程序；手机照片附带的动态片段、缩略图和
    位置不用管，发布时一概去掉。改法：用相机或手机里的原图，不用聊天软件压缩过的；格式不对的请另存
    为 JPG。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rules = (programme.photos if programme else None) or _ANY_PHOTO
        for i, photo in enumerate(case.data.photos):
            for value, message, hint, severity in _faults(library, case, photo.file, rules):
                place = case.place("photos", i, "file")
                yield Problem(place, RULE, message, hint, value, severity=severity)


def _faults(library: Library, case: Case, file: str, rules: PhotoRules) -> Iterator[Fault]:
    if fault := file_fault(case, file, PHOTOS, Said("照片", "photo")):
        yield fault
        return
    path = case.folder / file
    try:
        look, size = album_of(library.root).look(path), path.stat().st_size
    except OSError as error:
        yield (
            file,
            Said(f"系统不让读取“{file}”（{error.strerror}）", f"'{file}': {error.strerror}"),
            PUT_AGAIN,
            "error",
        )
        return
    if look.kind not in rules.formats:
        yield _format(file, look, rules)
        return
    if not path.name.lower().endswith(_ENDINGS[look.kind]):
        yield ending_fault(file, path.suffix.lower(), look.kind, _ENDINGS[look.kind][0])
    yield from _content(file, look)
    yield from _bytes(file, size, rules)
    if look.width:
        yield from _pixels(file, look, rules)


def _format(file: str, look: Look, rules: PhotoRules) -> Fault:
    found = look.kind.upper()
    wanted = [name.upper() for name in rules.formats]
    what = Said(f"是 {found} 格式", found) if found else Said("不是图片", "no image")
    return (
        look.kind,
        Said(f"“{file}”的内容{what.zh}", f"the content of '{file}' is {what.en}"),
        Said(
            f"要求 {'、'.join(wanted)} 格式（{rules.clause}）；请用看图软件打开后另存，"
            "不能只改扩展名。",
            f"{rules.clause} asks for {', '.join(wanted)}; open and save it again, "
            "do not rename it.",
        ),
        "error",
    )


def _content(file: str, look: Look) -> Iterator[Fault]:
    if look.hidden:
        what = _HIDDEN[look.hidden]
        yield (
            look.hidden,
            Said(f"“{file}”里还藏着{what.zh}", f"'{file}' holds {what.en} as well"),
            Said(
                "请不要双击打开它；向提供者要原图，或用看图软件打开后另存为新文件。",
                "Do not open it by a double click; ask for the original, or save it anew.",
            ),
            "error",
        )
    if look.too_large:
        much = look.damage.replace(" MP", " 百万像素")
        most = {form: pixels // 1_000_000 for form, pixels in MOST_AT_ONCE.items()}
        yield (
            look.damage,
            Said(f"“{file}”太大（{much}）", f"'{file}' is too large ({look.damage})"),
            Said(
                f"至多 {MOST_BYTES // 1_000_000} MB、{MOST_PIXELS // 10_000} 万像素（渐进式 JPEG "
                f"{most['JPEG']}00 万，PNG {most['PNG']}00 万，WebP {most['WEBP']}00 万）；请用看图"
                "软件缩小到一半再存。",
                f"At most {MOST_BYTES // 1_000_000} MB and {MOST_PIXELS // 1_000_000} megapixels "
                f"(a progressive JPEG {most['JPEG']}, PNG {most['PNG']}, WebP {most['WEBP']}); "
                "save it at half its size.",
            ),
            "error",
        )
    elif look.damage:
        yield (
            file,
            Said(f"“{file}”已损坏，打不开", f"'{file}' is damaged and cannot be opened"),
            _ORIGINAL,
            "error",
        )
    if look.moving:
        yield (
            file,
            Said(f"“{file}”是动图", f"'{file}' is an animation"),
            Said(
                "照片不能动；请另存其中一幅，动态的内容请做成视频。",
                "A photo does not move: save one of its pictures, or make a video of it.",
            ),
            "error",
        )


def _bytes(file: str, size: int, rules: PhotoRules) -> Iterator[Fault]:
    if size < rules.min_bytes or (rules.fine_bytes and size < rules.fine_bytes):
        severity: Severity = "error" if size < rules.min_bytes else "info"
        least = rules.min_bytes if severity == "error" else rules.fine_bytes
        yield (
            str(size),
            Said(f"“{file}”只有 {size:,} 字节", f"'{file}' has only {size:,} bytes"),
            Said(
                f"要求至少 {least:,} 字节（{rules.clause}）；请用原图，不要用聊天软件压缩过的。",
                f"{rules.clause} asks for at least {least:,} bytes; use the original photo.",
            ),
            severity,
        )
    elif rules.max_bytes and size > rules.max_bytes:
        yield (
            str(size),
            Said(f"“{file}”有 {size:,} 字节", f"'{file}' has {size:,} bytes"),
            Said(
                f"至多 {rules.max_bytes:,} 字节；请用看图软件另存为 JPG，质量选 90 左右。",
                f"At most {rules.max_bytes:,} bytes: save it as a JPEG of quality 90.",
            ),
            "error",
        )


def _pixels(file: str, look: Look, rules: PhotoRules) -> Iterator[Fault]:
    least = (rules.min_width or 0, rules.min_height or 0)
    has = (
        f"{look.width}×{look.height}",
        Said(
            f"“{file}”是 {look.width}×{look.height} 像素",
            f"'{file}' has {look.width}×{look.height} pixels",
        ),
    )
    if look.width < least[0] or look.height < least[1]:
        yield (
            *has,
            Said(
                f"要求宽至少 {least[0]}、高至少 {least[1]} 像素（{rules.clause}）；"
                "请换用更大的原图。",
                f"{rules.clause} asks for at least {least[0]} by {least[1]} pixels.",
            ),
            "error",
        )
    if rules.max_pixels and look.width * look.height > rules.max_pixels:
        yield (
            *has,
            Said(
                f"至多 {rules.max_pixels // 10_000} 万像素；请用看图软件缩小到一半再存。",
                f"At most {rules.max_pixels:,} pixels: save it at half its size.",
            ),
            "error",
        )
