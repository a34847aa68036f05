"""Printed editions: what went to the press is kept, and what has changed since is said."""
