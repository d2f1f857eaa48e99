"""Strategies: the catalogue's editions, their succession, changes and links."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import APP, secured

revision = "20261128_01"
down_revision = "20261127_01"
branch_labels = None
depends_on = None

SYSTEM = "(SELECT actor_system())"
CURATES = (
    f"{SYSTEM} OR (SELECT actor_role('secretariat')) OR (SELECT actor_person()) IN (SELECT contact_points_of(place))"
)
MINE = "proposed_by = (SELECT actor_person())"
READ = f"audience = ANY ((SELECT actor_tokens())::text[]) OR {MINE} OR {CURATES}"
WRITE = f"{CURATES} OR ({MINE} AND state IN ('proposed', 'declined'))"


def of_edition(table: str, rule: str) -> str:
    """A rule about the edition that a row of the table belongs to, as the actor sees it."""
    return f"(SELECT {rule} FROM strategy_edition WHERE strategy_edition.id = {table}.edition_id)"


def removable(table: str, rule: str) -> str:
    """Who may remove a row, which no WITH CHECK is asked about."""
    return f"CREATE POLICY app_remove ON {table} AS RESTRICTIVE FOR DELETE TO {APP} USING ({rule})"


def upgrade() -> None:
    op.create_table(
        "strategy_edition",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("title_original", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("adopted", sa.String(length=10), nullable=False),
        sa.Column(
            "adopted_year",
            sa.Integer(),
            sa.Computed("nullif(left(adopted, 4), '')::integer", persisted=True),
            nullable=True,
        ),
        sa.Column("period_start", sa.String(length=10), nullable=False),
        sa.Column("period_end", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("issuing_body", sa.Text(), nullable=False),
        sa.Column("document_url", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("last_checked", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_by", sa.Uuid(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_version", sa.Integer(), nullable=True),
        sa.Column(
            "audience",
            sa.String(),
            sa.Computed("CASE WHEN state = 'published' THEN 'public' ELSE 'curators' END", persisted=True),
            nullable=False,
        ),
        sa.CheckConstraint(
            "adopted ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'", name=op.f("ck_strategy_edition_adopted")
        ),
        sa.CheckConstraint(
            "period_end ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'", name=op.f("ck_strategy_edition_period_end")
        ),
        sa.CheckConstraint(
            "period_start ~ '^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$'", name=op.f("ck_strategy_edition_period_start")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["person.id"], name=op.f("fk_strategy_edition_confirmed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["person.id"], name=op.f("fk_strategy_edition_proposed_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_edition")),
    )
    op.create_index(
        "ix_strategy_edition_audience_adopted", "strategy_edition", ["audience", "adopted", "id"], unique=False
    )
    op.create_index(
        "ix_strategy_edition_audience_published_at",
        "strategy_edition",
        ["audience", "published_at", "id"],
        unique=False,
    )
    op.create_index("ix_strategy_edition_place", "strategy_edition", ["place"], unique=False)
    op.create_table(
        "strategy_supersession",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("superseded_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("edition_id <> superseded_id", name=op.f("ck_strategy_supersession_not_itself")),
        sa.ForeignKeyConstraint(
            ["edition_id"],
            ["strategy_edition.id"],
            name=op.f("fk_strategy_supersession_edition_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["superseded_id"],
            ["strategy_edition.id"],
            name=op.f("fk_strategy_supersession_superseded_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition_id", "superseded_id", name=op.f("pk_strategy_supersession")),
    )
    op.create_index(
        op.f("ix_strategy_supersession_superseded_id"), "strategy_supersession", ["superseded_id"], unique=False
    )
    op.create_table(
        "strategy_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("fields", postgresql.JSONB(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["strategy_edition.id"], name=op.f("fk_strategy_change_edition_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_change_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_change")),
    )
    op.create_index("ix_strategy_change_edition_id_version", "strategy_change", ["edition_id", "version"], unique=False)
    op.create_table(
        "strategy_link",
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("status_code", sa.Integer(), nullable=True),
        sa.Column("moved_to", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["strategy_edition.id"], name=op.f("fk_strategy_link_edition_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "field", name=op.f("pk_strategy_link")),
    )
    children = {
        "strategy_supersession": (WRITE, "SELECT, INSERT, DELETE"),
        "strategy_change": (WRITE, "SELECT, INSERT"),  # every change is kept
        "strategy_link": (SYSTEM, "SELECT, INSERT, UPDATE"),
    }
    statements = [*secured("strategy_edition", READ, check=WRITE), removable("strategy_edition", SYSTEM)]
    for table, (rule, writes) in children.items():
        seen, check = of_edition(table, "true"), of_edition(table, rule)
        statements += [*secured(table, seen, check=check, writes=writes), removable(table, check)]
    for statement in statements:
        op.execute(statement)
