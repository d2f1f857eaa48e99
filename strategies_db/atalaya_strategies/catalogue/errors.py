"""What the catalogue refuses, each with what to do instead."""

from atalaya_platform.http.problems import Conflict, Forbidden, Invalid


class NotForYou(Forbidden):
    """Reading is allowed, this act is not."""

    title = "This is for others to do"
    slug = "not-yours-to-do"


class WrongState(Conflict):
    """The act does not fit where the edition is on its way into the catalogue."""

    title = "That does not fit any more"
    slug = "wrong-state"


class AlreadyCatalogued(Conflict):
    """The same title of the same state or body is published."""

    title = "This edition is in the catalogue already"
    slug = "already-catalogued"


class WrongSuccession(Invalid):
    """What is said to be superseded is not of the same state or body, is later, or closes a circle."""

    title = "This succession is not possible"
    slug = "wrong-succession"

    def __init__(self, detail: str) -> None:
        super().__init__(detail, fields={"supersedes": detail})
