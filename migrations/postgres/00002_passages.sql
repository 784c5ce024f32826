-- What a search looks into. The program ranks what is found here, and has the texts themselves in its study guides.

-- +goose Up
-- English word stems without a list of stop words: WHERE, HAVING and NOT are words that people look for here.
CREATE TEXT SEARCH DICTIONARY touchstone_stem (TEMPLATE = snowball, LANGUAGE = english);
CREATE TEXT SEARCH CONFIGURATION touchstone (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION touchstone ALTER MAPPING FOR asciiword, word WITH touchstone_stem;

-- Passages of the study guides and topics, each as the words that it can be found by, already freed of signs and capitals.
CREATE TABLE passages (
    number BIGINT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,
    stems TSVECTOR NOT NULL GENERATED ALWAYS AS (to_tsvector('touchstone', words)) STORED
);
CREATE INDEX passages_stems ON passages USING gin (stems);

-- +goose Down
DROP TABLE passages;
DROP TEXT SEARCH CONFIGURATION touchstone;
DROP TEXT SEARCH DICTIONARY touchstone_stem;
