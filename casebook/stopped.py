"""Signals that end a program let it clean up first: nothing half made stays beside the site."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = ("SIGTERM", "SIGHUP")  # a service is stopped, a terminal closed; Windows has the first


class Stopped(BaseException):
    """The program was told to end; `exit_code` is what a shell expects of that."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(number)


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise Stopped where the system would just end the program; Ctrl+C raises by itself."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, _stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(number)
