-- The keys of personal values, apart from the events and dumped apart: destroying a key erases
-- what it sealed, in the log and in its backups.
CREATE SCHEMA keys AUTHORIZATION pumpurs_owner;
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE keys.student_keys (
    student_id uuid NOT NULL,
    category text NOT NULL,
    wrapped_key bytea NOT NULL,
    PRIMARY KEY (student_id, category)
);

CREATE TABLE keys.personal_codes (
    code_hmac bytea PRIMARY KEY,
    student_id uuid NOT NULL
);
CREATE INDEX ON keys.personal_codes (student_id);

GRANT USAGE ON SCHEMA keys TO pumpurs_writer;
GRANT SELECT, INSERT, DELETE ON keys.student_keys, keys.personal_codes TO pumpurs_writer;
