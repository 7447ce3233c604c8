-- What every feature stands on: the record of events, the outbox, one-time requests, numbers, documents.

CREATE TABLE event_streams (
  id BLOB NOT NULL PRIMARY KEY,
  head_seq INTEGER NOT NULL,
  head_hash BLOB NOT NULL
) STRICT;

CREATE TABLE events (
  stream_id BLOB NOT NULL REFERENCES event_streams (id),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id BLOB NOT NULL,
  commitment BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (stream_id, seq)
) STRICT;
CREATE INDEX events_subject ON events (subject_id, at);

-- apart from the chain, so that bytes and salt can be erased while the chain still holds
CREATE TABLE event_payloads (
  stream_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream_id, seq),
  FOREIGN KEY (stream_id, seq) REFERENCES events (stream_id, seq)
) STRICT;

CREATE TABLE outbox (
  id BLOB NOT NULL PRIMARY KEY,
  dedup TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_id BLOB,
  to_name TEXT NOT NULL,
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  lease_until TEXT,
  last_error TEXT,
  sent_at TEXT,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_at);
CREATE INDEX outbox_newest ON outbox (created_at);

CREATE TABLE requests_once (
  actor TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  reply TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (actor, route, key)
) STRICT;
CREATE INDEX requests_once_age ON requests_once (created_at);

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

-- executed documents are bytes, never rendered again; the name is the SHA-256
CREATE TABLE documents (
  sha256 BLOB NOT NULL PRIMARY KEY,
  media TEXT NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER events_update_refused BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER events_delete_refused BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER documents_update_refused BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
CREATE TRIGGER documents_delete_refused BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;
