"""The texts that people send for a draft."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from atalaya_platform.http.validation import EMPTY, VISIBLE, shape
from atalaya_platform.http.wording import said
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import PlaceKind
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.drafting.vocabulary import MOST_TEXT

_WRITTEN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"


def _state(value: str) -> str:
    place = places().get(value)
    if place is None or place.kind is not PlaceKind.STATE:
        raise ValueError("give the ISO 3166-1 alpha-3 code of a state, such as JAM")
    return value


def _known_vocabulary(value: str) -> str:
    if value not in thesaurus().vocabularies:
        raise ValueError(said("choose one of these vocabularies: {names}", names=", ".join(thesaurus().vocabularies)))
    return value


Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=300, pattern=shape(r"^[^\x00-\x1f]+$", VISIBLE)),
]
Heading = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=shape(r"^[^\x00-\x1f]+$", VISIBLE)),
]
Body = Annotated[str, StringConstraints(max_length=MOST_TEXT), Field(description="Markdown; `[^3]` cites source 3.")]
Remark = Annotated[str, StringConstraints(min_length=1, max_length=20_000, pattern=shape(r"\S", EMPTY))]
Quote = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000, pattern=shape(_WRITTEN, VISIBLE))]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000, pattern=shape(_WRITTEN, VISIBLE))]
State = Annotated[str, AfterValidator(_state), Field(description="ISO 3166-1 alpha-3.")]
Language = Annotated[str, StringConstraints(pattern="^(en|es|pt|fr)$")]
VocabularyId = Annotated[str, AfterValidator(_known_vocabulary)]
ElementCode = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9.-]{1,40}$")]
