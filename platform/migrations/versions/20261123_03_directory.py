"""Directory: versions of what people edit, folded text, and the numbers of an audience."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import secured

revision = "20261123_03"
down_revision = "20261123_02"
branch_labels = None
depends_on = None

# Lower case without accents, so that "Jose" finds "José"; no extension is needed for it.
FOLDED = r"""
CREATE FUNCTION folded(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $$ SELECT regexp_replace(lower(normalize(value, NFKD)), '[\u0300-\u036f]', '', 'g') $$
"""

# The numbers of "who will read this", over everyone the access rule itself names, also whom the actor may not know.
READERSHIP = """
CREATE FUNCTION readership(wanted text)
RETURNS TABLE (people bigint, organisations bigint, countries bigint, constituents boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH reader AS (SELECT r.id FROM readers_of(wanted) r(id)),
       team AS (SELECT DISTINCT o.id, o.country FROM reader
                  JOIN membership m ON m.person_id = reader.id
                  JOIN organisation o ON o.id = m.organisation_id AND o.status = 'active')
  SELECT (SELECT count(*) FROM reader),
         (SELECT count(*) FROM team),
         (SELECT count(DISTINCT team.country) FROM team),
         wanted LIKE 'amber:%' AND EXISTS (
           SELECT 1 FROM reader WHERE reader.id NOT IN (SELECT s.id FROM readers_of('strict:' || substr(wanted, 7)) s(id)))
$$
"""


# Whether the actor has a role on the platform; leads an organisation; is the contact point of a country.
ROLES = """
CREATE FUNCTION actor_role(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT EXISTS (SELECT 1 FROM platform_role r WHERE r.person_id = actor_person() AND r.role = wanted) $$
"""
LEADS = """
CREATE FUNCTION actor_leads(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM membership m WHERE m.organisation_id = wanted AND m.person_id = actor_person()
                        AND m.role IN ('team_lead', 'national_contact_point')) $$
"""
CONTACT_POINTS = """
CREATE FUNCTION contact_points_of(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT DISTINCT m.person_id FROM membership m
        JOIN organisation o ON o.id = m.organisation_id AND o.status = 'active'
        JOIN organisation_community c ON c.organisation_id = o.id AND c.community = 'network'
        JOIN person p ON p.id = m.person_id AND p.status = 'active'
       WHERE m.role = 'national_contact_point' AND o.country = wanted $$
"""
FUNCTIONS = (FOLDED, READERSHIP, ROLES, LEADS, CONTACT_POINTS)

SYSTEM = "(SELECT actor_system())"
SECRETARIAT = "(SELECT actor_role('secretariat'))"
SEEN_ORGANISATION = "EXISTS (SELECT 1 FROM organisation o WHERE o.id = {}.organisation_id)"
CONTACT_POINT = "(SELECT actor_person()) IN (SELECT contact_points_of({}))"
RULES = {
    "openpgp_key": f"{SYSTEM} OR {SEEN_ORGANISATION.format('openpgp_key')}"
    " OR EXISTS (SELECT 1 FROM person p WHERE p.id = openpgp_key.person_id)",
    "group_admission": f"{SYSTEM} OR 'strict:' || group_id::text = ANY ((SELECT actor_tokens())::text[])"
    " OR person_id = (SELECT actor_person()) OR asked_by = (SELECT actor_person()) OR actor_leads(organisation_id)",
    "invitation": f"{SYSTEM} OR {SECRETARIAT} OR actor_leads(organisation_id) OR EXISTS (SELECT 1 FROM organisation o"
    f" WHERE o.id = invitation.organisation_id AND {CONTACT_POINT.format('o.country')})",
    "application": f"{SYSTEM} OR {SECRETARIAT} OR (community = 'network' AND submitted_at IS NOT NULL"
    f" AND {CONTACT_POINT.format('country')})",
    "application_step": "EXISTS (SELECT 1 FROM application a WHERE a.id = application_step.application_id)",
    "contact_test_target": f"{SYSTEM} OR {SEEN_ORGANISATION.format('contact_test_target')}",
    "contact_test": f"{SYSTEM} OR started_by = (SELECT actor_person())"
    " OR EXISTS (SELECT 1 FROM contact_test_target t WHERE t.test_id = contact_test.id)",
    "reminder_sent": SYSTEM,
}


def upgrade() -> None:
    for table in ("organisation", "sharing_group"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for function in FUNCTIONS:
        op.execute(function)
    op.create_table(
        "openpgp_key",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("armoured", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("user_ids", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("can_encrypt", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("num_nonnulls(organisation_id, person_id) = 1", name=op.f("ck_openpgp_key_one_owner")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_openpgp_key_added_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_openpgp_key_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_openpgp_key_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openpgp_key")),
    )
    op.create_index("uq_openpgp_key_organisation", "openpgp_key", ["organisation_id", "fingerprint"], unique=True)
    op.create_index("uq_openpgp_key_person", "openpgp_key", ["person_id", "fingerprint"], unique=True)
    op.create_table(
        "group_admission",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint("num_nonnulls(organisation_id, person_id) = 1", name=op.f("ck_group_admission_one_kind")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["person.id"], name=op.f("fk_group_admission_asked_by"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_group_admission_decided_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["sharing_group.id"], name=op.f("fk_group_admission_group_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_group_admission_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_group_admission_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_admission")),
    )
    op.create_index(op.f("ix_group_admission_organisation_id"), "group_admission", ["organisation_id"], unique=False)
    op.create_index(op.f("ix_group_admission_person_id"), "group_admission", ["person_id"], unique=False)
    op.create_index(
        "uq_group_admission_pending",
        "group_admission",
        ["group_id", sa.literal_column("coalesce(organisation_id, person_id)")],
        unique=True,
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_table(
        "reminder_sent",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "step", name=op.f("pk_reminder_sent")),
    )
    op.create_table(
        "application",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("acronym", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("community", sa.String(length=16), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("contact_email", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("endorsed", sa.Boolean(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("address_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_application_organisation_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_application_token_hash")),
    )
    op.create_index(op.f("ix_application_address_hash"), "application", ["address_hash"], unique=False)
    op.create_index(op.f("ix_application_contact_email"), "application", ["contact_email"], unique=False)
    op.create_index(op.f("ix_application_status"), "application", ["status"], unique=False)
    op.create_table(
        "contact_test",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["started_by"], ["person.id"], name=op.f("fk_contact_test_started_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_test")),
    )
    op.create_table(
        "invitation",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("platform_role", sa.String(length=24), nullable=True),
        sa.Column("locale", sa.String(length=8), nullable=False),
        sa.Column("invited_by", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["invited_by"], ["person.id"], name=op.f("fk_invitation_invited_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    op.create_index(op.f("ix_invitation_organisation_id"), "invitation", ["organisation_id"], unique=False)
    op.create_index(
        "uq_invitation_open",
        "invitation",
        [sa.literal_column("lower(email)"), "organisation_id"],
        unique=True,
        postgresql_where=sa.text("accepted_at IS NULL AND revoked_at IS NULL"),
    )
    op.create_table(
        "application_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("act", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["application.id"], name=op.f("fk_application_step_application_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_application_step_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_step")),
    )
    op.create_index(op.f("ix_application_step_application_id"), "application_step", ["application_id"], unique=False)
    op.create_table(
        "contact_test_target",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("test_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_contact_test_target_organisation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["test_id"], ["contact_test.id"], name=op.f("fk_contact_test_target_test_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_test_target")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_contact_test_target_token_hash")),
    )
    op.create_index(
        op.f("ix_contact_test_target_organisation_id"), "contact_test_target", ["organisation_id"], unique=False
    )
    op.create_index("uq_contact_test_target", "contact_test_target", ["test_id", "organisation_id"], unique=True)
    op.create_index(
        "ix_audit_entry_suspension",
        "audit_entry",
        ["object_id", "at"],
        unique=False,
        postgresql_where=sa.text("act = 'directory.person.suspend'"),
    )
    for table, rule in RULES.items():
        for statement in secured(table, rule):
            op.execute(statement)
