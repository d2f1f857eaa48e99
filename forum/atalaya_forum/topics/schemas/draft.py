"""What somebody is writing and has not sent."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.http.validation import UNSEEN, shape

UUID_PART = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
PLACE = (
    rf"^(new:topic|group:{UUID_PART}:topic|topic:{UUID_PART}:reply|post:{UUID_PART}:edit|channel:{UUID_PART}:message)$"
)


class DraftUpdate(Input):
    """The draft as it is at a moment of the writer's clock. `fields` holds whatever else the form has."""

    body: Annotated[str, StringConstraints(max_length=100_000, pattern=shape(r"^[^\x00]*$", UNSEEN))] = ""
    fields: Annotated[dict[str, Any], Field(max_length=40)] = {}
    client_at: datetime


class DraftRead(Schema):
    """A draft as it is kept: the newest by the writer's clock."""

    place: str
    body: str
    fields: dict[str, Any]
    client_at: datetime
    updated_at: datetime
