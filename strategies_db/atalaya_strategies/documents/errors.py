"""What the documents part refuses."""

from atalaya_platform.http.problems import Conflict


class AlreadyHere(Conflict):
    """The same file is there."""

    title = "This document is here already"
    slug = "document-already-here"


class NothingToRetry(Conflict):
    """The document was read whole."""

    title = "There is nothing to read again"
    slug = "nothing-to-retry"
