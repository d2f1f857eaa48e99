"""Strategies: documents and drafts' sections keep which release of the thesaurus their concepts are of."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_01"
down_revision = "20261128_06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, name in (("strategy_document", "annotated_with"), ("strategy_draft_section", "measured_with")):
        op.add_column(table, sa.Column(name, sa.String(16), server_default="", nullable=False))
        op.alter_column(table, name, server_default=None)
