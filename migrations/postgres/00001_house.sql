-- +goose Up
-- Moments are microseconds since 1970-01-01 UTC, so that both databases keep and compare them exactly.
-- Texts that hold JSON are written and read whole by the program and never searched by the database.

-- A school, an employer, or the public that the library belongs to.
CREATE TABLE organisations (
    id text PRIMARY KEY,
    name text NOT NULL,
    created_at bigint NOT NULL
);

-- The organisation of the library, and of everybody without a school or employer.
INSERT INTO organisations (id, name, created_at) VALUES ('public', 'Everybody', 0);

-- People, guests included: signing up fills in the e-mail address of the same row.
CREATE TABLE members (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    name text NOT NULL,
    email text UNIQUE,
    password_hash text,
    role text NOT NULL,
    extra_time bigint NOT NULL DEFAULT 0,
    preferences text NOT NULL DEFAULT '{}',
    sample boolean NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX members_organisation ON members (organisation_id);

-- The SHA-256 of each session's id; the id itself is only in the signed cookie.
CREATE TABLE sessions (
    id_hash text PRIMARY KEY,
    member_id text NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    agent text NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL
);
CREATE INDEX sessions_member ON sessions (member_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Wrong passwords, counted by account and by address.
CREATE TABLE sign_in_failures (
    id text PRIMARY KEY,
    account text NOT NULL,
    address text NOT NULL,
    at bigint NOT NULL
);
CREATE INDEX sign_in_failures_account ON sign_in_failures (account, at);
CREATE INDEX sign_in_failures_address ON sign_in_failures (address, at);

-- One-time links for creating the first administrator.
CREATE TABLE setup_links (
    token_hash text PRIMARY KEY,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);

-- Which versions of the built-in library have been loaded.
CREATE TABLE libraries (
    hash text PRIMARY KEY,
    loaded_at bigint NOT NULL,
    questions bigint NOT NULL
);

-- Source of every guide, the library's own and uploaded ones.
CREATE TABLE guides (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    slug text NOT NULL,
    topic text NOT NULL,
    title text NOT NULL,
    decisions boolean NOT NULL,
    hash text NOT NULL,
    source bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE UNIQUE INDEX guides_slug ON guides (organisation_id, slug);

-- What guides say, with exact quotes.
CREATE TABLE facts (
    id text NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    document text NOT NULL,
    topic text NOT NULL,
    subject text NOT NULL,
    relation text NOT NULL,
    object text NOT NULL,
    quotes text NOT NULL,
    status text NOT NULL,
    origin text NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX facts_topic ON facts (organisation_id, topic);

-- Candidate questions that the gate refused, with the reason.
CREATE TABLE rejections (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    schema text NOT NULL,
    facts text NOT NULL,
    reason text NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX rejections_schema ON rejections (organisation_id, schema);

-- Facts that cannot both be true.
CREATE TABLE contradictions (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    facts text NOT NULL,
    reason text NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX contradictions_organisation ON contradictions (organisation_id);

-- The bank: what drawing needs to know; the words stand in question_versions.
CREATE TABLE questions (
    id text NOT NULL,
    organisation_id text NOT NULL REFERENCES organisations (id),
    version text NOT NULL,
    topic text NOT NULL,
    schema text NOT NULL,
    family text NOT NULL,
    kind text NOT NULL,
    level text NOT NULL,
    difficulty double precision NOT NULL,
    guessing double precision NOT NULL,
    shuffled bigint NOT NULL,
    facts text NOT NULL,
    state text NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
CREATE INDEX questions_topic ON questions (organisation_id, topic, state);

-- Every version of a question that was ever live. Rows are never changed.
CREATE TABLE question_versions (
    version text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    question_id text NOT NULL,
    content text NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX question_versions_question ON question_versions (organisation_id, question_id);

-- Blueprints that people can take.
CREATE TABLE quizzes (
    slug text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    owner_id text REFERENCES members (id),
    title text NOT NULL,
    summary text NOT NULL,
    mode text NOT NULL,
    length bigint NOT NULL,
    minutes bigint NOT NULL,
    pass_mark bigint NOT NULL,
    shares text NOT NULL,
    guest boolean NOT NULL,
    place bigint NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX quizzes_organisation ON quizzes (organisation_id, place);
CREATE INDEX quizzes_owner ON quizzes (owner_id);

-- Groups of learners.
CREATE TABLE cohorts (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    owner_id text NOT NULL REFERENCES members (id),
    name text NOT NULL,
    join_token text UNIQUE,
    sample boolean NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX cohorts_owner ON cohorts (owner_id);

-- Who learns in which cohort.
CREATE TABLE cohort_members (
    cohort_id text NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
    member_id text NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    organisation_id text NOT NULL REFERENCES organisations (id),
    joined_at bigint NOT NULL,
    PRIMARY KEY (cohort_id, member_id)
);
CREATE INDEX cohort_members_member ON cohort_members (member_id);

-- Quizzes given to a cohort.
CREATE TABLE assignments (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    cohort_id text NOT NULL REFERENCES cohorts (id) ON DELETE CASCADE,
    quiz text NOT NULL REFERENCES quizzes (slug),
    due_at bigint,
    created_at bigint NOT NULL
);
CREATE INDEX assignments_cohort ON assignments (cohort_id);

-- One quiz for the candidates for one role.
CREATE TABLE screenings (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    owner_id text NOT NULL REFERENCES members (id),
    title text NOT NULL,
    quiz text NOT NULL REFERENCES quizzes (slug),
    cut_score bigint NOT NULL,
    sample boolean NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX screenings_owner ON screenings (owner_id);

-- People who were sent a link; the table keeps the link's hash alone.
CREATE TABLE candidates (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    screening_id text NOT NULL REFERENCES screenings (id) ON DELETE CASCADE,
    code text NOT NULL,
    name text NOT NULL,
    email text NOT NULL,
    extra_time bigint NOT NULL,
    token_hash text NOT NULL UNIQUE,
    member_id text REFERENCES members (id),
    attempt_id text,
    invited_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE UNIQUE INDEX candidates_code ON candidates (screening_id, code);
CREATE INDEX candidates_attempt ON candidates (attempt_id);

-- Attempts with their pinned questions and the answers that stand now; the journal of all answers is the table answers.
CREATE TABLE attempts (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    member_id text NOT NULL REFERENCES members (id),
    quiz text NOT NULL,
    assignment_id text,
    candidate_id text,
    title text NOT NULL,
    mode text NOT NULL,
    pass_mark bigint NOT NULL,
    limit_seconds bigint NOT NULL,
    state text NOT NULL,
    sample boolean NOT NULL,
    created_at bigint NOT NULL,
    started_at bigint,
    deadline_at bigint,
    ended_at bigint,
    seq bigint NOT NULL,
    plan text NOT NULL,
    progress text NOT NULL,
    result text
);
CREATE INDEX attempts_member ON attempts (member_id, created_at);
CREATE INDEX attempts_open ON attempts (deadline_at) WHERE state = 'in progress' AND deadline_at IS NOT NULL;
CREATE INDEX attempts_assignment ON attempts (assignment_id) WHERE assignment_id IS NOT NULL;

-- The journal of answers. It only grows.
CREATE TABLE answers (
    attempt_id text NOT NULL REFERENCES attempts (id),
    seq bigint NOT NULL,
    organisation_id text NOT NULL,
    item bigint NOT NULL,
    question_id text NOT NULL,
    version text NOT NULL,
    response text NOT NULL,
    mark double precision NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (attempt_id, seq)
);

-- What is known of each person, folded from ended attempts.
CREATE TABLE learners (
    member_id text PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    organisation_id text NOT NULL,
    ability text NOT NULL,
    last_seen text NOT NULL,
    updated_at bigint NOT NULL
);

-- Each person's history with each question.
CREATE TABLE asked (
    member_id text NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    question_id text NOT NULL,
    organisation_id text NOT NULL,
    topic text NOT NULL,
    seen bigint NOT NULL,
    missed boolean NOT NULL,
    right_since bigint NOT NULL,
    misses bigint NOT NULL,
    missed_at bigint,
    missed_attempt text NOT NULL,
    missed_item bigint NOT NULL,
    last_mark double precision NOT NULL,
    last_at bigint,
    PRIMARY KEY (member_id, question_id)
);
CREATE INDEX asked_missed ON asked (member_id) WHERE missed;

-- What learners say is wrong with a question.
CREATE TABLE question_reports (
    id text PRIMARY KEY,
    organisation_id text NOT NULL REFERENCES organisations (id),
    member_id text NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    attempt_id text NOT NULL,
    question_id text NOT NULL,
    version text NOT NULL,
    words text NOT NULL,
    state text NOT NULL,
    created_at bigint NOT NULL
);
CREATE INDEX question_reports_question ON question_reports (organisation_id, question_id);

-- Who did what that others may ask about. It only grows.
CREATE TABLE audit (
    id text PRIMARY KEY,
    organisation_id text NOT NULL,
    actor_id text NOT NULL,
    action text NOT NULL,
    subject text NOT NULL,
    at bigint NOT NULL
);
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
