"""What an editor may write beside cases: pages, and the settings of `mkdocs.yml`."""

from __future__ import annotations

from pathlib import Path

import pytest
from building import edit

from casebook.check.report import render_report
from casebook.paths import HOME, Paths
from casebook.site.engine_settings import engine_settings_faults
from casebook.site.page_faults import page_faults

PAGE = "content/pages/zh/about.md"
LINKS = (
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&Tab;script:alert(1)", "vbscript:x"),
    *("data:text/html,x", "blob:https://a.example/x", "file:///etc/passwd", "view-source:x"),
    *("//a.example/x", "\\\\\\\\a.example", "about.md", "../about/", "#place", "?q=1", ""),
)


def _said(tmp_path: Path, source: str) -> str:
    path = tmp_path / PAGE
    path.parent.mkdir(parents=True)
    path.write_text(source, encoding="utf-8")
    return render_report(list(page_faults(path, tmp_path)), "text", "zh")


def test_a_page_of_all_that_it_may_hold(tmp_path: Path) -> None:
    source = (
        "# 关于\n\n## 一\n\n[甲](/cases/)、[乙](https://a.example/)、[丙](mailto:a@a.example)[^1]\n\n"
        "| 一 |\n|---|\n| 二 |\n\n[^1]: 注。\n"
    )
    assert _said(tmp_path, source) == ""


@pytest.mark.parametrize("href", LINKS)
def test_a_link_that_would_lead_nowhere_is_named(href: str, tmp_path: Path) -> None:
    text = _said(tmp_path, f"# 关于\n\n[甲](<{href}>)\n\n[乙]\n\n[乙]: <{href}>\n")
    assert text.count("错误: 不能链接到“") == 2, text


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "1:1: 错误: 网页没有标题 [page-text]"),
        ("甲。\n", "1:1: 错误: 网页没有标题 [page-text]"),
        ("#\n\n甲。\n", "1:1: 错误: 网页没有标题 [page-text]"),
        ("# 甲\n\n# 乙\n", "3:1: 错误: 网页有两个标题，第二个是“乙” [page-text]"),
        ("---\ntitle: 甲\n---\n\n# 甲\n", "1:1: 错误: 文件开头有“---” [page-text]"),
        ("# 甲\n\n乙\n丙[丁](a.md)\n", "4:4: 错误: 不能链接到“a.md” [links]"),
        ("# 甲\n\n乙![丙](a.png)\n", "3:5: 错误: 网页里不能放图片：“a.png” [images]"),
        ("# 甲\n\n![丙](//a.example/a)\n", "3:4: 错误: 网页里不能放图片：“//a.example/a” [images]"),
        ("# 甲\n\n乙<script>丙\n", "3:2: 错误: 网页里不能写 HTML：“<script>” [raw-html]"),
        ("# 甲\n\n<script src=a></script>\n", "3:1: 错误: 网页里不能写 HTML：“<script src=a></"),
    ],
)
def test_nothing_is_lost_in_silence(source: str, said: str, tmp_path: Path) -> None:
    assert f"{PAGE}:{said}" in _said(tmp_path, source)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plugins: []", "plugins: [search]", "14:1: 错误: “plugins”里不能写任何一项"),
        ("plugins: []", "plugins: 5", "14:10: 错误: “plugins”应写成列表"),
        ("markdown_extensions: []", "markdown_extensions: [toc]", "15:1: 错误: “markdown_exten"),
        ("plugins: []", "hooks: [a.py]", "14:1: 错误: “hooks”不是已知的项目"),
        ("plugins: []", "INHERIT: a.yml", "14:10: 错误: “INHERIT”不是已知的项目"),
        ("plugins: []", 'exclude_docs: "*.md"', "14:15: 错误: “exclude_docs”不是已知的项目"),
        ("plugins: []", "extra_javascript: [a.js]", "14:1: 错误: “extra_javascript”不是"),
        ("urls: true", "urls: false", "6:21: 错误: “use_directory_urls”写的是“false”"),
        ("name: material", "name: mkdocs", "9:9: 错误: “theme.name”写的是“mkdocs”"),
        ("files: ignore", "files: no", "“validation.nav.omitted_files”写的是“no”"),
        ("- about/index.md", "- 关于: about/index.md", "20:5: 错误: 这一项不是网页的名称"),
        ("- about/index.md", "- abuot/index.md", "20:5: 错误: 没有“abuot/index.md”这个网页"),
    ],
)
def test_a_setting_of_the_engine_that_is_not_ours_is_named(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    (tmp_path / "content").symlink_to(HOME / "content")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text((HOME / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    assert list(engine_settings_faults(Paths.of(tmp_path))) == []
    edit(settings, old, new)
    report = render_report(list(engine_settings_faults(Paths.of(tmp_path))), "text", "zh")
    assert report.startswith("mkdocs.yml:") and said in report, report
