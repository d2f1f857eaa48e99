"""Events: small frozen facts with ids, told to handlers as jobs and to browsers as numbered stream messages."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict


class Event(BaseModel):
    """Something that happened. Subclasses name themselves, `service.noun.verb`, in `type`.

    `live` is what browsers get: by default the event's own fields.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    type: ClassVar[str]

    def live(self) -> dict[str, Any]:
        return self.model_dump(mode="json")
