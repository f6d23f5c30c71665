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

-- Tells whether a key-encryption key is the one that these keys are wrapped with.
CREATE TABLE keys.kek_check (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    digest bytea NOT NULL
);

GRANT USAGE ON SCHEMA keys TO pumpurs_writer;
GRANT SELECT, INSERT ON keys.kek_check TO pumpurs_writer;
GRANT SELECT, INSERT ON keys.student_keys TO pumpurs_writer;
GRANT SELECT ON keys.personal_codes TO pumpurs_writer;

-- From now on each of these students has this code, or none; part of the append that records why.
CREATE FUNCTION keys.remember_codes(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
    holder uuid;
BEGIN
    FOR want IN
        SELECT student, decode(digest, 'hex') AS code_hmac
          FROM jsonb_to_recordset(wanted) AS want(student uuid, digest text)
         ORDER BY digest
    LOOP
        DELETE FROM keys.personal_codes
         WHERE student_id = want.student AND code_hmac IS DISTINCT FROM want.code_hmac;
        CONTINUE WHEN want.code_hmac IS NULL;
        INSERT INTO keys.personal_codes (code_hmac, student_id)
        VALUES (want.code_hmac, want.student)
            ON CONFLICT DO NOTHING;
        SELECT student_id INTO holder FROM keys.personal_codes WHERE code_hmac = want.code_hmac;
        IF holder IS NULL THEN
            RAISE EXCEPTION 'a code was given up meanwhile' USING ERRCODE = 'serialization_failure';
        ELSIF holder <> want.student THEN
            RAISE EXCEPTION 'somebody else has this code' USING ERRCODE = 'LE001', DETAIL = json_build_object(
                'kind', 'personal_code', 'key', '', 'holder', holder, 'details', json_build_object(),
                'ticket', 0)::text;
        END IF;
    END LOOP;
END $$;
