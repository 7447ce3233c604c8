-- An end that hangs on something outside, what is confidential, writing a draft together, the host's answer before there
-- is an agreement, and signatures that are passed on.

-- “until the trade show opens”: the last day is then the latest it can be; empty when it ends on its day
ALTER TABLE secondments ADD COLUMN ends_with TEXT NOT NULL DEFAULT '';
-- kept to those who are named on it and to mobility at home
ALTER TABLE secondments ADD COLUMN is_confidential BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE secondments SET is_confidential = TRUE
  WHERE id IN (SELECT secondment_id FROM needs WHERE is_confidential AND secondment_id IS NOT NULL);

-- who is invited to write a draft: at most one person a side, and only as long as they are its manager
CREATE TABLE proposal_writers (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host')),
  person_id UUID NOT NULL REFERENCES people (id),
  invited_by UUID NOT NULL REFERENCES people (id),
  invited_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (secondment_id, side)
);
CREATE INDEX proposal_writers_person ON proposal_writers (person_id);

-- who saved which part of a draft last; a part that nobody has saved has no row
CREATE TABLE proposal_sections (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  section TEXT NOT NULL,
  version BIGINT NOT NULL,
  edited_by UUID NOT NULL REFERENCES people (id),
  edited_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (secondment_id, section)
);

-- a question to a host without an account; the token of its private link is kept as a hash
CREATE TABLE soundings (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL,
  person_id UUID NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ,
  closed_at TIMESTAMPTZ
);
CREATE INDEX soundings_record ON soundings (secondment_id, asked_at, id);

-- facts: what the host said
CREATE TABLE sounding_answers (
  id UUID NOT NULL PRIMARY KEY,
  sounding_id UUID NOT NULL REFERENCES soundings (id),
  answer TEXT NOT NULL CHECK (answer IN ('yes_in_principle', 'not_now', 'question')),
  words TEXT NOT NULL,
  answered_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sounding_answers_sounding ON sounding_answers (sounding_id, answered_at, id);

-- of a signature that was passed on also in which capacity it was asked before, and when mobility took it back
ALTER TABLE signature_passes ADD COLUMN from_capacity TEXT NOT NULL DEFAULT '';
ALTER TABLE signature_passes ADD COLUMN from_account BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE signature_passes ADD COLUMN recalled_at TIMESTAMPTZ;
ALTER TABLE signature_passes ADD COLUMN recalled_by UUID REFERENCES people (id);
