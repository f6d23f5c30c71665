-- name: schema
CREATE TABLE openings (
    operation_id uuid,
    number text NOT NULL,
    name text NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    source text NOT NULL,
    decided_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (operation_id, known_to)
);

CREATE TABLE rules (
    operation_id uuid,
    rule_id uuid,
    position bigint NOT NULL,
    kind text NOT NULL,
    about text NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    source text NOT NULL,
    decided_on date NOT NULL,
    terms jsonb NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    withdrawn_on date,
    PRIMARY KEY (operation_id, rule_id, known_to)
);

-- The days on which each rule holds, as decided by a day and known at a position: of two from the same
-- day on the one recorded later; until its last day, or the day before the next about the same begins.
CREATE FUNCTION spans_at(as_of date, known_at bigint)
RETURNS TABLE (
    first_day date, last_day date, rule_id uuid, "position" bigint, kind text, about text,
    valid_from date, valid_until date, source text, decided_on date, terms jsonb
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT valid_from, least(valid_until, following - 1, 'infinity'), rule_id, "position", kind, about,
           valid_from, valid_until, source, decided_on, terms
      FROM (SELECT *, lead(valid_from) OVER (PARTITION BY kind, about ORDER BY valid_from) AS following
              FROM (SELECT DISTINCT ON (kind, about, valid_from) * FROM rules
                     WHERE known_from <= known_at AND known_to > known_at
                       AND decided_on <= as_of AND withdrawn_on IS NULL
                     ORDER BY kind, about, valid_from, "position" DESC) AS standing) AS ordered;
END;

-- name: opening
SELECT * FROM openings
 WHERE decided_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s;

-- name: last_day
SELECT max((terms ->> 'last_day')::date) FROM rules
 WHERE kind = 'extension' AND withdrawn_on IS NULL AND decided_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s;

-- name: in_force
SELECT rule_id, position, kind, valid_from, valid_until, source, decided_on, terms
  FROM spans_at(%(as_of)s, %(known_at)s)
 WHERE %(on)s BETWEEN first_day AND last_day
 ORDER BY kind, about;

-- name: spans
SELECT first_day, least(last_day, %(as_of)s) AS last_day, rule_id, position, terms
  FROM spans_at(%(as_of)s, %(known_at)s)
 WHERE kind = %(kind)s AND first_day <= %(as_of)s
 ORDER BY about, first_day;

-- name: page
SELECT rules.position, rule_id, rules.kind, nullif(rules.about, '') AS about,
       rules.valid_from, rules.valid_until,
       CASE WHEN isfinite(span.last_day) THEN span.last_day END AS holds_until,
       rules.source, rules.decided_on, rules.terms, withdrawn_on,
       CASE WHEN withdrawn_on IS NOT NULL THEN known_from END AS withdrawn_at
  FROM rules LEFT JOIN spans_at(%(as_of)s, %(known_at)s) AS span USING (rule_id)
 WHERE rules.position > %(after)s AND rules.decided_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
   AND (%(kind)s::text IS NULL OR rules.kind = %(kind)s)
   AND (%(about)s::text IS NULL OR rules.about = %(about)s)
   AND (%(withdrawn)s::boolean IS NULL OR (withdrawn_on IS NOT NULL) = %(withdrawn)s)
 ORDER BY rules.position LIMIT %(limit)s;
