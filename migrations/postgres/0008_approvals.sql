-- Consent to a proposal that somebody else wrote, and everything about the approval of a release: rules of an
-- organisation, routes and their steps, decisions, questions, delegation, appeal.

-- an author who is not the secondee asks; the secondee agrees to the record as it stands in that version
CREATE TABLE proposal_consents (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('asked', 'agreed')),
  version BIGINT NOT NULL,
  person_id UUID NOT NULL REFERENCES people (id),
  at TIMESTAMPTZ NOT NULL
);
CREATE INDEX proposal_consents_record ON proposal_consents (secondment_id, at);

-- who decides for whom from when to when; ended early by a day in ended_at
CREATE TABLE delegations (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  delegate_id UUID NOT NULL REFERENCES people (id),
  from_date DATE NOT NULL,
  to_date DATE NOT NULL,
  reason TEXT NOT NULL,
  made_at TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ
);
CREATE INDEX delegations_delegate ON delegations (delegate_id, to_date);
CREATE INDEX delegations_person ON delegations (person_id, to_date);

-- an organisation without a row has the rules of the product
CREATE TABLE approval_rules (
  organisation_id UUID NOT NULL PRIMARY KEY REFERENCES organisations (id),
  rules JSONB NOT NULL,
  version BIGINT NOT NULL,
  changed_by UUID NOT NULL REFERENCES people (id),
  changed_at TIMESTAMPTZ NOT NULL
);

-- one row per time that a release is asked; made_from keeps the facts and the rules of that day
CREATE TABLE approval_routes (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  number BIGINT NOT NULL,
  made_from JSONB NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'sent_back', 'stopped')),
  made_at TIMESTAMPTZ NOT NULL,
  closed_at TIMESTAMPTZ,
  version BIGINT NOT NULL,
  UNIQUE (secondment_id, number)
);

CREATE TABLE approval_steps (
  id UUID NOT NULL PRIMARY KEY,
  route_id UUID NOT NULL REFERENCES approval_routes (id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  person_id UUID REFERENCES people (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'approved', 'sent_back', 'declined', 'dropped')),
  asked_at TIMESTAMPTZ,
  due_on DATE,
  UNIQUE (route_id, position)
);
CREATE INDEX approval_steps_asked ON approval_steps (state, due_on);
CREATE INDEX approval_steps_person ON approval_steps (person_id);

CREATE TABLE approval_decisions (
  step_id UUID NOT NULL PRIMARY KEY REFERENCES approval_steps (id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'sent_back', 'declined')),
  reason TEXT NOT NULL,
  decided_by UUID NOT NULL REFERENCES people (id),
  decided_for UUID REFERENCES people (id),
  decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX approval_decisions_person ON approval_decisions (decided_by, decided_at);

CREATE TABLE approval_questions (
  id UUID NOT NULL PRIMARY KEY,
  step_id UUID NOT NULL REFERENCES approval_steps (id),
  question TEXT NOT NULL,
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX approval_questions_step ON approval_questions (step_id, asked_at);

CREATE TABLE approval_answers (
  question_id UUID NOT NULL PRIMARY KEY REFERENCES approval_questions (id),
  answer TEXT NOT NULL,
  answered_by UUID NOT NULL REFERENCES people (id),
  answered_at TIMESTAMPTZ NOT NULL
);

-- which letters about a deadline were written: once per step and stage
CREATE TABLE approval_nudges (
  step_id UUID NOT NULL REFERENCES approval_steps (id),
  stage TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (step_id, stage)
);

-- a refusal is appealed once
CREATE TABLE release_appeals (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  refused_at TIMESTAMPTZ NOT NULL,
  refused_by UUID NOT NULL REFERENCES people (id),
  reason TEXT NOT NULL,
  made_by UUID NOT NULL REFERENCES people (id),
  made_at TIMESTAMPTZ NOT NULL,
  UNIQUE (secondment_id, refused_at)
);

CREATE TABLE release_appeal_answers (
  appeal_id UUID NOT NULL PRIMARY KEY REFERENCES release_appeals (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'overturned')),
  reason TEXT NOT NULL,
  answered_by UUID NOT NULL REFERENCES people (id),
  answered_at TIMESTAMPTZ NOT NULL
);

-- for whom a delegate gave the home manager's answer
ALTER TABLE release_decisions ADD COLUMN decided_for UUID REFERENCES people (id);
