"""What topics refuse, each with what to do instead."""

from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, Problem


class TopicLocked(Conflict):
    """Nobody writes in a locked topic but those who may unlock it."""

    title = "This topic is locked"
    slug = "topic-locked"


class NotOnYourSide(Forbidden):
    """Reading is allowed, this act is not."""

    title = "This is for others to do"
    slug = "not-yours-to-do"


class TextRefused(Invalid):
    """The text is too long, or empty."""

    title = "The text needs changing"
    slug = "text-refused"


class WrongState(Conflict):
    """The act does not fit what the object is now."""

    title = "That does not fit any more"
    slug = "wrong-state"


class RedStays(Problem):
    """TLP:RED never leaves in an export."""

    status = 403
    title = "TLP:RED is not exported"
    slug = "red-is-not-exported"
