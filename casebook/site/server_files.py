"""The files that a server reads: `_headers` and `_redirects` for static hosts, a file for nginx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from casebook.addresses import moved, withdrawn
from casebook.model.library import Library
from casebook.problem import LOCALES
from casebook.site.headers import BY_PREFIX, rule_of
from casebook.site.links import PREFIX
from casebook.site.nginx import nginx_lines


def gather_server_files(paths: Iterable[str], library: Library, site_url: str) -> dict[str, bytes]:
    """Return the files for servers by their path; `paths` are all the others of the site."""
    root = urlsplit(site_url).path.rstrip("/")
    leads = list(_moved(library))
    redirects = [f"{root}/{old}* {root}/{new}:splat 301" for old, new in leads]
    files = {
        "_headers": _static_rules(paths, root),
        "_redirects": redirects,
        "server/nginx.conf": nginx_lines(root, leads, withdrawn(library)),
    }
    return {name: "".join(f"{line}\n" for line in lines).encode() for name, lines in files.items()}


def _static_rules(paths: Iterable[str], root: str) -> Iterator[str]:
    """Yield patterns of which only one fits any path: hosts join the headers of all that fit."""
    for pattern in sorted(_patterns("", sorted(paths))):
        yield f"{root}/{pattern}"
        for name, value in rule_of(pattern.removesuffix("*")).headers.items():
            yield f"  {name}: {value}"


def _patterns(folder: str, paths: list[str]) -> Iterator[str]:
    if folder and not any(p != folder and p.startswith(folder) for p in BY_PREFIX):
        yield f"{folder}*"
        return
    yield folder
    below: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        name, slash, _ = path.removeprefix(folder).partition("/")
        below[f"{folder}{name}{slash}"].append(path)
    for name, inside in below.items():
        if name.endswith("/"):
            yield from _patterns(name, inside)
        else:
            yield name


def _moved(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every former address and the one it leads to, in each language; all end in `/`."""
    for old, new in moved(library).items():
        for locale in LOCALES:
            yield f"{PREFIX[locale]}{old[1:]}", f"{PREFIX[locale]}{new[1:]}"
