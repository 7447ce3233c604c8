-- Agreements as sealed PDF files, and how often a text was shown to those who sign it.

-- the print that went out with the text, marked as not yet signed, and the sealed one once all have signed
ALTER TABLE agreements ADD COLUMN issued_pdf_sha BLOB REFERENCES documents (sha256);
ALTER TABLE agreements ADD COLUMN executed_pdf_sha BLOB REFERENCES documents (sha256);

-- facts: what was sealed with which certificate, so that a seal is known as ours when the key is another one by then
CREATE TABLE seals (
  pdf_sha BLOB NOT NULL PRIMARY KEY REFERENCES documents (sha256),
  serial INTEGER NOT NULL UNIQUE,
  agreement_id BLOB NOT NULL UNIQUE REFERENCES agreements (id),
  document_sha BLOB NOT NULL REFERENCES documents (sha256),
  certificate_sha BLOB NOT NULL,
  sealed_at TEXT NOT NULL
) STRICT;
CREATE INDEX seals_certificate ON seals (certificate_sha);
CREATE TRIGGER seals_update_refused BEFORE UPDATE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;
CREATE TRIGGER seals_delete_refused BEFORE DELETE ON seals
BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;

-- how often the text was shown to somebody who signs it, as part of the evidence for their signature
CREATE TABLE agreement_views (
  signatory_id BLOB NOT NULL REFERENCES signatories (id),
  person_id BLOB NOT NULL REFERENCES people (id),
  times INTEGER NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (signatory_id, person_id)
) STRICT;

-- which letter asked for a signature
CREATE INDEX outbox_subject ON outbox (subject_id, kind);
