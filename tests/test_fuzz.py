"""Files spoilt by chance, some hundred times, always in the same way: judged, never a traceback."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import SAMPLE, build
from small_library import write_small_library

CASES = 20  # of one library, so that the rest of it is read once
TOKENS = (
    *(
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "：",
        "- ",
        "? ",
        "#",
        "|",
        ">",
        "%",
        "@",
        "`",
        "&a ",
        "*a",
    ),
    *("!!x ", "\t", "---\n", "...\n", "**", "_", "](", "![", "<a>", "<!--", "[^1]", "[^1]: ", "\\"),
    *("&#0;", "&amp;", "{{", "{% raw %}", "#eval(1)", "$", "\u202e", "\u200d", "\ufeff", "\x00"),
    *(
        "## ",
        "### ",
        "> ",
        "| - | - |\n",
        "9" * 400,
        "-1e999",
        "null",
        "~",
        "true",
        "2024-13-45",
        "é",
    ),
    *("\r", "\x85", "\u2028", "😀"),
)


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 3:
        lines[one] = b" " * chance.randrange(1, 5) + lines[one]
    else:
        lines[one] = lines[one].lstrip()
    return b"\n".join(lines)


def _bytes(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw) + 1)
    kind = chance.randrange(5)
    if kind == 0:
        return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    if kind == 1:
        return raw[:at] + raw[at + chance.randrange(1, 40) :]
    if kind == 2:
        return raw[:at]
    start = chance.randrange(len(raw) + 1)
    return raw[:at] + raw[start : start + chance.randrange(60)] + raw[at:]


def _token(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode(errors="surrogateescape")
    at = chance.randrange(len(text) + 1)
    text = text[:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 30)) + text[at:]
    return text.encode(errors="surrogateescape")


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_lines, _bytes, _token, _token)


def _spoil(path: Path, raw: bytes, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 2, 5))):
        raw = chance.choice(WAYS)(raw, chance)
    path.write_bytes(raw)


def _judged(root: Path, capfd: pytest.CaptureFixture[str]) -> bool:
    """Check a library; return whether it had an error, and fail with what broke."""
    code = build(root, "check")
    said = capfd.readouterr().err
    assert code in (0, 1), said
    assert "Traceback" not in said
    return code == 1


@pytest.mark.parametrize("seed", range(4))
def test_a_case_spoilt_by_chance_is_judged(
    seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(f"case/{seed}")
    (source,) = SAMPLE.glob("cases/*/")
    names = [path.name for path in sorted(source.glob("*.*")) if path.suffix in (".yaml", ".md")]
    for number in range(CASES):
        folder = tmp_path / "cases" / f"2026-case{number}"
        folder.mkdir(parents=True)
        spoilt = chance.choice(names)
        for name in names:
            raw = (source / name).read_bytes()
            if name == spoilt:
                _spoil(folder / name, raw, chance)
            else:
                (folder / name).write_bytes(raw)
    assert _judged(tmp_path, capfd)


@pytest.mark.parametrize("seed", range(3))
def test_a_library_spoilt_by_chance_is_judged(
    seed: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its other files: programme, measures, settings, ledgers, editions, synonyms."""
    chance = random.Random(f"library/{seed}")
    root = write_small_library(tmp_path / "library")
    edition = root / "content/editions/2022"
    for name in ("mkdocs.yml", "content/synonyms.yaml", "content/editions/2022"):
        source = Path(__file__).parent.parent / name
        (shutil.copytree if source.is_dir() else shutil.copyfile)(source, root / name)
    (root / "cases/redirects.yaml").write_text("- {old: /a/, new: /companies/}\n", encoding="utf-8")
    files = sorted([*root.glob("*.yml"), *root.rglob("*.yaml"), *root.rglob("*.md")])
    assert edition / "edition.yaml" in files
    whole = {path: path.read_bytes() for path in files}
    wrong = 0
    for _ in range(15):
        for path in chance.sample(files, 2):
            _spoil(path, whole[path], chance)
        wrong += _judged(root, capfd)
        for path, raw in whole.items():
            if path.read_bytes() != raw:
                path.write_bytes(raw)
    assert wrong > 5
