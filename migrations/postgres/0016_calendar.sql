-- How many people a team needs, and the way from a team to who is away from it and who visits it.

CREATE TABLE team_minimums (
  unit_id UUID NOT NULL PRIMARY KEY REFERENCES units (id),
  minimum BIGINT NOT NULL,
  version BIGINT NOT NULL,
  set_by UUID NOT NULL REFERENCES people (id),
  set_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX secondments_home_unit ON secondments (home_unit_id, ends_on);
CREATE INDEX secondments_host_unit ON secondments (host_unit_id, ends_on);
