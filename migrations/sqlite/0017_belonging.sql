-- Belonging while away: how home stays in touch, what is new at home, help that is asked for, and addresses to share.

-- how the two agreed to stay in touch; without a row the home manager does, once a month
CREATE TABLE contact_plans (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  contact_id BLOB NOT NULL REFERENCES people (id),
  channel TEXT NOT NULL,
  note TEXT NOT NULL,
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 7 AND 31),
  version INTEGER NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX contact_plans_contact ON contact_plans (contact_id);

-- facts: a talk between home and the person who is away; one a day is enough
CREATE TABLE contacts (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  on_date TEXT NOT NULL,
  noted_by BLOB NOT NULL REFERENCES people (id),
  noted_at TEXT NOT NULL,
  UNIQUE (secondment_id, on_date)
) STRICT;

-- who somebody met while away: private to them, others may know how many
CREATE TABLE acquaintances (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  name TEXT NOT NULL,
  work TEXT NOT NULL,
  words TEXT NOT NULL,
  email TEXT NOT NULL,
  again_on TEXT,
  version INTEGER NOT NULL,
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX acquaintances_person ON acquaintances (person_id, written_at, id);
CREATE INDEX acquaintances_record ON acquaintances (secondment_id);

-- a first word to the host's team before the first day, and the answer
CREATE TABLE introductions (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  words TEXT NOT NULL,
  written_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by BLOB REFERENCES people (id),
  answered_at TEXT
) STRICT;

-- news of a unit, or of the whole organisation, for those who are away from it
CREATE TABLE news_items (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  unit_id BLOB REFERENCES units (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  link TEXT NOT NULL,
  on_date TEXT,
  posted_by BLOB NOT NULL REFERENCES people (id),
  posted_at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;
CREATE INDEX news_items_unit ON news_items (organisation_id, unit_id, posted_at, id);
CREATE INDEX news_items_poster ON news_items (posted_by, posted_at, id);

-- who asked for the letter of the week, and up to when news was sent to them
CREATE TABLE news_readers (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  sent_until TEXT NOT NULL
) STRICT;

-- help that a secondee asks for; who reads it follows from whom it is asked of
CREATE TABLE support_requests (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  addressee TEXT NOT NULL CHECK (addressee IN ('home', 'host', 'both', 'mobility')),
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX support_requests_record ON support_requests (secondment_id, asked_at, id);
CREATE INDEX support_requests_open ON support_requests (state, due_on);

-- facts: what was said on a request
CREATE TABLE support_words (
  id BLOB NOT NULL PRIMARY KEY,
  request_id BLOB NOT NULL REFERENCES support_requests (id),
  words TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;
CREATE INDEX support_words_request ON support_words (request_id, written_at, id);

-- addresses that belong to a secondment: a chat, documents, the group at home
CREATE TABLE record_links (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  address TEXT NOT NULL,
  readers TEXT NOT NULL CHECK (readers IN ('home', 'host', 'all')),
  added_by BLOB NOT NULL REFERENCES people (id),
  added_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;
CREATE INDEX record_links_record ON record_links (secondment_id, added_at, id);
