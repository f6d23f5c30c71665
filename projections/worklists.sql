-- name: schema
CREATE TABLE items (
    stream_id uuid,
    kind text,
    item_id uuid,
    part integer,
    who text,
    position bigint NOT NULL,
    student_id uuid,
    institution_id uuid,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    semester text NOT NULL,
    days date[] NOT NULL,
    closed_on date NOT NULL,
    code text,
    amount numeric,
    measure_id uuid,
    conflict_id uuid,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (stream_id, item_id, kind, part, who, known_to)
);

CREATE TABLE plan_states (
    student_id uuid,
    plan_id uuid,
    semester text NOT NULL,
    homes jsonb NOT NULL,
    revision integer NOT NULL,
    evaluated_on date,
    closed_on date,
    PRIMARY KEY (student_id, plan_id)
);

CREATE TABLE revision_states (
    student_id uuid,
    plan_id uuid,
    revision integer,
    position bigint NOT NULL,
    signatories text[] NOT NULL,
    written_on date NOT NULL,
    agreed text[] NOT NULL,
    agreed_on date[] NOT NULL,
    superseded_on date,
    PRIMARY KEY (student_id, plan_id, revision)
);

-- All items that are to be done on a day, as known at a position, and since when: of the days up to
-- that one, the last is one on which it was to be done.
CREATE FUNCTION items_at(as_of date, known_at bigint)
RETURNS TABLE (item items, since date) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT items, days[turns]
      FROM items
     CROSS JOIN LATERAL (
           SELECT count(*)::integer AS turns FROM unnest(days) AS day WHERE day <= as_of) AS turned
     WHERE closed_on > as_of AND turns % 2 = 1
       AND known_from <= known_at AND known_to > known_at;
END;

-- name: indexes
-- Few of all that ever was to do is to do still.
CREATE INDEX ON items (kind, closed_on);

-- name: page
SELECT (item).position, (item).kind, min(since) AS since, (item).student_id, (item).item_id,
       nullif((item).part, 0) AS revision,
       coalesce(array_agg((item).who ORDER BY (item).who) FILTER (WHERE (item).who <> ''), '{}') AS who,
       (item).code, (item).amount, (item).measure_id, (item).conflict_id, (item).institution_id,
       (item).partner_id, (item).municipality, (item).region, (item).semester
  FROM items_at(%(as_of)s, %(known_at)s)
 WHERE (item).kind = %(kind)s AND (item).position > %(after)s
   AND (%(student_id)s::uuid IS NULL OR (item).student_id = %(student_id)s)
   AND (%(institution_id)s::uuid IS NULL OR (item).institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR (item).partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR (item).municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR (item).region = %(region)s)
   AND (%(semester)s::text IS NULL OR (item).semester = %(semester)s)
 GROUP BY (item).position, (item).kind, (item).student_id, (item).item_id, (item).part,
          (item).code, (item).amount, (item).measure_id, (item).conflict_id, (item).institution_id,
          (item).partner_id, (item).municipality, (item).region, (item).semester
 ORDER BY (item).position, (item).item_id LIMIT %(limit)s;

-- name: counts
SELECT (item).kind, (item).institution_id, (item).partner_id, (item).municipality, (item).region,
       count(DISTINCT ((item).stream_id, (item).item_id, (item).part)) AS items,
       count(DISTINCT (item).student_id) AS students, min(since) AS oldest
  FROM items_at(%(as_of)s, %(known_at)s)
 WHERE (%(student_id)s::uuid IS NULL OR (item).student_id = %(student_id)s)
   AND (%(institution_id)s::uuid IS NULL OR (item).institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR (item).partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR (item).municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR (item).region = %(region)s)
   AND (%(semester)s::text IS NULL OR (item).semester = %(semester)s)
 GROUP BY (item).kind, (item).institution_id, (item).partner_id, (item).municipality, (item).region
 ORDER BY (item).kind, (item).institution_id, (item).partner_id, (item).municipality;
