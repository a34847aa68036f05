"""Captions and transcripts: read from what programs export, written as WebVTT, told in words."""

from __future__ import annotations

import pytest

from casebook.video.captions import (
    MOST_CUES,
    Cue,
    read_captions,
    read_transcript,
    spoken,
    write_webvtt,
)

SUBRIP = """1
00:00:01,000 --> 00:00:04,000
<font color="#fff">大家好</font>
{\\an8}第二行

2
00:01:02,5 --> 01:00:00,25
A < B & C
"""
WEBVTT = """WEBVTT - a title
Kind: captions

STYLE
::cue { color: url(https://elsewhere.example/) }

NOTE the speaker's telephone is 13800138000

REGION
id:one

opening
00:01.000 --> 00:04.000 line:0 align:start
<v.loud 王师傅>大家<i>好</i> &amp; <00:02.000>再见

00:05.000 --> 00:06.000
<v Anna>Hello &lt;b&gt;
"""


def texts(source: str, *, webvtt: bool) -> list[tuple[int, int, str]]:
    cues, slips = read_captions(source, webvtt=webvtt)
    assert slips == ()
    return [(cue.start, cue.end, cue.text) for cue in cues]


def test_subrip_is_read() -> None:
    assert texts(SUBRIP, webvtt=False) == [
        (1000, 4000, "大家好\n第二行"),
        (62_500, 3_600_250, "A < B & C"),
    ]


def test_webvtt_is_read_without_styles_and_notes() -> None:
    assert texts(WEBVTT, webvtt=True) == [
        (1000, 4000, "王师傅：大家好 & 再见"),
        (5000, 6000, "Anna: Hello <b>"),
    ]


def test_what_is_written_reads_the_same_and_holds_nothing_else() -> None:
    for source, webvtt in ((SUBRIP, False), (WEBVTT, True)):
        cues, _ = read_captions(source, webvtt=webvtt)
        written = write_webvtt(cues)
        assert texts(written, webvtt=True) == [(c.start, c.end, c.text) for c in cues]
        assert "13800138000" not in written and "elsewhere" not in written
        assert write_webvtt(read_captions(written, webvtt=True)[0]) == written


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a --> b",
        "00:00:09.000 --> 00:00:10.000 </b>",
        "&lt;script&gt; &#60;b&#62;",
        "NOTE this",
        "{{ 7 * 7 }} #let x = 1",
    ],
)
def test_words_stay_words(text: str) -> None:
    """What looks like a tag, a time or a note in the words of a cue is shown as it was typed."""
    cue = Cue(0, 1000, text, 1)
    written = write_webvtt([cue])
    assert [again.text for again in read_captions(written, webvtt=True)[0]] == [text]
    head, body = written.split("\n", 3)[2], written.split("\n", 3)[3]
    assert head == "00:00:00.000 --> 00:00:01.000" and "<" not in body and "-->" not in body


@pytest.mark.parametrize(
    ("source", "webvtt", "line"),
    [
        ("1\n00:01.000 --> 00:02.000\nx\n", True, 1),
        ("WEBVTT\n\n00:01 --> 00:02\nx\n", True, 3),
        ("WEBVTT\n\njust words\n", True, 3),
        ("1\n00:00:01,000 --> 00:00:01,000\nx\n", False, 2),
        ("1\n00:00:05,000 --> 00:00:06,000\nx\n\n2\n00:00:01,000 --> 00:00:02,000\ny\n", False, 6),
        ("1\n99999:00:00,000 --> 00:00:02,000\nx\n", False, 2),
        ("", False, 1),
        ("WEBVTT\n", True, 1),
    ],
)
def test_a_slip_has_its_line(source: str, webvtt: bool, line: int) -> None:
    _, slips = read_captions(source, webvtt=webvtt)
    assert [slip.line for slip in slips] == [line]


def test_hostile_files_are_read_in_no_time() -> None:
    many = "\n\n".join("00:00:01,000 --> 00:00:02,000\nx" for _ in range(MOST_CUES + 5))
    cues, slips = read_captions(many, webvtt=False)
    assert len(cues) == MOST_CUES and "太多" in slips[0].said.zh
    for text in (
        "<" * 500_000,
        "<v " * 200_000,
        "{\\" * 300_000,
        "00:" * 300_000,
        "&lt;" * 200_000,
    ):
        read_captions(f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n\n{text}\n", webvtt=True)


def test_cues_become_paragraphs() -> None:
    cues = [
        Cue(500, 3000, "这里是样例小区", 1),
        Cue(3000, 6000, "老旧电梯\n换新以后。", 2),
        Cue(6500, 8000, "等候不到半分钟", 3),
        Cue(12_000, 14_000, "Thirty seconds.", 4),
        Cue(14_000, 15_000, "No more.", 5),
    ]
    assert [(p.start, p.text) for p in spoken(cues)] == [
        (500, "这里是样例小区 老旧电梯 换新以后。等候不到半分钟"),
        (12_000, "Thirty seconds. No more."),
    ]


def test_a_transcript_has_paragraphs() -> None:
    assert [(p.start, p.text) for p in read_transcript("画面：大门。\n  第二行\n\n\n完。\n")] == [
        (None, "画面：大门。\n第二行"),
        (None, "完。"),
    ]
