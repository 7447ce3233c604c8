-- The advertised way in: what people can do and wish for, what hosts advertise, and who applies.

-- free words, folded for matching; one row per person, side and word
CREATE TABLE person_skills (
  person_id UUID NOT NULL REFERENCES people (id),
  side TEXT NOT NULL CHECK (side IN ('offered', 'wanted')),
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  level BIGINT,
  recorded_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (person_id, side, word)
);
CREATE INDEX person_skills_word ON person_skills (word, side, person_id);

CREATE TABLE person_wishes (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  version BIGINT NOT NULL,
  goals TEXT NOT NULL,
  places TEXT NOT NULL,
  remote BOOLEAN NOT NULL,
  earliest_on DATE,
  fte_bp BIGINT,
  updated_at TIMESTAMPTZ NOT NULL
);

-- where somebody worked before, inside the organisation
CREATE TABLE person_posts (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  unit_id UUID NOT NULL REFERENCES units (id),
  title TEXT NOT NULL,
  from_date DATE NOT NULL,
  to_date DATE,
  recorded_by UUID NOT NULL REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX person_posts_person ON person_posts (person_id);
CREATE INDEX person_posts_unit ON person_posts (unit_id, person_id);

CREATE TABLE opportunities (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  posting TEXT NOT NULL CHECK (posting IN ('place', 'capacity')),
  title TEXT NOT NULL,
  duties TEXT NOT NULL,
  suits TEXT NOT NULL,
  life TEXT NOT NULL,
  -- who advertises, and where the person would work
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  author_id UUID NOT NULL REFERENCES people (id),
  host_organisation_id UUID NOT NULL REFERENCES organisations (id),
  host_unit_id UUID REFERENCES units (id),
  place TEXT NOT NULL,
  remote_bp BIGINT NOT NULL,
  starts_on DATE,
  ends_on DATE,
  days BIGINT NOT NULL,
  fte_bp BIGINT NOT NULL,
  seats BIGINT NOT NULL,
  -- offers that are open or accepted, those accepted, and all who ever applied
  held BIGINT NOT NULL,
  taken BIGINT NOT NULL,
  applied BIGINT NOT NULL,
  closes_on DATE,
  payer TEXT NOT NULL,
  pay_note TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('unit', 'organisation', 'members')),
  audience_unit_id UUID REFERENCES units (id),
  why_secondment TEXT NOT NULL,
  redeployment_considered BOOLEAN NOT NULL,
  hides_names BOOLEAN NOT NULL,
  note TEXT NOT NULL,
  opened_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX opportunities_open ON opportunities (state, closes_on, id);
CREATE INDEX opportunities_author ON opportunities (author_id, updated_at, id);
CREATE INDEX opportunities_organisation ON opportunities (organisation_id, state, updated_at, id);

CREATE TABLE opportunity_skills (
  opportunity_id UUID NOT NULL REFERENCES opportunities (id),
  sort TEXT NOT NULL CHECK (sort IN ('needed', 'learnt', 'offered')),
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  position BIGINT NOT NULL,
  PRIMARY KEY (opportunity_id, sort, word)
);

-- who decides beside the author
CREATE TABLE opportunity_panel (
  opportunity_id UUID NOT NULL REFERENCES opportunities (id),
  person_id UUID NOT NULL REFERENCES people (id),
  PRIMARY KEY (opportunity_id, person_id)
);
CREATE INDEX opportunity_panel_person ON opportunity_panel (person_id, opportunity_id);

CREATE TABLE opportunity_stars (
  person_id UUID NOT NULL REFERENCES people (id),
  opportunity_id UUID NOT NULL REFERENCES opportunities (id),
  starred_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (person_id, opportunity_id)
);

CREATE TABLE saved_searches (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  by_email BOOLEAN NOT NULL,
  looked_at TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX saved_searches_person ON saved_searches (person_id, created_at);
CREATE INDEX saved_searches_due ON saved_searches (by_email, looked_at);

-- one per person and opportunity; seq is the number by which a panel knows somebody without a name
CREATE TABLE applications (
  id UUID NOT NULL PRIMARY KEY,
  opportunity_id UUID NOT NULL REFERENCES opportunities (id),
  person_id UUID NOT NULL REFERENCES people (id),
  seq BIGINT,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  bring_back TEXT NOT NULL,
  has_conflict TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  talked_on DATE,
  talk TEXT NOT NULL,
  answer_by DATE,
  secondment_id UUID REFERENCES secondments (id),
  sent_at TIMESTAMPTZ,
  shortlisted_at TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL,
  UNIQUE (opportunity_id, person_id),
  UNIQUE (opportunity_id, seq)
);
CREATE INDEX applications_person ON applications (person_id, updated_at);
CREATE INDEX applications_state ON applications (state, answer_by);
CREATE INDEX applications_secondment ON applications (secondment_id);

-- every decision about an application, with its reason; rows are added, never changed
CREATE TABLE application_decisions (
  id UUID NOT NULL PRIMARY KEY,
  application_id UUID NOT NULL REFERENCES applications (id),
  -- the version that the application came to by it: the order of decisions
  position BIGINT NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  words TEXT NOT NULL,
  decided_by UUID REFERENCES people (id),
  decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX application_decisions_application ON application_decisions (application_id, position);

CREATE TABLE panel_notes (
  id UUID NOT NULL PRIMARY KEY,
  application_id UUID NOT NULL REFERENCES applications (id),
  words TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX panel_notes_application ON panel_notes (application_id, written_at);

-- whoever declares a conflict with an applicant takes no part in deciding about them
CREATE TABLE panel_conflicts (
  application_id UUID NOT NULL REFERENCES applications (id),
  person_id UUID NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  declared_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (application_id, person_id)
);
