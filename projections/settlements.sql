-- name: schema
CREATE TABLE steps (
    position bigint PRIMARY KEY,
    partner_id uuid NOT NULL,
    semester text,
    settlement_id uuid,
    recovery_id uuid,
    state text,
    occurred_on date NOT NULL,
    documents_sha256 text,
    prior_period boolean,
    ground text,
    means text,
    verifications uuid[] NOT NULL,
    declared numeric NOT NULL,
    approved numeric NOT NULL,
    not_approved numeric NOT NULL,
    advances_offset numeric NOT NULL,
    to_recover numeric NOT NULL,
    overpaid numeric NOT NULL,
    repaid numeric NOT NULL,
    recovery_offset numeric NOT NULL,
    owed_taken_over numeric NOT NULL,
    advances_taken_over numeric NOT NULL,
    to_recover_taken_over numeric NOT NULL
);
CREATE INDEX ON steps (partner_id);

CREATE TABLE standing (
    partner_id uuid,
    thing_id uuid,
    declared numeric NOT NULL,
    returned numeric NOT NULL,
    approved numeric NOT NULL,
    not_approved numeric NOT NULL,
    advances_offset numeric NOT NULL,
    to_recover numeric NOT NULL,
    overpaid numeric NOT NULL,
    repaid numeric NOT NULL,
    recovery_offset numeric NOT NULL,
    settlement_id uuid,
    PRIMARY KEY (partner_id, thing_id)
);

-- All that had happened by a day, as known at a position, of one partner or (NULL) of all.
CREATE FUNCTION steps_at(as_of date, known_at bigint, of_partner uuid) RETURNS SETOF steps
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM steps
     WHERE occurred_on <= as_of AND "position" <= known_at
       AND (of_partner IS NULL OR partner_id = of_partner);
END;

-- name: settlements
SELECT settlement.settlement_id, settlement.partner_id, settlement.position, settlement.semester, last.state,
       submitted_on, last.occurred_on AS since, settlement.documents_sha256,
       settlement.prior_period, settlement.declared, settlement.approved, settlement.not_approved,
       settlement.advances_offset, settlement.to_recover, settlement.repaid,
       settlement.recovery_offset, last.verifications
  FROM (
      SELECT settlement_id, partner_id, min(position) AS position, semester,
             max(position) FILTER (WHERE state IS NOT NULL) AS last_position,
             min(occurred_on) AS submitted_on,
             (array_agg(documents_sha256 ORDER BY position DESC)
                  FILTER (WHERE documents_sha256 IS NOT NULL))[1] AS documents_sha256,
             (array_agg(prior_period ORDER BY position DESC)
                  FILTER (WHERE prior_period IS NOT NULL))[1] AS prior_period,
             sum(declared) AS declared, sum(approved) AS approved,
             sum(not_approved) AS not_approved, sum(advances_offset) AS advances_offset,
             sum(to_recover) AS to_recover, sum(repaid) AS repaid,
             sum(recovery_offset) AS recovery_offset
        FROM steps_at(%(as_of)s, %(known_at)s, %(partner_id)s)
       WHERE (%(settlement_id)s::uuid IS NULL OR settlement_id = %(settlement_id)s)
         AND (%(semester)s::text IS NULL OR semester = %(semester)s)
         AND settlement_id IS NOT NULL
       GROUP BY settlement_id, partner_id, semester
      HAVING min(position) > %(after)s
       ORDER BY min(position) LIMIT %(limit)s
      ) AS settlement
  JOIN steps AS last ON last.position = last_position
 ORDER BY settlement.position;

-- name: recoveries
SELECT recovery.recovery_id, recovery.partner_id, recovery.settlement_id, recovery.position,
       recovery.semester, decided.occurred_on AS decided_on, decided.ground, decided.means,
       recovery.to_recover, recovery.repaid, recovery.recovery_offset, decided.verifications
  FROM (
      SELECT recovery_id, partner_id, settlement_id, min(position) AS position, semester,
             sum(to_recover) AS to_recover, sum(repaid) AS repaid,
             sum(recovery_offset) AS recovery_offset
        FROM steps_at(%(as_of)s, %(known_at)s, %(partner_id)s)
       WHERE (%(settlement_id)s::uuid IS NULL OR settlement_id = %(settlement_id)s)
         AND (%(semester)s::text IS NULL OR semester = %(semester)s)
         AND recovery_id IS NOT NULL
       GROUP BY recovery_id, partner_id, settlement_id, semester
      HAVING min(position) > %(after)s
       ORDER BY min(position) LIMIT %(limit)s
      ) AS recovery
  JOIN steps AS decided ON decided.position = recovery.position
 ORDER BY recovery.position;

-- name: sums
SELECT partner_id, semester, sum(declared) AS declared, sum(approved) AS approved,
       sum(not_approved) AS not_approved, sum(advances_offset) AS advances_offset,
       sum(to_recover) AS to_recover, sum(overpaid) AS overpaid, sum(repaid) AS repaid,
       sum(recovery_offset) AS recovery_offset, sum(owed_taken_over) AS owed_taken_over, sum(advances_taken_over) AS advances_taken_over,
       sum(to_recover_taken_over) AS to_recover_taken_over
  FROM steps_at(%(as_of)s, %(known_at)s, %(partner_id)s)
 GROUP BY partner_id, semester
 ORDER BY partner_id, semester;
