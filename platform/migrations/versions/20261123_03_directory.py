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


# Rules begin: who sees the rows of each table.
# Whether the actor has a role on the platform; whether the actor leads an organisation.
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
FUNCTIONS = (FOLDED, READERSHIP, ROLES, LEADS)

RULES = {
    "openpgp_key": "(SELECT actor_system())"
    " OR EXISTS (SELECT 1 FROM organisation o WHERE o.id = openpgp_key.organisation_id)"
    " OR EXISTS (SELECT 1 FROM person p WHERE p.id = openpgp_key.person_id)",
    "group_admission": "(SELECT actor_system()) OR 'strict:' || group_id::text = ANY ((SELECT actor_tokens())::text[])"
    " OR person_id = (SELECT actor_person()) OR asked_by = (SELECT actor_person()) OR actor_leads(organisation_id)",
}


def upgrade() -> None:
    for table in ("organisation", "sharing_group"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    for function in FUNCTIONS:
        op.execute(function)
    op.create_table('openpgp_key',
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('armoured', sa.Text(), nullable=False),
    sa.Column('fingerprint', sa.Text(), nullable=False),
    sa.Column('user_ids', postgresql.ARRAY(sa.Text()), nullable=False),
    sa.Column('can_encrypt', sa.Boolean(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('added_by', sa.Uuid(), nullable=True),
    sa.Column('reminded_days', sa.Integer(), nullable=True),
    sa.CheckConstraint('num_nonnulls(organisation_id, person_id) = 1', name=op.f('ck_openpgp_key_one_owner')),
    sa.ForeignKeyConstraint(['added_by'], ['person.id'], name=op.f('fk_openpgp_key_added_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_openpgp_key_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_openpgp_key_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_openpgp_key'))
    )
    op.create_index('uq_openpgp_key_organisation', 'openpgp_key', ['organisation_id', 'fingerprint'], unique=True)
    op.create_index('uq_openpgp_key_person', 'openpgp_key', ['person_id', 'fingerprint'], unique=True)
    op.create_table('group_admission',
    sa.Column('created_at', sa.DateTime(timezone=True), server_default=sa.text('now()'), nullable=False),
    sa.Column('id', sa.Uuid(), nullable=False),
    sa.Column('group_id', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('organisation_id', sa.Uuid(), nullable=True),
    sa.Column('person_id', sa.Uuid(), nullable=True),
    sa.Column('asked_by', sa.Uuid(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('status', sa.String(length=10), nullable=False),
    sa.Column('decided_by', sa.Uuid(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.CheckConstraint('num_nonnulls(organisation_id, person_id) = 1', name=op.f('ck_group_admission_one_kind')),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_group_admission_asked_by'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_group_admission_decided_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['group_id'], ['sharing_group.id'], name=op.f('fk_group_admission_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisation.id'], name=op.f('fk_group_admission_organisation_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_group_admission_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_admission'))
    )
    op.create_index(op.f('ix_group_admission_organisation_id'), 'group_admission', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_group_admission_person_id'), 'group_admission', ['person_id'], unique=False)
    op.create_index('uq_group_admission_pending', 'group_admission', ['group_id', sa.literal_column('coalesce(organisation_id, person_id)')], unique=True, postgresql_where=sa.text("status = 'pending'"))
    for table, rule in RULES.items():
        for statement in secured(table, rule):
            op.execute(statement)
