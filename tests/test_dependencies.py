"""What is installed: every package by its hash, and an audit that does not pass unasked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from casebook.paths import HOME

LOCKS = ("requirements.lock", "requirements-test.lock")


def _entries(lock: str) -> list[str]:
    """The packages of a lock, each with its options, as pip reads them."""
    text = (HOME / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")
    ]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_by_hash(lock: str) -> None:
    entries = _entries(lock)
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9][a-z0-9._-]*==\S+ ", entry), entry
        assert "--hash=sha256:" in entry, entry
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(rf"pip install .*-r {re.escape(lock)}$", makefile, re.MULTILINE)
    assert installs and all("--require-hashes" in line for line in installs)


def test_an_audit_that_asked_nobody_is_no_clean_bill(tmp_path: Path) -> None:
    """The advisories are out of reach here: a proxy that refuses stands before them."""
    nowhere = "http://127.0.0.1:9"
    env = {**os.environ, "HTTPS_PROXY": nowhere, "https_proxy": nowhere, "NO_PROXY": ""}
    some = tmp_path / "some.lock"
    some.write_text(f"{_entries(LOCKS[0])[0]}\n", encoding="utf-8")
    line = next(
        line
        for line in (HOME / "Makefile").read_text(encoding="utf-8").splitlines()
        if "bin/pip-audit" in line
    )
    options = re.findall(r"--[a-z-]+", line)
    assert "--requirement" in options
    options.remove("--requirement")
    ran = subprocess.run(
        [sys.executable, "-m", "pip_audit", *options, "--requirement", str(some)],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode != 0
