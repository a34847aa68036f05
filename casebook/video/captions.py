"""Captions: read from WebVTT or SubRip as cues of plain words, written as WebVTT.

https://www.w3.org/TR/webvtt1/. Styles, positions and notes are not taken over, so that what is
published holds the words that are shown and nothing else. A cue's speaker (`<v 王师傅>`) becomes
the beginning of its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from casebook.problem import Said

MOST_CUES = 5_000  # a film of five minutes has about a hundred
_TIME = r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_SPEAKER = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]{1,80})>")
_TAG = re.compile(r"</?(?:c|i|b|u|v|lang|ruby|rt|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>", re.IGNORECASE)
_POSITION = re.compile(r"\{\\[^{}]{1,40}\}")  # SubRip's, out of another format
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_FULL_STOP = re.compile(r"[。！？；：…，、.!?;:,—”』）)]$")
_PAUSE = 2_000  # ms without words that end a paragraph
_LONGEST = 30_000  # ms of a paragraph
_LATIN = re.compile(r"[!-~]$")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that are shown from `start` to `end`, ms; `line` is where the file has them."""

    start: int
    end: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong with a caption file, on a line."""

    line: int
    said: Said
    hint: Said


@dataclass(frozen=True, slots=True)
class Spoken:
    """A paragraph of what is said in a film, from `start` on, ms; None where that is unknown."""

    start: int | None
    text: str


def read_captions(source: str, *, webvtt: bool) -> tuple[tuple[Cue, ...], tuple[Slip, ...]]:
    """Read the cues of a file, whose lines end in LF, and what is wrong with it."""
    slips: list[Slip] = []
    blocks = list(_blocks(source))
    if webvtt:
        head = blocks.pop(0)[1] if blocks else [""]
        if not re.match(r"WEBVTT(?:\s|$)", head[0]):
            slips.append(Slip(1, _NO_HEADER, _ADD_HEADER))
            blocks = list(_blocks(source))
    cues = [cue for block in blocks for cue in _cues(*block, slips, webvtt=webvtt)]
    slips += _order(cues)
    if not cues and not slips:
        slips.append(Slip(1, Said("里面没有字幕", "it has no captions"), _EXPORT))
    if len(cues) > MOST_CUES:
        said = Said(f"字幕有 {len(cues):,} 条，太多", f"it has {len(cues):,} cues: too many")
        slips.append(Slip(cues[MOST_CUES].line, said, _EXPORT))
    return tuple(cues[:MOST_CUES]), tuple(slips)


_NO_HEADER = Said("第一行不是 WEBVTT", "its first line is not WEBVTT")
_ADD_HEADER = Said(
    "请在最前面加一行 WEBVTT，空一行再写字幕；如是 SRT 字幕，请把扩展名改为 .srt。",
    "Begin it with a line WEBVTT and an empty line; if it is SubRip, let its name end in .srt.",
)
_EXPORT = Said(
    "请在剪辑软件里重新导出字幕（SRT 格式）。", "Export the captions again, in SRT format."
)
_TIMES = Said(
    "每条字幕先写时间，如 00:00:01.000 --> 00:00:04.000，下一行写文字，再空一行。",
    "A cue begins with its times, 00:00:01.000 --> 00:00:04.000; words follow, then an empty line.",
)


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the stretches between empty lines, each with the number of its first line."""
    first, lines = 1, list[str]()
    for number, line in enumerate([*source.split("\n"), ""], 1):
        if line.strip():
            first = first if lines else number
            lines.append(line)
        elif lines:
            yield first, lines
            lines = []


def _cues(first: int, lines: list[str], slips: list[Slip], *, webvtt: bool) -> Iterator[Cue]:
    if webvtt and _ASIDE.match(lines[0]):
        return
    at = 0 if "-->" in lines[0] or len(lines) == 1 else 1  # a name or number may come first
    timing = _TIMING.fullmatch(lines[at])
    if timing is None:
        shown = lines[at].strip()[:40]
        said = Said(f"“{shown}”不是字幕的起止时间", f"'{shown}' is not a cue's times")
        slips.append(Slip(first + at, said, _TIMES))
        return
    start, end = _milliseconds(timing.groups()[:4]), _milliseconds(timing.groups()[4:])
    if end <= start:
        said = Said("这条字幕结束不晚于开始", "the cue ends before it begins")
        slips.append(Slip(first + at, said, Said("请改正起止时间。", "Mend its times.")))
    words = [text for line in lines[at + 1 :] if (text := _plain(line, webvtt))]
    if words:
        yield Cue(start, end, "\n".join(words), first + at)


def _milliseconds(parts: Iterable[str | None]) -> int:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(rest.ljust(3, "0"))


def _plain(line: str, webvtt: bool) -> str:
    text = _SPEAKER.sub(_speaker, line)
    text = _TAG.sub("", _POSITION.sub("", text))
    return (unescape(text) if webvtt else text).strip()


def _speaker(match: re.Match[str]) -> str:
    name = match[1].strip()
    return f"{name}: " if name.isascii() else f"{name}："


def _order(cues: list[Cue]) -> Iterator[Slip]:
    for before, cue in zip(cues, cues[1:], strict=False):
        if cue.start < before.start:
            said = Said("这条字幕开始得比上一条早", "the cue begins before the one above it")
            hint = Said("请按时间先后排列。", "Put the cues in the order of their times.")
            yield Slip(cue.line, said, hint)


def write_webvtt(cues: Iterable[Cue]) -> str:
    """Write cues as WebVTT."""
    parts = ["WEBVTT\n"]
    for cue in cues:
        text = cue.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        parts.append(f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{text}\n")
    return "\n".join(parts)


def _stamp(time: int) -> str:
    seconds, rest = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}.{rest:03}"


def spoken(cues: Iterable[Cue]) -> tuple[Spoken, ...]:
    """Join cues to paragraphs: a pause, or half a minute, begins a new one."""
    found: list[Spoken] = []
    end = -_PAUSE
    for cue in cues:
        text = " ".join(cue.text.split("\n"))
        last = found[-1] if found else None
        if last and last.start is not None and _goes_on(last.start, end, cue):
            between = "" if _FULL_STOP.search(last.text) and not _LATIN.search(last.text) else " "
            found[-1] = Spoken(last.start, f"{last.text}{between}{text}")
        else:
            found.append(Spoken(cue.start, text))
        end = max(end, cue.end)
    return tuple(found)


def _goes_on(start: int, end: int, cue: Cue) -> bool:
    return cue.start - end < _PAUSE and cue.start - start < _LONGEST


def read_transcript(source: str) -> tuple[Spoken, ...]:
    """Read a plain text, whose paragraphs stand between empty lines."""
    return tuple(
        Spoken(None, "\n".join(line.strip() for line in lines)) for _, lines in _blocks(source)
    )
