"""The closed word lists of notifications."""

from enum import StrEnum


class Level(StrEnum):
    """How much of a place a person wants to hear; what concerns the person by name is told in any case."""

    ALL = "all"
    MENTIONS = "mentions"
    NOTHING = "nothing"


class MailWhen(StrEnum):
    """When a kind of notification is mailed."""

    NONE = "none"
    NOW = "now"
    DIGEST = "digest"


class MailState(StrEnum):
    """Where a notification's mail is: not wanted, waiting (for its batch or the digest), handed over, done."""

    NONE = "none"
    NOW = "now"
    DIGEST = "digest"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
