-- name: schema
CREATE TABLE trainings (
    training_id uuid,
    position bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    provider text NOT NULL,
    contract text,
    modules integer NOT NULL,
    hours numeric,
    institutions uuid[] NOT NULL,
    municipality text,
    region text,
    first_day date NOT NULL,
    last_day date NOT NULL,
    delivery text NOT NULL,
    venue text,
    planned_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (training_id, known_to)
);

CREATE TABLE moves (
    training_id uuid,
    move_id uuid,
    first_day date NOT NULL,
    last_day date NOT NULL,
    delivery text NOT NULL,
    venue text,
    municipality text,
    region text,
    reason text,
    moved_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (training_id, move_id, known_to)
);

CREATE TABLE modules (
    training_id uuid,
    module_id uuid,
    number integer NOT NULL,
    hours numeric NOT NULL,
    delivery text NOT NULL,
    participants integer NOT NULL,
    staff jsonb NOT NULL,
    held_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (training_id, module_id, known_to)
);

CREATE TABLE certifications (
    training_id uuid,
    certification_id uuid,
    certificates integer NOT NULL,
    numbers text NOT NULL,
    certified_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (training_id, certification_id, known_to)
);

CREATE TABLE endings (
    training_id uuid,
    state text NOT NULL,
    reason text,
    ended_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (training_id, known_to)
);

CREATE TABLE costs (
    training_id uuid,
    cost_id uuid,
    kind text NOT NULL,
    amount numeric NOT NULL,
    number text NOT NULL,
    issued_on date NOT NULL,
    issuer text NOT NULL,
    sha256 text NOT NULL,
    total numeric NOT NULL,
    paid_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    reversed_on date,
    PRIMARY KEY (training_id, cost_id, known_to)
);

-- What happened to trainings by a day, as known at a position: a line for each fact, on its own day.
-- A cost that was reversed is two.
CREATE FUNCTION facts_at(as_of date, known_at bigint)
RETURNS TABLE (
    training_id uuid, day date, modules bigint, hours numeric, participants integer, completed bigint,
    cancelled bigint, certificates integer, cost numeric
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT training_id, held_on, 1, hours, participants, 0, 0, 0, 0.00
      FROM modules
     WHERE held_on <= as_of AND known_from <= known_at AND known_to > known_at
     UNION ALL
    SELECT training_id, ended_on, 0, 0, 0, (state = 'completed')::integer,
           (state = 'cancelled')::integer, 0, 0.00
      FROM endings
     WHERE ended_on <= as_of AND known_from <= known_at AND known_to > known_at
     UNION ALL
    SELECT training_id, certified_on, 0, 0, 0, 0, 0, certificates, 0.00
      FROM certifications
     WHERE certified_on <= as_of AND known_from <= known_at AND known_to > known_at
     UNION ALL
    SELECT training_id, paid_on, 0, 0, 0, 0, 0, 0, amount
      FROM costs
     WHERE paid_on <= as_of AND known_from <= known_at AND known_to > known_at
     UNION ALL
    SELECT training_id, reversed_on, 0, 0, 0, 0, 0, 0, -amount
      FROM costs
     WHERE reversed_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- All trainings that were planned by a day, as known at a position; of two moves on one day, the one
-- recorded later holds.
CREATE FUNCTION trainings_at(as_of date, known_at bigint)
RETURNS TABLE (
    training_id uuid, "position" bigint, kind text, title text, provider text, contract text,
    institutions uuid[], municipality text, region text, first_day date, last_day date,
    delivery text, venue text, modules integer, hours numeric, planned_on date, state text,
    ended_on date, modules_held bigint, hours_held numeric, participants integer,
    certificates bigint, cost numeric
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT training_id, "position", kind, title, provider, contract, institutions,
           CASE WHEN moved.training_id IS NULL THEN planned.municipality ELSE moved.municipality END,
           CASE WHEN moved.training_id IS NULL THEN planned.region ELSE moved.region END,
           coalesce(moved.first_day, planned.first_day), coalesce(moved.last_day, planned.last_day),
           coalesce(moved.delivery, planned.delivery),
           CASE WHEN moved.training_id IS NULL THEN planned.venue ELSE moved.venue END,
           planned.modules, planned.hours, planned_on,
           coalesce(ended.state, CASE WHEN fact.modules > 0 THEN 'under_way' ELSE 'planned' END),
           ended.ended_on, coalesce(fact.modules, 0), coalesce(fact.hours, 0.00),
           coalesce(fact.participants, 0), coalesce(fact.certificates, 0), coalesce(fact.cost, 0.00)
      FROM trainings AS planned
      LEFT JOIN (
          SELECT DISTINCT ON (training_id) training_id, first_day, last_day, delivery, venue,
                 municipality, region
            FROM moves
           WHERE moved_on <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY training_id, moved_on DESC, known_from DESC) AS moved USING (training_id)
      LEFT JOIN (
          SELECT training_id, state, ended_on FROM endings
           WHERE ended_on <= as_of AND known_from <= known_at AND known_to > known_at
          ) AS ended USING (training_id)
      LEFT JOIN (
          SELECT training_id, sum(modules)::bigint AS modules, sum(hours) AS hours,
                 max(participants) AS participants, sum(certificates)::bigint AS certificates,
                 sum(cost) AS cost
            FROM facts_at(as_of, known_at)
           GROUP BY training_id) AS fact USING (training_id)
     WHERE planned_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- A school year begins on 1 September.
CREATE FUNCTION school_year_of(day date) RETURNS text LANGUAGE sql STABLE
RETURN to_char(day - interval '8 months', 'YYYY') || '/' || to_char(day + interval '4 months', 'YY');

-- name: page
SELECT * FROM trainings_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(training_id)s::uuid IS NULL OR training_id = %(training_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(institution_id)s::uuid IS NULL OR %(institution_id)s = ANY (institutions))
 ORDER BY position LIMIT %(limit)s;

-- name: counts
WITH chosen AS (
    SELECT training_id, kind, state, region, municipality, first_day
      FROM trainings_at(%(as_of)s, %(known_at)s)
     WHERE (%(training_id)s::uuid IS NULL OR training_id = %(training_id)s)
       AND (%(kind)s::text IS NULL OR kind = %(kind)s)
       AND (%(state)s::text IS NULL OR state = %(state)s)
       AND (%(region)s::text IS NULL OR region = %(region)s)
       AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
       AND (%(institution_id)s::uuid IS NULL OR %(institution_id)s = ANY (institutions))
), facts AS (
    SELECT training_id, first_day AS day, 1 AS planned, 0 AS modules, 0.00 AS hours,
           0 AS participants, 0 AS completed, 0 AS cancelled, 0 AS certificates, 0.00 AS cost
      FROM chosen
     UNION ALL
    SELECT training_id, day, 0, modules, hours, participants, completed, cancelled, certificates, cost
      FROM facts_at(%(as_of)s, %(known_at)s)
), trained AS (
    -- Each training once; once in each school year, where they are told apart.
    SELECT kind, state, region, municipality,
           CASE WHEN %(by_year)s THEN school_year_of(day) END AS school_year,
           sum(planned) AS planned, sum(modules) AS modules, sum(hours) AS hours,
           max(participants) AS participants, sum(participants) AS attendances,
           sum(completed) AS completed, sum(cancelled) AS cancelled,
           sum(certificates) AS certificates, sum(cost) AS cost
      FROM chosen JOIN facts USING (training_id)
     WHERE day BETWEEN %(since)s AND %(until)s
     GROUP BY training_id, kind, state, region, municipality, 5
)
SELECT {chosen} AS "group", coalesce(sum(planned), 0)::bigint AS planned,
       coalesce(sum(modules), 0)::bigint AS modules, coalesce(sum(hours), 0.00) AS hours,
       coalesce(sum(completed), 0)::bigint AS completed,
       coalesce(sum(cancelled), 0)::bigint AS cancelled,
       coalesce(sum(participants), 0)::bigint AS participants,
       coalesce(sum(attendances), 0)::bigint AS attendances,
       coalesce(sum(certificates), 0)::bigint AS certificates,
       coalesce(sum(cost), 0.00) AS cost
  FROM trained
 GROUP BY {by}
 ORDER BY 1;

-- name: span_events
-- The positions of the events behind `counts`: plannings, modules held or endings of some days.
SELECT fact.position
  FROM (SELECT training_id, position, first_day AS day, 'planned' AS counts
          FROM trainings_at(%(as_of)s, %(known_at)s)
         UNION ALL
        SELECT training_id, known_from, held_on, 'modules' FROM modules
         WHERE held_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
         UNION ALL
        SELECT training_id, known_from, ended_on, state FROM endings
         WHERE ended_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
       ) AS fact
  JOIN trainings_at(%(as_of)s, %(known_at)s) AS training USING (training_id)
 WHERE counts = %(counts)s AND day BETWEEN %(since)s AND %(until)s AND fact.position > %(after)s
   AND (%(training_id)s::uuid IS NULL OR training_id = %(training_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(institution_id)s::uuid IS NULL OR %(institution_id)s = ANY (institutions))
 ORDER BY fact.position LIMIT %(limit)s;

-- name: ending
SELECT * FROM endings
 WHERE training_id = %(training_id)s AND ended_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s;

-- name: moves
SELECT * FROM moves
 WHERE training_id = %(training_id)s AND moved_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY moved_on, known_from;

-- name: modules
SELECT * FROM modules
 WHERE training_id = %(training_id)s AND held_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY held_on, number;

-- name: certifications
SELECT * FROM certifications
 WHERE training_id = %(training_id)s AND certified_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY certified_on, known_from;

-- name: costs
SELECT training_id, cost_id, kind, amount, number, issued_on, issuer, sha256, total, paid_on,
       known_from, known_to, CASE WHEN reversed_on <= %(as_of)s THEN reversed_on END AS reversed_on
  FROM costs
 WHERE training_id = %(training_id)s AND paid_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY paid_on, known_from;
