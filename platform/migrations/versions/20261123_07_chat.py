"""Chat channels and messages."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from atalaya_platform.access.ddl import child_of, labelled, personal, secured

revision = "20261123_07"
down_revision = "20261123_06"
branch_labels = None
depends_on = None

SEND = """
-- One call sends a message: it finds out whether the actor may write here, takes the channel's next number under the
-- stream's lock, stores the row, and records the act, so that the lock is held for this call and the commit only.
-- Under that lock a repetition always sees the first sending. Runs with the actor's own rights.
-- `act` is what `record_act` takes, with one event that is completed here; its jobs are kept only where somebody is
-- to be told, its search change only where the channel may be indexed.
-- Returns {refused} or {repeated, same} or what completes the event: {seq, thread_root, thread_replies}, and whether
-- there are jobs: {told}.
CREATE FUNCTION send_chat_message(m jsonb, mentioned uuid[], words text[], sent_hash bytea, act jsonb) RETURNS jsonb
LANGUAGE plpgsql SET search_path = public, pg_temp
AS $$
DECLARE
  room channel%ROWTYPE;
  earlier message%ROWTYPE;
  wanted uuid := (m->>'id')::uuid;
  stream_name text := 'channel:' || (m->>'channel_id');
  root uuid;
  given bigint;
  replies bigint;
  facts jsonb;
BEGIN
  SELECT * INTO room FROM channel c WHERE c.id = (m->>'channel_id')::uuid;
  IF NOT FOUND THEN
    RETURN '{"refused": "unknown"}';
  END IF;
  IF room.group_id IS NOT NULL AND NOT actor_holds('strict:' || room.group_id) THEN
    RETURN '{"refused": "reading"}';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(stream_name, 0));
  SELECT * INTO earlier FROM message e WHERE e.id = wanted;
  IF FOUND THEN
    RETURN jsonb_build_object('repeated', true, 'same', earlier.sent_hash = send_chat_message.sent_hash
      AND earlier.channel_id = room.id AND earlier.author_id = actor_person());
  END IF;
  IF room.archived THEN
    RETURN '{"refused": "archived"}';
  END IF;
  IF m ? 'reply_to' THEN
    SELECT coalesce(r.thread_root, r.id) INTO root FROM message r
     WHERE r.id = (m->>'reply_to')::uuid AND r.channel_id = room.id AND r.deleted_at IS NULL;
    IF NOT FOUND THEN
      RETURN '{"refused": "reply"}';
    END IF;
  END IF;
  given := next_in_stream(stream_name);
  INSERT INTO message (id, channel_id, seq, author_id, body, html, words, reply_to, thread_root, mentioned,
                       mentions_all, sent_hash, version, created_at)
  VALUES (wanted, room.id, given, actor_person(), m->>'body', m->>'html', array_to_tsvector(send_chat_message.words),
          (m->>'reply_to')::uuid, root, send_chat_message.mentioned, (m->>'mentions_all')::boolean,
          send_chat_message.sent_hash, 1, (m->>'at')::timestamptz);
  IF root IS NOT NULL THEN
    SELECT count(*) INTO replies FROM message t WHERE t.thread_root = root AND t.deleted_at IS NULL;
  END IF;
  facts := jsonb_build_object('seq', given, 'thread_root', root, 'thread_replies', replies);
  act := jsonb_set(act, '{events,0}', act->'events'->0 || jsonb_build_object('seq', given,
                                                                           'data', act->'events'->0->'data' || facts));
  IF room.audience LIKE 'named:%' THEN
    act := act || '{"changes": []}';
  END IF;
  IF (m->>'concerns')::boolean OR room.group_id IS NULL OR room.watched THEN
    act := act || jsonb_build_object('jobs', (SELECT coalesce(jsonb_agg(jsonb_set(j, '{args,event}', j->'args'->'event'
      || jsonb_build_object('seq', given, 'label', room.label, 'direct', room.group_id IS NULL,
                            'watched', room.watched))), '[]') FROM jsonb_array_elements(act->'jobs') j));
  ELSE
    act := act || '{"jobs": []}';
  END IF;
  PERFORM record_act(act);
  RETURN facts || jsonb_build_object('told', jsonb_array_length(act->'jobs') > 0);
END $$
"""
MATCHES = """
-- Ids only, newest first: the caller reads the messages again under the access rule. The full-text operator is not
-- leakproof, so that under row-level security no index would serve it.
CREATE FUNCTION chat_matches(room uuid, wanted tsquery, below bigint, most int) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT m.id FROM message m WHERE m.channel_id = room AND m.words @@ wanted AND m.deleted_at IS NULL
         AND (below IS NULL OR m.seq < below) ORDER BY m.seq DESC LIMIT most $$
"""
SCRUB = """
-- A deleted message's text also leaves the stream's past events. Only for a message that the actor has just made a
-- tombstone of.
CREATE FUNCTION scrub_chat_message(gone uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$ UPDATE stream_event e
         SET data = e.data || '{"body": "", "html": "", "deleted": true, "attachments": []}'
        FROM message m
       WHERE m.id = gone AND m.deleted_at IS NOT NULL AND e.stream = 'channel:' || m.channel_id::text
         AND e.seq >= m.seq AND e.type IN ('chat.message.sent', 'chat.message.edited')
         AND e.data->>'id' = gone::text $$
"""
REDACT = """
-- What lists were told of a channel stays in the stream of its readers of then. When the readers change, nothing is
-- left there but that it is gone; the number stays, so that no stream has a gap.
CREATE FUNCTION redact_channel_cards(gone uuid, former text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
AS $$
  UPDATE stream_event SET type = 'chat.channel.gone', data = jsonb_build_object('id', gone)
   WHERE stream = former AND former <> 'channel:' || gone::text
     AND type LIKE 'chat.channel.%' AND data->>'id' = gone::text
     AND NOT EXISTS (SELECT 1 FROM channel c WHERE c.id = gone AND c.audience = former)
$$
"""
MESSAGE = "EXISTS (SELECT 1 FROM message parent_row WHERE parent_row.id = {table}.message_id)"


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("label", sa.String(length=16), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("community", sa.String(length=16), nullable=False),
        sa.Column("owner_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("named_only", sa.Boolean(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("general", sa.Boolean(), nullable=False),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.Column("people_key", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "audience",
            sa.String(),
            sa.Computed(
                "CASE WHEN named_only OR label = 'TLP:RED' THEN 'named:' || id::text WHEN label = 'TLP:AMBER+STRICT' THEN 'strict:' || group_id::text WHEN label = 'TLP:AMBER' THEN 'amber:' || group_id::text WHEN label = 'TLP:GREEN' THEN 'community:' || community WHEN published THEN 'public' ELSE 'clear' END",
                persisted=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_channel_author_id")),
        sa.ForeignKeyConstraint(["group_id"], ["sharing_group.id"], name=op.f("fk_channel_group_id")),
        sa.ForeignKeyConstraint(
            ["owner_organisation_id"], ["organisation.id"], name=op.f("fk_channel_owner_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channel")),
    )
    op.create_index(op.f("ix_channel_author_id"), "channel", ["author_id"], unique=False)
    op.create_index(op.f("ix_channel_group_id"), "channel", ["group_id"], unique=False)
    op.create_index("uq_channel_general", "channel", ["group_id"], unique=True, postgresql_where=sa.text("general"))
    op.create_index("uq_channel_people_key", "channel", ["people_key"], unique=True)
    op.create_table(
        "channel_reading",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("read_seq", sa.BigInteger(), nullable=False),
        sa.Column("told_seq", sa.BigInteger(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["channel.id"], name=op.f("fk_channel_reading_channel_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_channel_reading_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "channel_id", name=op.f("pk_channel_reading")),
    )
    op.create_table(
        "message",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column("reply_to", sa.Uuid(), nullable=True),
        sa.Column("thread_root", sa.Uuid(), nullable=True),
        sa.Column("mentioned", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("mentions_all", sa.Boolean(), nullable=False),
        sa.Column("sent_hash", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_by", sa.Uuid(), nullable=True),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pinned_by", sa.Uuid(), nullable=True),
        sa.Column("topic_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channel.id"], name=op.f("fk_message_channel_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["deleted_by"], ["person.id"], name=op.f("fk_message_deleted_by")),
        sa.ForeignKeyConstraint(["pinned_by"], ["person.id"], name=op.f("fk_message_pinned_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
    )
    op.create_index(
        "ix_message_pinned",
        "message",
        ["channel_id", "pinned_at"],
        unique=False,
        postgresql_where=sa.text("pinned_at IS NOT NULL"),
    )
    op.create_index(
        "ix_message_thread_root",
        "message",
        ["thread_root", "seq"],
        unique=False,
        postgresql_where=sa.text("thread_root IS NOT NULL"),
    )
    op.create_index("ix_message_words", "message", ["words"], unique=False, postgresql_using="gin")
    op.create_index("uq_message_channel_seq", "message", ["channel_id", "seq"], unique=True)
    op.create_table(
        "message_reaction",
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("emoji", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_reaction_message_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_reaction_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("message_id", "emoji", "person_id", name=op.f("pk_message_reaction")),
    )
    op.create_table(
        "message_revision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_revision_message_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_revision")),
    )
    op.create_index(op.f("ix_message_revision_message_id"), "message_revision", ["message_id"], unique=False)
    reactions = MESSAGE.format(table="message_reaction")
    statements = [
        *labelled("channel"),
        *child_of("message", "channel", "channel_id"),
        *child_of("message_revision", "message", "message_id"),
        *secured("message_reaction", reactions, check=f"{reactions} AND person_id = (SELECT actor_person())"),
        *personal("channel_reading"),
    ]
    for statement in [*statements, SEND, MATCHES, SCRUB, REDACT]:
        op.execute(statement)
