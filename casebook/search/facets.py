"""The facets that a search is filtered by, and the address of a filtered search."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

FACETS = ("direction", "criterion", "type", "region", "programme", "year", "company")

Keys = str | Iterable[str]


def filtered(
    q: str = "",
    *,
    direction: Keys = (),
    criterion: Keys = (),
    type: Keys = (),  # noqa: A002 (the parameter's name in the address)
    region: Keys = (),
    programme: Keys = (),
    year: Keys = (),
    company: Keys = (),
) -> str:
    """Return the address of a search below a language's root, `/search/?criterion=party.1`.

    Several keys of one facet mean any of them; facets together mean all of them. Keys are those of
    `direction.key`, `party.1`, `type.key`, GB/T 2260 codes, programme ids, years, `company.key`.
    Equal searches have equal addresses: facets in the order of `FACETS`, keys by their characters.
    """
    given = (direction, criterion, type, region, programme, year, company)
    asked = [("q", q.strip())] if q.strip() else []
    for facet, keys in zip(FACETS, given, strict=True):
        each = {keys} if isinstance(keys, str) else set(keys)
        asked += [(facet, key) for key in sorted(each - {""})]
    # written as browsers do (https://url.spec.whatwg.org/#urlencoded-serializing)
    text = urlencode(asked, safe="*").replace("~", "%7E")
    return f"/search/?{text}" if asked else "/search/"
