"""What may be a reaction: one emoji, and nothing that could be read as text or markup."""

import unicodedata

PARTS = frozenset({"So", "Sk", "Mn", "Me", "Cf"})
"""Pictographs, skin tones, variation selectors, keycaps, joiners."""
KEYCAPS = frozenset("#*0123456789")


def emoji_or_refuse(text: str) -> str:
    """The text itself; raises ValueError unless it is made of an emoji's parts."""
    categories = {unicodedata.category(character) for character in text if character not in KEYCAPS}
    if not categories & {"So", "Me"} or not categories <= PARTS:
        raise ValueError("choose one emoji")
    return text
