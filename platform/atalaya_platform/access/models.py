"""Named recipients: who may read an object whose audience is `named:<id>`."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table


class Recipient(Table, table=True):
    """A person named on an object; the author is always among them."""

    __tablename__ = "recipient"

    object_id: UUID = Field(primary_key=True)
    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True))
