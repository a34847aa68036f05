"""The press edition: what a print house wants besides the pages that Typst sets."""

from casebook.press.build import TICKET, PressEdition, build_press

__all__ = ["TICKET", "PressEdition", "build_press"]
