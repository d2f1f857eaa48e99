"""What drafting refuses, each with what to do instead."""

from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, PreconditionFailed, Problem


class NotYoursToDo(Forbidden):
    """Reading is allowed, this act is not."""

    title = "This is for others to do"
    slug = "not-yours-to-do"


class TextFrozen(Conflict):
    """The text stands still in this phase."""

    title = "The text is frozen"
    slug = "text-frozen"


class DraftArchived(Conflict):
    """The draft was set aside."""

    title = "This draft is set aside"
    slug = "draft-archived"


class FrozenKept(Conflict):
    """A text of the draft was consulted on or adopted."""

    title = "A frozen text is a record"
    slug = "frozen-text-kept"


class WrongState(Conflict):
    """The act does not fit what the object is now."""

    title = "That does not fit any more"
    slug = "wrong-state"


class TextRefused(Invalid):
    """The text is too long."""

    title = "The text needs changing"
    slug = "text-refused"


class StaleText(PreconditionFailed):
    """Somebody else saved meanwhile; the answer's `current` is what stands there now."""


class StillCited(Conflict):
    """A section cites the source."""

    title = "The text still cites this source"
    slug = "still-cited"


class AskedAlready(Conflict):
    """The same matter is open."""

    title = "This was asked for already"
    slug = "asked-already"


class RedStays(Problem):
    """TLP:RED never leaves in an export."""

    status = 403
    title = "TLP:RED is not exported"
    slug = "red-is-not-exported"
