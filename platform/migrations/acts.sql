-- What an act leaves behind, written in its own transaction by one call: events, jobs, search changes, audit.

CREATE FUNCTION seal_audit_entry(entry jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  chosen smallint := abs(hashtext(coalesce(entry->>'person_id', '')) % 16);
  head audit_head%ROWTYPE;
  moment timestamptz := clock_timestamp();
  stored jsonb := coalesce(entry->'detail', '{}');
  sealed bytea;
BEGIN
  SELECT * INTO head FROM audit_head WHERE chain = chosen FOR UPDATE;
  sealed := sha256(head.hash || convert_to(concat_ws(E'\x1f', chosen, head.seq + 1,
    to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce(entry->>'person_id', ''), entry->>'act',
    coalesce(entry->>'object_type', ''), coalesce(entry->>'object_id', ''), coalesce(entry->>'request_id', ''),
    stored::text), 'UTF8'));
  INSERT INTO audit_entry (chain, seq, at, person_id, act, object_type, object_id, request_id, detail, previous, hash)
  VALUES (chosen, head.seq + 1, moment, (entry->>'person_id')::uuid, entry->>'act', coalesce(entry->>'object_type', ''),
          coalesce(entry->>'object_id', ''), coalesce(entry->>'request_id', ''), stored, head.hash, sealed);
  UPDATE audit_head SET seq = head.seq + 1, hash = sealed WHERE chain = chosen;
END $$;

-- The next number of a stream, under its row lock until this transaction ends. Streams named after an audience
-- (a person, a group's readers, a community) exist as soon as something is said in them.
CREATE FUNCTION next_in_stream(wanted text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  given bigint;
BEGIN
  UPDATE stream SET head = head + 1 WHERE name = wanted RETURNING head INTO given;
  IF given IS NULL THEN
    IF wanted !~ '^(person:|strict:|amber:|community:|clear$|public$)' THEN
      RAISE EXCEPTION 'no stream %', wanted USING ERRCODE = 'no_data_found';
    END IF;
    INSERT INTO stream (name, object_id, audience, label, head)
    VALUES (wanted, '00000000-0000-0000-0000-000000000000', wanted, 'TLP:AMBER', 1)
    ON CONFLICT (name) DO UPDATE SET head = stream.head + 1 RETURNING head INTO given;
  END IF;
  RETURN given;
END $$;

CREATE FUNCTION record_act(payload jsonb) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
DECLARE
  item jsonb;
  given bigint;
  published jsonb := '[]';
BEGIN
  IF jsonb_array_length(payload->'jobs') > 0 THEN
    PERFORM procrastinate_defer_jobs_v1(ARRAY(
      SELECT ROW(coalesce(j->>'queue', 'default'), j->>'task', 0, j->>'lock', j->>'queueing_lock', j->'args',
                 (j->>'at')::timestamptz)::procrastinate_job_to_defer_v1
        FROM jsonb_array_elements(payload->'jobs') j));
  END IF;
  INSERT INTO search_change (kind, object_id)
  SELECT DISTINCT c->>0, (c->>1)::uuid FROM jsonb_array_elements(payload->'changes') c ORDER BY 1, 2
  ON CONFLICT (kind, object_id) DO UPDATE SET version = search_change.version + 1, at = least(search_change.at, now());
  FOR item IN SELECT e FROM jsonb_array_elements(payload->'events') WITH ORDINALITY t(e, n) ORDER BY n LOOP
    given := coalesce((item->>'seq')::bigint, next_in_stream(item->>'stream'));
    INSERT INTO stream_event (stream, seq, type, at, data)
    VALUES (item->>'stream', given, item->>'type', (item->>'at')::timestamptz, item->'data');
    published := published || jsonb_build_array(given);
  END LOOP;
  FOR item IN SELECT e FROM jsonb_array_elements(payload->'audit') e LOOP
    PERFORM seal_audit_entry(item);
  END LOOP;
  RETURN published;
END $$;

-- Old events of all streams, also of those that the system may not read; how many there were.
CREATE FUNCTION forget_stream_events(kept bigint, before timestamptz, most int) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  WITH old AS (
    SELECT e.stream, e.seq FROM stream s JOIN stream_event e ON e.stream = s.name
     WHERE actor_system() AND (e.seq <= s.head - kept OR e.at < before) LIMIT most
  ), gone AS (
    DELETE FROM stream_event e USING old WHERE e.stream = old.stream AND e.seq = old.seq RETURNING 1
  )
  SELECT count(*) FROM gone
$$;

-- For fan-out only: access was decided when subscribing.
CREATE FUNCTION stream_events_after(wanted text, after bigint, most int)
RETURNS TABLE (seq bigint, type text, at timestamptz, data jsonb)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT e.seq, e.type, e.at, e.data FROM stream_event e
       WHERE e.stream = wanted AND e.seq > after ORDER BY e.seq LIMIT most $$;

CREATE FUNCTION stream_heads(wanted text[]) RETURNS TABLE (name text, head bigint, audience text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT s.name, s.head, s.audience FROM stream s WHERE s.name = ANY (wanted) $$;

-- Names recipients on a new object, or adds some when the actor is one already (or is the system).
CREATE FUNCTION name_recipients(object uuid, persons uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM recipient WHERE object_id = object)
     AND NOT EXISTS (SELECT 1 FROM recipient WHERE object_id = object AND person_id = actor_person())
     AND NOT actor_system() THEN
    RAISE EXCEPTION 'only a recipient names further recipients' USING ERRCODE = 'insufficient_privilege';
  END IF;
  INSERT INTO recipient (object_id, person_id) SELECT object, unnest(persons) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION drop_recipients(object uuid, persons uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM recipient WHERE object_id = object AND person_id = actor_person())
     AND NOT actor_system() THEN
    RAISE EXCEPTION 'only a recipient removes recipients' USING ERRCODE = 'insufficient_privilege';
  END IF;
  DELETE FROM recipient WHERE object_id = object AND person_id = ANY (persons);
END $$;

CREATE FUNCTION recipients_of(object uuid) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT r.person_id FROM recipient r WHERE r.object_id = object
         AND (actor_system() OR EXISTS (SELECT 1 FROM recipient m WHERE m.object_id = object AND m.person_id = actor_person())) $$;

