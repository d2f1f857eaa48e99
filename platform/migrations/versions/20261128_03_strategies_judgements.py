"""Strategies: what curators judge of annotations."""

import sqlalchemy as sa
from alembic import op

from atalaya_platform.access.ddl import child_of

revision = "20261128_03"
down_revision = "20261128_02"
branch_labels = None
depends_on = None

CURATES = "(SELECT actor_role('secretariat'))"


def upgrade() -> None:
    op.create_table(
        "strategy_judgement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("concept", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "verdict IN ('confirmed', 'rejected', 'withdrawn')", name=op.f("ck_strategy_judgement_verdict")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["strategy_document.id"],
            name=op.f("fk_strategy_judgement_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_judgement_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_judgement")),
    )
    op.create_index(
        "ix_strategy_judgement_document_id",
        "strategy_judgement",
        ["document_id", "passage_id", "concept", "id"],
        unique=False,
    )
    statements = child_of(
        "strategy_judgement", "strategy_document", "document_id", check=CURATES, writes="SELECT, INSERT"
    )
    for statement in statements:
        op.execute(statement)
