"""A case as a Word manuscript in the typography that its programme prescribes."""

from casebook.manuscript.document import render_manuscript
from casebook.manuscript.naming import file_name, folder_name
from casebook.manuscript.typography import Looks, looks_of

__all__ = ["Looks", "file_name", "folder_name", "looks_of", "render_manuscript"]
