"""What people write in drafts and comments, rendered once when it is saved."""

from dataclasses import dataclass
from uuid import UUID

from atalaya_platform.http.wording import told
from atalaya_platform.text.markdown import MentionKind, TextTooLong, cited, mentions, render
from atalaya_strategies.drafting.errors import TextRefused


@dataclass(frozen=True)
class Written:
    """A text with its safe rendering, the persons whom it names, and the numbers of the sources that it cites."""

    body: str
    html: str
    mentioned: tuple[UUID, ...]
    cites: tuple[int, ...]


def written(body: str) -> Written:
    """Render a text. Raises TextRefused when it is too long."""
    try:
        return Written(
            body=body,
            html=render(body, sources=True),
            mentioned=tuple(one.id for one in mentions(body) if one.kind is MentionKind.PERSON),
            cites=tuple(cited(body)),
        )
    except TextTooLong as error:
        raise TextRefused(told(error), fields={"body": "too long"}) from error
