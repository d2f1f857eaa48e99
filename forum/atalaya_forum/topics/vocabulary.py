"""The closed word lists of topics."""

from enum import StrEnum
from typing import Final


class TopicKind(StrEnum):
    DISCUSSION = "discussion"
    QUESTION = "question"
    ADVISORY = "advisory"
    BEST_PRACTICE = "best_practice"


class Severity(StrEnum):
    """How bad it is for whoever runs what the advisory is about."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class IndicatorType(StrEnum):
    """What an indicator of compromise is; `other` is taken as it is written."""

    IPV4 = "ipv4"
    IPV6 = "ipv6"
    DOMAIN = "domain"
    URL = "url"
    EMAIL = "email"
    MD5 = "md5"
    SHA1 = "sha1"
    SHA256 = "sha256"
    FILENAME = "filename"
    OTHER = "other"


class AcknowledgementStatus(StrEnum):
    """What a team answers to an advisory."""

    ACKNOWLEDGED = "acknowledged"
    AFFECTED = "affected"
    NOT_AFFECTED = "not_affected"
    MITIGATED = "mitigated"


class Reaction(StrEnum):
    """The few reactions there are: enough to spare a post that says the same."""

    THANKS = "👍"
    HEART = "❤️"
    CELEBRATE = "🎉"
    SEEN = "👀"
    DONE = "✅"
    QUESTION = "❓"


class FlagReason(StrEnum):
    """Why a post should be looked at."""

    WRONG_LABEL = "wrong_label"
    PERSONAL_DATA = "personal_data"
    INACCURATE = "inaccurate"
    ABUSE = "abuse"
    OTHER = "other"


class ModerationAct(StrEnum):
    """What a moderator does about a post."""

    HIDE = "hide"
    RESTORE = "restore"
    DISMISS = "dismiss"


class PostState(StrEnum):
    """Whether a post is shown; what is not shown leaves its number and a trace."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    DELETED = "deleted"
    MOVED = "moved"


FLOOR_DAYS: Final = 30
"""What was written longer than this before a person joined is never unread for that person."""

EVERYWHERE: Final = "all"
"""The place of a read mark that counts for every group."""
