-- name: schema
CREATE TABLE appointments (
    coordinator_id uuid,
    position bigint NOT NULL,
    region text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (coordinator_id, known_to)
);

-- name: page
SELECT coordinator_id, position, region, first_day, known_from, known_to,
       CASE WHEN last_day <= %(as_of)s THEN last_day END AS last_day
  FROM appointments
 WHERE position > %(after)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
   AND (%(coordinator_id)s::uuid IS NULL OR coordinator_id = %(coordinator_id)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(acting)s::boolean IS NULL OR (last_day IS NULL OR last_day >= %(as_of)s) = %(acting)s)
 ORDER BY position LIMIT %(limit)s;
