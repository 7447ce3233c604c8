-- The other ways in: a wish, an invitation or nomination, a business need, a swap. Each ends in a record.

CREATE TABLE interests (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  person_id UUID NOT NULL REFERENCES people (id),
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  wish TEXT NOT NULL,
  purpose TEXT NOT NULL,
  skills TEXT NOT NULL,
  kind TEXT,
  place TEXT NOT NULL,
  from_on DATE,
  weeks BIGINT,
  fte_bp BIGINT NOT NULL,
  -- theirs alone until they say otherwise
  with_manager BOOLEAN NOT NULL,
  with_mobility BOOLEAN NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'withdrawn', 'proposed')),
  secondment_id UUID REFERENCES secondments (id),
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX interests_person ON interests (person_id, id);
CREATE INDEX interests_organisation ON interests (organisation_id, status, id);

-- one place that one or several named people are asked to fill
CREATE TABLE invitations (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  manner TEXT NOT NULL CHECK (manner IN ('invitation', 'nomination')),
  -- whose letter it is
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  created_by UUID NOT NULL REFERENCES people (id),
  host_organisation_id UUID NOT NULL REFERENCES organisations (id),
  host_unit_id UUID REFERENCES units (id),
  host_manager_id UUID REFERENCES people (id),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  place TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  fte_bp BIGINT NOT NULL,
  payer TEXT NOT NULL CHECK (payer IN ('home', 'host', 'shared')),
  answer_by DATE NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'filled', 'withdrawn', 'expired', 'declined')),
  reminded_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX invitations_organisation ON invitations (organisation_id, id);
CREATE INDEX invitations_creator ON invitations (created_by, id);
CREATE INDEX invitations_due ON invitations (status, answer_by);

CREATE TABLE invitees (
  id UUID NOT NULL PRIMARY KEY,
  invitation_id UUID NOT NULL REFERENCES invitations (id),
  person_id UUID NOT NULL REFERENCES people (id),
  why TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('asked', 'accepted', 'declined', 'taken', 'withdrawn', 'expired')),
  reason TEXT NOT NULL,
  -- what they said yes to, in the words they read
  consent TEXT NOT NULL,
  answered_at TIMESTAMPTZ,
  secondment_id UUID REFERENCES secondments (id),
  UNIQUE (invitation_id, person_id)
);
CREATE INDEX invitees_person ON invitees (person_id, status);

-- what the invited asked and what was answered; lines are added, never changed
CREATE TABLE invitation_talks (
  id UUID NOT NULL PRIMARY KEY,
  invitee_id UUID NOT NULL REFERENCES invitees (id),
  author_id UUID NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  at TIMESTAMPTZ NOT NULL
);
CREATE INDEX invitation_talks_invitee ON invitation_talks (invitee_id, at);

-- a secondment that a manager needs, without an advert
CREATE TABLE needs (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  created_by UUID NOT NULL REFERENCES people (id),
  person_id UUID NOT NULL REFERENCES people (id),
  home_organisation_id UUID NOT NULL REFERENCES organisations (id),
  home_manager_id UUID REFERENCES people (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  need TEXT NOT NULL,
  why_no_advert TEXT NOT NULL,
  why_short_notice TEXT NOT NULL,
  account TEXT NOT NULL,
  is_confidential BOOLEAN NOT NULL,
  host_organisation_id UUID NOT NULL REFERENCES organisations (id),
  host_unit_id UUID REFERENCES units (id),
  host_manager_id UUID REFERENCES people (id),
  place TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  fte_bp BIGINT NOT NULL,
  told_on DATE NOT NULL,
  review_until DATE NOT NULL,
  secondment_id UUID UNIQUE REFERENCES secondments (id),
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX needs_person ON needs (person_id);
CREATE INDEX needs_creator ON needs (created_by);
CREATE INDEX needs_home ON needs (home_organisation_id, id);

-- what was said with the person, the reviews they asked for and how those ended: added, never changed
CREATE TABLE need_facts (
  id UUID NOT NULL PRIMARY KEY,
  need_id UUID NOT NULL REFERENCES needs (id),
  fact TEXT NOT NULL CHECK (fact IN ('consulted', 'review_asked', 'review_decided')),
  on_date DATE NOT NULL,
  outcome TEXT NOT NULL,
  words TEXT NOT NULL,
  recorded_by UUID NOT NULL REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX need_facts_need ON need_facts (need_id, recorded_at);

-- two people change places
CREATE TABLE swaps (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  proposed_by UUID NOT NULL REFERENCES people (id),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  fte_bp BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('asking', 'refused', 'withdrawn', 'opened', 'suspended', 'one_way', 'ended')),
  created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE swap_legs (
  swap_id UUID NOT NULL REFERENCES swaps (id),
  leg BIGINT NOT NULL CHECK (leg IN (1, 2)),
  person_id UUID NOT NULL REFERENCES people (id),
  manager_id UUID NOT NULL REFERENCES people (id),
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  unit_id UUID REFERENCES units (id),
  secondment_id UUID UNIQUE REFERENCES secondments (id),
  PRIMARY KEY (swap_id, leg)
);
CREATE INDEX swap_legs_person ON swap_legs (person_id);
CREATE INDEX swap_legs_manager ON swap_legs (manager_id);
CREATE INDEX swap_legs_organisation ON swap_legs (organisation_id);

-- who said yes or no, and what mobility decided when a leg fell over: added, never changed
CREATE TABLE swap_answers (
  swap_id UUID NOT NULL REFERENCES swaps (id),
  person_id UUID NOT NULL REFERENCES people (id),
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
  reason TEXT NOT NULL,
  answered_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (swap_id, person_id)
);

CREATE TABLE swap_decisions (
  id UUID NOT NULL PRIMARY KEY,
  swap_id UUID NOT NULL REFERENCES swaps (id),
  decision TEXT NOT NULL CHECK (decision IN ('one_way', 'end_both')),
  reason TEXT NOT NULL,
  decided_by UUID NOT NULL REFERENCES people (id),
  decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX swap_decisions_swap ON swap_decisions (swap_id, decided_at);
