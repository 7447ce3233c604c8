-- Generated from the migrations, as SQLite keeps it. PostgreSQL: same tables and columns, native types.

CREATE TABLE account_links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account_id BLOB REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('bootstrap', 'sign_in')),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE TABLE accounts (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL UNIQUE REFERENCES people (id),
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  disabled_at TEXT,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE agreements (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'partly_signed', 'executed', 'superseded', 'void')),
  draft TEXT NOT NULL,
  issued_sha BLOB REFERENCES documents (sha256),
  executed_sha BLOB REFERENCES documents (sha256),
  drafted_at TEXT NOT NULL,
  issued_at TEXT,
  executed_at TEXT,
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE TABLE api_tokens (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT
) STRICT;

CREATE TABLE attempts (
  id BLOB NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX attempts_what ON attempts (what, at);

CREATE TABLE check_ins (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  held_on TEXT NOT NULL,
  goals TEXT NOT NULL,
  support TEXT NOT NULL,
  next_step TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX check_ins_record ON check_ins (secondment_id, held_on, id);

CREATE TABLE cost_lines (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  home_bp INTEGER NOT NULL,
  host_bp INTEGER NOT NULL,
  secondee_bp INTEGER NOT NULL,
  UNIQUE (secondment_id, position)
) STRICT;

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE debriefs (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  held_on TEXT NOT NULL,
  brought_back TEXT NOT NULL,
  do_differently TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE TRIGGER documents_delete_refused BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TRIGGER documents_update_refused BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TABLE documents (
  sha256 BLOB NOT NULL PRIMARY KEY,
  media TEXT NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE event_payloads (
  stream_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream_id, seq),
  FOREIGN KEY (stream_id, seq) REFERENCES events (stream_id, seq)
) STRICT;

CREATE TABLE event_streams (
  id BLOB NOT NULL PRIMARY KEY,
  head_seq INTEGER NOT NULL,
  head_hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER events_delete_refused BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_update_refused BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

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

CREATE INDEX events_history ON events (subject_id, stream_id, seq);

CREATE TABLE gate_checks (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  item TEXT NOT NULL,
  note TEXT NOT NULL,
  checked_by BLOB NOT NULL REFERENCES people (id),
  checked_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, item)
) STRICT;

CREATE TABLE job_leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;

CREATE TABLE objectives (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  UNIQUE (secondment_id, position)
) STRICT;

CREATE TABLE organisation_relations (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  other_id BLOB NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('client', 'supplier', 'partner', 'affiliate', 'public_body')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  UNIQUE (organisation_id, other_id, kind, from_date)
) STRICT;

CREATE TABLE organisations (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  legal_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'outside')),
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL
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

CREATE TABLE pay (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  annual_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE people (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  unit_id BLOB REFERENCES units (id),
  manager_id BLOB REFERENCES people (id),
  employee_number TEXT,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on TEXT,
  left_on TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  -- family name, given name and number, folded for search and order
  search TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (organisation_id, employee_number)
) STRICT;

CREATE INDEX people_manager ON people (manager_id);

CREATE INDEX people_order ON people (organisation_id, search, id);

CREATE INDEX people_unit ON people (unit_id);

CREATE TABLE people_import_rows (
  import_id BLOB NOT NULL REFERENCES people_imports (id),
  row_number INTEGER NOT NULL,
  person_id BLOB NOT NULL,
  employee_number TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on TEXT,
  department TEXT,
  manager_number TEXT,
  annual_minor INTEGER,
  currency TEXT,
  status TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT;

CREATE INDEX people_import_number ON people_import_rows (import_id, employee_number);

CREATE TABLE people_imports (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  file_name TEXT NOT NULL,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'refused', 'done')),
  rows_read INTEGER NOT NULL,
  created_count INTEGER NOT NULL,
  updated_count INTEGER NOT NULL,
  unchanged_count INTEGER NOT NULL,
  left_count INTEGER NOT NULL,
  problems TEXT NOT NULL,
  started_by BLOB REFERENCES people (id),
  started_at TEXT NOT NULL,
  finished_at TEXT
, progressed_at TEXT) STRICT;

CREATE TABLE presence_facts (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('arrived', 'returned')),
  on_date TEXT NOT NULL,
  how_known TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX presence_facts_record ON presence_facts (secondment_id, recorded_at);

CREATE TABLE proposals (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  need TEXT NOT NULL,
  skills TEXT NOT NULL,
  duties TEXT NOT NULL,
  benefit_secondee TEXT NOT NULL,
  benefit_home TEXT NOT NULL,
  benefit_host TEXT NOT NULL,
  cover_plan TEXT NOT NULL,
  cover_note TEXT NOT NULL,
  return_guarantee TEXT NOT NULL,
  return_post TEXT NOT NULL,
  bring_back TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  sent_at TEXT,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE release_decisions (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  decision TEXT NOT NULL CHECK (decision IN ('released', 'refused', 'sent_back')),
  reason_code TEXT,
  reason TEXT NOT NULL,
  alternative TEXT NOT NULL,
  decided_by BLOB NOT NULL REFERENCES people (id),
  decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX release_decisions_record ON release_decisions (secondment_id, decided_at);

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

CREATE TABLE return_confirmations (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  outcome TEXT NOT NULL,
  post TEXT NOT NULL,
  note TEXT NOT NULL,
  confirmed_by BLOB NOT NULL REFERENCES people (id),
  confirmed_at TEXT NOT NULL
) STRICT;

CREATE TABLE roles (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  secondment_id BLOB REFERENCES secondments (id),
  role TEXT NOT NULL,
  side TEXT CHECK (side IN ('home', 'host')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  granted_by BLOB REFERENCES people (id),
  granted_at TEXT NOT NULL
) STRICT;

CREATE INDEX roles_person ON roles (person_id, secondment_id);

CREATE INDEX roles_secondment ON roles (secondment_id);

CREATE TABLE schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);

CREATE TABLE secondments (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  -- three axes that are never merged
  workflow TEXT NOT NULL,
  paper TEXT NOT NULL,
  presence TEXT NOT NULL,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('internal', 'external')),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  secondee_id BLOB NOT NULL REFERENCES people (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  home_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  home_unit_id BLOB REFERENCES units (id),
  home_manager_id BLOB REFERENCES people (id),
  host_organisation_id BLOB REFERENCES organisations (id),
  host_unit_id BLOB REFERENCES units (id),
  host_manager_id BLOB REFERENCES people (id),
  place TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  fte_bp INTEGER NOT NULL,
  recharged_at_cost INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
, way_in TEXT NOT NULL DEFAULT 'own_request') STRICT;

CREATE INDEX secondments_author ON secondments (author_id, workflow);

CREATE INDEX secondments_ends ON secondments (ends_on);

CREATE INDEX secondments_guest_end
  ON secondments (host_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;

CREATE INDEX secondments_guest_start
  ON secondments (host_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;

CREATE INDEX secondments_home ON secondments (home_organisation_id, workflow, updated_at, id);

CREATE INDEX secondments_home_end ON secondments (home_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id);

CREATE INDEX secondments_home_start ON secondments (home_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id);

CREATE INDEX secondments_host ON secondments (host_organisation_id, workflow, updated_at, id);

CREATE INDEX secondments_newest ON secondments (updated_at, id);

CREATE INDEX secondments_secondee ON secondments (secondee_id);

CREATE INDEX secondments_starts ON secondments (starts_on);

CREATE TABLE sessions (
  token_hash BLOB NOT NULL PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  fresh_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE signatories (
  id BLOB NOT NULL PRIMARY KEY,
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  position INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  capacity TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  has_account INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'asked', 'signed', 'declined')),
  typed_name TEXT,
  typed_role TEXT,
  signed_sha BLOB,
  signed_at TEXT,
  evidence TEXT,
  decline_reason TEXT,
  version INTEGER NOT NULL,
  UNIQUE (agreement_id, position)
) STRICT;

CREATE INDEX signatories_person ON signatories (person_id, status);

CREATE TABLE signing_codes (
  id BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  browser_hash BLOB NOT NULL,
  code_hash BLOB NOT NULL,
  tries INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  verified_at TEXT,
  used_at TEXT
) STRICT;

CREATE INDEX signing_codes_signatory ON signing_codes (signatory_id, created_at);

CREATE TABLE signing_links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  document_sha BLOB NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE INDEX signing_links_signatory ON signing_links (signatory_id);

CREATE TABLE units (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  parent_id BLOB REFERENCES units (id),
  name TEXT NOT NULL,
  place TEXT,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (organisation_id, name)
) STRICT;

CREATE TABLE worth_it (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  stage TEXT NOT NULL CHECK (stage IN ('proposal', 'debrief')),
  question TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'partly', 'no')),
  answer TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, stage, question)
) STRICT;
