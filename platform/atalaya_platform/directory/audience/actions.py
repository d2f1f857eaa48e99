"""Finding the audience that a label would give, and its readers, without making anything."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import HIDDEN_GROUP_LABELS, Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.audience import queries
from atalaya_platform.directory.audience.queries import Figures
from atalaya_platform.directory.audience.schemas import AudienceAsked, AudienceRead, NamedReader
from atalaya_platform.directory.groups.queries import group
from atalaya_platform.directory.groups.schemas import HIDDEN_NEEDS
from atalaya_platform.events.streams import name_recipients
from atalaya_platform.http.problems import Invalid, NotFound
from atalaya_platform.http.wording import said
from atalaya_platform.identity.vocabulary import Visibility
from atalaya_platform.ids import new_id


async def audience(session: WriteSession, caller: Caller, asked: AudienceAsked) -> AudienceRead:
    """Who would read something with this label. Raises NotFound for a group that the caller does not read in."""
    community = None
    if asked.group_id is not None:
        found = await group(session, asked.group_id)
        if not caller.holds(f"amber:{found.id}"):
            raise NotFound("group")
        if found.visibility == Visibility.HIDDEN and asked.label not in HIDDEN_GROUP_LABELS:
            raise Invalid("Choose another label.", fields={"label": HIDDEN_NEEDS})
        community = found.community
    if asked.label == Label.RED or (asked.group_id is None and asked.recipients):
        return await _named(session, caller, asked, community)
    token = _token(caller, asked, community)
    return _answer(asked.label, token, await queries.figures(session, token), [])


def _token(caller: Caller, asked: AudienceAsked, community: str | None) -> str:
    if asked.label == Label.CLEAR:
        return "clear"
    if asked.label == Label.GREEN:
        if community is None and len(caller.communities) != 1:
            raise Invalid("Choose a group.", fields={"group_id": "says which of your communities TLP:GREEN means"})
        return f"community:{community or next(iter(caller.communities))}"
    if asked.group_id is None:
        raise Invalid("Choose a group.", fields={"group_id": said("is needed for {label}", label=asked.label)})
    return f"{'amber' if asked.label == Label.AMBER else 'strict'}:{asked.group_id}"


async def _named(session: WriteSession, caller: Caller, asked: AudienceAsked, community: str | None) -> AudienceRead:
    persons = list(dict.fromkeys([caller.person_id, *asked.recipients]))
    known = await queries.known(session, persons, community)
    unknown = [str(one) for one in asked.recipients if one not in known and one != caller.person_id]
    if unknown:
        raise Invalid(
            "Some recipients cannot be named here. Take them out, or choose people of this community.",
            fields={"recipients": said("not known to you in this community: {ids}", ids=", ".join(unknown))},
        )
    figures = await _readers_if_named(session, persons)
    return _answer(asked.label, "named", figures, await queries.named(session, persons))


class _Undo(Exception):
    """Leaves the savepoint in which recipients were named for a moment."""


async def _readers_if_named(session: WriteSession, persons: list[UUID]) -> Figures:
    """Name them on an object that never comes to be, and ask the access rule who reads it."""
    trial = new_id()
    figures = Figures(0, 0, 0, False)
    try:
        async with session.begin_nested():
            await name_recipients(session, trial, persons)
            figures = await queries.figures(session, f"named:{trial}")
            raise _Undo
    except _Undo:
        return figures


def _answer(label: Label, token: str, figures: Figures, named: list[NamedReader]) -> AudienceRead:
    return AudienceRead(
        label=label,
        token=token,
        people=figures.people,
        organisations=figures.organisations,
        countries=figures.countries,
        includes_constituents=figures.constituents,
        named=named,
        needs_passkey=label == Label.RED,
    )
