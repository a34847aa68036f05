"""The facets of the search: addresses of filtered searches and the table of the cases."""

from __future__ import annotations

from casebook.search.facets import filtered


def test_an_address_names_its_facets_in_one_order() -> None:
    """003-19."""
    assert filtered() == "/search/"
    assert filtered(type="commercial", criterion="party.1") == (
        "/search/?criterion=party.1&type=commercial"
    )
    assert filtered("楼长 制", region=["440104", "110000", "440104"]) == (
        "/search/?q=%E6%A5%BC%E9%95%BF+%E5%88%B6&region=110000&region=440104"
    )
    assert filtered("  ", company="a&b") == "/search/?company=a%26b"
