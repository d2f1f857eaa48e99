"""The closed word lists of drafting."""

from enum import StrEnum
from typing import Final


class Phase(StrEnum):
    """Where a draft is in the life cycle of a national strategy (NCS Guide, section 3), consultation set apart."""

    INITIATION = "initiation"
    STOCKTAKING = "stocktaking"
    PRODUCTION = "production"
    CONSULTATION = "consultation"
    ADOPTION = "adoption"


FROZEN: Final = frozenset({Phase.CONSULTATION, Phase.ADOPTION})
"""In these the text stands still, as it was when the phase began."""


class Change(StrEnum):
    """What between two texts a piece is."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


class Expertise(StrEnum):
    """What kind of help is asked for."""

    DRAFTING = "drafting"
    LEGAL = "legal"
    TECHNICAL = "technical"
    RISK = "risk"
    ECONOMY = "economy"
    REVIEW = "review"


class ExpertiseState(StrEnum):
    """Whether the matter is still open."""

    OPEN = "open"
    CLOSED = "closed"


GUIDE: Final = "ncs-guide-2021"
"""The vocabulary by which a draft is structured unless another is chosen."""
MOST_SECTIONS: Final = 150
MOST_TEXT: Final = 65_536
"""Characters of one section."""
MOST_SOURCES: Final = 1_000
"""Numbers of sources, given once each."""
