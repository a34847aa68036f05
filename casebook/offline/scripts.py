"""The modules of the site joined into scripts: from a folder no browser takes modules.

It knows the few forms of `import` and `export` that our own modules use, and refuses all else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(
    r"^export (?=(?:async )?(?:function\*?|class|const) ([A-Za-z]\w*))", re.MULTILINE
)
_OTHER = re.compile(r"^(?:import|export)\b.*$|\bimport\s*\(|\bimport\.meta\b", re.MULTILINE)


class ScriptError(Exception):
    """A module that cannot be joined: a fault of the theme's scripts."""


def join_modules(entries: Sequence[str], sources: Mapping[str, str]) -> str:
    """Return one script that runs the modules `entries` and all that they import, each once.

    `sources` are the texts of the modules by their names, without `.js`. Raises ScriptError for a
    module that is missing, imports in a circle, or is written in a form that is not known.
    """
    parts = [_part(name, sources[name]) for name in order_of(entries, sources)]
    return "\n".join(['(() => {\n"use strict";\nconst $modules = {};', *parts, "})();\n"])


def order_of(entries: Sequence[str], sources: Mapping[str, str]) -> list[str]:
    """Return the modules in the order in which they run: what a module imports comes before it."""
    done: dict[str, None] = {}
    for entry in entries:
        _visit(entry, sources, done, ())
    return list(done)


def _visit(
    name: str, sources: Mapping[str, str], done: dict[str, None], above: tuple[str, ...]
) -> None:
    if name in done:
        return
    if name in above or name not in sources:
        way = " → ".join((*above, name))
        raise ScriptError(f"{way}: {'a circle' if name in above else 'no such module'}")
    for match in _IMPORT.finditer(sources[name]):
        _visit(match[2], sources, done, (*above, name))
    done[name] = None


def _part(name: str, source: str) -> str:
    """Write a module as a function that returns what it exports."""
    exports = [match[1] for match in _EXPORT.finditer(source)]
    text = _EXPORT.sub("", _IMPORT.sub(_taken, source))
    if other := _OTHER.search(text):
        raise ScriptError(f"{name}.js: {other[0]}")
    return f'$modules["{name}"] = (() => {{\n{text}return {{ {", ".join(exports)} }};\n}})();'


def _taken(match: re.Match[str]) -> str:
    names = " ".join(match[1].split()).replace(" as ", ": ")
    return f'const {{ {names} }} = $modules["{match[2]}"];'
