"""The threat model: every proof that its pages name is there, in both languages alike."""

from __future__ import annotations

import re

import pytest

from casebook.paths import HOME

PAGES = {"en": "threat-model.md", "zh": "threat-model.zh.md"}
ROW = re.compile(r"^\| (?!---)(.+) \| (.+) \| (.+) \|$", re.MULTILINE)
PROOF = re.compile(r"`((?:browser/)?test_\w+\.py)(?:::(test_\w+))?`")


def proofs(locale: str) -> list[list[tuple[str, str]]]:
    """The tests that each row of a page names, as file and function."""
    text = (HOME / "docs" / PAGES[locale]).read_text(encoding="utf-8")
    named = [PROOF.findall(last) for _, _, last in ROW.findall(text)]
    return [tests for tests in named if tests]


def test_each_threat_has_a_proof() -> None:
    threats = (HOME / "docs" / PAGES["en"]).read_text(encoding="utf-8").partition("## Texts")[2]
    heads = threats.count("| threat | what stops it | proof |")
    assert len(ROW.findall(threats)) - heads == len(proofs("en")) > 40


def test_both_languages_name_the_same_proofs() -> None:
    assert proofs("en") == proofs("zh")


@pytest.mark.parametrize("proof", sorted({p for row in proofs("en") for p in row}), ids="::".join)
def test_a_proof_is_there(proof: tuple[str, str]) -> None:
    file, name = proof
    source = (HOME / "tests" / file).read_text(encoding="utf-8")
    assert f"def {name or 'test_'}" in source
