"""The engine stays behind files, and text stays text on its way through it.

mkdocs and Material end; whatever follows them takes the same staged files. So one module knows
them, nothing of ours runs inside them, and what we hand over comes out as it was.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import BuiltLibrary
from lxml import html
from markupsafe import escape

from casebook.console import Console
from casebook.load import load_library
from casebook.paths import HOME, Paths
from casebook.publish import publish
from casebook.site.build import SiteInput, build_site
from casebook.site.inputs import load_inputs

ENGINE = "casebook/site/engine.py"
ITS_NAMES = ("mkdocs", "material", "pymdownx", "markdown")  # Python-Markdown is the engine's too
SITE = "https://cases.example.org/"


# --- one module -----------------------------------------------------------------------------------


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "importlib.import_module",
            "import_module",
            "__import__",
        ):
            name = node.args[0]
            if isinstance(name, ast.JoinedStr):  # one of ours, whichever
                name = name.values[0]
                assert str(getattr(name, "value", "")).startswith("casebook."), path
            assert isinstance(name, ast.Constant), f"{path}: import of a computed name"
            yield str(name.value)


def test_one_module_alone_knows_the_engine() -> None:
    sources = [HOME / "build.py", *HOME.glob("casebook/**/*.py")]
    assert len(sources) > 50
    knowing = {
        path.relative_to(HOME).as_posix()
        for path in sources
        if any(name.split(".")[0] in ITS_NAMES for name in _imported(path))
    }
    assert knowing == {ENGINE}


def test_the_engine_gets_no_hook_and_no_plugin() -> None:
    settings = yaml.safe_load((HOME / "mkdocs.yml").read_text(encoding="utf-8"))
    assert "hooks" not in settings
    assert settings["plugins"] == []
    assert settings["markdown_extensions"] == []
    assert settings["theme"]["font"] is False
    assert not {"extra_javascript", "extra_css", "extra_templates"} & settings.keys()


def test_no_package_of_ours_is_a_plugin_of_the_engine() -> None:
    declared = (HOME / "pyproject.toml").read_text(encoding="utf-8")
    assert "mkdocs.plugins" not in declared and "markdown.extensions" not in declared
    assert "entry-points" not in declared


def test_the_chrome_holds_templates_alone() -> None:
    """Everything in `custom_dir` that is not a template is published by the engine."""
    found = [path for path in (HOME / "theme" / "chrome").rglob("*") if path.is_file()]
    assert found
    assert [path.name for path in found if path.suffix != ".html"] == []


# --- passed through unchanged ---------------------------------------------------------------------


def _fragments(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, staged fragment and engine's page of every staged file."""
    stage, engine = root / ".cache/site/stage", root / ".cache/site/engine"
    for path in sorted(stage.rglob("*.md")):
        name = path.relative_to(stage).with_suffix("")
        head = path.read_text(encoding="utf-8").removeprefix("---\n").removesuffix("---\n")
        fragment = yaml.load(head, yaml.CSafeLoader)["fragment"]
        page = (engine / name).with_suffix(".html")
        yield name.as_posix(), fragment, page.read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["built_site", "sample_site"])
def test_every_fragment_comes_out_as_it_went_in(which: str, request: pytest.FixtureRequest) -> None:
    root = request.getfixturevalue(which).root
    checked = 0
    for name, fragment, page in _fragments(root):
        assert fragment in page, name
        checked += 1
    assert checked > 80


# --- text stays text ------------------------------------------------------------------------------

HOSTILE = (
    "<script>alert(1)</script>{{ 7*7 }}{% raw %}{# c #}<img src=x onerror=alert(1)>"
    "\"'><b>粗</b> &lt;i&gt; **重** [链](javascript:alert(1)) `码` $x$ ${y} #eval(1)"
)
FREE = ("as_written", "document", "number", "verified_by")  # free text that has no language
MARKDOWN = """
段落 {hostile}

- 列表 {hostile}
- <a href="javascript:alert(1)">x</a>

> 引文 {hostile}

| {{{{ 7*7 }}}} | <u>表头</u> |
|---|---|
| <script>alert(2)</script> | {{% raw %}} |

<div onclick="alert(3)">

块

</div>

```
<script>alert(4)</script>{{{{ 7*7 }}}}
```

[空](data:text/html,<script>alert(5)</script>) ![图](javascript:alert(6)) <https://x.example/"onmouseover=alert(7)>

有注[^危]，	制表符。

[^危]: 注文 {hostile}
"""


def _poisoned(tree: Any) -> Any:
    """Put the hostile text behind every text of a case, whatever the field."""
    if isinstance(tree, list):
        return [_poisoned(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    if tree and set(tree) <= {"zh", "en"}:
        return {key: f"{value} {HOSTILE}" for key, value in tree.items()}
    return {
        key: f"{value} {HOSTILE}" if key in FREE and isinstance(value, str) else _poisoned(value)
        for key, value in tree.items()
    }


@pytest.fixture(scope="module")
def poisoned(sample_site: BuiltLibrary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a hostile case, made past the check: it must not be the only guard."""
    root = sample_site.copy(tmp_path_factory.mktemp("hostile") / "library")
    (folder,) = root.glob("cases/*/")
    data = yaml.load((folder / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    text = yaml.safe_dump(_poisoned(data), allow_unicode=True, width=10_000)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    for locale in ("zh", "en"):
        path = folder / f"{locale}.md"
        source = path.read_text(encoding="utf-8")
        start = source.index("\n### ")
        title, _, rest = source[start + 5 :].partition("\n")
        name, brace, marks = title.partition(" {")
        title = f"{name} <script>alert(8)</script>{{{{ 7*7 }}}}{brace}{marks}"
        body = MARKDOWN.format(hostile=HOSTILE)
        path.write_text(f"{source[:start]}\n### {title}\n{body}\n{rest}", encoding="utf-8")
    paths = Paths.of(root)
    library = load_library(paths).library
    assert HOSTILE in library.cases[0].data.title.to("zh")
    settings, _ = load_inputs(library, paths)
    assert settings is not None
    given = SiteInput(library, settings, paths, SITE, {})
    publish(build_site(given, Console(quiet=True)), paths.out)
    return root


def _documents(root: Path) -> Iterator[tuple[str, html.HtmlElement]]:
    for path in sorted((root / "site").rglob("*.html")):
        yield path.relative_to(root).as_posix(), html.document_fromstring(path.read_bytes())


def test_nothing_hostile_becomes_an_element(poisoned: Path) -> None:
    ours = {"src", "defer", "async", "type"}
    for name, document in _documents(poisoned):
        for data in document.xpath("//script[@type='application/ld+json']"):
            assert "<" not in data.text and json.loads(data.text), name
            data.drop_tree()
        for script in document.xpath("//script"):
            assert script.get("src", "").startswith(
                ("assets/", "./", "../", "/assets/", "/en/../")
            ), name
            assert set(script.attrib) <= ours and not script.text, name
        assert document.xpath("//@*[starts-with(name(), 'on')]") == [], name
        assert document.xpath("//img[@src='x'] | //*[local-name()='u'] | //i") == [], name
        addresses = [*document.xpath("//@href"), *document.xpath("//@src")]
        bad = [x for x in addresses if x.lower().strip().startswith(("javascript:", "data:"))]
        assert bad == [], name


def test_hostile_fields_are_shown_as_they_were_typed(poisoned: Path) -> None:
    seen = dict(_documents(poisoned))
    for prefix in ("", "en/"):
        page = seen[f"site/{prefix}cases/2026-shili-jiayuan/index.html"]
        (title,) = page.xpath("//h1")
        assert HOSTILE in title.text_content()
        assert HOSTILE in page.xpath("//head/title")[0].text
        (description,) = page.xpath("//meta[@name='description']/@content")
        assert HOSTILE in description
        for place in ("//aside", "//figcaption", "//table[@class='figures']", "//dl"):
            text = "".join(node.text_content() for node in page.xpath(place))
            assert HOSTILE in text, place
        assert any(HOSTILE in alt for alt in page.xpath("//img/@alt"))
        listed = seen[f"site/{prefix}cases/index.html"]
        assert HOSTILE in "".join(n.text_content() for n in listed.xpath("//ol"))


def test_no_template_language_is_run_on_text(poisoned: Path) -> None:
    """Neither ours nor the engine's: 7*7 stays, and a comment is not taken away."""
    page = (poisoned / "site/cases/2026-shili-jiayuan/index.html").read_text(encoding="utf-8")
    assert page.count("{{ 7*7 }}") > 20
    assert page.count("{# c #}") == page.count("{% raw %}{# c #}") > 20
    assert "{{ 7*7 }}&lt;/h" not in page and ">49<" not in page


def test_markdown_in_a_field_is_not_read(poisoned: Path) -> None:
    page = dict(_documents(poisoned))["site/cases/2026-shili-jiayuan/index.html"]
    for node in page.xpath("//h1 | //aside | //figcaption | //table[@class='figures'] | //dl"):
        assert node.xpath(".//strong | .//code | .//em") == [], node.tag
    inside = page.xpath("//section[@class='passage']//strong[. = '重']")
    assert inside, "in the text itself Markdown is read"


def test_hostile_fragments_come_out_as_they_went_in(poisoned: Path) -> None:
    for name, fragment, page in _fragments(poisoned):
        assert fragment in page, name


def test_front_matter_holds_any_text(poisoned: Path) -> None:
    stage = poisoned / ".cache/site/stage/zh/cases/2026-shili-jiayuan/index.md"
    head = stage.read_text(encoding="utf-8").split("---\n", 2)[1]
    meta = yaml.safe_load(head)
    assert HOSTILE in meta["title"] and HOSTILE in meta["description"]
    assert str(escape(HOSTILE)) not in meta["title"], "escaped by the chrome, and only there"
    assert all(line.count(": ") and not line.startswith(" ") for line in head.splitlines())


def test_covers_hold_any_text(poisoned: Path) -> None:
    for path in (poisoned / "site/covers").glob("*.svg"):
        document = html.fromstring(path.read_bytes())
        assert document.xpath("//script | //image | //foreignobject | //img") == [], path.name
        assert document.xpath("//@*[starts-with(name(), 'on')]") == [], path.name
