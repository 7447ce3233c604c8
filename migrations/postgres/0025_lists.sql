-- Whoever left is looked for in the order of names: few of all people, so that their index costs an import nothing.
CREATE INDEX people_left ON people (organisation_id, search, id) WHERE status = 'left';
