"""What the API takes and gives about public keys."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from atalaya_platform.directory.organisations.schemas import KeyRead


class KeyCreate(BaseModel):
    """One OpenPGP public key, armoured."""

    model_config = ConfigDict(extra="forbid")

    armoured: Annotated[str, Field(min_length=100, max_length=256 * 1024)]


class KeyDetail(KeyRead):
    """A public key with the key itself."""

    armoured: str
