"""A reminder that the site's address is still an example."""

from __future__ import annotations

from urllib.parse import urlsplit

from casebook.console import Console
from casebook.problem import Said

# Names that no site has (RFC 6761, section 6)
_RESERVED = frozenset({"example", "test", "invalid", "example.org", "example.com", "example.net"})


def say_placeholder(site_url: str, console: Console) -> None:
    """Remind of a `site_url` that nobody can reach: it is printed, cited and embedded."""
    host = urlsplit(site_url).hostname or ""
    if host.split(".")[-1] in _RESERVED or ".".join(host.split(".")[-2:]) in _RESERVED:
        console.say(
            Said(
                f"网址还是示例（{host}），二维码、引用和嵌入代码都用它；"
                "上线和付印以前，请改 mkdocs.yml 里的 site_url。",
                f"the address is still an example ({host}), which stands in QR codes, citations "
                "and embed codes: before publishing or printing, set site_url in mkdocs.yml.",
            )
        )
