"""A page that keeps count of what goes wrong on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request


@dataclass
class Watched:
    """A page, and what it complained of, what it could not get, and whom it asked."""

    page: Page
    errors: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)

    @property
    def hosts(self) -> set[str]:
        """Every host that was asked for anything."""
        return {urlsplit(url).netloc for url in self.urls if url.startswith(("http", "ws"))}

    def assert_clean(self) -> None:
        """Fail unless there was no error, no failed request and no second host."""
        assert not self.errors
        assert not self.failures
        assert len(self.hosts) <= 1


def watch(page: Page) -> Watched:
    """Start to keep count; call it before the page loads anything."""
    watched = Watched(page)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            watched.errors.append(message.text)

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a reader went on before it came
            watched.failures.append(f"{request.url} {request.failure}")

    page.on("console", console)
    page.on("pageerror", lambda error: watched.errors.append(str(error)))
    page.on("request", lambda request: watched.urls.append(request.url))
    page.on("requestfailed", failed)
    page.on(
        "response",
        lambda answer: watched.failures.append(answer.url) if answer.status >= 400 else None,
    )
    return watched
