"""Topics as the API takes and says them."""

from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from atalaya_forum.topics.indicators import cve, cvss, defanged
from atalaya_forum.topics.schemas.brief import GroupBrief, OrganisationBrief, PersonBrief
from atalaya_forum.topics.vocabulary import IndicatorType, Severity, TopicKind
from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.http.validation import EMPTY, VISIBLE, shape
from atalaya_platform.http.wording import said

Title = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=3, max_length=200, pattern=shape(r"^[^\x00-\x1f]+$", VISIBLE)),
]
Tag = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        to_lower=True,
        min_length=1,
        max_length=40,
        pattern=shape(r"^[^\s,\x00-\x1f]+$", said("A tag has neither spaces nor commas.")),
    ),
]
Tags = Annotated[list[Tag], Field(max_length=10), AfterValidator(lambda tags: list(dict.fromkeys(tags)))]
Cves = Annotated[
    list[Annotated[str, AfterValidator(cve)]],
    Field(max_length=100),
    AfterValidator(lambda ids: list(dict.fromkeys(ids))),
]
Product = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Language = Annotated[str, StringConstraints(pattern="^(en|es|pt|fr)?$")]
Markdown = Annotated[str, StringConstraints(min_length=1, max_length=65_536, pattern=shape(r"\S", EMPTY))]
Files = Annotated[list[UUID], Field(max_length=20, description="Ids of uploads that belong to this text.")]


class Indicator(Input):
    """An indicator of compromise. The value may be sent as it is or defanged; it is kept and told defanged."""

    type: IndicatorType
    value: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    comment: Annotated[str, StringConstraints(max_length=500)] = ""

    @model_validator(mode="after")
    def _harmless(self) -> Self:
        self.value = defanged(self.type, self.value)
        return self


class IndicatorRead(Schema):
    """An indicator of compromise, defanged."""

    type: IndicatorType
    value: str
    comment: str


class Advisory(Input):
    """What an advisory says beside its text."""

    severity: Severity
    cvss_vector: Annotated[str, StringConstraints(max_length=200), AfterValidator(cvss)] = ""
    products: Annotated[list[Product], Field(max_length=100)] = []
    cves: Cves = []
    indicators: Annotated[list[Indicator], Field(max_length=1_000)] = []
    acknowledge_by: date | None = Field(None, description="Every team of the group is asked to answer until this day.")


class TopicCreate(Input):
    """A new topic with its opening post."""

    group_id: UUID
    kind: TopicKind = TopicKind.DISCUSSION
    title: Title
    body: Markdown
    label: Label
    tags: Tags = []
    language: Language = ""
    advisory: Advisory | None = Field(None, description="Required for advisories, and only for them.")
    review_on: date | None = Field(None, description="Required for best practices, and only for them.")
    recipients: Annotated[list[UUID], Field(max_length=200)] = Field(
        [], description="For TLP:RED: who may read it besides you. They must be readers of the group."
    )
    organisation_id: UUID | None = Field(None, description="Which of your teams is the source; default: the group's.")
    published: bool = Field(False, description="For TLP:CLEAR: readable without signing in.")
    attachments: Files = []

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.kind is TopicKind.ADVISORY) != (self.advisory is not None):
            raise ValueError("an advisory needs `advisory` with its severity, and other kinds have none")
        if (self.kind is TopicKind.BEST_PRACTICE) != (self.review_on is not None):
            raise ValueError("a best practice needs `review_on`, and other kinds have none")
        if self.recipients and self.label is not Label.RED:
            raise ValueError("only TLP:RED names recipients")
        if self.published and self.label is not Label.CLEAR:
            raise ValueError("only TLP:CLEAR can be published")
        return self


class TopicUpdate(Input):
    """What to change; what is left out stays."""

    title: Title | None = None
    tags: Tags | None = None
    language: Language | None = None
    advisory: Advisory | None = None
    review_on: date | None = None


class TopicStanding(Input):
    """Pin or lock; what is left out stays."""

    pinned: bool | None = None
    locked: bool | None = None


class Relabel(Input):
    """Another label, which only the source gives."""

    label: Label
    recipients: Annotated[list[UUID], Field(max_length=200)] = []
    published: bool = False


class Move(Input):
    """Another group, and if need be another label that is possible there."""

    group_id: UUID
    label: Label | None = None


class Split(Input):
    """Posts that become a topic of their own, in the same group under the same label."""

    post_ids: Annotated[list[UUID], Field(min_length=1, max_length=200)]
    title: Title
    kind: TopicKind = TopicKind.DISCUSSION


class Promotion(Input):
    """How an answer enters the library of best practice."""

    title: Title
    review_on: date
    tags: Tags = []


class TopicCard(Schema):
    """A topic in a list. `unread` counts the posts after `last_read`, for whoever asks; live cards leave them 0."""

    id: UUID
    kind: TopicKind
    title: str
    label: Label
    group: GroupBrief | None
    author: PersonBrief | None
    organisation: OrganisationBrief | None = Field(description="The source.")
    language: str
    tags: list[str]
    pinned: bool
    locked: bool
    answered: bool
    severity: Severity | None
    acknowledge_by: date | None
    review_on: date | None
    excerpt: str
    posts: int = Field(description="The number of the newest post; numbers have no gap.")
    created_at: datetime
    last_activity: datetime
    last_author: PersonBrief | None
    last_read: int = 0
    unread: int = 0
    awaiting: bool = Field(False, description="Whether your team is asked to acknowledge and has not.")
    open_flags: int = Field(0, description="Posts that were flagged, for those who moderate here.")


class TopicRights(Schema):
    """What whoever asks may do here, so that no screen offers what would be refused."""

    reply: bool
    edit: bool
    relabel: bool
    moderate: bool
    move: bool
    curate: bool
    accept: bool
    acknowledge: bool
    export: bool


class TopicRead(TopicCard):
    """A topic by itself."""

    version: int
    edited_at: datetime | None
    accepted_post_id: UUID | None
    promoted_from_id: UUID | None
    published: bool
    cvss_vector: str
    products: list[str]
    cves: list[str]
    indicators: list[IndicatorRead]
    subscription: str | None = Field(description="all, mentions or nothing; null: as the group's.")
    recipients: list[PersonBrief] = Field(description="Who is named on a TLP:RED topic.")
    rights: TopicRights
