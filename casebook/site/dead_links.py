"""Links of editorial pages that lead nowhere: to a case that was withdrawn, to a mistyped page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from casebook.problem import Problem, Said
from casebook.site.page import Page
from casebook.suggest import suggestion, terms


def dead_links(pages: Sequence[Page]) -> Iterator[Problem]:
    """Yield a problem for every link to an address that no page of the language has."""
    known = {f"/{page.path}" for page in pages}
    for page in pages:
        for place, href in page.leads_to:
            address = href.partition("#")[0].partition("?")[0]
            if address in known:
                continue
            near = tuple(sorted(a for a in known if a.split("/")[1] == address.split("/")[1]))
            yield Problem(
                place,
                "dead-link",
                Said(f"站内没有“{href}”这个页面", f"the site has no page '{href}'"),
                suggestion(address, terms(near)),
                value=href,
                allowed=near,
            )
