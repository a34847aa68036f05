"""What only the making finds: a photo that cannot be decoded, a link of an editorial page."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import BuiltLibrary, build, bytes_of


def test_a_damaged_photo_is_a_problem_with_its_name(
    sample_site: BuiltLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = sample_site.copy(tmp_path / "library")
    photo = next(root.glob("cases/*/photos/03-lift.jpg"))
    photo.write_bytes(photo.read_bytes()[:1_100_000])
    before = bytes_of(root / "site")
    assert build(root) == 1
    said = capsys.readouterr().err
    assert "case.yaml:177:11: 错误: “photos/03-lift.jpg”已损坏，打不开" in said
    assert "Traceback" not in said
    assert bytes_of(root / "site") == before


def test_an_editorial_link_to_nowhere_stops_the_build_at_its_place(
    built_site: BuiltLibrary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = built_site.copy(tmp_path / "library")
    page = root / "content" / "pages" / "zh" / "about.md"
    lines = page.read_text(encoding="utf-8").rstrip("\n").split("\n")
    page.write_text(
        "\n".join([*lines, "", "见[这里](/cases/2022-nowhere/)。"]) + "\n", encoding="utf-8"
    )
    before = bytes_of(root / "site")
    assert build(root) == 1
    said = capsys.readouterr().err
    assert (
        f"content/pages/zh/about.md:{len(lines) + 2}:7: 错误: 站内没有“/cases/2022-nowhere/”"
        in said
    )
    assert bytes_of(root / "site") == before
