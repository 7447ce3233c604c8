-- Home asks which records have a text in the making: few of all agreements do.
CREATE INDEX agreements_drafts ON agreements (secondment_id) WHERE status = 'draft';

-- Each word of a record's title and its number, so that a search walks the records that have it and not all of them.
-- Kept by the database itself, as `people_words` is.
CREATE TABLE secondment_words (
  secondment_id UUID NOT NULL REFERENCES secondments (id) ON DELETE CASCADE,
  word TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (secondment_id, word)
);
CREATE INDEX secondment_words_word ON secondment_words (word);
CREATE FUNCTION secondment_words_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.title = NEW.title THEN RETURN NULL; END IF;
    DELETE FROM secondment_words WHERE secondment_id = OLD.id;
  END IF;
  INSERT INTO secondment_words (secondment_id, word)
  SELECT DISTINCT NEW.id, w.word FROM unnest(string_to_array(lower(NEW.number) || ' ' || substr(NEW.number, 4) || ' ' ||
    translate(lower(NEW.title), E',.:;()“”"!?/\t\n\r', '               '), ' ')) AS w (word)
  WHERE w.word <> '';
  RETURN NULL;
END $$;
CREATE TRIGGER secondment_words_kept AFTER INSERT OR UPDATE OF title ON secondments
  FOR EACH ROW EXECUTE FUNCTION secondment_words_kept();
INSERT INTO secondment_words (secondment_id, word)
SELECT DISTINCT s.id, w.word FROM secondments s CROSS JOIN LATERAL unnest(string_to_array(lower(s.number) || ' ' || substr(s.number, 4) || ' ' ||
    translate(lower(s.title), E',.:;()“”"!?/\t\n\r', '               '), ' ')) AS w (word)
WHERE w.word <> '';
