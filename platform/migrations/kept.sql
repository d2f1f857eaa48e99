-- What the access rule says of a person, kept until anything changes that it depends on, because every request asks.
--
-- `access_change` counts the committed changes: a deferred trigger on each table that the rule reads adds one, under
-- the row's lock, right before the commit. What was found is kept with the count of the same snapshot, and holds only
-- for snapshots with that count: whoever sees a change sees its count as well. A transaction that has written already
-- neither uses nor keeps anything, since it may see changes of its own that are not counted yet.

CREATE TABLE access_change (
  only_row boolean CONSTRAINT pk_access_change PRIMARY KEY DEFAULT true CHECK (only_row),
  count bigint NOT NULL
);
INSERT INTO access_change (count) VALUES (1);

CREATE UNLOGGED TABLE kept_caller (
  person_id uuid CONSTRAINT pk_kept_caller PRIMARY KEY REFERENCES person ON DELETE CASCADE,
  count bigint NOT NULL,
  caller jsonb NOT NULL,
  tokens text NOT NULL
);

CREATE FUNCTION count_access_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  UPDATE access_change SET count = count + 1;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER access_changed
  AFTER DELETE OR UPDATE OF id, status, name, email, locale, time_zone, demonstration, created_at ON person
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed
  AFTER DELETE OR UPDATE OF id, status, parent_id, country ON organisation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed AFTER INSERT OR DELETE OR UPDATE ON organisation_community
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed AFTER INSERT OR DELETE OR UPDATE ON membership
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed AFTER INSERT OR DELETE OR UPDATE ON group_member
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed AFTER DELETE OR UPDATE OF id, community ON sharing_group
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();
CREATE CONSTRAINT TRIGGER access_changed AFTER INSERT OR DELETE OR UPDATE ON platform_role
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();

-- Nothing that is kept depends on recipients, but sockets do: see access_changes.
CREATE CONSTRAINT TRIGGER access_changed AFTER DELETE ON recipient
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_access_change();

-- For servers whose sockets were told of a change by a signal: whether there was one that they did not hear of.
CREATE FUNCTION access_changes() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT a.count FROM access_change a $$;

-- Everything about a caller in one question, so from one snapshot; no row for anybody who is not active. Its body is
-- parsed when it is made, so that the catalogue knows, and a test can compare, which columns it depends on.
CREATE FUNCTION find_caller(who uuid, OUT count bigint, OUT caller jsonb, OUT tokens text) RETURNS SETOF record
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
  SELECT a.count, jsonb_build_object(
    'person_id', p.id, 'name', p.name, 'email', p.email, 'locale', p.locale, 'time_zone', p.time_zone,
    'demonstration', p.demonstration, 'joined_at', p.created_at,
    'platform_roles', coalesce((SELECT jsonb_agg(r.role) FROM platform_role r WHERE r.person_id = p.id), '[]'),
    'memberships', coalesce((SELECT jsonb_agg(jsonb_build_object('organisation_id', m.organisation_id, 'role', m.role,
        'country', o.country)) FROM membership m JOIN organisation o ON o.id = m.organisation_id AND o.status = 'active'
        WHERE m.person_id = p.id), '[]'),
    'tokens', to_jsonb(h.held)), h.held::text
  FROM access_change a
  CROSS JOIN person p
  CROSS JOIN LATERAL (SELECT coalesce(array_agg(holds.token), '{}') AS held FROM holds WHERE holds.person_id = p.id) h
  WHERE p.id = who AND p.status = 'active';
END;

-- `find_caller`, kept for the requests that follow. Only one transaction at a time keeps a person's row, and nobody
-- waits for it.
CREATE FUNCTION find_and_keep_caller(who uuid, OUT caller jsonb, OUT tokens text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  found_count bigint;
BEGIN
  SELECT f.count, f.caller, f.tokens INTO found_count, caller, tokens FROM find_caller(who) f;
  IF found_count IS NOT NULL AND pg_current_xact_id_if_assigned() IS NULL
     AND current_setting('transaction_read_only') = 'off'
     AND current_setting('transaction_isolation') = 'read committed'
     AND pg_try_advisory_xact_lock(hashtextextended('kept_caller ' || who::text, 0)) THEN
    INSERT INTO kept_caller AS k (person_id, count, caller, tokens) VALUES (who, found_count, caller, tokens)
    ON CONFLICT (person_id) DO UPDATE
      SET count = excluded.count, caller = excluded.caller, tokens = excluded.tokens;
  END IF;
END $$;

-- Take on a person's identity for this transaction, and say who it is. NULL, and nobody's identity, when there is no
-- such active person. The settings are joined into one expression, which costs less than a statement each.
CREATE FUNCTION open_person(who uuid, with_passkey boolean, reading boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  me jsonb;
  held text;
  settled text;
BEGIN
  IF who IS NOT NULL THEN
    SELECT k.caller, k.tokens INTO me, held
      FROM kept_caller k JOIN access_change a ON a.count = k.count
     WHERE k.person_id = who AND pg_current_xact_id_if_assigned() IS NULL;
    IF me IS NULL THEN
      SELECT f.caller, f.tokens INTO me, held FROM find_and_keep_caller(who) f;
    END IF;
  END IF;
  settled := set_config('transaction_read_only', CASE WHEN reading THEN 'on' ELSE current_setting('transaction_read_only') END, true)
    || set_config('atalaya.person', CASE WHEN me IS NULL THEN '' ELSE who::text END, true)
    || set_config('atalaya.tokens', CASE WHEN me IS NULL THEN '{public}' ELSE held END, true)
    || set_config('atalaya.strong', CASE WHEN me IS NOT NULL AND with_passkey THEN 'on' ELSE 'off' END, true)
    || set_config('atalaya.system', 'off', true);
  RETURN me || jsonb_build_object('strong', with_passkey);
END $$;

-- The identity behind a session's cookie. NULL if there is no such living session; of an unfinished sign-in only what
-- it waits for, as nobody.
CREATE FUNCTION open_session(wanted bytea, moment timestamptz, idle interval, reading boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  here record;
BEGIN
  SELECT s.id, s.person_id, s.state, s.strong, s.seen_at INTO here
    FROM sign_in_session s
   WHERE s.token_hash = wanted AND s.ended_at IS NULL AND s.expires_at > moment AND s.seen_at > moment - idle;
  IF here.state = 'signed_in' THEN
    RETURN open_person(here.person_id, here.strong, reading)
           || jsonb_build_object('session_id', here.id, 'seen_at', here.seen_at);
  END IF;
  PERFORM open_person(NULL, false, reading);
  RETURN CASE WHEN here.id IS NOT NULL THEN jsonb_build_object('session_id', here.id, 'pending', here.state,
                                                               'pending_person_id', here.person_id) END;
END $$;

-- The identity behind an API token, without a passkey's strength. NULL if it does not live.
CREATE FUNCTION open_api_token(wanted bytea, moment timestamptz, reading boolean) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  here record;
BEGIN
  SELECT t.id, t.person_id, t.scopes INTO here
    FROM api_token t
   WHERE t.token_hash = wanted AND t.ended_at IS NULL AND t.expires_at > moment;
  RETURN open_person(here.person_id, false, reading)
         || jsonb_build_object('api_token_id', here.id, 'scopes', to_jsonb(here.scopes));
END $$;
