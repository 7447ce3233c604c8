-- Questions about the text of an agreement and changes asked for, what was said to them, and notes of one side alone.

-- numbered within the record; clause, title and head are those of the version it was asked on
CREATE TABLE agreement_talks (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  kind TEXT NOT NULL CHECK (kind IN ('question', 'change')),
  head TEXT,
  clause INTEGER,
  clause_title TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('desk', 'all')),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  words TEXT NOT NULL,
  proposed TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'accepted', 'declined', 'withdrawn')),
  settled_at TEXT,
  settled_in BLOB REFERENCES agreements (id),
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;
CREATE INDEX agreement_talks_state ON agreement_talks (state, asked_at);

CREATE TABLE agreement_talk_words (
  id BLOB NOT NULL PRIMARY KEY,
  talk_id BLOB NOT NULL REFERENCES agreement_talks (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'more', 'reason')),
  words TEXT NOT NULL,
  said_at TEXT NOT NULL,
  turn INTEGER NOT NULL,
  UNIQUE (talk_id, turn)
) STRICT;

-- a note of the secondee is theirs alone, one of home or host is for the people of that side alone
CREATE TABLE agreement_notes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  clause INTEGER,
  clause_title TEXT NOT NULL,
  words TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX agreement_notes_record ON agreement_notes (secondment_id, side, written_at);
