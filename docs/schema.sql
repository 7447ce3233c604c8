-- Generated from the migrations, as SQLite keeps it. PostgreSQL: same tables and columns, native types.

CREATE TABLE account_links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account_id BLOB REFERENCES accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('bootstrap', 'sign_in')),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  used_at TEXT
) STRICT;

CREATE TABLE accounts (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL UNIQUE REFERENCES people (id),
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT,
  disabled_at TEXT,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE acquaintances (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  name TEXT NOT NULL,
  work TEXT NOT NULL,
  words TEXT NOT NULL,
  email TEXT NOT NULL,
  again_on TEXT,
  version INTEGER NOT NULL,
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX acquaintances_person ON acquaintances (person_id, written_at, id);

CREATE INDEX acquaintances_record ON acquaintances (secondment_id);

CREATE TABLE agreement_notes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  clause INTEGER,
  clause_title TEXT NOT NULL,
  words TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX agreement_notes_record ON agreement_notes (secondment_id, side, written_at);

CREATE TABLE agreement_talk_words (
  id BLOB NOT NULL PRIMARY KEY,
  talk_id BLOB NOT NULL REFERENCES agreement_talks (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  kind TEXT NOT NULL CHECK (kind IN ('answer', 'more', 'reason')),
  words TEXT NOT NULL,
  said_at TEXT NOT NULL,
  turn INTEGER NOT NULL,
  UNIQUE (talk_id, turn)
) STRICT;

CREATE TABLE agreement_talks (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  kind TEXT NOT NULL CHECK (kind IN ('question', 'change')),
  head TEXT,
  clause INTEGER,
  clause_title TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('desk', 'all')),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  words TEXT NOT NULL,
  proposed TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'accepted', 'declined', 'withdrawn')),
  settled_at TEXT,
  settled_in BLOB REFERENCES agreements (id),
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE INDEX agreement_talks_state ON agreement_talks (state, asked_at);

CREATE TABLE agreement_views (
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  times INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (signatory_id, person_id)
) STRICT;

CREATE TABLE agreements (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'issued', 'partly_signed', 'executed', 'superseded', 'void')),
  draft TEXT NOT NULL,
  issued_sha BLOB REFERENCES documents (sha256),
  executed_sha BLOB REFERENCES documents (sha256),
  drafted_at TEXT NOT NULL,
  issued_at TEXT,
  executed_at TEXT,
  version INTEGER NOT NULL, issued_pdf_sha BLOB REFERENCES documents (sha256), executed_pdf_sha BLOB REFERENCES documents (sha256),
  UNIQUE (secondment_id, number)
) STRICT;

CREATE INDEX agreements_drafts ON agreements (secondment_id) WHERE status = 'draft';

CREATE TABLE api_tokens (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  last_used_at TEXT,
  revoked_at TEXT
, scope TEXT NOT NULL DEFAULT 'read_and_write') STRICT;

CREATE TABLE application_decisions (
  id BLOB NOT NULL PRIMARY KEY,
  application_id BLOB NOT NULL REFERENCES applications (id),
  -- the version that the application came to by it: the order of decisions
  position INTEGER NOT NULL,
  decision TEXT NOT NULL,
  reason TEXT NOT NULL,
  words TEXT NOT NULL,
  decided_by BLOB REFERENCES people (id),
  decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX application_decisions_application ON application_decisions (application_id, position);

CREATE TABLE applications (
  id BLOB NOT NULL PRIMARY KEY,
  opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  seq INTEGER,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  bring_back TEXT NOT NULL,
  has_conflict TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  talked_on TEXT,
  talk TEXT NOT NULL,
  answer_by TEXT,
  secondment_id BLOB REFERENCES secondments (id),
  sent_at TEXT,
  shortlisted_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (opportunity_id, person_id),
  UNIQUE (opportunity_id, seq)
) STRICT;

CREATE INDEX applications_person ON applications (person_id, updated_at);

CREATE INDEX applications_secondment ON applications (secondment_id);

CREATE INDEX applications_state ON applications (state, answer_by);

CREATE TABLE approval_answers (
  question_id BLOB NOT NULL PRIMARY KEY REFERENCES approval_questions (id),
  answer TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL
) STRICT;

CREATE TABLE approval_decisions (
  step_id BLOB NOT NULL PRIMARY KEY REFERENCES approval_steps (id),
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'sent_back', 'declined')),
  reason TEXT NOT NULL,
  decided_by BLOB NOT NULL REFERENCES people (id),
  decided_for BLOB REFERENCES people (id),
  decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX approval_decisions_person ON approval_decisions (decided_by, decided_at);

CREATE TABLE approval_nudges (
  step_id BLOB NOT NULL REFERENCES approval_steps (id),
  stage TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (step_id, stage)
) STRICT;

CREATE TABLE approval_questions (
  id BLOB NOT NULL PRIMARY KEY,
  step_id BLOB NOT NULL REFERENCES approval_steps (id),
  question TEXT NOT NULL,
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL
) STRICT;

CREATE INDEX approval_questions_step ON approval_questions (step_id, asked_at);

CREATE TABLE approval_routes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  made_from TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'declined', 'sent_back', 'stopped')),
  made_at TEXT NOT NULL,
  closed_at TEXT,
  version INTEGER NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE TABLE approval_rules (
  organisation_id BLOB NOT NULL PRIMARY KEY REFERENCES organisations (id),
  rules TEXT NOT NULL,
  version INTEGER NOT NULL,
  changed_by BLOB NOT NULL REFERENCES people (id),
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE approval_steps (
  id BLOB NOT NULL PRIMARY KEY,
  route_id BLOB NOT NULL REFERENCES approval_routes (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  role TEXT NOT NULL,
  person_id BLOB REFERENCES people (id),
  reason TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'asked', 'approved', 'sent_back', 'declined', 'dropped')),
  asked_at TEXT,
  due_on TEXT,
  UNIQUE (route_id, position)
) STRICT;

CREATE INDEX approval_steps_asked ON approval_steps (state, due_on);

CREATE INDEX approval_steps_person ON approval_steps (person_id);

CREATE TABLE attempts (
  id BLOB NOT NULL PRIMARY KEY,
  what TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX attempts_what ON attempts (what, at);

CREATE TABLE calendar_feeds (
  account_id BLOB NOT NULL PRIMARY KEY REFERENCES accounts (id),
  token_hash BLOB NOT NULL UNIQUE,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE change_answers (
  id BLOB NOT NULL PRIMARY KEY,
  change_id BLOB NOT NULL REFERENCES changes (id),
  -- the change itself, or taking a notice back
  about TEXT NOT NULL CHECK (about IN ('change', 'taking_back')),
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  -- which time it was asked
  round INTEGER NOT NULL,
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'question')),
  words TEXT NOT NULL,
  -- whether home still holds the post, asked again of the home manager
  post_held INTEGER,
  person_id BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL
) STRICT;

CREATE INDEX change_answers_change ON change_answers (change_id, answered_at);

CREATE TABLE change_costs (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  change INTEGER NOT NULL,
  currency TEXT NOT NULL,
  total_minor INTEGER NOT NULL, host_minor INTEGER,
  PRIMARY KEY (secondment_id, change, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE changes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  -- counted for each record, from 1
  number INTEGER NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  -- home, host, secondee, or the desk
  side TEXT NOT NULL,
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  effective_on TEXT NOT NULL,
  -- the new last day, and the one that stood before
  ends_on TEXT,
  ended_on TEXT,
  fte_bp INTEGER,
  place TEXT,
  duties TEXT,
  pay TEXT,
  recharge TEXT,
  home_manager_id BLOB REFERENCES people (id),
  host_manager_id BLOB REFERENCES people (id),
  -- of a notice: how long, on which ground
  notice TEXT,
  ground TEXT,
  reason TEXT NOT NULL,
  reason_shared INTEGER NOT NULL,
  -- why it counts from a day before it was asked
  retroactive TEXT,
  -- who asked to take a notice back, and how often that was asked
  rounds INTEGER NOT NULL DEFAULT 0,
  taking_back_by BLOB REFERENCES people (id),
  settled_at TEXT,
  version INTEGER NOT NULL, amendment TEXT, title TEXT, contact TEXT, cost_code TEXT,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE INDEX changes_status ON changes (status, effective_on);

CREATE TABLE check_in_actions (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  check_in_id BLOB REFERENCES check_ins (id),
  what TEXT NOT NULL,
  owner_id BLOB NOT NULL REFERENCES people (id),
  due_on TEXT NOT NULL,
  added_by BLOB NOT NULL REFERENCES people (id),
  added_at TEXT NOT NULL,
  done_by BLOB REFERENCES people (id),
  done_at TEXT
) STRICT;

CREATE INDEX check_in_actions_owner ON check_in_actions (owner_id, done_at);

CREATE INDEX check_in_actions_record ON check_in_actions (secondment_id, due_on, id);

CREATE TABLE check_in_lines (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  slot_on TEXT NOT NULL,
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'host_manager')),
  line TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, slot_on, party)
) STRICT;

CREATE TABLE check_in_replies (
  id BLOB NOT NULL PRIMARY KEY,
  check_in_id BLOB NOT NULL REFERENCES check_ins (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  agrees INTEGER NOT NULL,
  comment TEXT NOT NULL,
  replied_at TEXT NOT NULL
) STRICT;

CREATE INDEX check_in_replies_check_in ON check_in_replies (check_in_id, replied_at);

CREATE TABLE check_in_support (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  slot_on TEXT NOT NULL,
  words TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX check_in_support_record ON check_in_support (secondment_id, written_at);

CREATE TABLE check_ins (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  held_on TEXT NOT NULL,
  goals TEXT NOT NULL,
  support TEXT NOT NULL,
  next_step TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX check_ins_record ON check_ins (secondment_id, held_on, id);

CREATE TRIGGER clause_copies_delete_refused BEFORE DELETE ON clause_copies
BEGIN SELECT RAISE(ABORT, 'copies of clauses are never changed'); END;

CREATE TRIGGER clause_copies_update_refused BEFORE UPDATE ON clause_copies
BEGIN SELECT RAISE(ABORT, 'copies of clauses are never changed'); END;

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

CREATE TABLE contact_plans (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  contact_id BLOB NOT NULL REFERENCES people (id),
  channel TEXT NOT NULL,
  note TEXT NOT NULL,
  cadence_days INTEGER NOT NULL CHECK (cadence_days BETWEEN 7 AND 31),
  version INTEGER NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX contact_plans_contact ON contact_plans (contact_id);

CREATE TABLE contacts (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  on_date TEXT NOT NULL,
  noted_by BLOB NOT NULL REFERENCES people (id),
  noted_at TEXT NOT NULL,
  UNIQUE (secondment_id, on_date)
) STRICT;

CREATE TABLE cost_lines (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  home_bp INTEGER NOT NULL,
  host_bp INTEGER NOT NULL,
  secondee_bp INTEGER NOT NULL,
  UNIQUE (secondment_id, position)
) STRICT;

CREATE TABLE counters (
  name TEXT NOT NULL PRIMARY KEY,
  last INTEGER NOT NULL
) STRICT;

CREATE TABLE debriefs (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  held_on TEXT NOT NULL,
  brought_back TEXT NOT NULL,
  do_differently TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE delegations (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  delegate_id BLOB NOT NULL REFERENCES people (id),
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE INDEX delegations_delegate ON delegations (delegate_id, to_date);

CREATE INDEX delegations_person ON delegations (person_id, to_date);

CREATE TRIGGER documents_delete_refused BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TRIGGER documents_update_refused BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'documents are never changed'); END;

CREATE TABLE documents (
  sha256 BLOB NOT NULL PRIMARY KEY,
  media TEXT NOT NULL,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE event_payloads (
  stream_id BLOB NOT NULL,
  seq INTEGER NOT NULL,
  salt BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (stream_id, seq),
  FOREIGN KEY (stream_id, seq) REFERENCES events (stream_id, seq)
) STRICT;

CREATE TABLE event_streams (
  id BLOB NOT NULL PRIMARY KEY,
  head_seq INTEGER NOT NULL,
  head_hash BLOB NOT NULL
) STRICT;

CREATE TRIGGER events_delete_refused BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TRIGGER events_update_refused BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;

CREATE TABLE events (
  stream_id BLOB NOT NULL REFERENCES event_streams (id),
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  subject_id BLOB NOT NULL,
  commitment BLOB NOT NULL,
  prev_hash BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (stream_id, seq)
) STRICT;

CREATE INDEX events_history ON events (subject_id, stream_id, seq);

CREATE TABLE feedback (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  request_id BLOB UNIQUE REFERENCES feedback_requests (id),
  question TEXT NOT NULL,
  words TEXT NOT NULL,
  person_id BLOB REFERENCES people (id),
  name TEXT NOT NULL,
  for_managers INTEGER NOT NULL,
  given_at TEXT NOT NULL
) STRICT;

CREATE INDEX feedback_record ON feedback (secondment_id, given_at, id);

CREATE TABLE feedback_requests (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  question TEXT NOT NULL,
  person_id BLOB REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  for_managers INTEGER NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  expires_at TEXT NOT NULL,
  answered_at TEXT
) STRICT;

CREATE INDEX feedback_requests_person ON feedback_requests (person_id, answered_at);

CREATE INDEX feedback_requests_record ON feedback_requests (secondment_id, asked_at, id);

CREATE TABLE follow_up_answers (
  follow_up_id BLOB NOT NULL REFERENCES follow_ups (id),
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'mobility')),
  retained INTEGER,
  promoted INTEGER,
  uses_skills TEXT CHECK (uses_skills IN ('yes', 'partly', 'no')),
  in_touch INTEGER,
  again INTEGER,
  words TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL,
  PRIMARY KEY (follow_up_id, party)
) STRICT;

CREATE TABLE follow_ups (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  months INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  asked_at TEXT,
  answered_at TEXT,
  UNIQUE (secondment_id, months)
) STRICT;

CREATE INDEX follow_ups_due ON follow_ups (asked_at, due_on);

CREATE INDEX follow_ups_list ON follow_ups (due_on, id);

CREATE TABLE gate_checks (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  item TEXT NOT NULL,
  note TEXT NOT NULL,
  checked_by BLOB NOT NULL REFERENCES people (id),
  checked_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, item)
) STRICT;

CREATE TABLE happenings (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  -- never a diagnosis, never pay
  note TEXT NOT NULL,
  reported_by BLOB NOT NULL REFERENCES people (id),
  reported_at TEXT NOT NULL
) STRICT;

CREATE INDEX happenings_record ON happenings (secondment_id, reported_at);

CREATE TABLE ideas (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  idea TEXT NOT NULL,
  raised_by BLOB NOT NULL REFERENCES people (id),
  raised_at TEXT NOT NULL,
  adopted INTEGER,
  answer TEXT,
  answered_by BLOB REFERENCES people (id),
  answered_at TEXT
) STRICT;

CREATE INDEX ideas_record ON ideas (secondment_id, raised_at, id);

CREATE TABLE interests (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  wish TEXT NOT NULL,
  purpose TEXT NOT NULL,
  skills TEXT NOT NULL,
  kind TEXT,
  place TEXT NOT NULL,
  from_on TEXT,
  weeks INTEGER,
  fte_bp INTEGER NOT NULL,
  -- theirs alone until they say otherwise
  with_manager INTEGER NOT NULL,
  with_mobility INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'withdrawn', 'proposed')),
  secondment_id BLOB REFERENCES secondments (id),
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX interests_organisation ON interests (organisation_id, status, id);

CREATE INDEX interests_person ON interests (person_id, id);

CREATE TABLE introductions (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  words TEXT NOT NULL,
  written_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_by BLOB REFERENCES people (id),
  answered_at TEXT
) STRICT;

CREATE TABLE invitation_talks (
  id BLOB NOT NULL PRIMARY KEY,
  invitee_id BLOB NOT NULL REFERENCES invitees (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;

CREATE INDEX invitation_talks_invitee ON invitation_talks (invitee_id, at);

CREATE TABLE invitations (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  manner TEXT NOT NULL CHECK (manner IN ('invitation', 'nomination')),
  -- whose letter it is
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  created_by BLOB NOT NULL REFERENCES people (id),
  host_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  host_unit_id BLOB REFERENCES units (id),
  host_manager_id BLOB REFERENCES people (id),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  place TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  fte_bp INTEGER NOT NULL,
  payer TEXT NOT NULL CHECK (payer IN ('home', 'host', 'shared')),
  answer_by TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('open', 'filled', 'withdrawn', 'expired', 'declined')),
  reminded_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX invitations_creator ON invitations (created_by, id);

CREATE INDEX invitations_due ON invitations (status, answer_by);

CREATE INDEX invitations_organisation ON invitations (organisation_id, id);

CREATE TABLE invitees (
  id BLOB NOT NULL PRIMARY KEY,
  invitation_id BLOB NOT NULL REFERENCES invitations (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  why TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('asked', 'accepted', 'declined', 'taken', 'withdrawn', 'expired')),
  reason TEXT NOT NULL,
  -- what they said yes to, in the words they read
  consent TEXT NOT NULL,
  answered_at TEXT,
  secondment_id BLOB REFERENCES secondments (id),
  UNIQUE (invitation_id, person_id)
) STRICT;

CREATE INDEX invitees_person ON invitees (person_id, status);

CREATE TABLE job_leases (
  name TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;

CREATE TABLE journal_entries (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX journal_entries_person ON journal_entries (person_id, written_at, id);

CREATE INDEX journal_entries_record ON journal_entries (secondment_id, written_at, id);

CREATE TABLE journal_shares (
  entry_id BLOB NOT NULL REFERENCES journal_entries (id),
  reader_id BLOB NOT NULL REFERENCES people (id),
  shared_at TEXT NOT NULL,
  PRIMARY KEY (entry_id, reader_id)
) STRICT;

CREATE INDEX journal_shares_reader ON journal_shares (reader_id, shared_at);

CREATE TABLE knowledge_returns (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  recipients TEXT NOT NULL,
  due_on TEXT NOT NULL,
  planned_by BLOB NOT NULL REFERENCES people (id),
  planned_at TEXT NOT NULL,
  done_on TEXT,
  people INTEGER,
  evidence TEXT NOT NULL DEFAULT '',
  done_by BLOB REFERENCES people (id),
  reminded_at TEXT
) STRICT;

CREATE INDEX knowledge_returns_due ON knowledge_returns (done_on, due_on);

CREATE INDEX knowledge_returns_record ON knowledge_returns (secondment_id, due_on, id);

CREATE TABLE need_facts (
  id BLOB NOT NULL PRIMARY KEY,
  need_id BLOB NOT NULL REFERENCES needs (id),
  fact TEXT NOT NULL CHECK (fact IN ('consulted', 'review_asked', 'review_decided')),
  on_date TEXT NOT NULL,
  outcome TEXT NOT NULL,
  words TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX need_facts_need ON need_facts (need_id, recorded_at);

CREATE TABLE needs (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  created_by BLOB NOT NULL REFERENCES people (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  home_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  home_manager_id BLOB REFERENCES people (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  need TEXT NOT NULL,
  why_no_advert TEXT NOT NULL,
  why_short_notice TEXT NOT NULL,
  account TEXT NOT NULL,
  is_confidential INTEGER NOT NULL,
  host_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  host_unit_id BLOB REFERENCES units (id),
  host_manager_id BLOB REFERENCES people (id),
  place TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  fte_bp INTEGER NOT NULL,
  told_on TEXT NOT NULL,
  review_until TEXT NOT NULL,
  secondment_id BLOB UNIQUE REFERENCES secondments (id),
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX needs_creator ON needs (created_by);

CREATE INDEX needs_home ON needs (home_organisation_id, id);

CREATE INDEX needs_person ON needs (person_id);

CREATE TABLE news_items (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  unit_id BLOB REFERENCES units (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  link TEXT NOT NULL,
  on_date TEXT,
  posted_by BLOB NOT NULL REFERENCES people (id),
  posted_at TEXT NOT NULL,
  withdrawn_at TEXT
) STRICT;

CREATE INDEX news_items_poster ON news_items (posted_by, posted_at, id);

CREATE INDEX news_items_unit ON news_items (organisation_id, unit_id, posted_at, id);

CREATE TABLE news_readers (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  sent_until TEXT NOT NULL
) STRICT;

CREATE TABLE objective_agreements (
  plan_id BLOB NOT NULL REFERENCES objective_plans (id),
  party TEXT NOT NULL CHECK (party IN ('secondee', 'home_manager', 'host_manager')),
  how_known TEXT NOT NULL,
  agreed_by BLOB NOT NULL REFERENCES people (id),
  agreed_at TEXT NOT NULL,
  PRIMARY KEY (plan_id, party)
) STRICT;

CREATE TABLE objective_items (
  plan_id BLOB NOT NULL REFERENCES objective_plans (id),
  objective_id BLOB NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  kind TEXT NOT NULL,
  phase TEXT NOT NULL,
  weight INTEGER NOT NULL,
  due_on TEXT,
  PRIMARY KEY (plan_id, objective_id)
) STRICT;

CREATE TABLE objective_notes (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  objective_id BLOB NOT NULL,
  status TEXT NOT NULL,
  percent INTEGER NOT NULL,
  note TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX objective_notes_record ON objective_notes (secondment_id, objective_id, written_at);

CREATE TABLE objective_plans (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL,
  UNIQUE (secondment_id, number)
) STRICT;

CREATE TABLE objectives (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  measure TEXT NOT NULL,
  UNIQUE (secondment_id, position)
) STRICT;

CREATE TABLE opportunities (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  kind TEXT NOT NULL,
  posting TEXT NOT NULL CHECK (posting IN ('place', 'capacity')),
  title TEXT NOT NULL,
  duties TEXT NOT NULL,
  suits TEXT NOT NULL,
  life TEXT NOT NULL,
  -- who advertises, and where the person would work
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  host_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  host_unit_id BLOB REFERENCES units (id),
  place TEXT NOT NULL,
  remote_bp INTEGER NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  days INTEGER NOT NULL,
  fte_bp INTEGER NOT NULL,
  seats INTEGER NOT NULL,
  -- offers that are open or accepted, those accepted, and all who ever applied
  held INTEGER NOT NULL,
  taken INTEGER NOT NULL,
  applied INTEGER NOT NULL,
  closes_on TEXT,
  payer TEXT NOT NULL,
  pay_note TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('unit', 'organisation', 'members')),
  audience_unit_id BLOB REFERENCES units (id),
  why_secondment TEXT NOT NULL,
  redeployment_considered INTEGER NOT NULL,
  hides_names INTEGER NOT NULL,
  note TEXT NOT NULL,
  opened_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX opportunities_author ON opportunities (author_id, updated_at, id);

CREATE INDEX opportunities_open ON opportunities (state, closes_on, id);

CREATE INDEX opportunities_organisation ON opportunities (organisation_id, state, updated_at, id);

CREATE TABLE opportunity_panel (
  opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  PRIMARY KEY (opportunity_id, person_id)
) STRICT;

CREATE INDEX opportunity_panel_person ON opportunity_panel (person_id, opportunity_id);

CREATE TABLE opportunity_skills (
  opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
  sort TEXT NOT NULL CHECK (sort IN ('needed', 'learnt', 'offered')),
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (opportunity_id, sort, word)
) STRICT;

CREATE TABLE opportunity_stars (
  person_id BLOB NOT NULL REFERENCES people (id),
  opportunity_id BLOB NOT NULL REFERENCES opportunities (id),
  starred_at TEXT NOT NULL,
  PRIMARY KEY (person_id, opportunity_id)
) STRICT;

CREATE TABLE organisation_relations (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  other_id BLOB NOT NULL REFERENCES organisations (id),
  kind TEXT NOT NULL CHECK (kind IN ('client', 'supplier', 'partner', 'affiliate', 'public_body')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  UNIQUE (organisation_id, other_id, kind, from_date)
) STRICT;

CREATE TABLE organisations (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  legal_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('member', 'outside')),
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE outbox (
  id BLOB NOT NULL PRIMARY KEY,
  dedup TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject_id BLOB,
  to_name TEXT NOT NULL,
  to_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
  attempts INTEGER NOT NULL,
  next_at TEXT NOT NULL,
  lease_until TEXT,
  last_error TEXT,
  sent_at TEXT,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX outbox_due ON outbox (state, next_at);

CREATE INDEX outbox_newest ON outbox (created_at);

CREATE INDEX outbox_subject ON outbox (subject_id, kind);

CREATE TABLE panel_conflicts (
  application_id BLOB NOT NULL REFERENCES applications (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  words TEXT NOT NULL,
  declared_at TEXT NOT NULL,
  PRIMARY KEY (application_id, person_id)
) STRICT;

CREATE TABLE panel_notes (
  id BLOB NOT NULL PRIMARY KEY,
  application_id BLOB NOT NULL REFERENCES applications (id),
  words TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX panel_notes_application ON panel_notes (application_id, written_at);

CREATE TABLE pay (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  annual_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;

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

CREATE TABLE people (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  unit_id BLOB REFERENCES units (id),
  manager_id BLOB REFERENCES people (id),
  employee_number TEXT,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on TEXT,
  left_on TEXT,
  status TEXT NOT NULL CHECK (status IN ('active', 'left')),
  -- family name, given name and number, folded for search and order
  search TEXT NOT NULL,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (organisation_id, employee_number)
) STRICT;

CREATE INDEX people_email ON people (organisation_id, lower(email));

CREATE INDEX people_left ON people (organisation_id, search, id) WHERE status = 'left';

CREATE INDEX people_manager ON people (manager_id);

CREATE INDEX people_order ON people (organisation_id, search, id);

CREATE INDEX people_unit ON people (unit_id);

CREATE TABLE people_import_rows (
  import_id BLOB NOT NULL REFERENCES people_imports (id),
  row_number INTEGER NOT NULL,
  person_id BLOB NOT NULL,
  employee_number TEXT NOT NULL,
  given_name TEXT NOT NULL,
  family_name TEXT NOT NULL,
  email TEXT,
  job_title TEXT NOT NULL,
  hired_on TEXT,
  department TEXT,
  manager_number TEXT,
  annual_minor INTEGER,
  currency TEXT,
  status TEXT NOT NULL,
  search TEXT NOT NULL,
  PRIMARY KEY (import_id, row_number)
) STRICT;

CREATE INDEX people_import_number ON people_import_rows (import_id, employee_number);

CREATE TABLE people_imports (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  file_name TEXT NOT NULL,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'ready', 'refused', 'done')),
  rows_read INTEGER NOT NULL,
  created_count INTEGER NOT NULL,
  updated_count INTEGER NOT NULL,
  unchanged_count INTEGER NOT NULL,
  left_count INTEGER NOT NULL,
  problems TEXT NOT NULL,
  started_by BLOB REFERENCES people (id),
  started_at TEXT NOT NULL,
  finished_at TEXT
, progressed_at TEXT) STRICT;

CREATE TABLE people_words (
  organisation_id BLOB NOT NULL,
  word TEXT NOT NULL,
  search TEXT NOT NULL,
  person_id BLOB NOT NULL,
  PRIMARY KEY (organisation_id, word, search, person_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE person_posts (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  unit_id BLOB NOT NULL REFERENCES units (id),
  title TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX person_posts_person ON person_posts (person_id);

CREATE INDEX person_posts_unit ON person_posts (unit_id, person_id);

CREATE TABLE person_skills (
  person_id BLOB NOT NULL REFERENCES people (id),
  side TEXT NOT NULL CHECK (side IN ('offered', 'wanted')),
  word TEXT NOT NULL,
  name TEXT NOT NULL,
  level INTEGER,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (person_id, side, word)
) STRICT;

CREATE INDEX person_skills_word ON person_skills (word, side, person_id);

CREATE TABLE person_wishes (
  person_id BLOB NOT NULL PRIMARY KEY REFERENCES people (id),
  version INTEGER NOT NULL,
  goals TEXT NOT NULL,
  places TEXT NOT NULL,
  remote INTEGER NOT NULL,
  earliest_on TEXT,
  fte_bp INTEGER,
  updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE presence_facts (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('arrived', 'returned')),
  on_date TEXT NOT NULL,
  how_known TEXT NOT NULL,
  recorded_by BLOB NOT NULL REFERENCES people (id),
  recorded_at TEXT NOT NULL
) STRICT;

CREATE INDEX presence_facts_record ON presence_facts (secondment_id, recorded_at);

CREATE TABLE proposal_consents (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  fact TEXT NOT NULL CHECK (fact IN ('asked', 'agreed')),
  version INTEGER NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  at TEXT NOT NULL
) STRICT;

CREATE INDEX proposal_consents_record ON proposal_consents (secondment_id, at);

CREATE TABLE proposal_sections (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  section TEXT NOT NULL,
  version INTEGER NOT NULL,
  edited_by BLOB NOT NULL REFERENCES people (id),
  edited_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, section)
) STRICT;

CREATE TABLE proposal_writers (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  side TEXT NOT NULL CHECK (side IN ('home', 'host')),
  person_id BLOB NOT NULL REFERENCES people (id),
  invited_by BLOB NOT NULL REFERENCES people (id),
  invited_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, side)
) STRICT;

CREATE INDEX proposal_writers_person ON proposal_writers (person_id);

CREATE TABLE proposals (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  need TEXT NOT NULL,
  skills TEXT NOT NULL,
  duties TEXT NOT NULL,
  benefit_secondee TEXT NOT NULL,
  benefit_home TEXT NOT NULL,
  benefit_host TEXT NOT NULL,
  cover_plan TEXT NOT NULL,
  cover_note TEXT NOT NULL,
  return_guarantee TEXT NOT NULL,
  return_post TEXT NOT NULL,
  bring_back TEXT NOT NULL,
  conflicts TEXT NOT NULL,
  sent_at TEXT,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE pulse_calls (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  pulse_id BLOB NOT NULL UNIQUE REFERENCES pulses (id),
  reason TEXT NOT NULL CHECK (reason IN ('asked', 'low')),
  due_on TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  done_by BLOB REFERENCES people (id),
  done_at TEXT,
  note TEXT NOT NULL
) STRICT;

CREATE INDEX pulse_calls_open ON pulse_calls (done_at, due_on);

CREATE INDEX pulse_calls_record ON pulse_calls (secondment_id);

CREATE TABLE pulses (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  iso_year INTEGER NOT NULL,
  iso_week INTEGER NOT NULL,
  at_host INTEGER NOT NULL CHECK (at_host BETWEEN 1 AND 5),
  at_home INTEGER NOT NULL CHECK (at_home BETWEEN 1 AND 5),
  sent_at TEXT NOT NULL,
  UNIQUE (person_id, iso_year, iso_week)
) STRICT;

CREATE INDEX pulses_record ON pulses (secondment_id, iso_year, iso_week);

CREATE TABLE record_links (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  address TEXT NOT NULL,
  readers TEXT NOT NULL CHECK (readers IN ('home', 'host', 'all')),
  added_by BLOB NOT NULL REFERENCES people (id),
  added_at TEXT NOT NULL,
  removed_at TEXT
) STRICT;

CREATE INDEX record_links_record ON record_links (secondment_id, added_at, id);

CREATE TABLE recovery_codes (
  account_id BLOB NOT NULL REFERENCES accounts (id),
  code_hash BLOB NOT NULL,
  created_at TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (account_id, code_hash)
) STRICT;

CREATE TABLE reentry_checks (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  day INTEGER NOT NULL,
  due_on TEXT NOT NULL,
  asked_at TEXT,
  answered_at TEXT,
  mood INTEGER CHECK (mood BETWEEN 1 AND 5),
  fits INTEGER CHECK (fits BETWEEN 1 AND 5),
  -- for the home manager and the mobility team
  words TEXT NOT NULL DEFAULT '',
  -- for the mobility team alone
  support TEXT NOT NULL DEFAULT '',
  -- a call that the mobility team owes
  call_reason TEXT CHECK (call_reason IN ('asked', 'low')),
  call_by TEXT,
  called_by BLOB REFERENCES people (id),
  called_at TEXT,
  call_note TEXT NOT NULL DEFAULT '',
  UNIQUE (secondment_id, day)
) STRICT;

CREATE INDEX reentry_checks_calls ON reentry_checks (call_by) WHERE call_by IS NOT NULL AND called_at IS NULL;

CREATE INDEX reentry_checks_due ON reentry_checks (answered_at, due_on);

CREATE TABLE release_appeal_answers (
  appeal_id BLOB NOT NULL PRIMARY KEY REFERENCES release_appeals (id),
  outcome TEXT NOT NULL CHECK (outcome IN ('upheld', 'overturned')),
  reason TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL
) STRICT;

CREATE TABLE release_appeals (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  refused_at TEXT NOT NULL,
  refused_by BLOB NOT NULL REFERENCES people (id),
  reason TEXT NOT NULL,
  made_by BLOB NOT NULL REFERENCES people (id),
  made_at TEXT NOT NULL,
  UNIQUE (secondment_id, refused_at)
) STRICT;

CREATE TABLE release_decisions (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  decision TEXT NOT NULL CHECK (decision IN ('released', 'refused', 'sent_back')),
  reason_code TEXT,
  reason TEXT NOT NULL,
  alternative TEXT NOT NULL,
  decided_by BLOB NOT NULL REFERENCES people (id),
  decided_at TEXT NOT NULL
, decided_for BLOB REFERENCES people (id)) STRICT;

CREATE INDEX release_decisions_record ON release_decisions (secondment_id, decided_at);

CREATE TABLE requests_once (
  actor TEXT NOT NULL,
  route TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  reply TEXT,
  created_at TEXT NOT NULL,
  PRIMARY KEY (actor, route, key)
) STRICT;

CREATE INDEX requests_once_age ON requests_once (created_at);

CREATE TABLE return_confirmations (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  outcome TEXT NOT NULL,
  post TEXT NOT NULL,
  note TEXT NOT NULL,
  confirmed_by BLOB NOT NULL REFERENCES people (id),
  confirmed_at TEXT NOT NULL
) STRICT;

CREATE TABLE return_plans (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  opened_on TEXT NOT NULL,
  -- the secondee: what to use, what to learn next
  use_next TEXT NOT NULL DEFAULT '',
  learn_next TEXT NOT NULL DEFAULT '',
  wishes_by BLOB REFERENCES people (id),
  wishes_at TEXT,
  -- the home manager: role, first project, whom to teach, and when they meet
  role TEXT NOT NULL DEFAULT '',
  first_project TEXT NOT NULL DEFAULT '',
  teach TEXT NOT NULL DEFAULT '',
  meeting_on TEXT,
  role_by BLOB REFERENCES people (id),
  role_at TEXT,
  -- the host
  handover TEXT NOT NULL DEFAULT '',
  handover_by BLOB REFERENCES people (id),
  handover_at TEXT,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE return_posts (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('held', 'at_risk', 'removed', 'alternative')),
  post TEXT NOT NULL,
  words TEXT NOT NULL,
  said_by BLOB NOT NULL REFERENCES people (id),
  said_at TEXT NOT NULL,
  -- what the secondee said to an alternative
  accepted INTEGER,
  answer TEXT,
  answered_at TEXT,
  PRIMARY KEY (secondment_id, number)
) STRICT;

CREATE TABLE roles (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  secondment_id BLOB REFERENCES secondments (id),
  role TEXT NOT NULL,
  side TEXT CHECK (side IN ('home', 'host')),
  from_date TEXT NOT NULL,
  to_date TEXT,
  granted_by BLOB REFERENCES people (id),
  granted_at TEXT NOT NULL
) STRICT;

CREATE INDEX roles_person ON roles (person_id, secondment_id);

CREATE INDEX roles_secondment ON roles (secondment_id);

CREATE TABLE saved_searches (
  id BLOB NOT NULL PRIMARY KEY,
  person_id BLOB NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  by_email INTEGER NOT NULL,
  looked_at TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE INDEX saved_searches_due ON saved_searches (by_email, looked_at);

CREATE INDEX saved_searches_person ON saved_searches (person_id, created_at);

CREATE TABLE schema_migrations (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL);

CREATE TRIGGER seals_delete_refused BEFORE DELETE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

CREATE TRIGGER seals_update_refused BEFORE UPDATE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

CREATE TABLE seals (
  pdf_sha BLOB NOT NULL PRIMARY KEY REFERENCES documents (sha256),
  serial INTEGER NOT NULL UNIQUE,
  agreement_id BLOB NOT NULL UNIQUE REFERENCES agreements (id),
  document_sha BLOB NOT NULL REFERENCES documents (sha256),
  certificate_sha BLOB NOT NULL,
  sealed_at TEXT NOT NULL
) STRICT;

CREATE INDEX seals_certificate ON seals (certificate_sha);

CREATE TABLE second_factors (
  id BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  secret BLOB NOT NULL,
  -- the last time step whose code was taken: no code is taken twice
  last_step INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  confirmed_at TEXT
) STRICT;

CREATE INDEX second_factors_account ON second_factors (account_id, confirmed_at);

CREATE TABLE secondment_words (
  secondment_id BLOB NOT NULL REFERENCES secondments (id) ON DELETE CASCADE,
  word TEXT NOT NULL,
  PRIMARY KEY (secondment_id, word)
) STRICT, WITHOUT ROWID;

CREATE INDEX secondment_words_word ON secondment_words (word);

CREATE TRIGGER secondment_words_added AFTER INSERT ON secondments
BEGIN
  INSERT OR IGNORE INTO secondment_words (secondment_id, word)
  SELECT NEW.id, w.value
  FROM json_each('["' || replace(trim(json_quote(lower(NEW.number) || ' ' || substr(NEW.number, 4) || ' ' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.title), ',', ' '), '.', ' '), ':', ' '), ';', ' '), '(', ' '), ')', ' '), '“', ' '), '”', ' '), '"', ' '), '!', ' '), '?', ' '), '/', ' ')), '"'), ' ', '","') || '"]') w
  WHERE w.value <> '';
END;

CREATE TRIGGER secondment_words_changed AFTER UPDATE OF title ON secondments WHEN OLD.title <> NEW.title
BEGIN
  DELETE FROM secondment_words WHERE secondment_id = OLD.id;
  INSERT OR IGNORE INTO secondment_words (secondment_id, word)
  SELECT NEW.id, w.value
  FROM json_each('["' || replace(trim(json_quote(lower(NEW.number) || ' ' || substr(NEW.number, 4) || ' ' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(NEW.title), ',', ' '), '.', ' '), ':', ' '), ';', ' '), '(', ' '), ')', ' '), '“', ' '), '”', ' '), '"', ' '), '!', ' '), '?', ' '), '/', ' ')), '"'), ' ', '","') || '"]') w
  WHERE w.value <> '';
END;

CREATE TABLE secondments (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  -- three axes that are never merged
  workflow TEXT NOT NULL,
  paper TEXT NOT NULL,
  presence TEXT NOT NULL,
  kind TEXT NOT NULL,
  scope TEXT NOT NULL CHECK (scope IN ('internal', 'external')),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  secondee_id BLOB NOT NULL REFERENCES people (id),
  author_id BLOB NOT NULL REFERENCES people (id),
  home_organisation_id BLOB NOT NULL REFERENCES organisations (id),
  home_unit_id BLOB REFERENCES units (id),
  home_manager_id BLOB REFERENCES people (id),
  host_organisation_id BLOB REFERENCES organisations (id),
  host_unit_id BLOB REFERENCES units (id),
  host_manager_id BLOB REFERENCES people (id),
  place TEXT NOT NULL,
  starts_on TEXT,
  ends_on TEXT,
  fte_bp INTEGER NOT NULL,
  recharged_at_cost INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
, way_in TEXT NOT NULL DEFAULT 'own_request', ends_with TEXT NOT NULL DEFAULT '', is_confidential INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX secondments_author ON secondments (author_id, workflow);

CREATE INDEX secondments_deceased ON secondments (secondee_id) WHERE workflow = 'deceased';

CREATE INDEX secondments_ends ON secondments (ends_on);

CREATE INDEX secondments_guest_end
  ON secondments (host_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;

CREATE INDEX secondments_guest_start
  ON secondments (host_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id)
  WHERE host_organisation_id <> home_organisation_id;

CREATE INDEX secondments_home ON secondments (home_organisation_id, workflow, updated_at, id);

CREATE INDEX secondments_home_end ON secondments (home_organisation_id, workflow, COALESCE(ends_on, '9999-12-31'), id);

CREATE INDEX secondments_home_start ON secondments (home_organisation_id, workflow, COALESCE(starts_on, '9999-12-31'), id);

CREATE INDEX secondments_home_unit ON secondments (home_unit_id, ends_on);

CREATE INDEX secondments_host ON secondments (host_organisation_id, workflow, updated_at, id);

CREATE INDEX secondments_host_unit ON secondments (host_unit_id, ends_on);

CREATE INDEX secondments_newest ON secondments (updated_at, id);

CREATE INDEX secondments_secondee ON secondments (secondee_id);

CREATE INDEX secondments_starts ON secondments (starts_on);

CREATE TABLE sessions (
  token_hash BLOB NOT NULL PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  fresh_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  user_agent TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;

CREATE INDEX sessions_account ON sessions (account_id);

CREATE TABLE sign_in_rules (
  organisation_id BLOB NOT NULL PRIMARY KEY REFERENCES organisations (id),
  second_factor TEXT NOT NULL CHECK (second_factor IN ('nobody', 'roles', 'everybody')),
  version INTEGER NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_steps (
  token_hash BLOB NOT NULL PRIMARY KEY,
  account_id BLOB NOT NULL REFERENCES accounts (id),
  tries INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL
) STRICT;

CREATE INDEX sign_in_steps_account ON sign_in_steps (account_id);

CREATE TABLE signatories (
  id BLOB NOT NULL PRIMARY KEY,
  agreement_id BLOB NOT NULL REFERENCES agreements (id),
  position INTEGER NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('home', 'host', 'secondee')),
  capacity TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  has_account INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('waiting', 'asked', 'signed', 'declined')),
  typed_name TEXT,
  typed_role TEXT,
  signed_sha BLOB,
  signed_at TEXT,
  evidence TEXT,
  decline_reason TEXT,
  version INTEGER NOT NULL, reminded_at TEXT,
  UNIQUE (agreement_id, position)
) STRICT;

CREATE INDEX signatories_person ON signatories (person_id, status);

CREATE TABLE signature_authorities (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  person_id BLOB REFERENCES people (id),
  role TEXT,
  unit_id BLOB REFERENCES units (id),
  -- in the smallest units of the currency; none for any amount
  up_to_minor INTEGER,
  currency TEXT NOT NULL,
  is_internal INTEGER NOT NULL,
  is_external INTEGER NOT NULL,
  is_international INTEGER NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT,
  granted_by BLOB REFERENCES people (id),
  granted_at TEXT NOT NULL,
  CHECK ((person_id IS NULL) <> (role IS NULL))
) STRICT;

CREATE INDEX signature_authorities_organisation ON signature_authorities (organisation_id, from_date);

CREATE TABLE signature_passes (
  id BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  from_person_id BLOB NOT NULL REFERENCES people (id),
  from_name TEXT NOT NULL,
  from_email TEXT NOT NULL,
  to_person_id BLOB NOT NULL REFERENCES people (id),
  to_name TEXT NOT NULL,
  to_email TEXT NOT NULL,
  reason TEXT NOT NULL,
  passed_at TEXT NOT NULL
, from_capacity TEXT NOT NULL DEFAULT '', from_account INTEGER NOT NULL DEFAULT 0, recalled_at TEXT, recalled_by BLOB REFERENCES people (id)) STRICT;

CREATE INDEX signature_passes_signatory ON signature_passes (signatory_id, passed_at);

CREATE TABLE signing_codes (
  id BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  browser_hash BLOB NOT NULL,
  code_hash BLOB NOT NULL,
  tries INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  verified_at TEXT,
  used_at TEXT
) STRICT;

CREATE INDEX signing_codes_signatory ON signing_codes (signatory_id, created_at);

CREATE TABLE signing_links (
  token_hash BLOB NOT NULL PRIMARY KEY,
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  document_sha BLOB NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT;

CREATE INDEX signing_links_signatory ON signing_links (signatory_id);

CREATE TABLE skill_proposals (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  kind TEXT NOT NULL,
  what TEXT NOT NULL,
  why TEXT NOT NULL,
  proposed_by BLOB NOT NULL REFERENCES people (id),
  proposed_at TEXT NOT NULL,
  taken_up INTEGER,
  answer TEXT NOT NULL DEFAULT '',
  answered_by BLOB REFERENCES people (id),
  answered_at TEXT
) STRICT;

CREATE INDEX skill_proposals_record ON skill_proposals (secondment_id, proposed_at, id);

CREATE TABLE skill_uses (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  skill TEXT NOT NULL,
  how TEXT NOT NULL,
  due_on TEXT NOT NULL,
  planned_by BLOB NOT NULL REFERENCES people (id),
  planned_at TEXT NOT NULL,
  done_on TEXT,
  evidence TEXT NOT NULL DEFAULT '',
  done_by BLOB REFERENCES people (id)
) STRICT;

CREATE INDEX skill_uses_record ON skill_uses (secondment_id, due_on, id);

CREATE TABLE sounding_answers (
  id BLOB NOT NULL PRIMARY KEY,
  sounding_id BLOB NOT NULL REFERENCES soundings (id),
  answer TEXT NOT NULL CHECK (answer IN ('yes_in_principle', 'not_now', 'question')),
  words TEXT NOT NULL,
  answered_at TEXT NOT NULL
) STRICT;

CREATE INDEX sounding_answers_sounding ON sounding_answers (sounding_id, answered_at, id);

CREATE TABLE soundings (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  person_id BLOB NOT NULL REFERENCES people (id),
  name TEXT NOT NULL,
  words TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  expires_at TEXT NOT NULL,
  revoked_at TEXT,
  closed_at TEXT
) STRICT;

CREATE INDEX soundings_record ON soundings (secondment_id, asked_at, id);

CREATE TABLE support_requests (
  id BLOB NOT NULL PRIMARY KEY,
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  addressee TEXT NOT NULL CHECK (addressee IN ('home', 'host', 'both', 'mobility')),
  subject TEXT NOT NULL,
  words TEXT NOT NULL,
  asked_by BLOB NOT NULL REFERENCES people (id),
  asked_at TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  version INTEGER NOT NULL
) STRICT;

CREATE INDEX support_requests_open ON support_requests (state, due_on);

CREATE INDEX support_requests_record ON support_requests (secondment_id, asked_at, id);

CREATE TABLE support_words (
  id BLOB NOT NULL PRIMARY KEY,
  request_id BLOB NOT NULL REFERENCES support_requests (id),
  words TEXT NOT NULL,
  written_by BLOB NOT NULL REFERENCES people (id),
  written_at TEXT NOT NULL
) STRICT;

CREATE INDEX support_words_request ON support_words (request_id, written_at, id);

CREATE TABLE swap_answers (
  swap_id BLOB NOT NULL REFERENCES swaps (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  answer TEXT NOT NULL CHECK (answer IN ('yes', 'no')),
  reason TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  PRIMARY KEY (swap_id, person_id)
) STRICT;

CREATE TABLE swap_decisions (
  id BLOB NOT NULL PRIMARY KEY,
  swap_id BLOB NOT NULL REFERENCES swaps (id),
  decision TEXT NOT NULL CHECK (decision IN ('one_way', 'end_both')),
  reason TEXT NOT NULL,
  decided_by BLOB NOT NULL REFERENCES people (id),
  decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX swap_decisions_swap ON swap_decisions (swap_id, decided_at);

CREATE TABLE swap_legs (
  swap_id BLOB NOT NULL REFERENCES swaps (id),
  leg INTEGER NOT NULL CHECK (leg IN (1, 2)),
  person_id BLOB NOT NULL REFERENCES people (id),
  manager_id BLOB NOT NULL REFERENCES people (id),
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  unit_id BLOB REFERENCES units (id),
  secondment_id BLOB UNIQUE REFERENCES secondments (id),
  PRIMARY KEY (swap_id, leg)
) STRICT;

CREATE INDEX swap_legs_manager ON swap_legs (manager_id);

CREATE INDEX swap_legs_organisation ON swap_legs (organisation_id);

CREATE INDEX swap_legs_person ON swap_legs (person_id);

CREATE TABLE swaps (
  id BLOB NOT NULL PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  proposed_by BLOB NOT NULL REFERENCES people (id),
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  starts_on TEXT NOT NULL,
  ends_on TEXT NOT NULL,
  fte_bp INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('asking', 'refused', 'withdrawn', 'opened', 'suspended', 'one_way', 'ended')),
  created_at TEXT NOT NULL
) STRICT;

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

CREATE INDEX task_facts_by ON task_facts (recorded_by, recorded_at);

CREATE INDEX task_facts_task ON task_facts (task_id, recorded_at, id);

CREATE TABLE task_reminders (
  task_id BLOB NOT NULL REFERENCES tasks (id),
  due_on TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('week_before', 'due', 'overdue')),
  person_id BLOB NOT NULL,
  told_at TEXT NOT NULL,
  PRIMARY KEY (task_id, due_on, stage, person_id)
) STRICT;

CREATE TABLE task_silences (
  secondment_id BLOB NOT NULL PRIMARY KEY REFERENCES secondments (id),
  reason TEXT NOT NULL,
  since TEXT NOT NULL
) STRICT;

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

CREATE TABLE team_minimums (
  unit_id BLOB NOT NULL PRIMARY KEY REFERENCES units (id),
  minimum INTEGER NOT NULL,
  version INTEGER NOT NULL,
  set_by BLOB NOT NULL REFERENCES people (id),
  set_at TEXT NOT NULL
) STRICT;

CREATE TABLE units (
  id BLOB NOT NULL PRIMARY KEY,
  organisation_id BLOB NOT NULL REFERENCES organisations (id),
  parent_id BLOB REFERENCES units (id),
  name TEXT NOT NULL,
  place TEXT,
  version INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  UNIQUE (organisation_id, name)
) STRICT;

CREATE TABLE worth_it (
  secondment_id BLOB NOT NULL REFERENCES secondments (id),
  stage TEXT NOT NULL CHECK (stage IN ('proposal', 'debrief')),
  question TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'partly', 'no')),
  answer TEXT NOT NULL,
  answered_by BLOB NOT NULL REFERENCES people (id),
  answered_at TEXT NOT NULL,
  PRIMARY KEY (secondment_id, stage, question)
) STRICT;
