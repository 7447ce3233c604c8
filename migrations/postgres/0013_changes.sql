-- What changes while somebody is away, and what happened: asked, answered, given notice of, reported. Facts are
-- added; a change moves along its few states and keeps everything that was said about it.

CREATE TABLE changes (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  -- counted for each record, from 1
  number BIGINT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  -- home, host, secondee, or the desk
  side TEXT NOT NULL,
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL,
  effective_on DATE NOT NULL,
  -- the new last day, and the one that stood before
  ends_on DATE,
  ended_on DATE,
  fte_bp BIGINT,
  place TEXT,
  duties TEXT,
  pay TEXT,
  recharge TEXT,
  home_manager_id UUID REFERENCES people (id),
  host_manager_id UUID REFERENCES people (id),
  -- of a notice: how long, on which ground
  notice TEXT,
  ground TEXT,
  reason TEXT NOT NULL,
  reason_shared BOOLEAN NOT NULL,
  -- why it counts from a day before it was asked
  retroactive TEXT,
  -- who asked to take a notice back, and how often that was asked
  rounds BIGINT NOT NULL DEFAULT 0,
  taking_back_by UUID REFERENCES people (id),
  settled_at TIMESTAMPTZ,
  version BIGINT NOT NULL,
  UNIQUE (secondment_id, number)
);
CREATE INDEX changes_status ON changes (status, effective_on);

CREATE TABLE change_answers (
  id UUID NOT NULL PRIMARY KEY,
  change_id UUID NOT NULL REFERENCES changes (id),
  -- the change itself, or taking a notice back
  about TEXT NOT NULL CHECK (about IN ('change', 'taking_back')),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  -- which time it was asked
  round BIGINT NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'question')),
  words TEXT NOT NULL,
  -- whether home still holds the post, asked again of the home manager
  post_held BOOLEAN,
  person_id UUID NOT NULL REFERENCES people (id),
  answered_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX change_answers_change ON change_answers (change_id, answered_at);

CREATE TABLE happenings (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  from_date DATE NOT NULL,
  to_date DATE,
  -- never a diagnosis, never pay
  note TEXT NOT NULL,
  reported_by UUID NOT NULL REFERENCES people (id),
  reported_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX happenings_record ON happenings (secondment_id, reported_at);

-- silence after a death is asked for every letter
CREATE INDEX secondments_deceased ON secondments (secondee_id) WHERE workflow = 'deceased';
