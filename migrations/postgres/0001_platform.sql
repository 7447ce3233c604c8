-- What every feature stands on: the record of events, the outbox, one-time requests, numbers, documents.

CREATE TABLE event_streams (
  id UUID NOT NULL PRIMARY KEY,
  head_seq BIGINT NOT NULL,
  head_hash BYTEA NOT NULL
);

CREATE TABLE events (
  stream_id UUID NOT NULL REFERENCES event_streams (id),
  seq BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id UUID NOT NULL,
  commitment BYTEA NOT NULL,
  prev_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (stream_id, seq)
);
CREATE INDEX events_subject ON events (subject_id, at);

-- apart from the chain, so that bytes and salt can be erased while the chain still holds
CREATE TABLE event_payloads (
  stream_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  salt BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (stream_id, seq),
  FOREIGN KEY (stream_id, seq) REFERENCES events (stream_id, seq)
);

CREATE TABLE outbox (
  id UUID NOT NULL PRIMARY KEY,
  dedup TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_id UUID,
  to_name TEXT NOT NULL,
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts BIGINT NOT NULL,
  next_at TIMESTAMPTZ NOT NULL,
  lease_until TIMESTAMPTZ,
  last_error TEXT,
  sent_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_newest ON outbox (created_at);

CREATE TABLE requests_once (
  actor TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BYTEA NOT NULL,
  reply JSONB,
  created_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (actor, route, key)
);
CREATE INDEX requests_once_age ON requests_once (created_at);

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  last BIGINT NOT NULL
);

-- executed documents are bytes, never rendered again; the name is the SHA-256
CREATE TABLE documents (
  sha256 BYTEA NOT NULL PRIMARY KEY,
  media TEXT NOT NULL,
  size BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE FUNCTION events_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'events are never changed'; END $$;
CREATE TRIGGER events_change_refused BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_never_changed();
CREATE FUNCTION documents_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'documents are never changed'; END $$;
CREATE TRIGGER documents_change_refused BEFORE UPDATE OR DELETE ON documents FOR EACH ROW EXECUTE FUNCTION documents_are_never_changed();
