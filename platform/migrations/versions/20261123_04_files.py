"""Files: attachments."""

import sqlalchemy as sa
from alembic import op

from atalaya_platform.access.ddl import secured

revision = "20261123_04"
down_revision = "20261123_03"
branch_labels = None
depends_on = None


FILE = (
    "audience = ANY ((SELECT actor_tokens())::text[])"
    " OR (audience NOT LIKE 'named:%' AND (SELECT actor_system()))"
    " OR (audience LIKE 'named:%' AND actor_named(object_id, label))"
)


# For cleaning the store: which of these files are known at all, also those that the system may not read.
KNOWN = """
CREATE FUNCTION files_known(wanted uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT f.id FROM file f WHERE f.id = ANY (wanted) $$
"""


def upgrade() -> None:
    op.create_table(
        "file",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("scanned", sa.Text(), nullable=False),
        sa.Column("attached_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_file_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    op.create_index(
        "ix_file_unattached", "file", ["created_at"], unique=False, postgresql_where=sa.text("attached_at IS NULL")
    )
    op.create_index(op.f("ix_file_author_id"), "file", ["author_id"], unique=False)
    op.create_index(op.f("ix_file_object_id"), "file", ["object_id"], unique=False)
    op.create_index(op.f("ix_file_post_id"), "file", ["post_id"], unique=False)
    for statement in secured("file", FILE):
        op.execute(statement)
    op.execute(KNOWN)
