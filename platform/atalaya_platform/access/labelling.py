"""Which label a group can carry, and who may be named on TLP:RED there: asked wherever something is labelled."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import HIDDEN_GROUP_LABELS, Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import Invalid, PasskeyNeeded
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import SharingGroup
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, Role, Visibility

_READERS = text("SELECT readers_of(:audience)")
LEADING = frozenset(MEMBERSHIP_ROLES[MEMBERSHIP_ROLES.index(Role.TEAM_LEAD) :])
"""The roles that speak for their organisation."""


class LabelRefused(Invalid):
    """The group, or what the object already is, does not allow this label."""

    title = "This label is not possible here"
    slug = "label-refused"


async def readers(session: ReadSession, audience: str) -> set[UUID]:
    """Everybody who may read this audience, asked of the access rule."""
    return set((await session.execute(_READERS, {"audience": audience})).scalars())


def is_source(caller: Caller, author_id: UUID, organisation_id: UUID | None) -> bool:
    """Whether the caller is the source in the sense of TLP: the author, or who leads the author's team."""
    if author_id == caller.person_id:
        return True
    return organisation_id is not None and caller.organisation_roles.get(organisation_id) in LEADING


def require_label(group: SharingGroup, label: Label) -> None:
    """Refuse a label that the group cannot carry: a hidden group's content must not betray it."""
    if group.visibility == Visibility.HIDDEN and label not in HIDDEN_GROUP_LABELS:
        raise LabelRefused(
            said(
                "This group is hidden, and a wider label would show outside it that it exists. Choose one of {labels}.",
                labels=", ".join(sorted(HIDDEN_GROUP_LABELS)),
            ),
            fields={"label": "too wide for a hidden group"},
        )


async def require_recipients(
    session: ReadSession, caller: Caller, group_id: UUID, recipients: Sequence[UUID]
) -> list[UUID]:
    """Who will be named on something TLP:RED, the caller among them. Raises PasskeyNeeded or Invalid."""
    if not caller.strong:
        raise PasskeyNeeded("TLP:RED is written and read after signing in with a passkey. Your text is kept.")
    wanted = set(recipients) - {caller.person_id}
    if not wanted:
        raise Invalid(
            "TLP:RED is for named people. Name at least one besides yourself.",
            fields={"recipients": "name at least one person"},
        )
    if wanted - await readers(session, f"amber:{group_id}"):
        raise Invalid(
            "Some of the people named are not of this group. Name people of the group, or ask its steward to add them.",
            fields={"recipients": "not all of them are of this group"},
        )
    return [caller.person_id, *sorted(wanted)]
