"""What tables are made of: the base class and the mixins for id, times and label."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Computed, DateTime, MetaData, String, func
from sqlmodel import Field, SQLModel

from atalaya_platform.access.labels import Label
from atalaya_platform.ids import new_id

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

SQLModel.metadata.naming_convention = NAMING
metadata: MetaData = SQLModel.metadata

AUDIENCE = (
    "CASE WHEN named_only OR label = 'TLP:RED' THEN 'named:' || id::text"
    " WHEN label = 'TLP:AMBER+STRICT' THEN 'strict:' || group_id::text"
    " WHEN label = 'TLP:AMBER' THEN 'amber:' || group_id::text"
    " WHEN label = 'TLP:GREEN' THEN 'community:' || community"
    " WHEN published THEN 'public'"
    " ELSE 'clear' END"
)


class Table(SQLModel):
    """Base of every table. Tables do not validate, so no validator is built: fill them from a validated schema."""

    model_config = {"defer_build": True}


class Identified(SQLModel):
    """A version 7 UUID as primary key, made by us, so that a client may choose it for idempotency."""

    id: UUID = Field(default_factory=new_id, primary_key=True)


class Timestamped(SQLModel):
    """When the row was made, by the database's clock unless given."""

    created_at: datetime = Field(
        default=None,
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.now(), "nullable": False},
    )


class Labelled(SQLModel):
    """The columns from which `audience`, the one access rule's key, is computed by the database.

    `named_only` restricts the object to its named recipients whatever its label (direct messages do this).
    """

    label: Label = Field(sa_type=String(16))
    group_id: UUID | None = Field(default=None, foreign_key="sharing_group.id", index=True)
    community: str = Field(max_length=16)
    owner_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    author_id: UUID = Field(foreign_key="person.id", index=True)
    named_only: bool = Field(default=False)
    published: bool = Field(default=False)


def audience_column() -> Column[Any]:
    """The generated `audience` of a labelled table; declare it as `audience: str = Field(sa_column=...)`."""
    return Column("audience", String, Computed(AUDIENCE, persisted=True), nullable=False)
