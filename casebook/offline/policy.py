"""What a page of the copy may do: no more than on the site, and nothing over a network."""

from __future__ import annotations

from collections.abc import Iterator

_ENGINE = " 'wasm-unsafe-eval'"  # the copy has an engine that is no program


def policy_of(online: str, *, reads: bool) -> str:
    """Return the Content-Security-Policy of a page, made from that of the same page on the site.

    Of a file `'self'` means files: a folder has no origin of its own.
    `reads` is for pages whose scripts read files: there these may name the address of a script,
    through the one policy of `theme/site/offline/fetched.js` (https://www.w3.org/TR/trusted-types/).
    """
    return "; ".join(_directives(online, reads=reads))


def _directives(online: str, *, reads: bool) -> Iterator[str]:
    for directive in online.split("; "):
        name = directive.partition(" ")[0]
        if name == "connect-src":
            yield "connect-src 'none'"
        elif name == "trusted-types":
            yield "trusted-types shards" if reads else directive
        else:
            yield directive.replace(_ENGINE, "")
