"""Writing the mail of one or several notifications to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.identity.models import Person
from atalaya_platform.mail.contents import (
    AnyContent,
    Digest,
    DigestGroup,
    DigestItem,
    NotificationSingle,
    Occasion,
    RedWaiting,
)
from atalaya_platform.mail.message import Mail as Letter
from atalaya_platform.mail.message import strictest
from atalaya_platform.notifications.models import Notification

OCCASIONS: Mapping[str, Occasion] = {
    "mention": "mention",
    "acknowledge": "acknowledgement",
    "acknowledgement": "acknowledgement",
    "advisory": "advisory",
    "message": "message",
    "direct": "message",
    "topic": "topic",
    "post": "post",
    "reply": "post",
    "admitted": "admitted",
    "refused": "refused",
}
"""Which sentence a mail begins with, by the words in the notification's kind; anything else is news."""


@dataclass(frozen=True)
class Desk:
    """What writing needs to know: names of people and groups, and the installation's own name and address."""

    installation: str
    address: str
    people: Mapping[UUID, str]
    groups: Mapping[str, str]

    def link(self, row: Notification) -> str:
        return f"{self.address}{row.url}" if row.url.startswith("/") else f"{self.address}/"

    def who(self, row: Notification) -> str:
        return self.people.get(row.actor_id, self.installation) if row.actor_id else self.installation

    def where(self, row: Notification) -> str:
        """The sharing group that the object belongs to, by its audience; else the installation."""
        return self.groups.get(row.audience.partition(":")[2], self.installation)


def occasion_of(kind: str) -> Occasion:
    """The occasion of a kind, by the last of its words that is one."""
    for word in reversed(kind.replace("_", ".").split(".")):
        if word in OCCASIONS:
            return OCCASIONS[word]
    return "news"


def content_of(rows: Sequence[Notification], desk: Desk) -> AnyContent:
    """What is written of these notifications: a link only when they are TLP:RED (all are, or none)."""
    if any(row.label == Label.RED for row in rows):
        return RedWaiting(link=desk.link(rows[0]))
    if len(rows) == 1:
        row = rows[0]
        return NotificationSingle(
            occasion=occasion_of(row.kind),
            who=desk.who(row),
            place=desk.where(row),
            title=row.title or desk.installation,
            excerpt=row.excerpt,
            link=desk.link(row),
        )
    groups: dict[str, list[DigestItem]] = {}
    for row in rows:
        groups.setdefault(desk.where(row), []).append(
            DigestItem(
                label=Label(row.label),
                title=row.title or desk.installation,
                who=desk.who(row),
                at=row.created_at,
                link=desk.link(row),
                excerpt=row.excerpt,
            )
        )
    return Digest(
        since=min(row.created_at for row in rows),
        groups=tuple(DigestGroup(name=name, items=tuple(items)) for name, items in groups.items()),
        link=f"{desk.address}/",
    )


def letter_of(mail_id: UUID, person: Person, rows: Sequence[Notification], desk: Desk, unsubscribe: str) -> Letter:
    """The mail itself, in the person's language and time zone, labelled as the strictest of what it tells."""
    threads = {row.object_id for row in rows}
    return Letter(
        id=mail_id,
        to=person.email,
        to_name=person.name,
        locale=person.locale,
        time_zone=person.time_zone,
        label=strictest([Label(row.label) for row in rows]),
        content=content_of(rows, desk),
        unsubscribe=unsubscribe,
        thread=threads.pop() if len(threads) == 1 else None,
    )
