-- A second factor at sign-in, what an organisation asks for, keys that only read, a signature passed on, and a
-- calendar of one's own.

CREATE TABLE second_factors (
  id UUID NOT NULL PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id),
  secret BYTEA NOT NULL,
  -- the last time step whose code was taken: no code is taken twice
  last_step BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  confirmed_at TIMESTAMPTZ
);
CREATE INDEX second_factors_account ON second_factors (account_id, confirmed_at);

CREATE TABLE recovery_codes (
  account_id UUID NOT NULL REFERENCES accounts (id),
  code_hash BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ,
  PRIMARY KEY (account_id, code_hash)
);

-- somebody whose password or link was right and who still owes the code; no session yet
CREATE TABLE sign_in_steps (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id),
  tries BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_steps_account ON sign_in_steps (account_id);

CREATE TABLE sign_in_rules (
  organisation_id UUID NOT NULL PRIMARY KEY REFERENCES organisations (id),
  second_factor TEXT NOT NULL CHECK (second_factor IN ('nobody', 'roles', 'everybody')),
  version BIGINT NOT NULL,
  changed_at TIMESTAMPTZ NOT NULL
);

ALTER TABLE api_tokens ADD COLUMN scope TEXT NOT NULL DEFAULT 'read_and_write';

-- a request to sign that one person handed to another
CREATE TABLE signature_passes (
  id UUID NOT NULL PRIMARY KEY,
  signatory_id UUID NOT NULL REFERENCES signatories (id),
  from_person_id UUID NOT NULL REFERENCES people (id),
  from_name TEXT NOT NULL,
  from_email TEXT NOT NULL,
  to_person_id UUID NOT NULL REFERENCES people (id),
  to_name TEXT NOT NULL,
  to_email TEXT NOT NULL,
  reason TEXT NOT NULL,
  passed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX signature_passes_signatory ON signature_passes (signatory_id, passed_at);

CREATE TABLE calendar_feeds (
  account_id UUID NOT NULL PRIMARY KEY REFERENCES accounts (id),
  token_hash BYTEA NOT NULL UNIQUE,
  created_at TIMESTAMPTZ NOT NULL
);
