"""The facts of an edition, as people and data files give them."""

from typing import Annotated, Any, Self
from urllib.parse import urlsplit

from babel import Locale
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from atalaya_platform.http.schema import Input
from atalaya_strategies.catalogue.dates import certainly_after, partial_date
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import Confidence, EditionKind, EditionStatus

_LANGUAGES = frozenset(code for code in map(str, Locale("en").languages) if code.isalpha() and len(code) in (2, 3))


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def place_code(value: str) -> str:
    """The code, if it is one; raises ValueError."""
    if value not in places():
        raise ValueError(
            "give the ISO 3166-1 alpha-3 code of a state, such as JAM, or a body's abbreviation, such as OAS"
        )
    return value


def _language(value: str) -> str:
    if value not in _LANGUAGES:
        raise ValueError("give a language by its ISO 639 code, such as es")
    return value


def web_address(value: str) -> str:
    """The address, if it is one of the web, without a name or password in it; raises ValueError."""
    if not value:
        return value
    try:
        parts = urlsplit(value)
        named = parts.hostname and "." in parts.hostname and parts.username is None and parts.port != 0
    except ValueError:
        named = False
    if not named:
        raise ValueError("give a whole address, such as https://www.gov.example/strategy.pdf")
    return value


Trim = BeforeValidator(_trimmed)
PlaceCode = Annotated[str, Trim, AfterValidator(place_code)]
PartialDate = Annotated[
    str,
    Trim,
    Field(pattern=r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$", description="2015, 2015-05, 2015-05-24 or empty."),
    AfterValidator(partial_date),
]
Address = Annotated[
    str, Trim, Field(max_length=1000, pattern=r"^(https?://[^\s<>\"\\]+)?$"), AfterValidator(web_address)
]
LanguageCode = Annotated[str, Trim, Field(pattern="^[a-z]{2,3}$"), AfterValidator(_language)]
Line = Annotated[str, Trim, Field(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Title = Annotated[str, Trim, Field(min_length=3, max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Note = Annotated[str, Trim, Field(max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$")]


class Facts(Input):
    """What is known of an edition. Dates are as exact as the source; a blank address means that none is known."""

    place: PlaceCode = Field(description="ISO 3166-1 alpha-3 code of a state, or a body's abbreviation.")
    title_original: Line = Field("", description="The title in the language of the text.")
    title_en: Title = Field(description="The title in English; translated, where there is no English one.")
    adopted: PartialDate = ""
    period_start: PartialDate = ""
    period_end: PartialDate = ""
    status: EditionStatus = EditionStatus.NOT_ESTABLISHED
    kind: EditionKind
    language: LanguageCode = Field(description="The language of the text, by its ISO 639 code.")
    issuing_body: Line = ""
    document_url: Address = Field("", description="The official address of the text, where it was verified.")
    source_url: Address = Field("", description="Where the facts were taken from.")
    confidence: Confidence = Confidence.HIGH
    note: Note = Field("", description="What a reader should know of these facts; public.")

    @model_validator(mode="after")
    def _agree(self) -> Self:
        if certainly_after(self.period_start, self.period_end):
            raise ValueError("the period ends before it begins")
        if self.confidence == Confidence.HIGH and not (self.source_url or self.document_url):
            raise ValueError("name a source, or set the confidence to low")
        return self


FACTS = tuple(Facts.model_fields)
"""The names of the facts, in the order of a page."""
