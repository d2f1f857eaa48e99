"""Drafts as the API takes and says them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from atalaya_platform.access.labels import Label
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.pages import Page
from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.drafting.schemas.texts import ElementCode, Heading, Language, Reason, State, Title, VocabularyId
from atalaya_strategies.drafting.vocabulary import GUIDE, Phase

Recipients = Annotated[list[UUID], Field(max_length=200)]


class DraftCreate(Input):
    """A new draft. Its sections are the vocabulary's elements, without text."""

    title: Title
    group_id: UUID
    label: Label
    organisation_id: UUID | None = Field(None, description="Whose draft it is: one of your organisations.")
    place: State | None = Field(None, description="ISO 3166-1 alpha-3; default: the organisation's state.")
    language: Language = "en"
    vocabulary: VocabularyId = GUIDE
    recipients: Recipients = Field([], description="For TLP:RED: who may read it besides you.")

    @model_validator(mode="after")
    def _only_red_names(self) -> Self:
        if self.recipients and self.label is not Label.RED:
            raise ValueError("only TLP:RED names recipients")
        return self


class StrategyDraftUpdate(Input):
    """What to change; what is left out stays."""

    title: Title | None = None
    place: State | None = None
    language: Language | None = None


class DraftRelabel(Input):
    """Another label; for TLP:RED with the people who may read it."""

    label: Label
    recipients: Recipients = []


class DraftRights(Schema):
    """What you may do now. `write` is false while the text is frozen, and most is while the draft is set aside."""

    write: bool
    comment: bool
    lead: bool = Field(description="Change title, label, editors and phase.")
    archive: bool = Field(description="Set the draft aside, or bring it back.")
    remove: bool = Field(description="Remove it for good: it is set aside, and no text of it was frozen.")
    export: bool


class DraftGroup(Schema):
    """A sharing group's name."""

    id: UUID
    name: str


class DraftOrganisation(Schema):
    """An organisation's name and state."""

    id: UUID
    name: str
    acronym: str
    country: str | None


class DraftCard(Schema):
    """A draft in a list. `group` and `organisation` are null where you may not know of them."""

    id: UUID
    title: str
    place: str
    language: str
    vocabulary: str
    phase: Phase
    label: Label
    group: DraftGroup | None
    organisation: DraftOrganisation | None
    touched_at: datetime
    created_at: datetime
    archived_at: datetime | None = Field(description="When the draft was set aside; null while it is at work.")
    sections: int
    written: int = Field(description="Sections that have any text.")
    covered: int = Field(description="Elements of the vocabulary that the texts speak of.")
    elements: int = Field(description="Elements that there are to cover: those without parts.")
    open_comments: int
    open_tasks: int
    mine: bool = Field(description="You write in it, frozen or not.")


class DraftList(Page[DraftCard]):
    """A page of a list of drafts."""


class SectionOutline(Schema):
    """A section without its text."""

    id: UUID
    position: int
    level: int = Field(description="1 for a chapter, 2 for a section in it.")
    element: str | None = Field(description="The element of the vocabulary that it is for.")
    title: str
    version: int
    words: int
    edited_at: datetime
    edited_by: PersonCard | None
    removed_at: datetime | None
    open_comments: int
    open_tasks: int


class StrategyDraftRead(DraftCard):
    """A draft, with its sections in order but not their texts, and what you may do in it."""

    version: int
    frozen: bool = Field(description="The text stands still in this phase.")
    archived_by: PersonCard | None = Field(description="Who set it aside.")
    author: PersonCard | None
    editors: list[PersonCard] = Field(description="Who writes in it besides the organisation's own people.")
    recipients: list[PersonCard] = Field(description="Of TLP:RED: who may read it.")
    outline: list[SectionOutline]
    removed: list[SectionOutline] = Field(description="Sections that were taken out and can come back.")
    rights: DraftRights


class SectionCreate(Input):
    """A new section, for an element or free."""

    title: Heading
    level: Annotated[int, Field(ge=1, le=2)] = 2
    element: ElementCode | None = None
    after: UUID | None = Field(None, description="The section that it follows; null puts it first.")


class SectionUpdate(Input):
    """A section's heading or text; what is left out stays."""

    title: Heading | None = None
    body: Annotated[str, Field(max_length=65_536, description="Markdown; `[^3]` cites source 3.")] | None = None
    element: ElementCode | None = Field(None, description="The element that it is for from now on.")


class SectionMove(Input):
    """Where a section goes. A chapter takes the sections under it along."""

    after: UUID | None = Field(description="The section that it follows; null puts it first.")


class SectionRead(SectionOutline):
    """A section with its text."""

    body: str
    html: str
    cites: list[int] = Field(description="Numbers of the sources that the text cites.")


class DraftText(Schema):
    """The whole text."""

    draft_id: UUID
    title: str
    sections: list[SectionRead]


class PhaseMove(Input):
    """To another phase; going back needs a reason."""

    phase: Phase
    reason: Reason = ""
