"""The search: records of cases in; an index (`pagefind/`) and tables (`search/`) out."""

from casebook.search.facets import FACETS, filtered
from casebook.search.index import SearchError, build_index
from casebook.search.record import Passage, Record
from casebook.search.table import Value, build_tables

__all__ = [
    "FACETS",
    "Passage",
    "Record",
    "SearchError",
    "Value",
    "build_index",
    "build_tables",
    "filtered",
]
