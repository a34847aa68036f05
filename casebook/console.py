"""What the terminal shows while it works: progress on a terminal, nothing in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console as RichConsole

from casebook.problem import Locale, Said

Tell = Callable[[int, int], None]  # how many parts of a step are done, of how many


class Console:
    """Says which step is being done and how long each took; quiet where nobody looks.

    `timings` keeps seconds per step for the benchmark, `said` what was said. `look_up` is called
    before each step and each part of one: it may raise, to leave work that nobody wants any more.
    """

    def __init__(self, locale: Locale = "zh", *, quiet: bool = False) -> None:
        self.locale = locale
        self.timings: dict[str, float] = {}
        self.said: list[Said] = []
        self.look_up: Callable[[], None] = lambda: None
        self._rich = RichConsole(stderr=True, highlight=False)
        self._shown = self._rich.is_terminal and not quiet
        self._speaks = not quiet

    @contextmanager
    def step(self, name: str, said: Said) -> Iterator[Tell]:
        """Show a step with a moving sign while it lasts, and its seconds when it is done.

        Gives a function that a step of many parts tells how many are done, of how many.
        """
        self.look_up()
        start = perf_counter()
        words = said.to(self.locale)
        if self._shown:
            with self._rich.status(words) as status:
                yield self._telling(lambda done, of: status.update(f"{words} {done}/{of}"))
        else:
            yield self._telling(lambda done, of: None)
        took = perf_counter() - start
        self.timings[name] = self.timings.get(name, 0.0) + took
        if self._shown and took >= 0.5:
            self._rich.print(f"[dim]{took:6.1f} s[/]  {said.to(self.locale)}")

    def _telling(self, show: Tell) -> Tell:
        def tell(done: int, of: int) -> None:
            self.look_up()
            show(done, of)

        return tell

    def say(self, said: Said) -> None:
        """Say one sentence about what was done."""
        self.said.append(said)
        if self._speaks:
            print(said.to(self.locale), file=sys.stderr)
