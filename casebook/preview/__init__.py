"""The site while it is being edited: the page that is looked at is made first, then the rest."""

from casebook.preview.make import Maker, SupersededError
from casebook.preview.news import Preview
from casebook.preview.server import serve_at

__all__ = ["Maker", "Preview", "SupersededError", "serve_at"]
