"""Taking a topic along over HTTP: Markdown and PDF, within its label, each time audited."""

import asyncio
import re
import unicodedata
from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from atalaya_forum.permissions import Reader
from atalaya_forum.topics.errors import RedStays
from atalaya_forum.topics.export.document import AT_ONCE, MOST_TEXT, Exported
from atalaya_forum.topics.export.markdown import to_markdown
from atalaya_forum.topics.export.pdf import to_pdf
from atalaya_forum.topics.queries.posts import posts
from atalaya_forum.topics.queries.topic import topic_read
from atalaya_forum.topics.schemas.post import PostRead
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession as Session
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.runtime import Runtime

router = Router(tags=["topics"])

First = Annotated[int, Query(ge=1, le=2_000_000_000, description="The number of the first post to export.")]
REFUSALS = responses(Unauthenticated, Forbidden, NotFound)


async def _exported(
    session: Session, runtime: Runtime, caller: Caller, topic_id: UUID, first: int, form: str
) -> Exported:
    """The topic and all its posts from `first` on, up to `MOST_TEXT` characters of them.

    That it is taken along is on record before anything leaves.
    Reading requests write nothing, so the record has a transaction of its own.
    """
    topic = await topic_read(session, caller, topic_id)
    if topic.label is Label.RED:
        raise RedStays("TLP:RED is read here and nowhere else. Ask its author for another label.")
    taken: list[PostRead] = []
    size = 0
    while size < MOST_TEXT:
        items = await posts(session, caller, topic_id, after=first - 1, limit=AT_ONCE)
        taken += items
        size += sum(len(post.html) for post in items)
        if len(items) < AT_ONCE:
            break
        first = items[-1].number + 1
    async with runtime.database.as_person(caller.person_id, strong=caller.strong) as record:
        audit(record, caller, "forum.topic.export", "topic", topic_id, form=form, label=topic.label.value)
    return Exported(topic=topic, posts=taken, caller=caller, at=runtime.clock.now())


def _named(document: Exported, ending: str) -> dict[str, str]:
    """The header that names the file: label first, then the title in plain letters."""
    plain = unicodedata.normalize("NFKD", document.topic.title).encode("ascii", "ignore").decode()
    title = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:60] or "topic"
    label = re.sub(r"[^A-Z]+", "-", document.topic.label.value)
    return {"Content-Disposition": f'attachment; filename="{label}_{title}.{ending}"', "Cache-Control": "no-store"}


@router.get(
    "/topics/{topic_id}/export.md",
    response_class=Response,
    response_model=None,
    responses={**REFUSALS, 200: {"content": {"text/markdown": {}}, "description": "The topic as Markdown"}},
)
async def export_topic_markdown(
    topic_id: UUID, caller: Reader, session: ReadSession, runtime: RuntimeOf, first: First = 1
) -> Response:
    """A topic as Markdown, from post `first` to its end, with its label. TLP:RED is not exported."""
    document = await _exported(session, runtime, caller, topic_id, first, "markdown")
    return Response(to_markdown(document), media_type="text/markdown; charset=utf-8", headers=_named(document, "md"))


@router.get(
    "/topics/{topic_id}/export.pdf",
    response_class=Response,
    response_model=None,
    responses={**REFUSALS, 200: {"content": {"application/pdf": {}}, "description": "The topic as PDF"}},
)
async def export_topic_pdf(
    topic_id: UUID, caller: Reader, session: ReadSession, runtime: RuntimeOf, first: First = 1
) -> Response:
    """A topic as PDF, its label in header and footer of every page. TLP:RED is not exported."""
    document = await _exported(session, runtime, caller, topic_id, first, "pdf")
    made = await asyncio.to_thread(to_pdf, document)
    return Response(made, media_type="application/pdf", headers=_named(document, "pdf"))
