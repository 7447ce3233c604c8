-- Pages that cost the same with ten thousand records and with a hundred thousand: each question of Home and of the
-- history is answered by walking the first few entries of an index.

-- the history of a record, newest first, without walking the chain of its organisation
CREATE INDEX events_history ON events (subject_id, stream_id, seq);
DROP INDEX events_subject;

-- what waits, by the nearest day; a day that is not known yet stands at the end of time
CREATE INDEX secondments_home_start ON secondments (home_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id);
CREATE INDEX secondments_home_end ON secondments (home_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id);
-- the same for hosts, who see only those who come from elsewhere
CREATE INDEX secondments_guest_start
  ON secondments (host_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;
CREATE INDEX secondments_guest_end
  ON secondments (host_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;

-- the last sign of life of a reading, so that one whose process died is found
ALTER TABLE people_imports ADD COLUMN progressed_at TEXT;

-- each word of a person's name and number, so that a search walks the people who have it and not everybody;
-- `search` is repeated for its order
CREATE TABLE people_words (
  organisation_id BLOB NOT NULL,
  word TEXT NOT NULL,
  search TEXT NOT NULL,
  person_id BLOB NOT NULL,
  PRIMARY KEY (organisation_id, word, search, person_id)
) STRICT, WITHOUT ROWID;

-- kept by the database itself, so that no writer can forget it; a JSON list is how SQLite takes a text apart
CREATE TRIGGER people_words_added AFTER INSERT ON people
BEGIN
  INSERT OR IGNORE INTO people_words (organisation_id, word, search, person_id)
  SELECT NEW.organisation_id, w.value, NEW.search, NEW.id
  FROM json_each('["' || replace(replace(replace(NEW.search, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w WHERE w.value <> '';
END;
CREATE TRIGGER people_words_changed AFTER UPDATE OF search ON people WHEN OLD.search <> NEW.search
BEGIN
  DELETE FROM people_words WHERE organisation_id = OLD.organisation_id AND search = OLD.search AND person_id = OLD.id
    AND word IN (SELECT w.value
      FROM json_each('["' || replace(replace(replace(OLD.search, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w);
  INSERT OR IGNORE INTO people_words (organisation_id, word, search, person_id)
  SELECT NEW.organisation_id, w.value, NEW.search, NEW.id
  FROM json_each('["' || replace(replace(replace(NEW.search, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w WHERE w.value <> '';
END;
CREATE TRIGGER people_words_gone AFTER DELETE ON people
BEGIN
  DELETE FROM people_words WHERE organisation_id = OLD.organisation_id AND search = OLD.search AND person_id = OLD.id
    AND word IN (SELECT w.value
      FROM json_each('["' || replace(replace(replace(OLD.search, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w);
END;
INSERT OR IGNORE INTO people_words (organisation_id, word, search, person_id)
SELECT p.organisation_id, w.value, p.search, p.id FROM people p JOIN json_each('["' || replace(replace(replace(p.search, '\', '\\'), '"', '\"'), ' ', '","') || '"]') w
WHERE w.value <> '';

-- the same address in an organisation is the same person
CREATE INDEX people_email ON people (organisation_id, lower(email));
