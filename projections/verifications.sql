-- name: schema
CREATE TABLE verifications (
    verification_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    kind text NOT NULL,
    body text NOT NULL,
    partner_id uuid NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    planned_for date NOT NULL,
    planned_on date NOT NULL
);

CREATE TABLE steps (
    position bigint PRIMARY KEY,
    verification_id uuid NOT NULL,
    state text NOT NULL,
    occurred_on date NOT NULL
);
CREATE INDEX ON steps (verification_id);

CREATE TABLE lines (
    verification_id uuid,
    line_id uuid,
    position bigint NOT NULL,
    measure_id uuid NOT NULL,
    finding text,
    verified_on date NOT NULL,
    verdict text NOT NULL,
    not_eligible numeric NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    resolved_on date,
    resolved_verdict text,
    resolved_not_eligible numeric NOT NULL,
    PRIMARY KEY (verification_id, line_id, known_to)
);

CREATE TABLE decisions (
    partner_id uuid,
    decision_id uuid,
    verifications uuid[] NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    settlement_id uuid NOT NULL,
    semester text NOT NULL,
    amount numeric NOT NULL,
    decided_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    voided_on date,
    PRIMARY KEY (partner_id, decision_id, known_to)
);
CREATE INDEX ON decisions USING gin (verifications);

-- All lines looked at by a day, as known at a position, each as it was found or resolved by then.
CREATE FUNCTION lines_at(as_of date, known_at bigint)
RETURNS TABLE (verification_id uuid, line_id uuid, "position" bigint, measure_id uuid, finding text,
               verified_on date, verdict text, not_eligible numeric, resolved_on date)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT verification_id, line_id, "position", measure_id, finding, verified_on,
           CASE WHEN resolved_on <= as_of THEN resolved_verdict ELSE verdict END,
           CASE WHEN resolved_on <= as_of THEN resolved_not_eligible ELSE not_eligible END,
           CASE WHEN resolved_on <= as_of THEN resolved_on END
      FROM lines
     WHERE verified_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT verification_id, verification.position, kind, body, partner_id, first_day, last_day,
       planned_for, coalesce(step.state, 'planned') AS state,
       coalesce(step.occurred_on, planned_on) AS since, count(line_id)::integer AS lines,
       count(*) FILTER (WHERE verdict = 'to_clarify')::integer AS to_clarify,
       coalesce(sum(not_eligible), 0.00) AS not_eligible
  FROM verifications AS verification
  LEFT JOIN (
      SELECT DISTINCT ON (verification_id) verification_id, state, occurred_on FROM steps
       WHERE occurred_on <= %(as_of)s AND position <= %(known_at)s
       ORDER BY verification_id, position DESC
      ) AS step USING (verification_id)
  LEFT JOIN lines_at(%(as_of)s, %(known_at)s) AS line USING (verification_id)
 WHERE verification.position > %(after)s AND verification.position <= %(known_at)s
   AND planned_on <= %(as_of)s
   AND (%(verification_id)s::uuid IS NULL OR verification_id = %(verification_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
 GROUP BY verification_id, verification.position, kind, body, partner_id, first_day, last_day,
          planned_for, step.state, step.occurred_on, planned_on
 ORDER BY verification.position LIMIT %(limit)s;

-- name: lines
SELECT line_id, position, measure_id, finding, verified_on, verdict, not_eligible, resolved_on
  FROM lines_at(%(as_of)s, %(known_at)s)
 WHERE verification_id = %(verification_id)s
 ORDER BY position;

-- name: referred_by
SELECT kind, decision_id, settlement_id, semester, amount, decided_on
  FROM decisions
 WHERE verifications @> ARRAY[%(verification_id)s::uuid]
   AND decided_on <= %(as_of)s AND (voided_on IS NULL OR voided_on > %(as_of)s)
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY position;
