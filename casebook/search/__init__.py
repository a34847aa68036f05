"""The search: records of cases in, a folder that the site publishes as `pagefind/` out."""

from casebook.search.index import SearchError, build_index
from casebook.search.record import FACETS, Passage, Record

__all__ = ["FACETS", "Passage", "Record", "SearchError", "build_index"]
