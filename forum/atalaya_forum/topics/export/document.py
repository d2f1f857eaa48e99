"""What an exported topic holds, before it is given a form."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from atalaya_forum.topics.export.words import words_for
from atalaya_forum.topics.schemas.post import PostRead
from atalaya_forum.topics.schemas.topic import TopicRead
from atalaya_forum.topics.vocabulary import PostState
from atalaya_platform.access.caller import Caller

AT_ONCE: Final = 500
"""Posts read from the database in one step."""
MOST_TEXT: Final = 32 * 1024 * 1024
"""Characters of text in one file. A file that ends before the topic does says so, and the next begins after it."""


@dataclass(frozen=True)
class Exported:
    """A topic, a run of its posts, and who takes it along, when."""

    topic: TopicRead
    posts: list[PostRead]
    caller: Caller
    at: datetime

    @property
    def words(self) -> dict[str, str]:
        return words_for(self.caller.locale)

    def moment(self, at: datetime) -> str:
        """A moment in the reader's time zone, with the zone."""
        try:
            zone = ZoneInfo(self.caller.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            zone = ZoneInfo("UTC")
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")

    @property
    def taken(self) -> str:
        return self.words["exported"].format(name=self.caller.name, at=self.moment(self.at))

    @property
    def part(self) -> str | None:
        """Which posts these are, when they are not all."""
        if not self.posts or len(self.posts) == self.topic.posts:
            return None
        return self.words["part"].format(first=self.posts[0].number, last=self.posts[-1].number, all=self.topic.posts)

    def facts(self) -> list[tuple[str, str]]:
        """What stands under the title."""
        words, topic = self.words, self.topic
        products = "; ".join(topic.products)
        severity = " · ".join(filter(None, (topic.severity or "", topic.cvss_vector)))
        facts = [
            (words["group"], topic.group.name if topic.group else ""),
            (words["source"], topic.organisation.name if topic.organisation else ""),
            (words["written"], self.moment(topic.created_at)),
            (words["tags"], ", ".join(topic.tags)),
            (words["severity"], severity),
            ("CVE", ", ".join(topic.cves)),
            (words["products"], products),
            (words["acknowledge_by"], topic.acknowledge_by.isoformat() if topic.acknowledge_by else ""),
            (words["review_on"], topic.review_on.isoformat() if topic.review_on else ""),
        ]
        return [(name, value) for name, value in facts if value]

    def heading(self, post: PostRead) -> str:
        """Number, author, team and moment of a post."""
        words = self.words
        name = post.author.name if post.author else words["somebody"]
        team = f" ({post.organisation.name})" if post.organisation else ""
        accepted = f" · {words['answer']}" if post.accepted else ""
        edited = f" · {words['edited']} {self.moment(post.edited_at)}" if post.edited_at else ""
        return f"{post.number} · {name}{team} · {self.moment(post.created_at)}{edited}{accepted}"

    def trace(self, post: PostRead) -> str | None:
        """What stands in the place of a post without text."""
        if post.state is PostState.SHOWN or post.html:
            return None
        reason = f" {post.state_reason}" if post.state_reason else ""
        return self.words[post.state] + reason

    def files(self, post: PostRead) -> str:
        names = ", ".join(file.name for file in post.attachments)
        return f"{self.words['attachments']}: {names}" if names else ""

    def indicators(self) -> list[tuple[str, str, str]]:
        return [(one.type.value, one.value, one.comment) for one in self.topic.indicators]


def as_values(document: Exported, tree: Any) -> dict[str, Any]:
    """The document as the plain values that the typesetter's template takes."""
    words = document.words
    return {
        "label": document.topic.label.value,
        "colour": document.topic.label.colour,
        "title": document.topic.title,
        "lang": document.caller.locale[:2],
        "taken": document.taken,
        "part": document.part or "",
        "page": words["page"],
        "of": words["of"],
        "facts": document.facts(),
        "indicators": [[words["type"], words["value"], words["comment"]], *map(list, document.indicators())]
        if document.topic.indicators
        else [],
        "indicators_title": words["indicators"],
        "posts": [
            {
                "heading": document.heading(post),
                "trace": document.trace(post) or "",
                "body": tree(post.html),
                "files": document.files(post),
            }
            for post in document.posts
        ],
    }
