-- name: schema
CREATE TABLE timeline (
    student_id uuid NOT NULL,
    position bigint NOT NULL UNIQUE,
    version bigint NOT NULL,
    topic text NOT NULL,
    occurred_on date NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    on_behalf_of text,
    client text NOT NULL,
    reason text,
    request_id uuid NOT NULL,
    summary jsonb NOT NULL,
    PRIMARY KEY (student_id, position)
);

-- Records that were merged into another of the same child.
CREATE TABLE merges (
    student_id uuid,
    kept_id uuid NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, known_to)
);
CREATE INDEX ON merges (kept_id);

-- A student, and the records known to be merged into it.
CREATE FUNCTION records_of(student uuid, known_at bigint) RETURNS uuid[] LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT array_append(array_agg(student_id), student)
      FROM merges WHERE kept_id = student AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM timeline
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[])
   AND position > %(after)s AND position <= %(known_at)s
   AND occurred_on <= %(as_of)s
   AND (%(topics)s::text[] IS NULL OR topic = ANY (%(topics)s))
 ORDER BY position LIMIT %(limit)s;
