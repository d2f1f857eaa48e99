"""What the API says of a file."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Schema

INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""Media types that a browser may show in place: pictures that cannot carry script. All else is downloaded."""


class FileRead(Schema):
    """A stored file, as those who may read it see it."""

    id: UUID
    name: str = Field(description="The name that it is saved under; never a path.")
    media_type: str = Field(description="As its content shows, whatever the sender called it.")
    size: int = Field(description="Bytes.")
    sha256: str = Field(description="Of the content, 64 hexadecimal digits.")
    label: Label
    scanned: str = Field(description="What the virus scanner said, or that none is configured.")
    inline: bool = Field(description="Whether it is a picture that is safe to show in place.")
    url: str = Field(description="Address of the content.")
    attached: bool
    author_id: UUID
    created_at: datetime
