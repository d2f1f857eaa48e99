"""Strategies: saved searches, and the texts that they were not tried on yet."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import personal, secured

revision = "20261128_05"
down_revision = "20261128_04"
branch_labels = None
depends_on = None

# What is there already is no news.
KNOWN = """
INSERT INTO strategy_new_text (document_id, since, tried_at)
SELECT id, now(), now() FROM strategy_document WHERE state = 'read'
"""


def upgrade() -> None:
    op.create_table(
        "strategy_saved_search",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("wanted", postgresql.JSONB(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_saved_search_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_saved_search")),
    )
    op.create_index(op.f("ix_strategy_saved_search_person_id"), "strategy_saved_search", ["person_id"], unique=False)
    op.create_table(
        "strategy_new_text",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["strategy_document.id"],
            name=op.f("fk_strategy_new_text_document_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_strategy_new_text")),
    )
    op.create_index(
        "ix_strategy_new_text_waiting",
        "strategy_new_text",
        ["since"],
        unique=False,
        postgresql_where=sa.text("tried_at IS NULL"),
    )
    op.execute(KNOWN)
    for statement in (*personal("strategy_saved_search"), *secured("strategy_new_text", "(SELECT actor_system())")):
        op.execute(statement)
