"""Messages for the search engines. What is for named people is never among them; its readers search the database."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from atalaya_forum.chat.models import Channel, Message
from atalaya_forum.chat.queries.channels import names_of
from atalaya_forum.chat.queries.search import indexable, messages_with_channels, named_matches, next_ids
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import Document
from atalaya_platform.search.sources import ResultCard
from atalaya_platform.text.languages import detect
from atalaya_platform.text.markdown import plain

TITLE = 120


def address(message: Message) -> str:
    """Where the web application shows a message."""
    return f"/chat/{message.channel_id}?message={message.id}"


def _document(channel: Channel, message: Message) -> Document:
    body = plain(message.body)
    return Document(
        id=str(message.id),
        kind="message",
        audience=channel.audience,
        title=plain(message.body, limit=TITLE),
        body=body,
        language=detect(body) or "",
        created_at=message.created_at,
        url=address(message),
        group_id=channel.group_id,
    )


class MessageSource:
    """The messages of channels of sharing groups."""

    kind = "message"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """The documents of these messages as they are now; none for a deleted one."""
        return [_document(channel, message) for channel, message in await indexable(session, ids)]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        """The next ids in ascending order."""
        return await next_ids(session, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        """Those of the messages that the actor may read."""
        return {message.id for _, message in await messages_with_channels(session, ids)}

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        """Cards of those of the messages that the actor may read."""
        found = await messages_with_channels(session, ids)
        names = await names_of(session, {message.author_id for _, message in found})
        return {
            message.id: ResultCard(
                title=plain(message.body, limit=TITLE),
                subtitle=" · ".join(
                    filter(None, [f"#{channel.name}" if channel.name else "", names.get(message.author_id, "")])
                ),
                url=address(message),
                label=Label(channel.label),
            )
            for channel, message in found
        }

    async def named_search(self, session: ReadSession, text: str, limit: int) -> list[UUID]:
        """Messages of conversations and TLP:RED channels in which the actor is named, newest first."""
        return await named_matches(session, text, limit)
