"""Photos: judged by their content (`look`, `album`), made into clean files (`files`, `derive`).

A derivative's name is the digest of its original with the recipe, so an unchanged photo is never
made again and a changed one never hides behind an old address.
"""

from casebook.media.derive import print_derivative, screen_derivative, web_derivatives
from casebook.media.files import Derivative, WebSet
from casebook.media.original import Original, PhotoError, read_photo
from casebook.media.prepare import prepare_photos

__all__ = [
    "Derivative",
    "Original",
    "PhotoError",
    "WebSet",
    "prepare_photos",
    "print_derivative",
    "read_photo",
    "screen_derivative",
    "web_derivatives",
]
