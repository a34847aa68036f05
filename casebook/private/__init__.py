"""What is known of people and never published: the records of `private/`, and the search for them.

Nothing that renders imports this package, and the library's loader does not (P-01): the check of
the library, the scan of what was made, the command that starts a record, the one that masks what
reports quote and the build, which asks whether git knows of them, are all that does. A test walks
the imports.
"""

from casebook.private.known import Known
from casebook.private.load import FOLDER, Filed, load_private

__all__ = ["FOLDER", "Filed", "Known", "load_private"]
