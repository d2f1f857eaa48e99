"""Who may do what with an edition, by its state and whose it is."""

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.vetting.queries import contact_points
from atalaya_platform.identity.vocabulary import Role
from atalaya_strategies.catalogue.errors import NotForYou, WrongState
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState
from atalaya_strategies.permissions import StrategiesPermission as P

A, S = ChangeAct, CurationState
FITTING = {
    A.CORRECTED: {S.PROPOSED, S.REVIEWED, S.PUBLISHED},
    A.REVIEWED: {S.PROPOSED, S.DECLINED},
    A.PUBLISHED: {S.REVIEWED},
    A.DECLINED: {S.PROPOSED, S.REVIEWED, S.PUBLISHED},
    A.CONFIRMED: {S.PUBLISHED},
}
"""In which states an act makes sense."""
CURATORS = frozenset({A.CORRECTED, A.REVIEWED, A.PUBLISHED, A.DECLINED})
CONTACT_POINTS = frozenset({A.CORRECTED, A.CONFIRMED})
PROPOSERS = frozenset({A.CORRECTED, A.DECLINED})
"""While it is proposed only: what is reviewed is out of the proposer's hands."""


async def is_contact_point(session: ReadSession, caller: Caller, place: str) -> bool:
    """Whether the caller is a national contact point of this state."""
    if Role.NATIONAL_CONTACT_POINT not in caller.roles or not caller.may(P.EDITION_CONFIRM):
        return False
    return caller.person_id in await contact_points(session, place)


async def rights(session: ReadSession, caller: Caller, row: Edition) -> frozenset[ChangeAct]:
    """What the caller may do with the edition at all, whatever its state is now."""
    found: frozenset[ChangeAct] = frozenset()
    if caller.may(P.EDITION_CURATE):
        found |= CURATORS
    if row.proposed_by == caller.person_id and row.state == S.PROPOSED and caller.may(P.EDITION_PROPOSE):
        found |= PROPOSERS
    if await is_contact_point(session, caller, row.place):
        found |= CONTACT_POINTS
    return found


async def possible(session: ReadSession, caller: Caller | None, row: Edition) -> list[ChangeAct]:
    """What the caller may do with the edition now."""
    if caller is None:
        return []
    may = await rights(session, caller, row)
    return [act for act, states in FITTING.items() if act in may and row.state in states]


async def require(session: ReadSession, caller: Caller, row: Edition, act: ChangeAct) -> None:
    """Refuse an act that is not the caller's, or that the edition's state does not allow.

    Raises NotForYou or WrongState.
    """
    if act not in await rights(session, caller, row):
        if act is A.CONFIRMED:
            raise NotForYou("Only this state's national contact point confirms its editions. Ask that person.")
        raise NotForYou("Curators of the Secretariat, and this state's national contact point, do this. Ask them.")
    if row.state not in FITTING[act]:
        raise WrongState("The edition has come further meanwhile. Reload it, and see what can be done with it.")
