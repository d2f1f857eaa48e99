"""Judgements as the API takes and gives them."""

from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.judging.vocabulary import Verdict


class AnnotatedConcept(Schema):
    """A concept that a passage was annotated with."""

    concept: str = Field(description="Its id in the thesaurus.")
    label: str = Field(description="Its preferred term in the language that was asked for.")
    mentions: int = Field(description="How often a term of it stands in the passage.")
    verdict: Verdict | None = Field(description="What a curator said of it; only curators are shown rejected ones.")


class AnnotatedPassage(Schema):
    """The concepts of one passage of a page."""

    passage_id: UUID
    ordinal: int
    concepts: list[AnnotatedConcept]


class JudgementGiven(Input):
    """A verdict, or null to withdraw it."""

    verdict: Verdict | None


class Precision(Schema):
    """Of annotations that were judged, how many were right. Whoever judges chooses what: it is no random sample."""

    confirmed: int
    rejected: int
    precision: float | None = Field(description="Confirmed among judged, 0 to 1; null while none was judged.")


class PrecisionOf(Precision):
    """The precision of one concept or language."""

    id: str = Field(description="Of the concept, or ISO 639 code of the language.")
    label: str = Field(description="Of the concept in the language that was asked for; empty for languages.")


class AnnotationQuality(Precision):
    """How right the annotations are, as far as curators judged them; the most rejected first."""

    concepts: list[PrecisionOf]
    languages: list[PrecisionOf]
