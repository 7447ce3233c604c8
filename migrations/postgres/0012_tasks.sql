-- The checklist of a record: one row per item, with where it stands now. What happened to it is told in task_facts.

CREATE TABLE tasks (
  id UUID NOT NULL PRIMARY KEY,
  secondment_id UUID NOT NULL REFERENCES secondments (id),
  code TEXT NOT NULL,
  phase TEXT NOT NULL,
  title TEXT NOT NULL,
  why TEXT NOT NULL,
  owner TEXT NOT NULL,
  person_id UUID REFERENCES people (id),
  reach TEXT NOT NULL CHECK (reach IN ('home', 'host', 'shared')),
  due_on DATE,
  round BIGINT NOT NULL,
  blocking BOOLEAN NOT NULL,
  evidence TEXT NOT NULL CHECK (evidence IN ('none', 'note', 'date', 'reference')),
  state TEXT NOT NULL CHECK (state IN ('not_yet', 'to_do', 'started', 'done', 'not_needed')),
  source TEXT NOT NULL CHECK (source IN ('record', 'event', 'person')),
  outcome TEXT NOT NULL,
  opened_on DATE NOT NULL,
  settled_on DATE,
  settled_by UUID REFERENCES people (id),
  version BIGINT NOT NULL,
  UNIQUE (secondment_id, code)
);
CREATE INDEX tasks_due ON tasks (state, due_on, id);
CREATE INDEX tasks_owner ON tasks (owner, state, due_on, id);
CREATE INDEX tasks_person ON tasks (person_id, state, due_on, id);

-- facts are added, never changed: who did what to a task, with what evidence, when
CREATE TABLE task_facts (
  id UUID NOT NULL PRIMARY KEY,
  task_id UUID NOT NULL REFERENCES tasks (id),
  fact TEXT NOT NULL,
  round BIGINT NOT NULL,
  words TEXT NOT NULL,
  on_date DATE,
  person_id UUID REFERENCES people (id),
  recorded_by UUID REFERENCES people (id),
  recorded_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX task_facts_task ON task_facts (task_id, recorded_at, id);
CREATE INDEX task_facts_by ON task_facts (recorded_by, recorded_at);

-- who was reminded of what: the key makes each reminder one letter, whoever runs the job and whatever the clock does
CREATE TABLE task_reminders (
  task_id UUID NOT NULL REFERENCES tasks (id),
  due_on DATE NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('week_before', 'due', 'overdue')),
  person_id UUID NOT NULL,
  told_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (task_id, due_on, stage, person_id)
);

-- records about which nobody is reminded: a death, a protected leave
CREATE TABLE task_silences (
  secondment_id UUID NOT NULL PRIMARY KEY REFERENCES secondments (id),
  reason TEXT NOT NULL,
  since TIMESTAMPTZ NOT NULL
);
