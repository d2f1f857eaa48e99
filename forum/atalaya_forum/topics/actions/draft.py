"""Drafts on the server: the newest by the writer's clock is kept, whichever arrives last."""

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from atalaya_forum.topics.schemas.draft import DraftUpdate
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.problems import Conflict, Invalid
from atalaya_platform.http.wording import said

MOST_DRAFTS = 200
MOST_BYTES = 200_000

_KEEP = text(
    "INSERT INTO draft (person_id, place, body, fields, client_at, created_at, updated_at)"
    " VALUES (:person, :place, :body, :fields, :client_at, :now, :now)"
    " ON CONFLICT (person_id, place) DO UPDATE SET body = excluded.body, fields = excluded.fields,"
    " client_at = excluded.client_at, updated_at = excluded.updated_at WHERE draft.client_at <= excluded.client_at"
).bindparams(bindparam("fields", type_=JSONB))
_COUNT = text("SELECT count(*) FROM draft WHERE person_id = :person AND place <> :place")
_DROP = text("DELETE FROM draft WHERE person_id = :person AND place = :place")


async def keep_draft(session: WriteSession, caller: Caller, place: str, wanted: DraftUpdate) -> None:
    """Keep a draft unless a newer one is kept already. Raises Invalid or Conflict when it is too much."""
    if wanted.client_at.tzinfo is None:
        raise Invalid("Send `client_at` with its time zone.", fields={"client_at": "needs a time zone"})
    if len(wanted.model_dump_json()) > MOST_BYTES:
        raise Invalid("This draft is too large to keep here. Attach it as a file.", fields={"fields": "too large"})
    values = {"person": caller.person_id, "place": place}
    if (await session.execute(_COUNT, values)).scalar_one() >= MOST_DRAFTS:
        raise Conflict(
            said("You have {most} drafts. Send or delete some of them, so that this one can be kept.", most=MOST_DRAFTS)
        )
    await session.execute(
        _KEEP,
        {
            **values,
            "body": wanted.body,
            "fields": wanted.fields,
            "client_at": wanted.client_at,
            "now": session.clock.now(),
        },
    )


async def drop_draft(session: WriteSession, caller: Caller, place: str) -> None:
    """Forget a draft; there need not be one."""
    await session.execute(_DROP, {"person": caller.person_id, "place": place})
