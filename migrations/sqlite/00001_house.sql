-- +goose Up
-- Moments are microseconds since 1970-01-01 UTC, so that both databases keep and compare them exactly.
-- Texts that hold JSON are written and read whole by the program and never searched by the database.

-- A school, an employer, or the public that the library belongs to.
CREATE TABLE organisations (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The organisation of the library, and of everybody without a school or employer.
INSERT INTO organisations (id, name, created_at) VALUES ('public', 'Everybody', 0);

-- People, guests included: signing up fills in the e-mail address of the same row.
CREATE TABLE members (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    email TEXT UNIQUE,
    password_hash TEXT,
    role TEXT NOT NULL,
    extra_time INTEGER NOT NULL DEFAULT 0,
    preferences TEXT NOT NULL DEFAULT '{}',
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX members_organisation ON members (organisation_id);

-- The SHA-256 of each session's id; the id itself is only in the signed cookie.
CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    agent TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_member ON sessions (member_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Wrong passwords, counted by account and by address.
CREATE TABLE sign_in_failures (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failures_account ON sign_in_failures (account, at);
CREATE INDEX sign_in_failures_address ON sign_in_failures (address, at);

-- One-time links for creating the first administrator.
CREATE TABLE setup_links (
    token_hash TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;

-- Which versions of the built-in library have been loaded.
CREATE TABLE libraries (
    hash TEXT PRIMARY KEY,
    loaded_at INTEGER NOT NULL,
    questions INTEGER NOT NULL
) STRICT;

-- Source of every guide, the library's own and uploaded ones.
CREATE TABLE guides (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    slug TEXT NOT NULL,
    topic TEXT NOT NULL,
    title TEXT NOT NULL,
    decisions INTEGER NOT NULL,
    hash TEXT NOT NULL,
    source BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX guides_slug ON guides (organisation_id, slug);

-- What guides say, with exact quotes.
CREATE TABLE facts (
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    document TEXT NOT NULL,
    topic TEXT NOT NULL,
    subject TEXT NOT NULL,
    relation TEXT NOT NULL,
    object TEXT NOT NULL,
    quotes TEXT NOT NULL,
    status TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX facts_topic ON facts (organisation_id, topic);

-- Candidate questions that the gate refused, with the reason.
CREATE TABLE rejections (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    schema TEXT NOT NULL,
    facts TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rejections_schema ON rejections (organisation_id, schema);

-- Facts that cannot both be true.
CREATE TABLE contradictions (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    facts TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX contradictions_organisation ON contradictions (organisation_id);

-- The bank: what drawing needs to know; the words stand in question_versions.
CREATE TABLE questions (
    id TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    version TEXT NOT NULL,
    topic TEXT NOT NULL,
    schema TEXT NOT NULL,
    family TEXT NOT NULL,
    kind TEXT NOT NULL,
    level TEXT NOT NULL,
    difficulty REAL NOT NULL,
    guessing REAL NOT NULL,
    shuffled INTEGER NOT NULL,
    facts TEXT NOT NULL,
    state TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (organisation_id, id)
) STRICT;
CREATE INDEX questions_topic ON questions (organisation_id, topic, state);

-- Every version of a question that was ever live. Rows are never changed.
CREATE TABLE question_versions (
    version TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    question_id TEXT NOT NULL,
    content TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX question_versions_question ON question_versions (organisation_id, question_id);

-- Blueprints that people can take.
CREATE TABLE quizzes (
    slug TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    owner_id TEXT REFERENCES members (id),
    title TEXT NOT NULL,
    summary TEXT NOT NULL,
    mode TEXT NOT NULL,
    length INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    pass_mark INTEGER NOT NULL,
    shares TEXT NOT NULL,
    guest INTEGER NOT NULL,
    place INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX quizzes_organisation ON quizzes (organisation_id, place);
CREATE INDEX quizzes_owner ON quizzes (owner_id);

-- Groups of learners.
CREATE TABLE cohorts (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    owner_id TEXT NOT NULL REFERENCES members (id),
    name TEXT NOT NULL,
    join_token TEXT UNIQUE,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX cohorts_owner ON cohorts (owner_id);

-- Who learns in which cohort.
CREATE TABLE cohort_members (
    cohort_id TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (cohort_id, member_id)
) STRICT;
CREATE INDEX cohort_members_member ON cohort_members (member_id);

-- Quizzes given to a cohort.
CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    cohort_id TEXT NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
    quiz TEXT NOT NULL REFERENCES quizzes (slug),
    due_at INTEGER,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX assignments_cohort ON assignments (cohort_id);

-- One quiz for the candidates for one role.
CREATE TABLE screenings (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    owner_id TEXT NOT NULL REFERENCES members (id),
    title TEXT NOT NULL,
    quiz TEXT NOT NULL REFERENCES quizzes (slug),
    cut_score INTEGER NOT NULL,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX screenings_owner ON screenings (owner_id);

-- People who were sent a link; the table keeps the link's hash alone.
CREATE TABLE candidates (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    screening_id TEXT NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    extra_time INTEGER NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    member_id TEXT REFERENCES members (id),
    attempt_id TEXT,
    invited_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE UNIQUE INDEX candidates_code ON candidates (screening_id, code);
CREATE INDEX candidates_attempt ON candidates (attempt_id);

-- Attempts with their pinned questions and the answers that stand now; the journal of all answers is the table answers.
CREATE TABLE attempts (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    quiz TEXT NOT NULL,
    assignment_id TEXT,
    candidate_id TEXT,
    title TEXT NOT NULL,
    mode TEXT NOT NULL,
    pass_mark INTEGER NOT NULL,
    limit_seconds INTEGER NOT NULL,
    state TEXT NOT NULL,
    sample INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    deadline_at INTEGER,
    ended_at INTEGER,
    seq INTEGER NOT NULL,
    plan TEXT NOT NULL,
    progress TEXT NOT NULL,
    result TEXT
) STRICT;
CREATE INDEX attempts_member ON attempts (member_id, created_at);
CREATE INDEX attempts_open ON attempts (deadline_at) WHERE state = 'in progress' AND deadline_at IS NOT NULL;
CREATE INDEX attempts_assignment ON attempts (assignment_id) WHERE assignment_id IS NOT NULL;

-- The journal of answers. It only grows.
CREATE TABLE answers (
    attempt_id TEXT NOT NULL REFERENCES attempts (id),
    seq INTEGER NOT NULL,
    organisation_id TEXT NOT NULL,
    item INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    version TEXT NOT NULL,
    response TEXT NOT NULL,
    mark REAL NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (attempt_id, seq)
) STRICT;

-- What is known of each person, folded from ended attempts.
CREATE TABLE learners (
    member_id TEXT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    organisation_id TEXT NOT NULL,
    ability TEXT NOT NULL,
    last_seen TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Each person's history with each question.
CREATE TABLE asked (
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    question_id TEXT NOT NULL,
    organisation_id TEXT NOT NULL,
    topic TEXT NOT NULL,
    seen INTEGER NOT NULL,
    missed INTEGER NOT NULL,
    right_since INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    missed_at INTEGER,
    missed_attempt TEXT NOT NULL,
    missed_item INTEGER NOT NULL,
    last_mark REAL NOT NULL,
    last_at INTEGER,
    PRIMARY KEY (member_id, question_id)
) STRICT;
CREATE INDEX asked_missed ON asked (member_id) WHERE missed;

-- What learners say is wrong with a question.
CREATE TABLE question_reports (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisations (id),
    member_id TEXT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    attempt_id TEXT NOT NULL,
    question_id TEXT NOT NULL,
    version TEXT NOT NULL,
    words TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX question_reports_question ON question_reports (organisation_id, question_id);

-- Who did what that others may ask about. It only grows.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    actor_id TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX audit_organisation ON audit (organisation_id, at);

-- +goose Down
DROP TABLE audit;
DROP TABLE question_reports;
DROP TABLE asked;
DROP TABLE learners;
DROP TABLE answers;
DROP TABLE attempts;
DROP TABLE candidates;
DROP TABLE screenings;
DROP TABLE assignments;
DROP TABLE cohort_members;
DROP TABLE cohorts;
DROP TABLE quizzes;
DROP TABLE question_versions;
DROP TABLE questions;
DROP TABLE contradictions;
DROP TABLE rejections;
DROP TABLE facts;
DROP TABLE guides;
DROP TABLE libraries;
DROP TABLE setup_links;
DROP TABLE sign_in_failures;
DROP TABLE sessions;
DROP TABLE members;
DROP TABLE organisations;
