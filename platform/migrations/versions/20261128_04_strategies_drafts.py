"""Strategies: drafts, their sections with every version, comments, tasks, phases, sources."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import child_of, labelled

revision = "20261128_04"
down_revision = "20261128_02"
branch_labels = None
depends_on = None

KEPT = "SELECT, INSERT"
"""Of what is never changed nor removed but with the draft itself."""
WORKED_ON = "SELECT, INSERT, UPDATE"
CHILDREN = {
    "strategy_draft_editor": "SELECT, INSERT, DELETE",
    "strategy_draft_section": WORKED_ON,
    "strategy_draft_phase": KEPT,
    "strategy_draft_snapshot": KEPT,
    "strategy_draft_comment": WORKED_ON,
    "strategy_draft_task": WORKED_ON,
    "strategy_draft_source": WORKED_ON,
    "strategy_draft_expertise": WORKED_ON,
}


def upgrade() -> None:
    op.create_table(
        "strategy_draft",
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("community", sa.String(length=16), nullable=False),
        sa.Column("owner_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("vocabulary", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.Column("snapshots", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.String(),
            sa.Computed(
                "CASE WHEN named_only OR label = 'TLP:RED' THEN 'named:' || id::text WHEN label = 'TLP:AMBER+STRICT' THEN 'strict:' || group_id::text WHEN label = 'TLP:AMBER' THEN 'amber:' || group_id::text WHEN label = 'TLP:GREEN' THEN 'community:' || community WHEN published THEN 'public' ELSE 'clear' END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_strategy_draft_author_id")),
        sa.ForeignKeyConstraint(["group_id"], ["sharing_group.id"], name=op.f("fk_strategy_draft_group_id")),
        sa.ForeignKeyConstraint(
            ["owner_organisation_id"], ["organisation.id"], name=op.f("fk_strategy_draft_owner_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft")),
    )
    op.create_index(
        "ix_strategy_draft_audience_touched_at",
        "strategy_draft",
        ["audience", "touched_at", "id"],
        unique=False,
        postgresql_include=["label"],
    )
    op.create_index(op.f("ix_strategy_draft_author_id"), "strategy_draft", ["author_id"], unique=False)
    op.create_index(op.f("ix_strategy_draft_group_id"), "strategy_draft", ["group_id"], unique=False)
    op.create_table(
        "strategy_draft_editor",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_editor_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["named_by"], ["person.id"], name=op.f("fk_strategy_draft_editor_named_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_draft_editor_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_strategy_draft_editor")),
    )
    op.create_table(
        "strategy_draft_expertise",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("elements", postgresql.JSONB(), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_strategy_draft_expertise_asked_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["person.id"], name=op.f("fk_strategy_draft_expertise_closed_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_expertise_draft_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_expertise")),
    )
    op.create_index(
        "ix_strategy_draft_expertise_draft_id", "strategy_draft_expertise", ["draft_id", "asked_at"], unique=False
    )
    op.create_table(
        "strategy_draft_phase",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("before", sa.String(length=16), nullable=False),
        sa.Column("after", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_phase_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_draft_phase_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_phase")),
    )
    op.create_index("ix_strategy_draft_phase_draft_id", "strategy_draft_phase", ["draft_id", "at"], unique=False)
    op.create_table(
        "strategy_draft_section",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(length=40), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_section_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["edited_by"], ["person.id"], name=op.f("fk_strategy_draft_section_edited_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["removed_by"], ["person.id"], name=op.f("fk_strategy_draft_section_removed_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_section")),
    )
    op.create_index(
        "ix_strategy_draft_section_draft_id", "strategy_draft_section", ["draft_id", "position"], unique=False
    )
    op.create_table(
        "strategy_draft_snapshot",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", postgresql.JSONB(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_snapshot_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["person.id"], name=op.f("fk_strategy_draft_snapshot_taken_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_snapshot")),
    )
    op.create_index("uq_strategy_draft_snapshot_number", "strategy_draft_snapshot", ["draft_id", "number"], unique=True)
    op.create_table(
        "strategy_draft_source",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.String(length=16), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("citation", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["person.id"], name=op.f("fk_strategy_draft_source_added_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["strategy_document.id"],
            name=op.f("fk_strategy_draft_source_document_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_source_draft_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_source")),
    )
    op.create_index(
        op.f("ix_strategy_draft_source_document_id"), "strategy_draft_source", ["document_id"], unique=False
    )
    op.create_index("uq_strategy_draft_source_number", "strategy_draft_source", ["draft_id", "number"], unique=True)
    op.create_table(
        "strategy_draft_comment",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_strategy_draft_comment_author_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_comment_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["strategy_draft_comment.id"],
            name=op.f("fk_strategy_draft_comment_parent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["person.id"], name=op.f("fk_strategy_draft_comment_resolved_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["strategy_draft_section.id"],
            name=op.f("fk_strategy_draft_comment_section_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_comment")),
    )
    op.create_index("ix_strategy_draft_comment_draft_id", "strategy_draft_comment", ["draft_id", "id"], unique=False)
    op.create_index(op.f("ix_strategy_draft_comment_parent_id"), "strategy_draft_comment", ["parent_id"], unique=False)
    op.create_table(
        "strategy_draft_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("restored", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_strategy_draft_revision_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["strategy_draft_section.id"],
            name=op.f("fk_strategy_draft_revision_section_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_revision")),
    )
    op.create_index(
        "uq_strategy_draft_revision_version", "strategy_draft_revision", ["section_id", "version"], unique=True
    )
    op.create_table(
        "strategy_draft_task",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_strategy_draft_task_assignee_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["done_by"], ["person.id"], name=op.f("fk_strategy_draft_task_done_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["strategy_draft.id"], name=op.f("fk_strategy_draft_task_draft_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_strategy_draft_task_made_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["strategy_draft_section.id"],
            name=op.f("fk_strategy_draft_task_section_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_draft_task")),
    )
    op.create_index("ix_strategy_draft_task_draft_id", "strategy_draft_task", ["draft_id", "id"], unique=False)
    op.create_index("ix_strategy_draft_task_due_on", "strategy_draft_task", ["due_on"], unique=False)
    statements = labelled("strategy_draft")
    for table, writes in CHILDREN.items():
        statements += child_of(table, "strategy_draft", "draft_id", writes=writes)
    statements += child_of("strategy_draft_revision", "strategy_draft_section", "section_id", writes=KEPT)
    for statement in statements:
        op.execute(statement)
