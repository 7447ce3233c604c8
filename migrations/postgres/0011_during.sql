-- What happens while somebody is away: objectives with their progress, check-ins as they are prepared and agreed,
-- the private journal, feedback, and the weekly pulse.

-- one plan of objectives per agreement of the three; a change is a new plan, agreed again
CREATE TABLE objective_plans (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  number BIGINT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL,
  UNIQUE (secondment_id, number)
);

-- an objective keeps its id from plan to plan, so that its progress stays with it
CREATE TABLE objective_items (
  plan_id UUID NOT NULL REFERENCES objective_plans (id),
  objective_id UUID NOT NULL,
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  kind TEXT NOT NULL,
  phase TEXT NOT NULL,
  weight BIGINT NOT NULL,
  due_on DATE,
  PRIMARY KEY (plan_id, objective_id)
);

-- facts: who of the three agreed to a plan, and how that is known
CREATE TABLE objective_agreements (
  plan_id UUID NOT NULL REFERENCES objective_plans (id),
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'host_manager')),
  how_known TEXT NOT NULL,
  agreed_by UUID NOT NULL REFERENCES people (id),
  agreed_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (plan_id, party)
);

-- facts: how an objective is coming on
CREATE TABLE objective_notes (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  objective_id UUID NOT NULL,
  status TEXT NOT NULL,
  percent BIGINT NOT NULL,
  note TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX objective_notes_record ON objective_notes (secondment_id, objective_id, written_at);

CREATE TABLE ideas (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  idea TEXT NOT NULL,
  raised_by UUID NOT NULL REFERENCES people (id),
  raised_at TIMESTAMPTZ NOT NULL,
  adopted BOOLEAN,
  answer TEXT,
  answered_by UUID REFERENCES people (id),
  answered_at TIMESTAMPTZ
);
CREATE INDEX ideas_record ON ideas (secondment_id, raised_at, id);

-- one line of each before a check-in; the day is the one that the cadence gives
CREATE TABLE check_in_lines (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  slot_on DATE NOT NULL,
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'host_manager')),
  line TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (secondment_id, slot_on, party)
);

-- what the secondee tells the mobility team alone before a check-in
CREATE TABLE check_in_support (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  slot_on DATE NOT NULL,
  words TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX check_in_support_record ON check_in_support (secondment_id, written_at);

-- facts: who agreed to the notes of a check-in, or what they would add
CREATE TABLE check_in_replies (
  id UUID NOT NULL PRIMARY KEY,
  check_in_id UUID NOT NULL REFERENCES check_ins (id),
  person_id UUID NOT NULL REFERENCES people (id),
  agrees BOOLEAN NOT NULL,
  comment TEXT NOT NULL,
  replied_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX check_in_replies_check_in ON check_in_replies (check_in_id, replied_at);

CREATE TABLE check_in_actions (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  check_in_id UUID REFERENCES check_ins (id),
  what TEXT NOT NULL,
  owner_id UUID NOT NULL REFERENCES people (id),
  due_on DATE NOT NULL,
  added_by UUID NOT NULL REFERENCES people (id),
  added_at TIMESTAMPTZ NOT NULL,
  done_by UUID REFERENCES people (id),
  done_at TIMESTAMPTZ
);
CREATE INDEX check_in_actions_record ON check_in_actions (secondment_id, due_on, id);
CREATE INDEX check_in_actions_owner ON check_in_actions (owner_id, done_at);

-- private to the person; others read an entry only while a share of it stands
CREATE TABLE journal_entries (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  person_id UUID NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX journal_entries_person ON journal_entries (person_id, written_at, id);
CREATE INDEX journal_entries_record ON journal_entries (secondment_id, written_at, id);

CREATE TABLE journal_shares (
  entry_id UUID NOT NULL REFERENCES journal_entries (id),
  reader_id UUID NOT NULL REFERENCES people (id),
  shared_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (entry_id, reader_id)
);
CREATE INDEX journal_shares_reader ON journal_shares (reader_id, shared_at);

CREATE TABLE feedback_requests (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL,
  question TEXT NOT NULL,
  person_id UUID REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  for_managers BOOLEAN NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  expires_at TIMESTAMPTZ NOT NULL,
  answered_at TIMESTAMPTZ
);
CREATE INDEX feedback_requests_record ON feedback_requests (secondment_id, asked_at, id);
CREATE INDEX feedback_requests_person ON feedback_requests (person_id, answered_at);

CREATE TABLE feedback (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  request_id UUID UNIQUE REFERENCES feedback_requests (id),
  question TEXT NOT NULL,
  words TEXT NOT NULL,
  person_id UUID REFERENCES people (id),
  name TEXT NOT NULL,
  for_managers BOOLEAN NOT NULL,
  given_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX feedback_record ON feedback (secondment_id, given_at, id);

-- one pulse per person and ISO week; nobody reads the scores of somebody else
CREATE TABLE pulses (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  person_id UUID NOT NULL REFERENCES people (id),
  iso_year BIGINT NOT NULL,
  iso_week BIGINT NOT NULL,
  at_host BIGINT NOT NULL CHECK (at_host BETWEEN 1 AND 5),
  at_home BIGINT NOT NULL CHECK (at_home BETWEEN 1 AND 5),
  sent_at TIMESTAMPTZ NOT NULL,
  UNIQUE (person_id, iso_year, iso_week)
);
CREATE INDEX pulses_record ON pulses (secondment_id, iso_year, iso_week);

-- a call that the mobility team owes somebody after a pulse
CREATE TABLE pulse_calls (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  pulse_id UUID NOT NULL UNIQUE REFERENCES pulses (id),
  reason TEXT NOT NULL CHECK (reason IN ('asked', 'low')),
  due_on DATE NOT NULL,
  opened_at TIMESTAMPTZ NOT NULL,
  done_by UUID REFERENCES people (id),
  done_at TIMESTAMPTZ,
  note TEXT NOT NULL
);
CREATE INDEX pulse_calls_open ON pulse_calls (done_at, due_on);
CREATE INDEX pulse_calls_record ON pulse_calls (secondment_id);
