"""What the API says of notifications, subscriptions, preferences and mails."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Path
from pydantic import Field, model_validator

from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.notifications.vocabulary import Level, MailState, MailWhen

Place = Annotated[
    str,
    Path(
        pattern=r"^[a-z][a-z_]{1,30}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
        description="A kind and an id, e.g. topic:0192f0c4-…, group:…, channel:….",
    ),
]


class NotificationRead(Schema):
    """One notification. `withheld`: it is about TLP:RED, and says only that something waits at `url`."""

    id: UUID
    kind: str
    place: str = Field(description="What one unsubscribes from.")
    object_id: UUID
    label: Label
    withheld: bool
    title: str
    excerpt: str
    url: str = Field(description="Address in the web application.")
    actor_id: UUID | None = Field(description="Who did it; null when withheld.")
    direct: bool = Field(description="It concerns you by name.")
    created_at: datetime
    read_at: datetime | None
    mail: MailState
    mail_error: str = Field(description="What the mail server said when the mail failed.")


class Unread(Schema):
    """How many notifications are unread."""

    unread: int


class NotificationsMark(Input):
    """Which notifications were read: these, all of a place, or all."""

    ids: list[UUID] = Field(default_factory=list, max_length=500)
    place: str | None = Field(None, max_length=80)
    all: bool = False

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.ids or self.place or self.all):
            raise ValueError("say which: ids, place or all")
        return self


class KindPreference(Input):
    """How one kind of notification is heard."""

    in_app: bool = True
    mail: MailWhen = MailWhen.DIGEST


class PreferencesUpdate(Input):
    """What a person chooses. A kind that is left out goes back to what Atalaya suggests."""

    kinds: dict[Annotated[str, Field(pattern=r"^[a-z][a-z_.]{1,80}$")], KindPreference] = Field(max_length=200)
    digest_hour: int = Field(ge=0, le=23, description="Hour of the daily digest, in the person's own time zone.")


class PreferencesRead(Schema):
    """What counts for each known kind, and which of them the person chose."""

    kinds: dict[str, KindPreference]
    chosen: list[str]
    digest_hour: int
    time_zone: str
    openpgp: bool = Field(description="Whether mails are encrypted with the key in your profile.")
    version: int


class SubscriptionPut(Input):
    """How much one wants to hear of a place."""

    level: Level


class SubscriptionRead(Schema):
    """A choice for a place."""

    place: str
    level: Level
    created_at: datetime
    name: str | None = Field(
        default=None, description="In the list: the group's or topic's name, while you may read it; else null."
    )


class MailRead(Schema):
    """A mail that Atalaya sent you, or tried to; its text is not kept."""

    id: UUID
    template: str
    label: Label | None
    state: str = Field(description="queued, sent or failed")
    attempts: int
    error: str
    encrypted: bool
    created_at: datetime
    sent_at: datetime | None


class Unsubscription(Schema):
    """What an unsubscribe link is for, and how much its owner hears of that place now."""

    place: str
    level: Level
