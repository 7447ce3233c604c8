-- Agreements as sealed PDF files, and how often a text was shown to those who sign it.

-- the print that went out with the text, marked as not yet signed, and the sealed one once all have signed
ALTER TABLE agreements ADD COLUMN issued_pdf_sha BYTEA REFERENCES documents (sha256);
ALTER TABLE agreements ADD COLUMN executed_pdf_sha BYTEA REFERENCES documents (sha256);

-- facts: what was sealed with which certificate, so that a seal is known as ours when the key is another one by then
CREATE TABLE seals (
  pdf_sha BYTEA NOT NULL PRIMARY KEY REFERENCES documents (sha256),
  serial BIGINT NOT NULL UNIQUE,
  agreement_id UUID NOT NULL UNIQUE REFERENCES agreements (id),
  document_sha BYTEA NOT NULL REFERENCES documents (sha256),
  certificate_sha BYTEA NOT NULL,
  sealed_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX seals_certificate ON seals (certificate_sha);
CREATE FUNCTION seals_are_never_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'seals are never changed'; END $$;
CREATE TRIGGER seals_change_refused BEFORE UPDATE OR DELETE ON seals FOR EACH ROW EXECUTE FUNCTION seals_are_never_changed();

-- how often the text was shown to somebody who signs it, as part of the evidence for their signature
CREATE TABLE agreement_views (
  signatory_id UUID NOT NULL REFERENCES signatories (id),
  person_id UUID NOT NULL REFERENCES people (id),
  times BIGINT NOT NULL,
  first_at TIMESTAMPTZ NOT NULL,
  last_at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (signatory_id, person_id)
);

-- which letter asked for a signature
CREATE INDEX outbox_subject ON outbox (subject_id, kind);
