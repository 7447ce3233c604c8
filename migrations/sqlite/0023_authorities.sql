-- Who may sign agreements for an organisation, as data: a person or whoever holds a role; for one unit with those under
-- it or for all; up to what a secondment costs in all; for which kinds; from and to which day. An organisation without
-- a line checks nobody.
CREATE TABLE signature_authorities (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  person_id BLOB REFERENCES people (id),
  role TEXT,
  unit_id BLOB REFERENCES units (id),
  -- in the smallest units of the currency; none for any amount
  up_to_minor INTEGER,
  currency TEXT NOT NULL,
  is_internal INTEGER NOT NULL,
  is_external INTEGER NOT NULL,
  is_international INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  granted_by BLOB REFERENCES people (id),
  granted_at TEXT NOT NULL,
  CHECK ((person_id IS NULL) <> (role IS NULL))
) STRICT;
CREATE INDEX signature_authorities_organisation ON signature_authorities (organisation_id, from_date);

-- what a secondment will cost in all once a change counts: authority for the change is measured by that
CREATE TABLE change_costs (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  change INTEGER NOT NULL,
  currency TEXT NOT NULL,
  total_minor INTEGER NOT NULL,
  PRIMARY KEY (secondment_id, change, currency)
) STRICT, WITHOUT ROWID;

-- when somebody was last reminded by hand: at most once a day
ALTER TABLE signatories ADD COLUMN reminded_at TEXT;

-- which kind of amendment a change is, and what only a notice or a new agreement changes
ALTER TABLE changes ADD COLUMN amendment TEXT;
ALTER TABLE changes ADD COLUMN title TEXT;
ALTER TABLE changes ADD COLUMN contact TEXT;
ALTER TABLE changes ADD COLUMN cost_code TEXT;
