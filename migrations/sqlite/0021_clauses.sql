-- An organisation's own clause library: its usual wording of each head, and its own copies of clauses.

-- one row per head that somebody changed something about; own_number is the copy in use, none while it is withdrawn
CREATE TABLE clause_settings (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  head TEXT NOT NULL,
  wording TEXT NOT NULL,
  own_number INTEGER,
  version INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES people (id),
  changed_at TEXT NOT NULL,
  UNIQUE (organisation_id, head)
) STRICT;

-- every save is a new number; agreements name the one they were written from, so none is ever changed
CREATE TABLE clause_copies (
  clause_id BLOB NOT NULL REFERENCES clause_settings (id),
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,
  plain_words TEXT NOT NULL,
  library_version INTEGER NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL,
  PRIMARY KEY (clause_id, number)
) STRICT;
CREATE TRIGGER clause_copies_update_refused BEFORE UPDATE ON clause_copies
BEGIN SELECT RAISE(ABORT, 'copies of clauses are never changed'); END;
CREATE TRIGGER clause_copies_delete_refused BEFORE DELETE ON clause_copies
BEGIN SELECT RAISE(ABORT, 'copies of clauses are never changed'); END;
