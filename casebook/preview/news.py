"""What browsers are told of a preview, and the pages that are there before the rest is."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

WAIT = 25.0  # seconds that a browser waits for news before it asks again


@dataclass
class Preview:
    """The number of the last news, the problems that were found, and what is ahead of the folder.

    `title` says whether the pages show what was saved last, or an earlier state. `ahead` holds
    files by their paths, made for a first look; they stand before those of the preview's folder
    until all is made. `looked_at` counts the browsers that wait on a page, by its path.
    """

    number: int = 0
    title: str = ""
    report: str = ""
    ahead: Mapping[str, bytes | Path] = field(default_factory=dict)
    looked_at: Counter[str] = field(default_factory=Counter)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def announce(
        self, report: str, title: str = "", ahead: Mapping[str, bytes | Path] | None = None
    ) -> None:
        """Wake every browser that waits; without `ahead` what was ahead stays as it is."""
        with self.changed:
            self.number += 1
            self.report = report
            self.title = title
            if ahead is not None:
                self.ahead = ahead
            self.changed.notify_all()

    def after(self, number: int, page: str) -> dict[str, str | int]:
        """Wait for news later than `number` for a browser that looks at `page`; return them."""
        with self.changed:
            self.looked_at[page] += 1
            try:
                self.changed.wait_for(lambda: self.number != number, WAIT)
            finally:
                self.looked_at[page] -= 1
            return {"number": self.number, "title": self.title, "report": self.report}

    def pages(self) -> Collection[str]:
        """Return the paths of the pages that browsers look at."""
        with self.changed:
            return [page for page, count in self.looked_at.items() if count]
