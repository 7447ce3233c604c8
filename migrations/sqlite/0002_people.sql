-- Organisations, their units and people, and how people sign in.

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

CREATE TABLE organisation_relations (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  other_id BLOB NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('client', 'supplier', 'partner', 'affiliate', 'public_body')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  UNIQUE (organisation_id, other_id, kind, from_date)
) STRICT;

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
CREATE INDEX people_order ON people (organisation_id, search, id);
CREATE INDEX people_manager ON people (manager_id);
CREATE INDEX people_unit ON people (unit_id);

-- apart from people, so that reading a person never reads their pay by accident
CREATE TABLE pay (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  annual_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  updated_at TEXT NOT NULL
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

-- one-time links: the first administrator's, and sign-in by mail
CREATE TABLE account_links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account_id BLOB REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('bootstrap', 'sign_in')),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
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

-- wrong tries, kept so that the brake outlives a restart
CREATE TABLE attempts (
  id BLOB NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_what ON attempts (what, at);

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
) STRICT;

-- the waiting room of an import: read in chunks, checked as a whole, then taken over in one transaction
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
