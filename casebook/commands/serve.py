"""`serve`: the site in the browser, made anew whenever a file is saved, problems included."""

from __future__ import annotations

import argparse
import contextlib
import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from watchfiles import watch

from casebook.console import Console
from casebook.lock import alone
from casebook.paths import Paths
from casebook.preview import Maker, Preview, SupersededError, serve_at
from casebook.problem import Said
from casebook.whole import whole_cache

_SECOND = 1.0  # waiting without an end would not hear Ctrl+C on Windows


def run(options: argparse.Namespace, paths: Paths, console: Console) -> int:
    """Serve a preview on this machine until it is interrupted; drafts are shown too."""
    folder = paths.cache / "preview"
    preview = Preview()
    maker = Maker(Paths(paths.root, folder), preview, console)
    with serve_at(options.port, preview, paths.theme, folder) as server:
        with alone(paths, console), whole_cache(paths):
            pass  # what was spoiled since the last build goes, once
        saves = Saves(_watched(paths))
        maker.make()
        address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        console.say(Said(f"预览：{address}（按 Ctrl+C 结束）", f"preview: {address} (Ctrl+C ends)"))
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
        console.look_up = saves.give_way
        with contextlib.suppress(KeyboardInterrupt):
            while True:
                saves.wait()
                maker.make()
        server.shutdown()
    return 0


def _watched(paths: Paths) -> list[Path]:
    places = (paths.cases, paths.content, paths.theme, paths.root / "private")
    return [*(place for place in places if place.is_dir()), paths.engine_settings]


class Saves:
    """Whether anything was saved below some places, seen while a preview is made too."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._saved = threading.Event()
        self._fault: Exception | None = None
        threading.Thread(target=self._look_out, daemon=True).start()

    def _look_out(self) -> None:
        try:
            for _ in watch(*self._places, debounce=200):
                self._saved.set()
        except Exception as error:  # told where it is waited for: the system has no more watches
            self._fault = error
            self._saved.set()

    def wait(self) -> None:
        """Wait until something is saved; raises what ended the looking."""
        while not self._saved.wait(_SECOND):
            pass
        self._saved.clear()
        if self._fault:
            raise self._fault

    def give_way(self) -> None:
        """Raise SupersededError where something has been saved since the last waiting."""
        if self._saved.is_set():
            raise SupersededError
