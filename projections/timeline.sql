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

-- name: page
SELECT * FROM timeline
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[])
   AND position > %(after)s AND position <= %(known_at)s
   AND occurred_on <= %(as_of)s
   AND (%(topics)s::text[] IS NULL OR topic = ANY (%(topics)s))
 ORDER BY position LIMIT %(limit)s;
