"""What somebody is to a group and to its topics: member, steward, moderator, source."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BindParameter,
    Boolean,
    ColumnElement,
    DateTime,
    Uuid,
    all_,
    and_,
    any_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.sql.selectable import Exists
from sqlmodel import col

from atalaya_forum.permissions import ForumPermission
from atalaya_forum.topics.models import Acknowledgement, Topic
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import LEADING
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import GroupMember, SharingGroup

ME: BindParameter[UUID] = bindparam("me", type_=Uuid())
JOINED: BindParameter[datetime] = bindparam("joined", type_=DateTime(timezone=True))
OWN: BindParameter[Any] = bindparam("own", type_=ARRAY(Uuid()))
LED: BindParameter[Any] = bindparam("led", type_=ARRAY(Uuid()))
MODERATES: BindParameter[bool] = bindparam("moderates", type_=Boolean())


def who(caller: Caller) -> dict[str, Any]:
    """The caller as the values of `ME`, `JOINED`, `OWN` (organisations), `LED` (those he speaks for) and `MODERATES`.

    Statements name whoever asks in this way, so that each is built once and then only filled in.
    """
    return {
        "me": caller.person_id,
        "joined": caller.joined_at,
        "own": list(caller.organisation_ids),
        "led": [organisation for organisation, role in caller.organisation_roles.items() if role in LEADING],
        "moderates": caller.may(ForumPermission.POST_MODERATE),
    }


def stewarded(group_id: Any) -> Exists:
    """Whether the caller is a steward of the group: by name, or as the lead of a team that is one."""
    return (
        select(col(GroupMember.id))
        .where(
            col(GroupMember.group_id) == group_id,
            col(GroupMember.steward),
            or_(col(GroupMember.person_id) == ME, col(GroupMember.organisation_id) == any_(LED)),
        )
        .exists()
    )


def moderated(group_id: Any) -> ColumnElement[bool]:
    """Whether the caller moderates in the group: as moderator of the platform, or as its steward."""
    return or_(MODERATES, stewarded(group_id))


def awaited() -> ColumnElement[bool]:
    """Whether a team of the caller is asked to acknowledge the topic and has not. The source need not."""
    asked = (
        select(col(GroupMember.id))
        .where(
            col(GroupMember.group_id) == col(Topic.group_id),
            or_(col(GroupMember.organisation_id) == any_(OWN), col(GroupMember.person_id) == ME),
        )
        .exists()
    )
    answered = (
        select(col(Acknowledgement.topic_id))
        .where(
            col(Acknowledgement.topic_id) == col(Topic.id),
            col(Acknowledgement.organisation_id) == any_(OWN),
        )
        .exists()
    )
    return and_(
        col(Topic.acknowledge_by).is_not(None),
        func.coalesce(col(Topic.owner_organisation_id) != all_(OWN), True),
        or_(asked, col(Topic.audience).like("named:%")),
        ~answered,
    )


@dataclass(frozen=True)
class Standing:
    """A group and what the caller is in it."""

    group: SharingGroup
    member: bool
    steward: bool
    moderator: bool
    organisations: tuple[UUID, ...]


async def standing(session: ReadSession, caller: Caller, group_id: UUID) -> Standing:
    """The caller's standing in a group that he may see. `organisations` are the caller's that are members.

    Raises NotFound.
    """
    own = (
        select(func.array_agg(col(GroupMember.organisation_id)))
        .where(
            col(GroupMember.group_id) == group_id,
            col(GroupMember.organisation_id) == any_(OWN),
        )
        .scalar_subquery()
    )
    statement = select(SharingGroup, stewarded(group_id), own).where(col(SharingGroup.id) == group_id)
    found = (await session.execute(statement, who(caller))).one_or_none()
    if found is None:
        raise NotFound("group")
    group, steward, organisations = found
    return Standing(
        group=group,
        member=caller.holds(f"strict:{group_id}"),
        steward=bool(steward),
        moderator=bool(steward) or caller.may(ForumPermission.POST_MODERATE),
        organisations=tuple(organisations or ()),
    )
