-- How many people a team needs, and the way from a team to who is away from it and who visits it.

CREATE TABLE team_minimums (
  unit_id BLOB NOT NULL PRIMARY KEY REFERENCES units (id),
  minimum INTEGER NOT NULL,
  version INTEGER NOT NULL,
  set_by BLOB NOT NULL REFERENCES people (id),
  set_at TEXT NOT NULL
) STRICT;
CREATE INDEX secondments_home_unit ON secondments (home_unit_id, ends_on);
CREATE INDEX secondments_host_unit ON secondments (host_unit_id, ends_on);
