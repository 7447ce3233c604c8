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
