-- Consent to a proposal that somebody else wrote, and everything about the approval of a release: rules of an
-- organisation, routes and their steps, decisions, questions, delegation, appeal.

-- an author who is not the secondee asks; the secondee agrees to the record as it stands in that version
CREATE TABLE proposal_consents (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('asked', 'agreed')),
  version INTEGER NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX proposal_consents_record ON proposal_consents (secondment_id, at);

-- who decides for whom from when to when; ended early by a day in ended_at
CREATE TABLE delegations (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  delegate_id BLOB NOT NULL REFERENCES people (id),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;
CREATE INDEX delegations_delegate ON delegations (delegate_id, to_date);
CREATE INDEX delegations_person ON delegations (person_id, to_date);

-- an organisation without a row has the rules of the product
CREATE TABLE approval_rules (
  organisation_id BLOB NOT NULL PRIMARY KEY REFERENCES organisations (id),
  rules TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES people (id),
  changed_at TEXT NOT NULL
) STRICT;

-- one row per time that a release is asked; made_from keeps the facts and the rules of that day
CREATE TABLE approval_routes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  made_from TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'sent_back', 'stopped')),
  made_at TEXT NOT NULL,
  closed_at TEXT,
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE TABLE approval_steps (
  id BLOB NOT NULL PRIMARY KEY,
  route_id BLOB NOT NULL REFERENCES approval_routes (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  person_id BLOB REFERENCES people (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'approved', 'sent_back', 'declined', 'dropped')),
  asked_at TEXT,
  due_on TEXT,
  UNIQUE (route_id, position)
) STRICT;
CREATE INDEX approval_steps_asked ON approval_steps (state, due_on);
CREATE INDEX approval_steps_person ON approval_steps (person_id);

CREATE TABLE approval_decisions (
  step_id BLOB NOT NULL PRIMARY KEY REFERENCES approval_steps (id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'sent_back', 'declined')),
  reason TEXT NOT NULL,
  decided_by BLOB NOT NULL REFERENCES people (id),
  decided_for BLOB REFERENCES people (id),
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX approval_decisions_person ON approval_decisions (decided_by, decided_at);

CREATE TABLE approval_questions (
  id BLOB NOT NULL PRIMARY KEY,
  step_id BLOB NOT NULL REFERENCES approval_steps (id),
  question TEXT NOT NULL,
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL
) STRICT;
CREATE INDEX approval_questions_step ON approval_questions (step_id, asked_at);

CREATE TABLE approval_answers (
  question_id BLOB NOT NULL PRIMARY KEY REFERENCES approval_questions (id),
  answer TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL
) STRICT;

-- which letters about a deadline were written: once per step and stage
CREATE TABLE approval_nudges (
  step_id BLOB NOT NULL REFERENCES approval_steps (id),
  stage TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (step_id, stage)
) STRICT;

-- a refusal is appealed once
CREATE TABLE release_appeals (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  refused_at TEXT NOT NULL,
  refused_by BLOB NOT NULL REFERENCES people (id),
  reason TEXT NOT NULL,
  made_by BLOB NOT NULL REFERENCES people (id),
  made_at TEXT NOT NULL,
  UNIQUE (secondment_id, refused_at)
) STRICT;

CREATE TABLE release_appeal_answers (
  appeal_id BLOB NOT NULL PRIMARY KEY REFERENCES release_appeals (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'overturned')),
  reason TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL
) STRICT;

-- for whom a delegate gave the home manager's answer
ALTER TABLE release_decisions ADD COLUMN decided_for BLOB REFERENCES people (id);
