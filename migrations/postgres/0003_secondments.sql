-- One record per secondment, from the first idea to the safe return.

CREATE TABLE secondments (
  id UUID NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version BIGINT NOT NULL,
  -- three axes that are never merged
  workflow TEXT NOT NULL,
  paper TEXT NOT NULL,
  presence TEXT NOT NULL,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('internal', 'external')),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  secondee_id UUID NOT NULL REFERENCES people (id),
  author_id UUID NOT NULL REFERENCES people (id),
  home_organisation_id UUID NOT NULL REFERENCES organisations (id),
  home_unit_id UUID REFERENCES units (id),
  home_manager_id UUID REFERENCES people (id),
  host_organisation_id UUID REFERENCES organisations (id),
  host_unit_id UUID REFERENCES units (id),
  host_manager_id UUID REFERENCES people (id),
  place TEXT NOT NULL,
  starts_on DATE,
  ends_on DATE,
  fte_bp BIGINT NOT NULL,
  recharged_at_cost BOOLEAN NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  updated_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX secondments_newest ON secondments (updated_at, id);
CREATE INDEX secondments_secondee ON secondments (secondee_id);
CREATE INDEX secondments_home ON secondments (home_organisation_id, workflow, updated_at, id);
CREATE INDEX secondments_host ON secondments (host_organisation_id, workflow, updated_at, id);

-- who is who, from when to when, on which side; for an organisation or for one record
CREATE TABLE roles (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  secondment_id UUID REFERENCES secondments (id),
  role TEXT NOT NULL,
  side TEXT CHECK (side IN ('home', 'host')),
  from_date DATE NOT NULL,
  to_date DATE,
  granted_by UUID REFERENCES people (id),
  granted_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX roles_person ON roles (person_id, secondment_id);
CREATE INDEX roles_secondment ON roles (secondment_id);

CREATE TABLE proposals (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  need TEXT NOT NULL,
  skills TEXT NOT NULL,
  duties TEXT NOT NULL,
  benefit_secondee TEXT NOT NULL,
  benefit_home TEXT NOT NULL,
  benefit_host TEXT NOT NULL,
  cover_plan TEXT NOT NULL,
  cover_note TEXT NOT NULL,
  return_guarantee TEXT NOT NULL,
  return_post TEXT NOT NULL,
  bring_back TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  sent_at TIMESTAMPTZ,
  version BIGINT NOT NULL
);

-- the eight questions, asked before and answered again at the debrief
CREATE TABLE worth_it (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  stage TEXT NOT NULL CHECK (stage IN ('proposal', 'debrief')),
  question TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'partly', 'no')),
  answer TEXT NOT NULL,
  answered_by UUID NOT NULL REFERENCES people (id),
  answered_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (secondment_id, stage, question)
);

CREATE TABLE objectives (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  position BIGINT NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  UNIQUE (secondment_id, position)
);

CREATE TABLE cost_lines (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  position BIGINT NOT NULL,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  amount_minor BIGINT NOT NULL,
  currency TEXT NOT NULL,
  home_bp BIGINT NOT NULL,
  host_bp BIGINT NOT NULL,
  secondee_bp BIGINT NOT NULL,
  UNIQUE (secondment_id, position)
);

-- facts are added, never changed: who decided what, when, why
CREATE TABLE release_decisions (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  decision TEXT NOT NULL CHECK (decision IN ('released', 'refused', 'sent_back')),
  reason_code TEXT,
  reason TEXT NOT NULL,
  alternative TEXT NOT NULL,
  decided_by UUID NOT NULL REFERENCES people (id),
  decided_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX release_decisions_record ON release_decisions (secondment_id, decided_at);

CREATE TABLE agreements (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  number BIGINT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'partly_signed', 'executed', 'superseded', 'void')),
  draft JSONB NOT NULL,
  issued_sha BYTEA REFERENCES documents (sha256),
  executed_sha BYTEA REFERENCES documents (sha256),
  drafted_at TIMESTAMPTZ NOT NULL,
  issued_at TIMESTAMPTZ,
  executed_at TIMESTAMPTZ,
  version BIGINT NOT NULL,
  UNIQUE (secondment_id, number)
);

CREATE TABLE signatories (
  id UUID NOT NULL PRIMARY KEY,
  agreement_id UUID NOT NULL REFERENCES agreements (id),
  position BIGINT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  capacity TEXT NOT NULL,
  person_id UUID NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  has_account BOOLEAN NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'asked', 'signed', 'declined')),
  typed_name TEXT,
  typed_role TEXT,
  signed_sha BYTEA,
  signed_at TIMESTAMPTZ,
  evidence JSONB,
  decline_reason TEXT,
  version BIGINT NOT NULL,
  UNIQUE (agreement_id, position)
);
CREATE INDEX signatories_person ON signatories (person_id, status);

-- an e-mailed link only locates the request; a fresh code proves the reader
CREATE TABLE signing_links (
  token_hash BYTEA NOT NULL PRIMARY KEY,
  signatory_id UUID NOT NULL REFERENCES signatories (id),
  document_sha BYTEA NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  revoked_at TIMESTAMPTZ
);
CREATE INDEX signing_links_signatory ON signing_links (signatory_id);

CREATE TABLE signing_codes (
  id UUID NOT NULL PRIMARY KEY,
  signatory_id UUID NOT NULL REFERENCES signatories (id),
  browser_hash BYTEA NOT NULL,
  code_hash BYTEA NOT NULL,
  tries BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL,
  verified_at TIMESTAMPTZ,
  used_at TIMESTAMPTZ
);
CREATE INDEX signing_codes_signatory ON signing_codes (signatory_id, created_at);

CREATE TABLE gate_checks (
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  item TEXT NOT NULL,
  note TEXT NOT NULL,
  checked_by UUID NOT NULL REFERENCES people (id),
  checked_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (secondment_id, item)
);

-- what happened on the ground, whether or not the paper exists
CREATE TABLE presence_facts (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('arrived', 'returned')),
  on_date DATE NOT NULL,
  how_known TEXT NOT NULL,
  recorded_by UUID NOT NULL REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX presence_facts_record ON presence_facts (secondment_id, recorded_at);

CREATE TABLE check_ins (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  held_on DATE NOT NULL,
  goals TEXT NOT NULL,
  support TEXT NOT NULL,
  next_step TEXT NOT NULL,
  recorded_by UUID NOT NULL REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX check_ins_record ON check_ins (secondment_id, held_on, id);

CREATE TABLE return_confirmations (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  outcome TEXT NOT NULL,
  post TEXT NOT NULL,
  note TEXT NOT NULL,
  confirmed_by UUID NOT NULL REFERENCES people (id),
  confirmed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE debriefs (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  held_on DATE NOT NULL,
  brought_back TEXT NOT NULL,
  do_differently TEXT NOT NULL,
  recorded_by UUID NOT NULL REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
