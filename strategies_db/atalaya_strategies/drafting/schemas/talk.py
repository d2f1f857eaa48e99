"""Comments and tasks as the API takes and says them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.drafting.schemas.texts import Heading, Quote, Remark


class CommentCreate(Input):
    """A comment on the draft or on a section, perhaps on words quoted from it; or a reply to one."""

    body: Remark = Field(description="Markdown; `@[Ana Ruiz](person:<id>)` tells that person.")
    section_id: UUID | None = None
    quote: Quote = Field("", description="Words of the section that it is about.")
    parent_id: UUID | None = Field(None, description="The comment that it replies to; it goes where that stands.")


class CommentUpdate(Input):
    """Another text for the own comment."""

    body: Remark


class Resolution(Input):
    """Whether a comment is dealt with."""

    resolved: bool


class Reply(Schema):
    """What was answered to a comment."""

    id: UUID
    author: PersonCard | None
    body: str
    html: str
    version: int
    created_at: datetime
    edited_at: datetime | None
    mine: bool


class CommentRead(Reply):
    """A comment with its replies."""

    section_id: UUID | None
    quote: str
    resolved_at: datetime | None
    resolved_by: PersonCard | None
    replies: list[Reply]


class TaskCreate(Input):
    """Something to do for the draft."""

    title: Heading
    section_id: UUID | None = None
    assignee_id: UUID | None = Field(None, description="One of the draft's readers.")
    due_on: date | None = None


class TaskUpdate(Input):
    """All of what a task says, as it is to be from now on."""

    title: Heading
    section_id: UUID | None = None
    assignee_id: UUID | None = None
    due_on: date | None = None


class TaskDone(Input):
    """Whether a task is done."""

    done: bool


class TaskRead(Schema):
    """Something to do for the draft."""

    id: UUID
    title: str
    section_id: UUID | None
    assignee: PersonCard | None
    due_on: date | None
    version: int
    made_by: PersonCard | None
    created_at: datetime
    done_at: datetime | None
    done_by: PersonCard | None
    mine: bool = Field(description="It is assigned to you.")
