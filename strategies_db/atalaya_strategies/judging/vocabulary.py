"""The closed word lists of judging."""

from enum import StrEnum


class Verdict(StrEnum):
    """What a curator says of an annotation: the passage is about the concept, or it is not."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


WITHDRAWN = "withdrawn"
"""What the table says where a verdict was taken back."""
