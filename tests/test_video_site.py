"""Videos on the site: what is published of them, what pages and data files say of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from building import BuiltLibrary, build, times_of
from exporting import world_at
from lxml import html
from made_videos import CANARY, film, frames_of, furnished
from nginx_server import ask, nginx_serving
from small_library import WITHDRAWN
from video_library import CASE, SILENT, SPOKEN, TITLE

from casebook.problem import LOCALES
from casebook.site.headers import rule_of
from casebook.site.records import gather_records
from casebook.video.movie import playing_time
from casebook.yearbook.cases import CasePrinter


@pytest.fixture(scope="module")
def page(video_site: BuiltLibrary) -> Any:
    return html.document_fromstring((video_site.out / "cases" / CASE / "index.html").read_bytes())


@pytest.fixture(scope="module")
def document(video_site: BuiltLibrary) -> Any:
    path = video_site.out / "api/v1/cases" / f"{CASE}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def files_of(site: BuiltLibrary, ending: str) -> list[Path]:
    return sorted(path for path in site.out.rglob(f"*{ending}") if path.is_file())


def test_copies_are_published_and_originals_are_not(video_site: BuiltLibrary) -> None:
    films = {path: path.read_bytes() for path in files_of(video_site, ".mp4")}
    assert len(films) == 2 and {path.parent.name for path in films} == {"media"}
    wanted = [frames_of(film(form="mov", seconds=6, size=(1280, 720))), frames_of(furnished())]
    assert [found for found in map(frames_of, films.values()) if found not in wanted] == []
    originals = {path.read_bytes() for path in video_site.root.glob("cases/*/video/*")}
    for path in (p for p in video_site.out.rglob("*") if p.is_file()):
        content = path.read_bytes()
        assert content not in originals and CANARY not in content, path
        assert path.suffix.lower() not in (".mov", ".srt"), path


def test_the_page_asks_for_nothing_before_it_is_played(page: Any) -> None:
    videos = page.xpath("//video")
    assert len(videos) == 2
    for video in videos:
        assert video.get("preload") == "none" and "controls" in video.attrib
        assert "autoplay" not in video.attrib and video.get("src") is None
        assert "default" not in [name for track in video.iter("track") for name in track.attrib]
        title = page.get_element_by_id(video.get("aria-labelledby"))
        assert title.text_content().strip() in (TITLE, "小区大门")
        (source,) = video.iter("source")
        assert source.get("type").startswith('video/mp4; codecs="avc1.')
        assert source.get("src").startswith("../../media/")
    assert [track.get("srclang") for track in videos[0].iter("track")] == ["zh-CN", "en"]


def test_length_and_size_are_told_first(page: Any, document: Any) -> None:
    told = [" ".join(node.text_content().split()) for node in page.find_class("video-length")]
    assert [text.partition("，")[0] for text in told] == ["6秒", "2秒"]
    for text, video in zip(told, document["videos"], strict=True):
        assert f"{round(video['bytes'] / 1000)} KB" in text


def test_words_can_be_read_beside_the_video(page: Any, video_site: BuiltLibrary) -> None:
    first, second = (
        node.xpath("normalize-space(string())") for node in page.find_class("video-words")
    )
    assert f"王师傅：您好 {SPOKEN}" in first and f"{SILENT}。" in second
    english = (video_site.out / "en/cases" / CASE / "index.html").read_text(encoding="utf-8")
    assert "Mr Wang: Good morning" in english
    words = html.document_fromstring(english).find_class("video-words")
    assert [node.find("div").get("lang") for node in words] == [None, "zh-CN"]


def test_captions_are_written_anew(video_site: BuiltLibrary, document: Any) -> None:
    assert sorted(path.read_text(encoding="utf-8") for path in files_of(video_site, ".vtt")) == [
        "WEBVTT\n\n00:00:00.200 --> 00:00:04.000\n王师傅：您好\n\n"
        f"00:00:04.000 --> 00:00:06.000\n{SPOKEN}\n",
        "WEBVTT\n\n00:00:00.200 --> 00:00:06.000\nMr Wang: Good morning\n",
    ]
    assert [c["language"] for c in document["videos"][0]["captions"]] == ["zh", "en"]


def test_data_files_tell_of_videos(video_site: BuiltLibrary, document: Any) -> None:
    first, second = document["videos"]
    assert first["title"] == {"zh": TITLE, "en": "Thirty days for new lifts"}
    assert (first["width"], first["height"], first["type"]) == (1280, 720, "video/mp4")
    assert SPOKEN in first["transcript"]["zh"] and second["transcript"]["en"] is None
    root = first["url"].partition("media/")[0]
    for video in (first, second):
        for url in (video["url"], video["poster"]["url"], *(c["url"] for c in video["captions"])):
            assert (video_site.out / url.removeprefix(root)).is_file(), url
        assert (video_site.out / video["url"].removeprefix(root)).stat().st_size == video["bytes"]
    markdown = (video_site.out / "cases" / CASE / "index.md").read_text(encoding="utf-8")
    assert f"[{TITLE}]({first['url']})" in markdown and SPOKEN in markdown


def test_search_engines_are_told_of_videos(page: Any, document: Any) -> None:
    (block,) = page.xpath("//script[@type='application/ld+json']/text()")
    article = json.loads(block)["@graph"][0]
    video = article["video"][0]
    assert video["@type"] == "VideoObject" and video["name"] == TITLE
    assert video["contentUrl"] == document["videos"][0]["url"]
    assert video["duration"] == "PT0M6S" and video["uploadDate"] == "2026-09-01"
    assert SPOKEN in video["transcript"]


def test_what_is_said_is_found(video_site: BuiltLibrary) -> None:
    records = {(r.url, r.locale): r for r in gather_records(world_at(video_site.root))}
    found = {p.anchor: p for p in records[f"cases/{CASE}/", "zh"].passages}
    assert SPOKEN in found["video-1"].text and SILENT in found["video-2"].text
    assert found["video-1"].heading == TITLE
    english = {p.anchor: p for p in records[f"cases/{CASE}/", "en"].passages}
    assert "Good morning" in english["video-1"].text and SILENT not in english["video-2"].text


def test_the_book_names_videos_and_holds_none(video_site: BuiltLibrary) -> None:
    """Beside the code that leads to the page; a film that cannot be read is named all the same."""
    world = world_at(video_site.root)
    (case,) = (case for case in world.library.published if case.id == CASE)
    said = {}
    for locale in LOCALES:
        made = CasePrinter(world.library, locale, world.site_url, world.words, lambda *_: None)
        said[locale] = [text.replace("\u2060", "") for text in made.case(case)["videos"]]
    assert said["zh"] == [f"《{TITLE}》（6秒）", "《小区大门》（2秒）"]
    assert said["en"] == ["Thirty days for new lifts (6 s)", "The gate (2 s)"]
    assert playing_time(case.folder, "video/02.txt") is None


def test_the_video_of_a_withdrawn_case_is_gone(video_site: BuiltLibrary) -> None:
    text = (video_site.out / "cases" / WITHDRAWN / "index.html").read_text(encoding="utf-8")
    assert "<video" not in text and "不再播放" not in text
    numbers = {len(frames_of(path.read_bytes())["video"]) for path in files_of(video_site, ".mp4")}
    assert numbers == {10, 30}, "its own has five frames"


def test_servers_may_keep_videos(video_site: BuiltLibrary) -> None:
    for path in (*files_of(video_site, ".mp4"), *files_of(video_site, ".vtt")):
        headers = rule_of(path.relative_to(video_site.out).as_posix()).headers
        assert "immutable" in headers["Cache-Control"]
    types = (video_site.out / "server/nginx.conf").read_text(encoding="utf-8")
    assert "video/mp4 mp4;" in types and "text/vtt vtt;" in types


def test_a_server_sends_a_part_of_a_video(video_site: BuiltLibrary, tmp_path: Path) -> None:
    """Players ask for the stretch that is watched; without it, moving on would load all before."""
    film = files_of(video_site, ".mp4")[0]
    with nginx_serving(video_site.out, tmp_path) as port:
        address = f"/{film.relative_to(video_site.out).as_posix()}"
        part = ask(port, address, {"Range": "bytes=1000-1999"})
        captions = ask(port, f"/media/{files_of(video_site, '.vtt')[0].name}")
    assert (part.status, part.body) == (206, film.read_bytes()[1000:2000])
    assert part.headers["Content-Type"] == "video/mp4"
    assert captions.headers["Content-Type"] == "text/vtt; charset=utf-8"


def test_a_second_build_makes_nothing_again(video_site: BuiltLibrary, tmp_path: Path) -> None:
    root = video_site.copy(tmp_path / "library")
    home = root / ".cache" / "media" / "video"
    (root / ".cache" / "last-build.json").unlink(missing_ok=True)
    kept = {path.name for path in home.iterdir() if path.suffix != ".known"}
    before = {k: v for k, v in times_of(home).items() if k.endswith((".mp4", ".jpg", ".vtt"))}
    assert build(root, "site") == 0
    after = {k: v for k, v in times_of(home).items() if k.endswith((".mp4", ".jpg", ".vtt"))}
    assert after == before and len(kept) == len(before)
