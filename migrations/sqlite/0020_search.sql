-- Home asks which records have a text in the making: few of all agreements do.
CREATE INDEX agreements_drafts ON agreements (secondment_id) WHERE status = 'draft';

-- Each word of a record's title and its number, so that a search walks the records that have it and not all of them.
-- Kept by the database itself, as `people_words` is.
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
INSERT OR IGNORE INTO secondment_words (secondment_id, word)
SELECT s.id, w.value
FROM secondments s JOIN json_each('["' || replace(trim(json_quote(lower(s.number) || ' ' || substr(s.number, 4) || ' ' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(lower(s.title), ',', ' '), '.', ' '), ':', ' '), ';', ' '), '(', ' '), ')', ' '), '“', ' '), '”', ' '), '"', ' '), '!', ' '), '?', ' '), '/', ' ')), '"'), ' ', '","') || '"]') w
WHERE w.value <> '';
