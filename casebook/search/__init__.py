"""The search: records of cases in; an index (`pagefind/`) and tables (`search/`) out."""

from casebook.search.facets import FACETS, filtered
from casebook.search.index import build_index
from casebook.search.lexicon import Lexicon, Name, Synonyms
from casebook.search.pagefind import SearchError
from casebook.search.record import Passage, Record
from casebook.search.table import Value, build_tables

__all__ = [
    "FACETS",
    "Lexicon",
    "Name",
    "Passage",
    "Record",
    "SearchError",
    "Synonyms",
    "Value",
    "build_index",
    "build_tables",
    "filtered",
]
