-- name: schema
-- Records that were merged into another of the same child.
CREATE TABLE merges (
    student_id uuid,
    kept_id uuid NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, known_to)
);

-- A student, and the records known to be merged into it.
CREATE FUNCTION records_of(student uuid, known_at bigint) RETURNS uuid[] LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT array_append(array_agg(student_id), student)
      FROM merges WHERE kept_id = student AND known_from <= known_at AND known_to > known_at;
END;

-- name: indexes
CREATE INDEX ON merges (kept_id);

-- name: merged
SELECT student_id, kept_id FROM merges WHERE known_from <= %(known_at)s AND known_to > %(known_at)s;
