"""Translation: which texts have both languages, and whether the English renders today's Chinese."""

from casebook.translation.state import STATES, Rendering, State, Subject, subject_of, subjects_of

__all__ = ["STATES", "Rendering", "State", "Subject", "subject_of", "subjects_of"]
