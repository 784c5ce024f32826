-- What a search looks into. The program ranks what is found here, and has the texts themselves in its study guides.

-- +goose Up
-- Passages of the study guides and topics, each as the words that it can be found by, already freed of signs and capitals.
CREATE TABLE passages (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL
) STRICT;

-- The index of their words. It has no copy of them and follows the table by triggers, however rows come in.
CREATE VIRTUAL TABLE passages_words USING fts5 (words, content = 'passages', content_rowid = 'number', tokenize = 'porter unicode61', detail = 'none');

-- +goose StatementBegin
CREATE TRIGGER passages_inserted AFTER INSERT ON passages BEGIN
    INSERT INTO passages_words (rowid, words) VALUES (new.number, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER passages_deleted AFTER DELETE ON passages BEGIN
    INSERT INTO passages_words (passages_words, rowid, words) VALUES ('delete', old.number, old.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER passages_updated AFTER UPDATE ON passages BEGIN
    INSERT INTO passages_words (passages_words, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO passages_words (rowid, words) VALUES (new.number, new.words);
END;
-- +goose StatementEnd

-- +goose Down
DROP TABLE passages_words;
DROP TABLE passages;
