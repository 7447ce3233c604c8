-- The way back and what came of it: the return plan, how the promised post stands, the first ninety days, where the
-- new skills are used, what is passed on at home, and the questions 3, 6, 12 and 24 months later.

-- one plan per record, opened once; each of the three writes a part of it
CREATE TABLE return_plans (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  opened_on DATE NOT NULL,
  -- the secondee: what to use, what to learn next
  use_next TEXT NOT NULL DEFAULT '',
  learn_next TEXT NOT NULL DEFAULT '',
  wishes_by UUID REFERENCES people (id),
  wishes_at TIMESTAMPTZ,
  -- the home manager: role, first project, whom to teach, and when they meet
  role TEXT NOT NULL DEFAULT '',
  first_project TEXT NOT NULL DEFAULT '',
  teach TEXT NOT NULL DEFAULT '',
  meeting_on DATE,
  role_by UUID REFERENCES people (id),
  role_at TIMESTAMPTZ,
  -- the host
  handover TEXT NOT NULL DEFAULT '',
  handover_by UUID REFERENCES people (id),
  handover_at TIMESTAMPTZ,
  version BIGINT NOT NULL
);

-- facts: how the post to come back to stands, counted for each record from 1; the newest counts
CREATE TABLE return_posts (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  number BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('held', 'at_risk', 'removed', 'alternative')),
  post TEXT NOT NULL,
  words TEXT NOT NULL,
  said_by UUID NOT NULL REFERENCES people (id),
  said_at TIMESTAMPTZ NOT NULL,
  -- what the secondee said to an alternative
  accepted BOOLEAN,
  answer TEXT,
  answered_at TIMESTAMPTZ,
  PRIMARY KEY (secondment_id, number)
);

-- the first ninety days: made when the return is confirmed, asked once, answered once by the secondee
CREATE TABLE reentry_checks (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  day BIGINT NOT NULL,
  due_on DATE NOT NULL,
  asked_at TIMESTAMPTZ,
  answered_at TIMESTAMPTZ,
  mood BIGINT CHECK (mood BETWEEN 1 AND 5),
  fits BIGINT CHECK (fits BETWEEN 1 AND 5),
  -- for the home manager and the mobility team
  words TEXT NOT NULL DEFAULT '',
  -- for the mobility team alone
  support TEXT NOT NULL DEFAULT '',
  -- a call that the mobility team owes
  call_reason TEXT CHECK (call_reason IN ('asked', 'low')),
  call_by DATE,
  called_by UUID REFERENCES people (id),
  called_at TIMESTAMPTZ,
  call_note TEXT NOT NULL DEFAULT '',
  UNIQUE (secondment_id, day)
);
CREATE INDEX reentry_checks_due ON reentry_checks (answered_at, due_on);
CREATE INDEX reentry_checks_calls ON reentry_checks (call_by) WHERE call_by IS NOT NULL AND called_at IS NULL;

-- where a new skill is used
CREATE TABLE skill_uses (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  skill TEXT NOT NULL,
  how TEXT NOT NULL,
  due_on DATE NOT NULL,
  planned_by UUID NOT NULL REFERENCES people (id),
  planned_at TIMESTAMPTZ NOT NULL,
  done_on DATE,
  evidence TEXT NOT NULL DEFAULT '',
  done_by UUID REFERENCES people (id)
);
CREATE INDEX skill_uses_record ON skill_uses (secondment_id, due_on, id);

-- what the secondee proposes to the home manager
CREATE TABLE skill_proposals (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  proposed_by UUID NOT NULL REFERENCES people (id),
  proposed_at TIMESTAMPTZ NOT NULL,
  taken_up BOOLEAN,
  answer TEXT NOT NULL DEFAULT '',
  answered_by UUID REFERENCES people (id),
  answered_at TIMESTAMPTZ
);
CREATE INDEX skill_proposals_record ON skill_proposals (secondment_id, proposed_at, id);

-- what is passed on at home: a talk, a training session or a document
CREATE TABLE knowledge_returns (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  recipients TEXT NOT NULL,
  due_on DATE NOT NULL,
  planned_by UUID NOT NULL REFERENCES people (id),
  planned_at TIMESTAMPTZ NOT NULL,
  done_on DATE,
  people BIGINT,
  evidence TEXT NOT NULL DEFAULT '',
  done_by UUID REFERENCES people (id),
  reminded_at TIMESTAMPTZ
);
CREATE INDEX knowledge_returns_record ON knowledge_returns (secondment_id, due_on, id);
CREATE INDEX knowledge_returns_due ON knowledge_returns (done_on, due_on);

-- 3, 6, 12 and 24 months after the return
CREATE TABLE follow_ups (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  months BIGINT NOT NULL,
  due_on DATE NOT NULL,
  asked_at TIMESTAMPTZ,
  answered_at TIMESTAMPTZ,
  UNIQUE (secondment_id, months)
);
CREATE INDEX follow_ups_due ON follow_ups (asked_at, due_on);
CREATE INDEX follow_ups_list ON follow_ups (due_on, id);

-- one answer of each who is asked; the mobility team answers for a person who has left
CREATE TABLE follow_up_answers (
  follow_up_id UUID NOT NULL REFERENCES follow_ups (id),
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'mobility')),
  retained BOOLEAN,
  promoted BOOLEAN,
  uses_skills TEXT CHECK (uses_skills IN ('yes', 'partly', 'no')),
  in_touch BOOLEAN,
  again BOOLEAN,
  words TEXT NOT NULL,
  answered_by UUID NOT NULL REFERENCES people (id),
  answered_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (follow_up_id, party)
);
