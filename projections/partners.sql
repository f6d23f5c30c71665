-- name: schema
CREATE TABLE partners (
    partner_id uuid,
    position bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    municipality text,
    joined_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (partner_id, known_to)
);

CREATE TABLE agreements (
    partner_id uuid,
    number text NOT NULL,
    signed_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (partner_id, known_to)
);

CREATE TABLE amendments (
    partner_id uuid,
    amendment_id uuid,
    agreement bigint NOT NULL,
    number text NOT NULL,
    subject text NOT NULL,
    amended_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (partner_id, amendment_id, known_to)
);

CREATE TABLE budgets (
    partner_id uuid NOT NULL,
    semester text NOT NULL,
    school_year text NOT NULL,
    amount numeric NOT NULL,
    students integer NOT NULL,
    planned_on date NOT NULL,
    known_from bigint PRIMARY KEY
);

CREATE TABLE withdrawn_budgets (
    partner_id uuid NOT NULL,
    semester text NOT NULL,
    known_from bigint PRIMARY KEY
);

CREATE TABLE allowances (
    partner_id uuid NOT NULL,
    semester text NOT NULL,
    up_to numeric,
    decided_on date NOT NULL,
    known_from bigint PRIMARY KEY
);

CREATE TABLE payments (
    partner_id uuid,
    payment_id uuid,
    position bigint NOT NULL,
    kind text NOT NULL,
    amount numeric NOT NULL,
    period text,
    school_year text,
    purpose text,
    prior_period boolean NOT NULL,
    reference text NOT NULL,
    paid_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    reversed_on date,
    PRIMARY KEY (partner_id, payment_id, known_to)
);
CREATE INDEX ON payments (position);

-- All payments made by a day, as known at a position, with `reversed_on` if they were reversed by then.
CREATE FUNCTION payments_at(as_of date, known_at bigint) RETURNS SETOF payments LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT partner_id, payment_id, "position", kind, amount, period, school_year, purpose, prior_period,
           reference, paid_on, known_from, known_to,
           CASE WHEN reversed_on <= as_of THEN reversed_on END
      FROM payments
     WHERE paid_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- What each partner planned and received for a semester; what is for none is under NULL.
CREATE FUNCTION semesters_at(as_of date, known_at bigint)
RETURNS TABLE (partner_id uuid, semester text, planned numeric, planned_students integer,
               received numeric, received_as_prior_period numeric, advanced numeric)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT partner_id, semester, sum(planned), sum(students)::integer, sum(received), sum(prior),
           sum(advanced)
      FROM (
          (SELECT DISTINCT ON (partner_id, semester)
                  partner_id, semester, amount AS planned, students, 0.00 AS received,
                  0.00 AS prior, 0.00 AS advanced
             FROM budgets AS budget
            WHERE planned_on <= as_of AND known_from <= known_at
              AND NOT EXISTS (
                  SELECT FROM withdrawn_budgets AS withdrawn
                   WHERE withdrawn.partner_id = budget.partner_id
                     AND withdrawn.semester = budget.semester
                     AND withdrawn.known_from BETWEEN budget.known_from AND known_at)
            ORDER BY partner_id, semester, planned_on DESC, known_from DESC)
           UNION ALL
          SELECT partner_id, period, NULL, NULL, CASE kind WHEN 'payment' THEN amount ELSE 0.00 END,
                 CASE WHEN prior_period THEN amount ELSE 0.00 END,
                 CASE kind WHEN 'advance' THEN amount ELSE 0.00 END
            FROM payments_at(as_of, known_at)
           WHERE reversed_on IS NULL
          ) AS line
     GROUP BY partner_id, semester;
END;

-- All partners that had joined by a day, as known at a position.
CREATE FUNCTION partners_at(as_of date, known_at bigint) RETURNS SETOF partners LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT * FROM partners
     WHERE joined_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT partner_id, partner.position, name, partner.kind, municipality, joined_on,
       agreement.number AS agreement, signed_on,
       coalesce(sum(amount) FILTER (WHERE payment.kind = 'advance'), 0.00) AS advanced,
       coalesce(sum(amount), 0.00) AS received,
       coalesce(sum(amount) FILTER (WHERE prior_period), 0.00) AS received_for_prior_periods,
       coalesce(sum(amount) FILTER (WHERE payment.kind = 'payment' AND period IS NULL), 0.00)
           AS received_for_no_stated_period
  FROM partners_at(%(as_of)s, %(known_at)s) AS partner
  LEFT JOIN (
      SELECT partner_id, number, signed_on FROM agreements
       WHERE signed_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
      ) AS agreement USING (partner_id)
  LEFT JOIN (
      SELECT * FROM payments_at(%(as_of)s, %(known_at)s) WHERE reversed_on IS NULL
      ) AS payment USING (partner_id)
 WHERE partner.position > %(after)s
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(kind)s::text IS NULL OR partner.kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
 GROUP BY partner_id, partner.position, name, partner.kind, municipality, joined_on, agreement.number, signed_on
 ORDER BY partner.position LIMIT %(limit)s;

-- name: amendments
SELECT amendment.*
  FROM amendments AS amendment
  JOIN agreements AS agreement USING (partner_id)
 WHERE partner_id = %(partner_id)s AND amendment.agreement = agreement.known_from
   AND amended_on <= %(as_of)s
   AND amendment.known_from <= %(known_at)s AND amendment.known_to > %(known_at)s
   AND agreement.known_from <= %(known_at)s AND agreement.known_to > %(known_at)s
 ORDER BY amended_on, amendment.known_from;

-- name: semesters
SELECT semester, sum(planned) AS planned, sum(planned_students)::integer AS planned_students,
       sum(received) AS received, sum(received_as_prior_period) AS received_as_prior_period
  FROM semesters_at(%(as_of)s, %(known_at)s)
  JOIN partners_at(%(as_of)s, %(known_at)s) AS partner USING (partner_id)
 WHERE semester IS NOT NULL
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
 GROUP BY semester
 ORDER BY semester;

-- name: by_partner
SELECT partner_id, partner.position, name, municipality, semester, planned, planned_students,
       up_to AS allowed, received, received_as_prior_period, advanced
  FROM semesters_at(%(as_of)s, %(known_at)s)
  JOIN partners_at(%(as_of)s, %(known_at)s) AS partner USING (partner_id)
  LEFT JOIN (
      SELECT DISTINCT ON (partner_id, semester) partner_id, semester, up_to FROM allowances
       WHERE decided_on <= %(as_of)s AND known_from <= %(known_at)s
       ORDER BY partner_id, semester, known_from DESC
      ) AS allowance USING (partner_id, semester)
 WHERE (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
 ORDER BY partner.position, semester;

-- name: received
SELECT count(*) AS payments, coalesce(sum(amount), 0.00) AS amount
  FROM payments_at(%(as_of)s, %(known_at)s) AS payment
 WHERE reversed_on IS NULL
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR EXISTS (
       SELECT FROM partners_at(%(as_of)s, %(known_at)s) AS partner
        WHERE partner.partner_id = payment.partner_id AND partner.municipality = %(municipality)s))
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(period)s::text IS NULL OR period = %(period)s)
   AND (%(school_year)s::text IS NULL OR school_year = %(school_year)s)
   AND (%(purpose)s::text IS NULL OR purpose = %(purpose)s)
   AND (%(period_stated)s::boolean IS NULL OR (period IS NOT NULL) = %(period_stated)s)
   AND (%(prior_period)s::boolean IS NULL OR prior_period = %(prior_period)s);

-- name: payments
SELECT *
  FROM payments_at(%(as_of)s, %(known_at)s) AS payment
 WHERE position > %(after)s
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR EXISTS (
       SELECT FROM partners_at(%(as_of)s, %(known_at)s) AS partner
        WHERE partner.partner_id = payment.partner_id AND partner.municipality = %(municipality)s))
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(period)s::text IS NULL OR period = %(period)s)
   AND (%(school_year)s::text IS NULL OR school_year = %(school_year)s)
   AND (%(purpose)s::text IS NULL OR purpose = %(purpose)s)
   AND (%(period_stated)s::boolean IS NULL OR (period IS NOT NULL) = %(period_stated)s)
   AND (%(prior_period)s::boolean IS NULL OR prior_period = %(prior_period)s)
   AND (%(reversed)s::boolean IS NULL OR (reversed_on IS NOT NULL) = %(reversed)s)
 ORDER BY position LIMIT %(limit)s;

-- name: budget_events
-- The positions of the budgets that stand, of some partners and semesters.
SELECT planned.position
  FROM (SELECT DISTINCT ON (partner_id, semester) partner_id, semester, known_from AS position
          FROM budgets AS budget
         WHERE planned_on <= %(as_of)s AND known_from <= %(known_at)s
           AND NOT EXISTS (
               SELECT FROM withdrawn_budgets AS withdrawn
                WHERE withdrawn.partner_id = budget.partner_id
                  AND withdrawn.semester = budget.semester
                  AND withdrawn.known_from BETWEEN budget.known_from AND %(known_at)s)
         ORDER BY partner_id, semester, planned_on DESC, known_from DESC) AS planned
  JOIN partners_at(%(as_of)s, %(known_at)s) AS partner USING (partner_id)
 WHERE planned.position > %(after)s AND semester = ANY (%(semesters)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
 ORDER BY planned.position LIMIT %(limit)s;
