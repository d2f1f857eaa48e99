-- The access rule, once. Who holds which audience token; what the actor of this transaction may read.

-- The wall: what an organisation opens to its people, it opens while it is active and within that community only.
CREATE VIEW organisation_within AS
  SELECT oc.organisation_id, oc.community
    FROM organisation_community oc JOIN organisation o ON o.id = oc.organisation_id AND o.status = 'active';

-- Through whom a group is read: its member organisations, and those of the persons who are members. May name an
-- organisation twice, and one from beyond the wall; `holds` removes doubles once, at its end, and not over all groups
-- for each person.
CREATE VIEW group_organisation AS
  SELECT group_id, organisation_id FROM group_member WHERE organisation_id IS NOT NULL
  UNION ALL
  SELECT g.group_id, m.organisation_id
    FROM group_member g JOIN membership m ON m.person_id = g.person_id
   WHERE g.person_id IS NOT NULL;

CREATE VIEW holds AS
  SELECT p.id AS person_id, 'person:' || p.id::text AS token FROM person p WHERE p.status = 'active'
  UNION ALL
  SELECT p.id, t.token FROM person p CROSS JOIN (VALUES ('clear'), ('public')) t(token) WHERE p.status = 'active'
  UNION
  SELECT m.person_id, 'community:' || w.community
    FROM membership m
    JOIN organisation_within w ON w.organisation_id = m.organisation_id
    JOIN person p ON p.id = m.person_id AND p.status = 'active'
  UNION
  SELECT m.person_id, k.kind || ':' || g.group_id::text
    FROM group_organisation g
    JOIN sharing_group s ON s.id = g.group_id
    JOIN organisation_within w ON w.organisation_id = g.organisation_id AND w.community = s.community
    JOIN membership m ON m.organisation_id = g.organisation_id
    JOIN person p ON p.id = m.person_id AND p.status = 'active'
   CROSS JOIN (VALUES ('strict'), ('amber')) k(kind)
  UNION
  SELECT m.person_id, 'amber:' || g.group_id::text
    FROM group_organisation g
    JOIN sharing_group s ON s.id = g.group_id
    JOIN organisation_within w ON w.organisation_id = g.organisation_id AND w.community = s.community
    JOIN organisation o ON o.parent_id = g.organisation_id
    JOIN organisation_within c ON c.organisation_id = o.id AND c.community = s.community
    JOIN membership m ON m.organisation_id = o.id
    JOIN person p ON p.id = m.person_id AND p.status = 'active';

-- In which communities a person can be met. It reads past the policies of its tables, which keeps those of person
-- and membership from asking each other row by row.
CREATE VIEW person_community AS
  SELECT m.person_id, 'community:' || oc.community AS token
    FROM membership m JOIN organisation_community oc ON oc.organisation_id = m.organisation_id;

CREATE FUNCTION actor_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT nullif(current_setting('atalaya.person', true), '')::uuid $$;

CREATE FUNCTION actor_tokens() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(nullif(current_setting('atalaya.tokens', true), ''), '{}')::text[] $$;

CREATE FUNCTION actor_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(current_setting('atalaya.system', true), '') = 'on' $$;

CREATE FUNCTION actor_strong() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT coalesce(current_setting('atalaya.strong', true), '') = 'on' $$;

CREATE FUNCTION actor_holds(wanted text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
AS $$ SELECT wanted = ANY (actor_tokens()) $$;

-- TLP:RED needs a sign-in with a passkey; named-only objects of another label do not.
CREATE FUNCTION actor_named(object uuid, object_label text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT (object_label <> 'TLP:RED' OR actor_strong())
         AND EXISTS (SELECT 1 FROM recipient r WHERE r.object_id = object AND r.person_id = actor_person()) $$;

-- Every person who may read an audience: what the composer says before sending.
CREATE FUNCTION readers_of(wanted text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  SELECT h.person_id FROM holds h WHERE h.token = wanted AND wanted NOT LIKE 'named:%'
  UNION
  SELECT r.person_id FROM recipient r JOIN person p ON p.id = r.person_id AND p.status = 'active'
   WHERE wanted LIKE 'named:%' AND r.object_id = substr(wanted, 7)::uuid
$$;

-- Two people know of each other when a community holds them both; everybody knows himself.
CREATE FUNCTION actor_knows(other uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT other = actor_person() OR EXISTS (
        SELECT 1 FROM membership m JOIN organisation_community oc ON oc.organisation_id = m.organisation_id
         WHERE m.person_id = other AND 'community:' || oc.community = ANY (actor_tokens())) $$;

CREATE FUNCTION become(who uuid, with_passkey boolean) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  held text[];
BEGIN
  SELECT coalesce(array_agg(h.token), '{}') INTO held FROM holds h WHERE h.person_id = who;
  PERFORM set_config('atalaya.person', coalesce(who::text, ''), true),
          set_config('atalaya.tokens', CASE WHEN who IS NULL THEN '{public}' ELSE held::text END, true),
          set_config('atalaya.strong', CASE WHEN with_passkey THEN 'on' ELSE 'off' END, true),
          set_config('atalaya.system', 'off', true);
  RETURN held;
END $$;

CREATE FUNCTION become_system() RETURNS void LANGUAGE sql
AS $$ SELECT set_config('atalaya.person', '', true), set_config('atalaya.tokens', '{}', true),
             set_config('atalaya.strong', 'off', true), set_config('atalaya.system', 'on', true) $$;
