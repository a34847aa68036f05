"""The command line's own words: argparse speaks English alone, its messages get Chinese."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

_HEADINGS = {"positional arguments": "写什么 · arguments", "options": "选项 · options"}
# argparse.py of CPython 3.11 to 3.14; what is not known here is shown in English alone
_MESSAGES = (
    (r"unrecognized arguments: (.+)", "不认识“{0}”"),
    (r"argument \S+: invalid choice: (.+?) \(choose from (.+)\)", "没有“{0}”；可以写 {1}"),
    (r"argument (\S+): expected .+ arguments?", "{0} 后面要写内容"),
    (r"the following arguments are required: (.+)", "还要写 {0}"),
)


class Parser(argparse.ArgumentParser):
    """A parser whose messages say what to do; an option is written out in full."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", _Formatter)
        super().__init__(allow_abbrev=False, **settings)
        for action in self._actions:
            if action.dest == "help":
                action.help = "显示这段说明 · this help"

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, in both languages, and exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"build.py: 命令写错了：{_said(message)}\n写法见 python {self.prog} --help\n")


class _Formatter(argparse.HelpFormatter):
    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "写法 · usage: " if prefix is None else prefix)


def _said(message: str) -> str:
    """Put Chinese before a message of argparse's; the program's own have both languages."""
    for pattern, words in _MESSAGES:
        if match := re.fullmatch(pattern, message):
            parts = (part.replace("'", "").replace(", ", "、") for part in match.groups())
            return f"{words.format(*parts)} · {message}"
    return message
