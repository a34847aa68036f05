"""What stands in a case where its editor has written nothing yet; no renderer prints it."""

from __future__ import annotations

STAND_IN = "…"  # what the rules are given for a required text that is missing
WRITE_HERE = "请在这里写"  # stands in each section of a new case until it is written
