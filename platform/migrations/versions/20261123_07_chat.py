"""Chat channels and messages."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_07"
down_revision = "20261123_06"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
