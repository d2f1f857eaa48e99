"""What the Today page shows of the forum."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_forum.topics.schemas.brief import GroupBrief, PersonBrief
from atalaya_forum.topics.schemas.topic import TopicCard
from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Schema


class GroupNews(Schema):
    """How many topics of a group have something new; null for topics whose group you do not know."""

    group: GroupBrief | None
    unread_topics: int


class LatestTopic(Schema):
    """The topic of a group in which something happened last."""

    id: UUID
    group_id: UUID
    title: str
    label: Label
    last_activity: datetime


class ForumUnread(Schema):
    """What is unread, and the latest of each group that you read in; topics for named people are left out of that."""

    unread_topics: int = Field(description="At most 200 per audience are counted.")
    groups: list[GroupNews] = Field(description="Those with something unread.")
    latest: list[LatestTopic]


class MentionNews(Schema):
    """A post that names you or your team and that you have not read."""

    post_id: UUID
    topic_id: UUID
    topic_title: str
    number: int
    label: Label
    author: PersonBrief | None
    excerpt: str
    created_at: datetime


class ForumToday(Schema):
    """New since the last visit, and what waits for you."""

    unread_topics: int = Field(description="At most 200 per audience are counted.")
    groups: list[GroupNews]
    new: list[TopicCard]
    awaiting: list[TopicCard] = Field(description="Advisories that your team is asked to acknowledge.")
    mentions: list[MentionNews]
    questions: list[TopicCard] = Field(description="Questions without an accepted answer.")
