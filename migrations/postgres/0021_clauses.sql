-- An organisation's own clause library: its usual wording of each head, and its own copies of clauses.

-- one row per head that somebody changed something about; own_number is the copy in use, none while it is withdrawn
CREATE TABLE clause_settings (
  id UUID NOT NULL PRIMARY KEY,
  organisation_id UUID NOT NULL REFERENCES organisations (id),
  head TEXT NOT NULL,
  wording TEXT NOT NULL,
  own_number BIGINT,
  version BIGINT NOT NULL,
  changed_by UUID NOT NULL REFERENCES people (id),
  changed_at TIMESTAMPTZ NOT NULL,
  UNIQUE (organisation_id, head)
);

-- every save is a new number; agreements name the one they were written from, so none is ever changed
CREATE TABLE clause_copies (
  clause_id UUID NOT NULL REFERENCES clause_settings (id),
  number BIGINT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  plain_words TEXT NOT NULL,
  library_version BIGINT NOT NULL,
  written_by UUID NOT NULL REFERENCES people (id),
  written_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (clause_id, number)
);
CREATE FUNCTION clause_copies_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'copies of clauses are never changed'; END $$;
CREATE TRIGGER clause_copies_change_refused BEFORE UPDATE OR DELETE ON clause_copies FOR EACH ROW EXECUTE FUNCTION clause_copies_are_never_changed();
