"""The printing condition: the ICC profile that the print house gives, a file beside the edition."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from PIL import ImageCms

from casebook.model.edition import Edition
from casebook.model.library import Library
from casebook.paths import Paths
from casebook.problem import Problem, ProblemsError, Said
from casebook.source import Document

_LARGEST = 20_000_000  # bytes; the largest profiles of registered conditions have 4 MB
_RULE = "press-profile"


@dataclass(frozen=True)
class Profile:
    """A CMYK output profile; `name` is its file's."""

    name: str
    raw: bytes

    @cached_property
    def digest(self) -> str:
        """Identify the content."""
        return hashlib.sha256(self.raw).hexdigest()[:24]

    @cached_property
    def description(self) -> str:
        """What the profile calls itself."""
        opened = ImageCms.ImageCmsProfile(BytesIO(self.raw))
        return ImageCms.getProfileDescription(opened).strip() or self.name


def load_profile(library: Library, edition: Edition, paths: Paths) -> Profile:
    """Read the profile of an edition; raises ProblemsError where there is none that serves."""
    home = f"content/editions/{edition.id}"
    document = library.documents.get(f"{home}/edition.yaml") or Document(
        f"{home}/edition.yaml", None
    )
    name = edition.printer.profile

    def refused(message: Said) -> ProblemsError:
        place = document.place("printer", "profile")
        return ProblemsError([Problem(place, _RULE, message, _what_to_do(home), name or "")])

    if name is None:
        raise refused(
            Said(
                "没有印刷用的 ICC 特性文件（printer.profile），不能做印刷版",
                "no ICC profile of the printing condition (printer.profile): no press edition",
            )
        )
    folder = paths.content / "editions" / edition.id
    path = folder / name
    if path.is_symlink() or path.resolve().parent != folder.resolve() or not path.is_file():
        raise refused(
            Said(
                f"“{name}”不是年鉴文件夹里的文件",
                f"'{name}' is no plain file in the edition's folder",
            )
        )
    if path.stat().st_size > _LARGEST or not _is_for_press(raw := path.read_bytes()):
        raise refused(
            Said(
                f"“{name}”不是 CMYK 印刷输出用的 ICC 特性文件",
                f"'{name}' is not an ICC profile of a CMYK output device",
            )
        )
    return Profile(name, raw)


def _is_for_press(raw: bytes) -> bool:
    """Look at the header (ICC.1:2022, 7.2), and try the way to the inks and back."""
    if (raw[12:16], raw[16:20], raw[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        return False
    try:
        opened = ImageCms.ImageCmsProfile(BytesIO(raw))
        ImageCms.buildTransform(ImageCms.createProfile("sRGB"), opened, "RGB", "CMYK")
        ImageCms.buildTransform(opened, ImageCms.createProfile("LAB"), "CMYK", "LAB")
    except (OSError, TypeError, ImageCms.PyCMSError):
        return False
    return int.from_bytes(raw[:4]) <= len(raw)


def _what_to_do(home: str) -> Said:
    trial = "/usr/share/color/icc/ghostscript/default_cmyk.icc"
    keys = "      printer:\n        profile: {}\n        condition: {}\n"
    return Said(
        "这个文件说明纸张与油墨的颜色，照片按它分色。请向印刷厂索取（如 JapanColor2011Coated.icc、"
        f"PSOcoated_v3.icc），放进 {home}/，再在 edition.yaml 写：\n"
        + keys.format("文件名.icc", "印刷条件的代号，如 FOGRA51")
        + f"      仅作试验时，可以复制 Ghostscript 自带的 {trial}。",
        "It describes the colours of paper and inks, and photos are separated by it. Ask the "
        f"print house for it (PSOcoated_v3.icc, for example), put it into {home}/ and write in "
        "edition.yaml:\n"
        + keys.format("file.icc", "the condition's identifier, such as FOGRA51")
        + f"      For trials alone, copy Ghostscript's {trial}.",
    )
