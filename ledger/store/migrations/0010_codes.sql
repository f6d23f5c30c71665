-- Codes that are given up are given up first, so that one append may pass a code from one student to
-- another: from a record that was merged away to the one that is kept.
SET LOCAL ROLE pumpurs_owner;

CREATE OR REPLACE FUNCTION keys.remember_codes(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
    holder uuid;
BEGIN
    FOR want IN
        SELECT student, decode(digest, 'hex') AS code_hmac
          FROM jsonb_to_recordset(wanted) AS want(student uuid, digest text)
         ORDER BY digest NULLS FIRST
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
