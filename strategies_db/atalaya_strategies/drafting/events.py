"""What happens to drafts: handlers get ids, browsers hear what of which draft to ask for again. No texts."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.events.event import Event


class DraftEvent(Event):
    """About one draft. `person_id` is who did it; browsers are not told."""

    draft_id: UUID
    person_id: UUID | None = None

    def live(self) -> dict[str, Any]:
        return {"draft_id": str(self.draft_id)}


class DraftTouched(DraftEvent):
    """For lists: a draft is new, or changed."""

    type: ClassVar[str] = "strategies.draft.touched"


class DraftGone(DraftEvent):
    """For lists: these readers have the draft no more."""

    type: ClassVar[str] = "strategies.draft.gone"


class DraftRemoved(DraftEvent):
    """A draft is no more, with everything in it."""

    type: ClassVar[str] = "strategies.draft.removed"


class DraftChanged(DraftEvent):
    """The draft itself changed, as `what` says: title, label, editors, sections, their order, sources, expertise, or
    that it was set aside (`archived`) or brought back (`restored`)."""

    type: ClassVar[str] = "strategies.draft.changed"

    what: str

    def live(self) -> dict[str, Any]:
        return {**super().live(), "what": self.what}


class PhaseChanged(DraftEvent):
    """The draft is in another phase. The system reads nothing that is for named people, so it is told who may."""

    type: ClassVar[str] = "strategies.draft.phase"

    before: str
    after: str
    audience: str
    label: Label

    def live(self) -> dict[str, Any]:
        return {**super().live(), "before": self.before, "after": self.after}


class SectionSaved(DraftEvent):
    """A section has another text."""

    type: ClassVar[str] = "strategies.draft.section"

    section_id: UUID
    version: int

    def live(self) -> dict[str, Any]:
        return {**super().live(), "section_id": str(self.section_id), "version": self.version}


class CommentChanged(DraftEvent):
    """A comment is new or changed. `mentioned` are those whom it names newly; `answered_id` is who gets a reply."""

    type: ClassVar[str] = "strategies.draft.comment"

    comment_id: UUID
    section_id: UUID | None
    audience: str
    label: Label
    new: bool
    mentioned: tuple[UUID, ...] = ()
    answered_id: UUID | None = None

    def live(self) -> dict[str, Any]:
        section = str(self.section_id) if self.section_id else None
        return {**super().live(), "comment_id": str(self.comment_id), "section_id": section}


class TaskChanged(DraftEvent):
    """A task is new or changed. `assigned_id` is who has it newly."""

    type: ClassVar[str] = "strategies.draft.task"

    task_id: UUID
    audience: str
    label: Label
    assigned_id: UUID | None = None

    def live(self) -> dict[str, Any]:
        return {**super().live(), "task_id": str(self.task_id)}


class ExpertiseAsked(DraftEvent):
    """The draft's people ask for expertise: what the experts service makes a request of.

    `elements` are codes of `vocabulary`; `note` is what they wrote, and empty for TLP:RED, which no job carries. The
    request belongs where the draft does: same group and label. Nothing of the draft's text is here.
    """

    type: ClassVar[str] = "strategies.expertise.asked"

    expertise_id: UUID
    place: str
    language: str
    vocabulary: str
    elements: tuple[str, ...]
    kind: str
    needed_by: date | None
    note: str
    group_id: UUID | None
    owner_organisation_id: UUID | None
    audience: str
    label: Label

    def live(self) -> dict[str, Any]:
        return {**super().live(), "expertise_id": str(self.expertise_id)}
