"""A team's answer to an advisory."""

from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.reminding import forget_reminders
from atalaya_forum.topics.errors import NotOnYourSide, WrongState
from atalaya_forum.topics.events import TopicAcknowledged
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.acknowledgements import acknowledgements, teams_asked
from atalaya_forum.topics.queries.topic import held
from atalaya_forum.topics.schemas.acknowledgement import AcknowledgementCreate, Acknowledgements
from atalaya_forum.topics.streams import crosses_wall, tell_topic
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid

_ANSWER = text(
    "INSERT INTO acknowledgement (topic_id, organisation_id, person_id, status, note, created_at)"
    " VALUES (:topic, :organisation, :person, :status, :note, :now)"
    " ON CONFLICT (topic_id, organisation_id) DO UPDATE SET person_id = excluded.person_id,"
    " status = excluded.status, note = excluded.note, created_at = excluded.created_at"
)


async def _team(session: WriteSession, caller: Caller, topic: Topic, wanted: UUID | None) -> UUID:
    """The caller's organisation that the advisory asks."""
    if wanted is not None and wanted not in caller.organisation_ids:
        raise Invalid(
            "You do not belong to that organisation. Choose one of yours.",
            fields={"organisation_id": "not one of yours"},
        )
    asked = await teams_asked(session, topic) & caller.organisation_ids
    if wanted is not None:
        asked &= {wanted}
    if not asked:
        raise NotOnYourSide("Only the teams that the advisory asks answer: the group's, other than the source.")
    return min(asked)


async def acknowledge(
    session: WriteSession, caller: Caller, topic_id: UUID, wanted: AcknowledgementCreate
) -> Acknowledgements:
    """Answer to an advisory for one's team; a later answer takes the place of an earlier one."""
    topic = (await held(session, caller, topic_id)).topic
    if topic.kind != TopicKind.ADVISORY:
        raise WrongState("Only advisories are acknowledged. React to the post instead.")
    team = await _team(session, caller, topic, wanted.organisation_id)
    values = {
        "topic": topic.id,
        "organisation": team,
        "person": caller.person_id,
        "status": wanted.status.value,
        "note": wanted.note,
        "now": session.clock.now(),
    }
    await session.execute(_ANSWER, values)
    await forget_reminders(session, topic, team)
    audit(session, caller, "forum.topic.acknowledge", "topic", topic.id, team=str(team), status=str(wanted.status))
    everything = await acknowledgements(session, caller, topic)
    shown: dict[str, object] = {}
    if not crosses_wall(topic.audience):
        (answer,) = [one for one in everything.teams if one.organisation.id == team]
        shown = {"team": answer.model_copy(update={"mine": False}).model_dump(mode="json")}
    tell_topic(session, topic.id, TopicAcknowledged(topic_id=topic.id, organisation_id=team, shown=shown))
    return everything
