-- Belonging while away: how home stays in touch, what is new at home, help that is asked for, and addresses to share.

-- how the two agreed to stay in touch; without a row the home manager does, once a month
CREATE TABLE contact_plans (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  contact_id UUID NOT NULL REFERENCES people (id),
  channel TEXT NOT NULL,
  note TEXT NOT NULL,
  cadence_days BIGINT NOT NULL CHECK (cadence_days BETWEEN 7 AND 31),
  version BIGINT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX contact_plans_contact ON contact_plans (contact_id);

-- facts: a talk between home and the person who is away; one a day is enough
CREATE TABLE contacts (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  on_date DATE NOT NULL,
  noted_by UUID NOT NULL REFERENCES people (id),
  noted_at TIMESTAMPTZ NOT NULL,
  UNIQUE (secondment_id, on_date)
);

-- who somebody met while away: private to them, others may know how many
CREATE TABLE acquaintances (
  id UUID NOT NULL PRIMARY KEY,
  person_id UUID NOT NULL REFERENCES people (id),
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  name TEXT NOT NULL,
  work TEXT NOT NULL,
  words TEXT NOT NULL,
  email TEXT NOT NULL,
  again_on DATE,
  version BIGINT NOT NULL,
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX acquaintances_person ON acquaintances (person_id, written_at, id);
CREATE INDEX acquaintances_record ON acquaintances (secondment_id);

-- a first word to the host's team before the first day, and the answer
CREATE TABLE introductions (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  words TEXT NOT NULL,
  written_at TIMESTAMPTZ NOT NULL,
  answer TEXT NOT NULL,
  answered_by UUID REFERENCES people (id),
  answered_at TIMESTAMPTZ
);

-- news of a unit, or of the whole organisation, for those who are away from it
CREATE TABLE news_items (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  unit_id UUID REFERENCES units (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  link TEXT NOT NULL,
  on_date DATE,
  posted_by UUID NOT NULL REFERENCES people (id),
  posted_at TIMESTAMPTZ NOT NULL,
  withdrawn_at TIMESTAMPTZ
);
CREATE INDEX news_items_unit ON news_items (organisation_id, unit_id, posted_at, id);
CREATE INDEX news_items_poster ON news_items (posted_by, posted_at, id);

-- who asked for the letter of the week, and up to when news was sent to them
CREATE TABLE news_readers (
  person_id UUID NOT NULL PRIMARY KEY REFERENCES people (id),
  sent_until TIMESTAMPTZ NOT NULL
);

-- help that a secondee asks for; who reads it follows from whom it is asked of
CREATE TABLE support_requests (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  addressee TEXT NOT NULL CHECK (addressee IN ('home', 'host', 'both', 'mobility')),
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_by UUID NOT NULL REFERENCES people (id),
  asked_at TIMESTAMPTZ NOT NULL,
  due_on DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  version BIGINT NOT NULL
);
CREATE INDEX support_requests_record ON support_requests (secondment_id, asked_at, id);
CREATE INDEX support_requests_open ON support_requests (state, due_on);

-- facts: what was said on a request
CREATE TABLE support_words (
  id UUID NOT NULL PRIMARY KEY,
  request_id UUID NOT NULL REFERENCES support_requests (id),
  words TEXT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX support_words_request ON support_words (request_id, written_at, id);

-- addresses that belong to a secondment: a chat, documents, the group at home
CREATE TABLE record_links (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  address TEXT NOT NULL,
  readers TEXT NOT NULL CHECK (readers IN ('home', 'host', 'all')),
  added_by UUID NOT NULL REFERENCES people (id),
  added_at TIMESTAMPTZ NOT NULL,
  removed_at TIMESTAMPTZ
);
CREATE INDEX record_links_record ON record_links (secondment_id, added_at, id);
