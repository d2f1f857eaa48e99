"""How topics and posts are found: a document per topic (title, opening post, advisory facts) and one per reply."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from atalaya_forum.topics.handlers import address
from atalaya_forum.topics.models import Post, Topic
from atalaya_forum.topics.queries import search as queries
from atalaya_forum.topics.vocabulary import PostState
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import MAX_BODY, Document
from atalaya_platform.search.sources import ResultCard
from atalaya_platform.text.markdown import plain


def _facts(topic: Topic) -> str:
    """What an advisory is looked for by. Indicators stay harmless, for the words around a hit are shown."""
    indicators = [part for one in topic.indicators for part in (one["value"], one.get("comment", ""))]
    return "\n".join([*topic.cves, *topic.products, *indicators])


def _facets(topic: Topic) -> dict[str, Sequence[str]]:
    return {
        "topic_kind": [topic.kind],
        "label": [topic.label],
        "severity": [topic.severity] if topic.severity else [],
    }


def _cards(rows: Sequence[Any]) -> dict[UUID, ResultCard]:
    return {
        row.id: ResultCard(
            title=row.title,
            subtitle=" · ".join(filter(None, (row.name, f"#{row.number}" if row.number > 1 else ""))),
            url=address(row.topic_id, row.number),
            label=Label(row.label),
        )
        for row in rows
    }


class TopicSource:
    """Topics, by their title, opening post and what an advisory is about."""

    kind = "topic"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """One document per topic; none of a topic for named people."""
        return [
            Document(
                id=str(topic.id),
                kind=self.kind,
                audience=topic.audience,
                title=topic.title,
                body=f"{plain(opening.body) if opening.state == PostState.SHOWN else ''}\n{_facts(topic)}"[:MAX_BODY],
                language=topic.language,
                url=address(topic.id, 1),
                created_at=topic.created_at,
                group_id=topic.group_id,
                organisation_id=topic.owner_organisation_id,
                country=country,
                tags=tuple(topic.tags),
                facets=_facets(topic),
            )
            for topic, opening, country in await queries.topics_to_index(session, ids)
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, Topic, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return await queries.readable_ids(session, Topic, ids)

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return _cards(await queries.topic_titles(session, ids))

    async def named_search(self, session: ReadSession, text: str, limit: int) -> list[UUID]:
        """TLP:RED topics whose recipients the actor is among, by title and posts."""
        return await queries.named_topics(session, text, limit)


class PostSource:
    """Replies, each found by itself and shown in its topic."""

    kind = "post"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """One document per shown reply, under its topic's audience; the title is the topic's to be found by."""
        return [
            Document(
                id=str(post.id),
                kind=self.kind,
                audience=topic.audience,
                title="",
                body=plain(post.body)[:MAX_BODY],
                language=topic.language,
                created_at=post.created_at,
                group_id=topic.group_id,
                organisation_id=post.organisation_id,
                country=country,
                tags=tuple(topic.tags),
                facets=_facets(topic),
                position=post.number,
                extra={"topic_id": str(topic.id), "number": post.number},
            )
            for post, topic, country in await queries.posts_to_index(session, ids)
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, Post, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return await queries.readable_ids(session, Post, ids)

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return _cards(await queries.post_titles(session, ids))


SOURCES = (TopicSource(), PostSource())
