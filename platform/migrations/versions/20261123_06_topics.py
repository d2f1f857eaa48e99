"""Forum topics and posts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import child_of, labelled, personal

revision = "20261123_06"
down_revision = "20261123_05"
branch_labels = None
depends_on = None

# What browsers were sent about a topic stays in the stream of its readers of then. When the readers change, the
# card there is emptied; the number stays, so that no stream has a gap.
REDACT = """
CREATE FUNCTION redact_topic_cards(topic uuid, former text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  UPDATE stream_event SET data = jsonb_build_object('topic_id', topic, 'gone', true)
   WHERE stream = former AND former <> 'topic:' || topic::text AND data->>'topic_id' = topic::text
     AND NOT EXISTS (SELECT 1 FROM public.topic t WHERE t.id = redact_topic_cards.topic AND t.audience = former)
$$
"""


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.JSONB(), server_default="{}", nullable=False),
        sa.Column("client_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_draft")),
    )
    op.create_table(
        "read_mark",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_read_mark_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_read_mark")),
    )
    op.create_table(
        "topic",
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("community", sa.String(length=16), nullable=False),
        sa.Column("owner_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_activity", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_author_id", sa.Uuid(), nullable=True),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("accepted_post_id", sa.Uuid(), nullable=True),
        sa.Column("promoted_from_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("severity", sa.String(length=8), nullable=True),
        sa.Column("cvss_vector", sa.Text(), nullable=False),
        sa.Column("products", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("cves", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
        sa.Column("indicators", postgresql.JSONB(), server_default="[]", nullable=False),
        sa.Column("acknowledge_by", sa.Date(), nullable=True),
        sa.Column(
            "audience",
            sa.String(),
            sa.Computed(
                "CASE WHEN named_only OR label = 'TLP:RED' THEN 'named:' || id::text WHEN label = 'TLP:AMBER+STRICT' THEN 'strict:' || group_id::text WHEN label = 'TLP:AMBER' THEN 'amber:' || group_id::text WHEN label = 'TLP:GREEN' THEN 'community:' || community WHEN published THEN 'public' ELSE 'clear' END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_topic_author_id")),
        sa.ForeignKeyConstraint(["group_id"], ["sharing_group.id"], name=op.f("fk_topic_group_id")),
        sa.ForeignKeyConstraint(["last_author_id"], ["person.id"], name=op.f("fk_topic_last_author_id")),
        sa.ForeignKeyConstraint(
            ["owner_organisation_id"], ["organisation.id"], name=op.f("fk_topic_owner_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    op.create_index(
        "ix_topic_acknowledge_by",
        "topic",
        ["acknowledge_by"],
        unique=False,
        postgresql_where=sa.text("acknowledge_by IS NOT NULL"),
    )
    op.create_index(
        "ix_topic_audience_activity",
        "topic",
        ["audience", "last_activity", "id"],
        unique=False,
        postgresql_include=["label"],
    )
    op.create_index(
        "ix_topic_audience_group_activity",
        "topic",
        ["audience", "group_id", "last_activity", "id"],
        unique=False,
        postgresql_include=["label"],
    )
    op.create_index(
        "ix_topic_audience_kind_activity",
        "topic",
        ["audience", "kind", "last_activity", "id"],
        unique=False,
        postgresql_include=["label"],
    )
    op.create_index(op.f("ix_topic_author_id"), "topic", ["author_id"], unique=False)
    op.create_index(op.f("ix_topic_group_id"), "topic", ["group_id"], unique=False)
    op.create_index(
        "ix_topic_pinned", "topic", ["audience", "group_id"], unique=False, postgresql_where=sa.text("pinned")
    )
    op.create_index(
        "ix_topic_promoted_from",
        "topic",
        ["promoted_from_id"],
        unique=False,
        postgresql_where=sa.text("promoted_from_id IS NOT NULL"),
    )
    op.create_index(
        "ix_topic_review_on", "topic", ["review_on"], unique=False, postgresql_where=sa.text("review_on IS NOT NULL")
    )
    op.create_table(
        "acknowledgement",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_acknowledgement_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_acknowledgement_person_id")),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_acknowledgement_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("topic_id", "organisation_id", name=op.f("pk_acknowledgement")),
    )
    op.create_table(
        "post",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("reply_to_id", sa.Uuid(), nullable=True),
        sa.Column("attachments", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("state_by", sa.Uuid(), nullable=True),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_reason", sa.Text(), nullable=False),
        sa.Column("moved_to_id", sa.Uuid(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open_flags", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_post_organisation_id")),
        sa.ForeignKeyConstraint(["state_by"], ["person.id"], name=op.f("fk_post_state_by")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_post_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    op.create_index(op.f("ix_post_author_id"), "post", ["author_id"], unique=False)
    op.create_index(
        "ix_post_flagged", "post", ["topic_id", "id"], unique=False, postgresql_where=sa.text("open_flags > 0")
    )
    op.create_index("uq_post_topic_number", "post", ["topic_id", "number"], unique=True)
    op.create_table(
        "topic_read",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_topic_read_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_topic_read_topic_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", "topic_id", name=op.f("pk_topic_read")),
    )
    op.create_index(op.f("ix_topic_read_topic_id"), "topic_read", ["topic_id"], unique=False)
    op.create_table(
        "post_flag",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolution", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_flag_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_flag_post_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["resolved_by"], ["person.id"], name=op.f("fk_post_flag_resolved_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_flag")),
    )
    op.create_index(
        "ix_post_flag_open",
        "post_flag",
        ["created_at", "id"],
        unique=False,
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_index(
        "uq_post_flag_open",
        "post_flag",
        ["post_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("resolved_at IS NULL"),
    )
    op.create_table(
        "post_mention",
        sa.Column("named_id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_mention_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("named_id", "post_id", name=op.f("pk_post_mention")),
    )
    op.create_index(op.f("ix_post_mention_post_id"), "post_mention", ["post_id"], unique=False)
    op.create_table(
        "post_reaction",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("emoji", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_post_reaction_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_reaction_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("post_id", "emoji", "person_id", name=op.f("pk_post_reaction")),
    )
    op.create_table(
        "post_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("post_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_revision_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_revision")),
    )
    op.create_index("uq_post_revision_version", "post_revision", ["post_id", "version"], unique=True)
    op.execute(REDACT)
    statements = [
        *labelled("topic"),
        *child_of("post", "topic", "topic_id"),
        *child_of("acknowledgement", "topic", "topic_id"),
        *child_of("post_mention", "post", "post_id"),
        *child_of("post_revision", "post", "post_id"),
        *child_of("post_reaction", "post", "post_id"),
        *child_of("post_flag", "post", "post_id"),
        *personal("topic_read"),
        *personal("read_mark"),
        *personal("draft"),
    ]
    for statement in statements:
        op.execute(statement)
