"""What searching can fail with."""

from atalaya_platform.http.problems import Unavailable


class SearchUnavailable(Unavailable):
    """The engine does not answer, is damaged, or its index is being written by another process.

    The detail is for people; `reason` says for the log and for `atalaya doctor` what was the matter.
    """

    title = "Search is not available right now"
    slug = "search-unavailable"

    def __init__(self, reason: str) -> None:
        super().__init__(
            "Search does not answer right now. Everything else works and nothing was lost; try again in a minute.",
            headers={"Retry-After": "10"},
        )
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class SearchDamaged(SearchUnavailable):
    """The index itself failed: `prepare` finds out whether it can still be used, and a rebuild mends it."""
