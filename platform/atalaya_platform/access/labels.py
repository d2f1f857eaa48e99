"""TLP 2.0 (FIRST, August 2022): the five labels, in order of restriction."""

from enum import StrEnum


class Label(StrEnum):
    """A Traffic Light Protocol label, in its exact spelling; never translated."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"

    @property
    def rank(self) -> int:
        """0 (CLEAR) to 4 (RED): a higher rank is never readable by more people."""
        return list(Label).index(self)

    @property
    def colour(self) -> str:
        """The colour of the label's text, on black (TLP 2.0, FIRST)."""
        return _COLOURS[self]


_COLOURS = {
    Label.RED: "#FF2B2B",
    Label.AMBER: "#FFC000",
    Label.AMBER_STRICT: "#FFC000",
    Label.GREEN: "#33FF00",
    Label.CLEAR: "#FFFFFF",
}


HIDDEN_GROUP_LABELS = frozenset({Label.AMBER, Label.AMBER_STRICT, Label.RED})
"""What a hidden group may carry: a wider label would betray the group to people outside it."""
