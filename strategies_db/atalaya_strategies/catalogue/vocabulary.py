"""The closed word lists of the catalogue."""

from enum import StrEnum


class EditionKind(StrEnum):
    """What a text is."""

    STRATEGY = "national_cybersecurity_strategy"
    ACTION_PLAN = "action_plan"
    POLICY = "policy"
    LAW = "law"
    CYBER_DEFENCE = "cyber_defence"
    CRITICAL_INFRASTRUCTURE = "critical_infrastructure"
    AWARENESS = "awareness"
    INTERNATIONAL_INSTRUMENT = "international_instrument"


class EditionStatus(StrEnum):
    """Whether a text is in force; superseded means that a later edition is catalogued."""

    IN_FORCE = "in_force"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    DRAFT = "draft"
    NOT_ESTABLISHED = "not_established"


class Confidence(StrEnum):
    """How sure a row is: `high` when the fact was seen in the cited source. It does not grade the source."""

    HIGH = "high"
    LOW = "low"


class CurationState(StrEnum):
    """Where a row is on its way into the catalogue; declined is kept, for whoever may read proposals."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    DECLINED = "declined"


class ChangeAct(StrEnum):
    """What was done to a row."""

    IMPORTED = "imported"
    PROPOSED = "proposed"
    CORRECTED = "corrected"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    DECLINED = "declined"
    CONFIRMED = "confirmed"


class Precision(StrEnum):
    """How exact a date is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


class PlaceKind(StrEnum):
    """Whose text it is."""

    STATE = "state"
    BODY = "body"


class LinkOutcome(StrEnum):
    """What asking for an address came to.

    `refused` answers but not to a program (401, 403, 429, 451); `forbidden` is never asked for, since it leads into a
    private network or is not of the web.
    """

    FOUND = "found"
    MOVED = "moved"
    MISSING = "missing"
    REFUSED = "refused"
    FAILING = "failing"
    UNREACHABLE = "unreachable"
    FORBIDDEN = "forbidden"


class LinkField(StrEnum):
    """Which address of an edition."""

    DOCUMENT = "document_url"
    SOURCE = "source_url"


class PlaceStanding(StrEnum):
    """What a state's newest national cybersecurity strategy amounts to; for tiles on a map.

    `none` says that no strategy was found yet, `in_preparation` that a draft was.
    """

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    NOT_ESTABLISHED = "not_established"
    IN_PREPARATION = "in_preparation"
    NONE = "none"
