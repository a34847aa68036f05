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
        maker.make()
        address = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        console.say(Said(f"预览：{address}（按 Ctrl+C 结束）", f"preview: {address} (Ctrl+C ends)"))
        with contextlib.suppress(webbrowser.Error):
            webbrowser.open(address)
        _keep_making(maker, _watched(paths), console)
        server.shutdown()
    return 0


def _watched(paths: Paths) -> list[Path]:
    places = (paths.cases, paths.content, paths.theme, paths.root / "private")
    return [*(place for place in places if place.is_dir()), paths.engine_settings]


def _keep_making(maker: Maker, places: Sequence[Path], console: Console) -> None:
    """Make the preview anew after each save, until Ctrl+C; a later save ends an earlier making."""
    saved, ended = threading.Event(), threading.Event()

    def look_out() -> None:
        for _ in watch(*places, debounce=200, stop_event=ended):
            saved.set()

    def give_way() -> None:
        if saved.is_set():
            raise SupersededError

    console.look_up = give_way
    threading.Thread(target=look_out, daemon=True).start()
    with contextlib.suppress(KeyboardInterrupt):
        while True:
            while not saved.wait(_SECOND):
                pass
            saved.clear()
            maker.make()
    ended.set()
