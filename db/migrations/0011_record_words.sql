-- The words by which records of any kind are found: each title in all its rotations, numbered from 0 within the record.
-- A word that is empty is left over from a longer title.
CREATE TABLE record_words (
  workspace_id  uuid NOT NULL,
  record_id     uuid NOT NULL,
  position      smallint NOT NULL,
  kind          text NOT NULL,
  word          text COLLATE "C" NOT NULL,
  customer_id   uuid,
  PRIMARY KEY (workspace_id, record_id, position)
);
CREATE INDEX record_words_by_word ON record_words (workspace_id, kind, word, record_id) WHERE word <> '';
CREATE INDEX record_words_of_customer ON record_words (workspace_id, customer_id) WHERE customer_id IS NOT NULL;
