"""Strategies: documents, their pages and passages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import APP, child_of, secured

revision = "20261128_02"
down_revision = "20261128_01"
branch_labels = None
depends_on = None

SYSTEM = "(SELECT actor_system())"
CURATES = f"{SYSTEM} OR (SELECT actor_role('secretariat'))"
READ = (
    f"audience = ANY ((SELECT actor_tokens())::text[]) OR {CURATES}"
    " OR (SELECT actor_person()) IN (SELECT contact_points_of(place))"
    " OR (SELECT true FROM strategy_edition e WHERE e.id = strategy_document.edition_id)"
)
"""Whoever reads the edition reads its documents; without one they are for curators and the contact point, until they are
published by themselves."""

# Everything whose bytes are in the file store: backups take it along, and the clean-up leaves it alone.
STORED = """
CREATE VIEW stored_file AS
SELECT id, size, sha256 FROM file
UNION ALL
SELECT id, size, sha256 FROM strategy_document
"""
KNOWN = """
CREATE OR REPLACE FUNCTION files_known(wanted uuid[]) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT f.id FROM stored_file f WHERE f.id = ANY (wanted) $$
"""


def upgrade() -> None:
    op.create_table(
        "strategy_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("mislabelled", sa.Boolean(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("scanned", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("fault", sa.String(length=24), nullable=False),
        sa.Column("fault_detail", sa.Text(), nullable=False),
        sa.Column("encoding", sa.String(length=24), nullable=False),
        sa.Column("replaced", sa.Integer(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("unread_pages", sa.Integer(), nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=True),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("near_duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("similarity", sa.Float(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column(
            "audience",
            sa.String(),
            sa.Computed("CASE WHEN published THEN 'public' ELSE 'curators' END", persisted=True),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["strategy_edition.id"], name=op.f("fk_strategy_document_edition_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["strategy_document.id"],
            name=op.f("fk_strategy_document_duplicate_of"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["near_duplicate_of"],
            ["strategy_document.id"],
            name=op.f("fk_strategy_document_near_duplicate_of"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_strategy_document_added_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_document")),
        sa.UniqueConstraint("sha256", "name", name="uq_strategy_document_sha256_name"),
    )
    op.create_index("ix_strategy_document_place", "strategy_document", ["place", "imported_at", "id"], unique=False)
    op.create_index("ix_strategy_document_imported_at", "strategy_document", ["imported_at", "id"], unique=False)
    op.create_index(op.f("ix_strategy_document_edition_id"), "strategy_document", ["edition_id"], unique=False)
    op.create_index(op.f("ix_strategy_document_duplicate_of"), "strategy_document", ["duplicate_of"], unique=False)
    op.create_table(
        "strategy_page",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("needs_ocr", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["strategy_document.id"], name=op.f("fk_strategy_page_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_strategy_page")),
    )
    op.create_table(
        "strategy_passage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("concepts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["strategy_document.id"], name=op.f("fk_strategy_passage_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_passage")),
        sa.UniqueConstraint("document_id", "page", "ordinal", name="uq_strategy_passage_document_id_page"),
    )
    statements = secured("strategy_document", READ, check=CURATES)
    statements.append(
        f"CREATE POLICY app_remove ON strategy_document AS RESTRICTIVE FOR DELETE TO {APP} USING ({CURATES})"
    )
    for table in ("strategy_page", "strategy_passage"):
        statements += child_of(table, "strategy_document", "document_id", check=SYSTEM)
        statements.append(f"CREATE POLICY app_remove ON {table} AS RESTRICTIVE FOR DELETE TO {APP} USING ({SYSTEM})")
    for statement in (*statements, STORED, f"REVOKE ALL ON stored_file FROM {APP}", KNOWN):
        op.execute(statement)
