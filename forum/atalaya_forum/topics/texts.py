"""What people write, rendered once when they send it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from atalaya_forum.topics.errors import TextRefused
from atalaya_platform.http.wording import told
from atalaya_platform.text.markdown import Mention, MentionKind, TextTooLong, mentions, plain, render

EXCERPT = 240


@dataclass(frozen=True)
class Written:
    """A text with its safe rendering. `mentioned` are the persons and organisations that it names."""

    body: str
    html: str
    excerpt: str
    mentioned: list[UUID]


def written(body: str, attachments: Sequence[UUID] = ()) -> Written:
    """Render a text. Raises TextRefused when it is too long."""
    try:
        return Written(
            body=body,
            html=render(body, attachments=attachments),
            excerpt=plain(body, limit=EXCERPT),
            mentioned=[mention.id for mention in mentions(body) if mention.kind is not MentionKind.TOPIC],
        )
    except TextTooLong as error:
        raise TextRefused(told(error), fields={"body": "too long"}) from error


def preview(body: str, attachments: Sequence[UUID] = ()) -> tuple[str, list[Mention]]:
    """How a text will look, and whom it names. Raises TextRefused when it is too long."""
    try:
        return render(body, attachments=attachments), mentions(body)
    except TextTooLong as error:
        raise TextRefused(told(error), fields={"markdown": "too long"}) from error
