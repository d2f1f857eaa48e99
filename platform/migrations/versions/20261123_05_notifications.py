"""Notifications, preferences, subscriptions, mail."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import APP, personal, secured

revision = "20261123_05"
down_revision = "20261123_04"
branch_labels = None
depends_on = None


# A notification of what its person may no longer read does not exist. That it is about TLP:RED shows without a
# passkey, for it says nothing else.
NOTIFICATION = (
    "(SELECT actor_system()) OR (person_id = (SELECT actor_person()) AND ("
    "audience = ANY ((SELECT actor_tokens())::text[])"
    " OR (audience LIKE 'named:%' AND actor_named(substr(audience, 7)::uuid, ''))))"
)

FOLLOW = """
CREATE FUNCTION notifications_follow_label() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  UPDATE notification SET audience = NEW.audience, label = NEW.label,
         title = CASE WHEN NEW.label = 'TLP:RED' THEN '' ELSE title END,
         excerpt = CASE WHEN NEW.label = 'TLP:RED' THEN '' ELSE excerpt END,
         actor_id = CASE WHEN NEW.label = 'TLP:RED' THEN NULL ELSE actor_id END
   WHERE object_id = NEW.object_id;
  RETURN NULL;
END $$
"""


def upgrade() -> None:
    op.create_table(
        "mail",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("encrypted", sa.Boolean(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    op.create_index("ix_mail_person_id_id", "mail", ["person_id", "id"], unique=False)
    op.create_table(
        "notification",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("direct", sa.Boolean(), nullable=False),
        sa.Column("in_app", sa.Boolean(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail", sa.String(length=8), nullable=False),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notification_mail_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notification_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
    )
    op.create_index("ix_notification_person_id_id", "notification", ["person_id", "id"], unique=False)
    op.create_index(op.f("ix_notification_object_id"), "notification", ["object_id"], unique=False)
    op.create_index(op.f("ix_notification_mail_id"), "notification", ["mail_id"], unique=False)
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["person_id"],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL AND in_app"),
    )
    op.create_index(
        "ix_notification_mail_due",
        "notification",
        ["person_id", "place"],
        unique=False,
        postgresql_where=sa.text("mail IN ('now', 'digest')"),
    )
    op.create_table(
        "notification_preference",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kinds", postgresql.JSONB(), nullable=False),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("digest_sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsubscribe_key", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("digest_hour BETWEEN 0 AND 23", name=op.f("ck_notification_preference_digest_hour")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notification_preference_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notification_preference")),
    )
    op.create_table(
        "subscription",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_subscription_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "place", name=op.f("pk_subscription")),
    )
    op.create_index(op.f("ix_subscription_place"), "subscription", ["place"], unique=False)
    for statement in secured("notification", NOTIFICATION):
        op.execute(statement)
    for table in ("mail", "subscription", "notification_preference"):
        for statement in personal(table):
            op.execute(statement)
    op.execute(f"GRANT SELECT ON alembic_version TO {APP}")  # the doctor compares it with the code's
    op.execute(FOLLOW)
    op.execute(
        "CREATE TRIGGER notifications_follow_label AFTER UPDATE OF audience, label ON stream FOR EACH ROW"
        " WHEN (OLD.audience IS DISTINCT FROM NEW.audience OR OLD.label IS DISTINCT FROM NEW.label)"
        " EXECUTE FUNCTION notifications_follow_label()"
    )
