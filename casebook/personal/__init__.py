"""What is personal data in a text: numbers, addresses and ids that belong to a person.

The check of the library and the scan of what is made of it use the same patterns and spellings.
"""

from casebook.personal.find import find_personal_data
from casebook.personal.finding import PUBLISHED_NEVER, Finding, Kind, mask

__all__ = ["PUBLISHED_NEVER", "Finding", "Kind", "find_personal_data", "mask"]
