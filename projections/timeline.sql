-- name: schema
-- The events themselves are in the log.
CREATE TABLE timeline (
    student_id uuid NOT NULL,
    position bigint NOT NULL,
    occurred_on date NOT NULL
);

-- name: indexes
ALTER TABLE timeline ADD PRIMARY KEY (student_id, position);

-- name: page
SELECT position, recorded_at, topic, state
  FROM timeline
  JOIN sequenced_events USING (position)
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[])
   AND position > %(after)s AND position <= %(known_at)s
   AND occurred_on <= %(as_of)s
   AND (%(topics)s::text[] IS NULL OR topic = ANY (%(topics)s))
 ORDER BY position LIMIT %(limit)s;
