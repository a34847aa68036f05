"""照片文件。"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from casebook.case_files import entries_of
from casebook.inside import inside
from casebook.model.library import Case, Library
from casebook.model.material import PhotoRules
from casebook.problem import Problem, Said, Severity
from casebook.suggest import suggestion, terms

RULE = "photo-files"

_ANY_PHOTO = PhotoRules(
    at_least=0, at_most=0, formats=("jpeg", "png", "webp"), min_bytes=0, clause="DESIGN"
)
_HEAD = 16
_SIGNS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "png"),
    (8, b"WEBP", "webp"),
    (4, b"ftypavif", "avif"),
    (4, b"ftyp", "heic"),
    (0, b"GIF8", "gif"),
    (0, b"BM", "bmp"),
    (0, b"II*\0", "tiff"),
    (0, b"MM\0*", "tiff"),
    (0, b"%PDF", "pdf"),
)
_ENDINGS = {"jpeg": (".jpg", ".jpeg"), "png": (".png",), "webp": (".webp",)}
_ORIENTATION = 0x0112
_QUARTER_TURNS = (5, 6, 7, 8)


def check(library: Library) -> Iterator[Problem]:
    """登记的照片文件要在案例文件夹里，格式、大小和像素合批次的规定；看的是文件内容，不是扩展名。

    依据：附2-118（JPG，不能把 PNG、HEIC 改名充当）、附2-119 与 X-5（1M 以上）、X-6（先按拍摄方向
    转正再量宽高）。改法：用相机或手机里的原图，不用聊天软件压缩过的；格式不对的请另存为 JPG。
    """
    for case in library.cases:
        programme = library.programme_of(case)
        rules = (programme.photos if programme else None) or _ANY_PHOTO
        for i, photo in enumerate(case.data.photos):
            for value, message, hint, severity in _faults(case, photo.file, rules):
                place = case.place("photos", i, "file")
                yield Problem(place, RULE, message, hint, value, severity=severity)


Fault = tuple[str, Said, Said, Severity]


def _faults(case: Case, file: str, rules: PhotoRules) -> Iterator[Fault]:
    path = inside(case.folder, file)
    if path is None:
        yield (
            file,
            Said(f"“{file}”不在案例文件夹里", f"'{file}' is not in the case folder"),
            Said(
                "请从案例文件夹写起，如 photos/01-gate.jpg；不能用“..”，也不能是快捷方式。",
                "Write the path from the case folder: photos/01-gate.jpg; no '..', no symlink.",
            ),
            "error",
        )
    elif not path.is_file():
        names = [
            Path(entry.path).relative_to(case.folder).as_posix()
            for entry in entries_of(case.folder / "photos")
        ]
        none = Said(
            "photos 文件夹里还没有照片，请先放进去。", "There are no photos in photos/ yet."
        )
        yield (
            file,
            Said(f"找不到照片“{file}”", f"the photo '{file}' does not exist"),
            suggestion(file, terms(names)) if names else none,
            "error",
        )
    else:
        yield from _content(path, file, rules)


def _content(path: Path, file: str, rules: PhotoRules) -> Iterator[Fault]:
    size = path.stat().st_size
    try:
        with path.open("rb") as opened:
            found = _format(opened.read(_HEAD))
    except OSError as error:
        yield (
            file,
            Said(f"系统不让读取“{file}”（{error.strerror}）", f"'{file}': {error.strerror}"),
            Said(
                "请检查文件的权限，或重新放进来。", "Look at its permissions, or put it here again."
            ),
            "error",
        )
        return
    ending = path.suffix.lower()
    wanted = (
        "、".join(f.upper() for f in rules.formats),
        ", ".join(f.upper() for f in rules.formats),
    )
    if found not in rules.formats:
        what = Said(
            f"是 {found.upper()} 格式" if found else "不是图片", found.upper() or "no image"
        )
        yield (
            found,
            Said(f"“{file}”的内容{what.zh}", f"the content of '{file}' is {what.en}"),
            Said(
                f"要求 {wanted[0]} 格式（{rules.clause}）；请用看图软件打开后另存，"
                "不能只改扩展名。",
                f"{rules.clause} asks for {wanted[1]}; open and save it again, do not rename it.",
            ),
            "error",
        )
        return
    if ending not in _ENDINGS[found]:
        yield (
            ending,
            Said(
                f"“{file}”的扩展名与内容（{found.upper()}）不符",
                f"the ending of '{file}' does not fit its content ({found.upper()})",
            ),
            Said(
                f"请把扩展名改为 {_ENDINGS[found][0]}。",
                f"Rename it to end in {_ENDINGS[found][0]}.",
            ),
            "warning",
        )
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
    yield from _pixels(path, file, rules)


def _format(head: bytes) -> str:
    for offset, sign, name in _SIGNS:
        if head[offset : offset + len(sign)] == sign:
            return name
    return ""


def _pixels(path: Path, file: str, rules: PhotoRules) -> Iterator[Fault]:
    try:
        with Image.open(path, formats=("JPEG", "PNG", "WEBP")) as image:
            width, height = image.size
            turned = image.getexif().get(_ORIENTATION) in _QUARTER_TURNS
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        yield (
            file,
            Said(f"“{file}”已损坏，打不开", f"'{file}' is damaged and cannot be opened"),
            Said("请换上完好的原图。", "Replace it with the original photo."),
            "error",
        )
        return
    if turned:
        width, height = height, width
    least = (rules.min_width or 0, rules.min_height or 0)
    if width < least[0] or height < least[1]:
        yield (
            f"{width}×{height}",
            Said(f"“{file}”是 {width}×{height} 像素", f"'{file}' has {width}×{height} pixels"),
            Said(
                f"要求宽至少 {least[0]}、高至少 {least[1]} 像素（{rules.clause}）；"
                "请换用更大的原图。",
                f"{rules.clause} asks for at least {least[0]} by {least[1]} pixels.",
            ),
            "error",
        )
