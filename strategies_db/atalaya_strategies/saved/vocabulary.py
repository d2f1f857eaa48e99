"""Words and limits of saved searches."""

from typing import Final

MOST_SAVED: Final = 50
"""Searches that one person keeps."""
FOUND: Final = "strategies.search.found"
"""The kind of the notice that new texts say what a saved search looks for."""
