"""Directory: versions of what people edit, folded text, and the numbers of an audience."""

import sqlalchemy as sa
from alembic import op

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


def upgrade() -> None:
    for table in ("organisation", "sharing_group"):
        op.add_column(table, sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.execute(FOLDED)
    op.execute(READERSHIP)
