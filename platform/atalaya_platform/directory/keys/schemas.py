"""What the API takes and gives about public keys."""

from typing import Annotated

from pydantic import Field

from atalaya_platform.directory.organisations.schemas import KeyRead
from atalaya_platform.http.schema import Input


class KeyCreate(Input):
    """One OpenPGP public key, armoured."""

    armoured: Annotated[str, Field(min_length=100, max_length=256 * 1024)]


class KeyDetail(KeyRead):
    """A public key with the key itself."""

    armoured: str
