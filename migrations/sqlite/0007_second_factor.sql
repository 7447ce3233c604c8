-- A second factor at sign-in, what an organisation asks for, keys that only read, a signature passed on, and a
-- calendar of one's own.

CREATE TABLE second_factors (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  secret BLOB NOT NULL,
  -- the last time step whose code was taken: no code is taken twice
  last_step INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  confirmed_at TEXT
) STRICT;
CREATE INDEX second_factors_account ON second_factors (account_id, confirmed_at);

CREATE TABLE recovery_codes (
  account_id BLOB NOT NULL REFERENCES accounts (id),
  code_hash BLOB NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (account_id, code_hash)
) STRICT;

-- somebody whose password or link was right and who still owes the code; no session yet
CREATE TABLE sign_in_steps (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  tries INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_steps_account ON sign_in_steps (account_id);

CREATE TABLE sign_in_rules (
  organisation_id BLOB NOT NULL PRIMARY KEY REFERENCES organisations (id),
  second_factor TEXT NOT NULL CHECK (second_factor IN ('nobody', 'roles', 'everybody')),
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

ALTER TABLE api_tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'read_and_write';

-- a request to sign that one person handed to another
CREATE TABLE signature_passes (
  id BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  from_person_id BLOB NOT NULL REFERENCES people (id),
  from_name TEXT NOT NULL,
  from_email TEXT NOT NULL,
  to_person_id BLOB NOT NULL REFERENCES people (id),
  to_name TEXT NOT NULL,
  to_email TEXT NOT NULL,
  reason TEXT NOT NULL,
  passed_at TEXT NOT NULL
) STRICT;
CREATE INDEX signature_passes_signatory ON signature_passes (signatory_id, passed_at);

CREATE TABLE calendar_feeds (
  account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
  token_hash BLOB NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;
