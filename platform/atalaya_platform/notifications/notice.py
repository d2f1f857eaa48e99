"""What a service says when people are to be told something."""

from dataclasses import dataclass
from uuid import UUID

from atalaya_platform.access.labels import Label


@dataclass(frozen=True)
class Notice:
    """Something to tell. `kind` is `service.noun.verb`; `place` is what one unsubscribes from, e.g. `topic:<id>`.

    `audience` is that of the object: whoever may not read it is never told. `direct` marks what concerns the person
    by name (mention, direct message, acknowledgement asked), which a muted place does not hide. For TLP:RED give
    no title and no excerpt of the content; they are replaced anyway.
    """

    kind: str
    place: str
    object_id: UUID
    audience: str
    label: Label
    title: str
    url: str
    excerpt: str = ""
    actor_id: UUID | None = None
    direct: bool = False
