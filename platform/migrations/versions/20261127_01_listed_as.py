"""Directory: what its source lists an organisation as."""

import sqlalchemy as sa
from alembic import op

revision = "20261127_01"
down_revision = "20261123_07"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("organisation", sa.Column("listed_as", sa.Text(), nullable=False, server_default=""))
