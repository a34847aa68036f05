"""One case of any content is judged within 5 s and 512 MB: the system itself would end it else.

`python -m benchmarks.hurting` tries more than a hundred; here are the worst of each kind.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from casebook.paths import HOME

WORST = (
    "pictures left open",
    "many sentences",
    "a wide table",
    "sections",
    "tags left open",
    "2 MB of values",
    "long unknown keys",
)


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
def test_the_worst_cases_are_judged_within_their_limits() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.hurting", *WORST],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    judged = [json.loads(line) for line in run.stdout.splitlines()]
    assert {one["name"] for one in judged} >= set(WORST)
    ended = [one["name"] for one in judged if one["code"] not in (0, 1)]
    assert ended == [], run.stderr
    assert run.returncode == 0
