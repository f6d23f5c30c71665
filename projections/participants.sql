-- name: schema
CREATE TABLE participations (
    student_id uuid,
    participation_id uuid,
    position bigint NOT NULL,
    institution_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    gender text NOT NULL,
    age_band text NOT NULL,
    education text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    statuses text[] NOT NULL,
    PRIMARY KEY (student_id, participation_id, known_to)
);
CREATE INDEX ON participations (position);

-- All participations begun by a day, as known at a position, and how each stood that day.
CREATE FUNCTION participations_at(as_of date, known_at bigint)
RETURNS TABLE (
    student_id uuid, participation_id uuid, "position" bigint, institution_id uuid, partner_id uuid,
    municipality text, region text, gender text, age_band text, education text, first_day date,
    known_from bigint, known_to bigint, last_day date, statuses text[]
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, participation_id, "position", institution_id, partner_id, municipality, region,
           gender, age_band, education, first_day, known_from, known_to,
           CASE WHEN last_day <= as_of THEN last_day END,
           CASE WHEN last_day <= as_of THEN statuses ELSE '{}' END
      FROM participations
     WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM participations_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(student_id)s::uuid IS NULL OR student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[]))
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
 ORDER BY position LIMIT %(limit)s;

-- name: persons
WITH participation AS (
    SELECT each.*, coalesce(kept_id, each.student_id) AS person_id
      FROM participations_at(%(as_of)s, %(known_at)s) AS each
      LEFT JOIN merges ON merges.student_id = each.student_id
                      AND merges.known_from <= %(known_at)s AND merges.known_to > %(known_at)s),
entry AS (
    SELECT DISTINCT ON (person_id) * FROM participation ORDER BY person_id, first_day, position),
latest AS (
    SELECT DISTINCT ON (person_id) person_id, statuses
      FROM participation ORDER BY person_id, first_day DESC, position DESC)
SELECT student_id, position, gender, age_band, education, latest.statuses
  FROM entry JOIN latest USING (person_id)
 WHERE (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
 ORDER BY position;
