-- Questions about the text of an agreement and changes asked for, what was said to them, and notes of one side alone.

-- numbered within the record; clause, title and head are those of the version it was asked on
CREATE TABLE agreement_talks (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  number BIGINT NOT NULL,
  agreement_id UUID NOT NULL REFERENCES agreements (id),
  kind TEXT NOT NULL CHECK (kind IN ('question', 'change')),
  head TEXT,
  clause BIGINT,
  clause_title TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('desk', 'all')),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL,
  words TEXT NOT NULL,
  proposed TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'accepted', 'declined', 'withdrawn')),
  settled_at TIMESTAMPTZ,
  settled_in UUID REFERENCES agreements (id),
  version BIGINT NOT NULL,
  UNIQUE (secondment_id, number)
);
CREATE INDEX agreement_talks_state ON agreement_talks (state, asked_at);

CREATE TABLE agreement_talk_words (
  id UUID NOT NULL PRIMARY KEY,
  talk_id UUID NOT NULL REFERENCES agreement_talks (id),
  person_id UUID NOT NULL REFERENCES people (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'more', 'reason')),
  words TEXT NOT NULL,
  said_at TIMESTAMPTZ NOT NULL,
  turn BIGINT NOT NULL,
  UNIQUE (talk_id, turn)
);

-- a note of the secondee is theirs alone, one of home or host is for the people of that side alone
CREATE TABLE agreement_notes (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  agreement_id UUID NOT NULL REFERENCES agreements (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  person_id UUID NOT NULL REFERENCES people (id),
  clause BIGINT,
  clause_title TEXT NOT NULL,
  words TEXT NOT NULL,
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX agreement_notes_record ON agreement_notes (secondment_id, side, written_at);
