"""The library's model: frozen, typed, and ignorant of every renderer."""
