-- Organisations, their units and people, and how people sign in.

CREATE TABLE organisations (
  id UUID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  legal_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'outside')),
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE organisation_relations (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  other_id UUID NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('client', 'supplier', 'partner', 'affiliate', 'public_body')),
  from_date DATE NOT NULL,
  to_date DATE,
  UNIQUE (organisation_id, other_id, kind, from_date)
);

CREATE TABLE units (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  parent_id UUID REFERENCES units (id),
  name TEXT NOT NULL,
  place TEXT,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  UNIQUE (organisation_id, name)
);

CREATE TABLE people (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  unit_id UUID REFERENCES units (id),
  manager_id UUID REFERENCES people (id),
  employee_number TEXT,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on DATE,
  left_on DATE,
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  -- family name, given name and number, folded for search and order
  search TEXT NOT NULL,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  UNIQUE (organisation_id, employee_number)
);
CREATE INDEX people_order ON people (organisation_id, search, id);
CREATE INDEX people_manager ON people (manager_id);
CREATE INDEX people_unit ON people (unit_id);

-- apart from people, so that reading a person never reads their pay by accident
CREATE TABLE pay (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  annual_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE accounts (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL UNIQUE REFERENCES people (id),
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  disabled_at TIMESTAMPTZ,
  version BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE sessions (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  id UUID NOT NULL UNIQUE,
  account_id UUID NOT NULL REFERENCES accounts (id),
  created_at TIMESTAMPTZ NOT NULL,
  seen_at TIMESTAMPTZ NOT NULL,
  fresh_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL
);
CREATE INDEX sessions_account ON sessions (account_id);

-- one-time links: the first administrator's, and sign-in by mail
CREATE TABLE account_links (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  account_id UUID REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('bootstrap', 'sign_in')),
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);

CREATE TABLE api_tokens (
  id UUID NOT NULL PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ,
  revoked_at TIMESTAMPTZ
);

-- wrong tries, kept so that the brake outlives a restart
CREATE TABLE attempts (
  id UUID NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL
);
CREATE INDEX attempts_what ON attempts (what, at);

CREATE TABLE people_imports (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  file_name TEXT NOT NULL,
  mapping JSONB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'refused', 'done')),
  rows_read BIGINT NOT NULL,
  created_count BIGINT NOT NULL,
  updated_count BIGINT NOT NULL,
  unchanged_count BIGINT NOT NULL,
  left_count BIGINT NOT NULL,
  problems JSONB NOT NULL,
  started_by UUID REFERENCES people (id),
  started_at TIMESTAMPTZ NOT NULL,
  finished_at TIMESTAMPTZ
);

-- the waiting room of an import: read in chunks, checked as a whole, then taken over in one transaction
CREATE TABLE people_import_rows (
  import_id UUID NOT NULL REFERENCES people_imports (id),
  row_number BIGINT NOT NULL,
  person_id UUID NOT NULL,
  employee_number TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on DATE,
  department TEXT,
  manager_number TEXT,
  annual_minor BIGINT,
  currency TEXT,
  status TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
);
CREATE INDEX people_import_number ON people_import_rows (import_id, employee_number);
