-- The checklist of a record: one row per item, with where it stands now. What happened to it is told in task_facts.

CREATE TABLE tasks (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  code TEXT NOT NULL,
  phase TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  owner TEXT NOT NULL,
  person_id BLOB REFERENCES people (id),
  reach TEXT NOT NULL CHECK (reach IN ('home', 'host', 'shared')),
  due_on TEXT,
  round INTEGER NOT NULL,
  blocking INTEGER NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN ('none', 'note', 'date', 'reference')),
  state TEXT NOT NULL CHECK (state IN ('not_yet', 'to_do', 'started', 'done', 'not_needed')),
  source TEXT NOT NULL CHECK (source IN ('record', 'event', 'person')),
  outcome TEXT NOT NULL,
  opened_on TEXT NOT NULL,
  settled_on TEXT,
  settled_by BLOB REFERENCES people (id),
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, code)
) STRICT;
CREATE INDEX tasks_due ON tasks (state, due_on, id);
CREATE INDEX tasks_owner ON tasks (owner, state, due_on, id);
CREATE INDEX tasks_person ON tasks (person_id, state, due_on, id);

-- facts are added, never changed: who did what to a task, with what evidence, when
CREATE TABLE task_facts (
  id BLOB NOT NULL PRIMARY KEY,
  task_id BLOB NOT NULL REFERENCES tasks (id),
  fact TEXT NOT NULL,
  round INTEGER NOT NULL,
  words TEXT NOT NULL,
  on_date TEXT,
  person_id BLOB REFERENCES people (id),
  recorded_by BLOB REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;
CREATE INDEX task_facts_task ON task_facts (task_id, recorded_at, id);
CREATE INDEX task_facts_by ON task_facts (recorded_by, recorded_at);

-- who was reminded of what: the key makes each reminder one letter, whoever runs the job and whatever the clock does
CREATE TABLE task_reminders (
  task_id BLOB NOT NULL REFERENCES tasks (id),
  due_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('week_before', 'due', 'overdue')),
  person_id BLOB NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (task_id, due_on, stage, person_id)
) STRICT;

-- records about which nobody is reminded: a death, a protected leave
CREATE TABLE task_silences (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  reason TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;
