-- Pages that cost the same with ten thousand records and with a hundred thousand: each question of Home and of the
-- history is answered by walking the first few entries of an index.

-- the history of a record, newest first, without walking the chain of its organisation
CREATE INDEX events_history ON events (subject_id, stream_id, seq);
DROP INDEX events_subject;

-- what waits, by the nearest day; a day that is not known yet stands at the end of time
CREATE INDEX secondments_home_start ON secondments (home_organisation_id, workflow, (COALESCE(starts_on, DATE '9999-12-31')), id);
CREATE INDEX secondments_home_end ON secondments (home_organisation_id, workflow, (COALESCE(ends_on, DATE '9999-12-31')), id);
-- the same for hosts, who see only those who come from elsewhere
CREATE INDEX secondments_guest_start
  ON secondments (host_organisation_id, workflow, (COALESCE(starts_on, DATE '9999-12-31')), id)
  WHERE host_organisation_id <> home_organisation_id;
CREATE INDEX secondments_guest_end
  ON secondments (host_organisation_id, workflow, (COALESCE(ends_on, DATE '9999-12-31')), id)
  WHERE host_organisation_id <> home_organisation_id;

-- the last sign of life of a reading, so that one whose process died is found
ALTER TABLE people_imports ADD COLUMN progressed_at TIMESTAMPTZ;

-- each word of a person's name and number, so that a search walks the people who have it and not everybody;
-- `search` is repeated for its order
CREATE TABLE people_words (
  organisation_id UUID NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  search TEXT NOT NULL,
  person_id UUID NOT NULL,
  PRIMARY KEY (organisation_id, word, search, person_id)
);

-- kept by the database itself, so that no writer can forget it
CREATE FUNCTION people_words_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO people_words (organisation_id, word, search, person_id)
  SELECT DISTINCT n.organisation_id, w.word, n.search, n.id
  FROM new_rows n CROSS JOIN LATERAL unnest(string_to_array(n.search, ' ')) AS w (word) WHERE w.word <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION people_words_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM people_words w USING old_rows o JOIN new_rows n ON n.id = o.id
  WHERE o.search <> n.search AND w.organisation_id = o.organisation_id
    AND w.word = ANY (string_to_array(o.search, ' ')) AND w.search = o.search AND w.person_id = o.id;
  INSERT INTO people_words (organisation_id, word, search, person_id)
  SELECT DISTINCT n.organisation_id, w.word, n.search, n.id
  FROM new_rows n JOIN old_rows o ON o.id = n.id
  CROSS JOIN LATERAL unnest(string_to_array(n.search, ' ')) AS w (word) WHERE o.search <> n.search AND w.word <> '';
  RETURN NULL;
END $$;
CREATE FUNCTION people_words_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM people_words w USING old_rows o WHERE w.organisation_id = o.organisation_id
    AND w.word = ANY (string_to_array(o.search, ' ')) AND w.search = o.search AND w.person_id = o.id;
  RETURN NULL;
END $$;
CREATE TRIGGER people_words_added AFTER INSERT ON people
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION people_words_added();
CREATE TRIGGER people_words_changed AFTER UPDATE ON people
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION people_words_changed();
CREATE TRIGGER people_words_gone AFTER DELETE ON people
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION people_words_gone();
INSERT INTO people_words (organisation_id, word, search, person_id)
SELECT DISTINCT p.organisation_id, w.word, p.search, p.id
FROM people p CROSS JOIN LATERAL unnest(string_to_array(p.search, ' ')) AS w (word) WHERE w.word <> '';

-- the same address in an organisation is the same person
CREATE INDEX people_email ON people (organisation_id, lower(email));
