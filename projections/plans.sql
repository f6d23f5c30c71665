-- name: schema
CREATE TABLE plans (
    student_id uuid,
    plan_id uuid,
    position bigint NOT NULL,
    semester text NOT NULL,
    school_year text NOT NULL,
    placed_from date NOT NULL,
    copied_from uuid,
    drafted_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    evaluated_on date,
    support_goes_on boolean,
    closed_on date,
    voided boolean NOT NULL,
    PRIMARY KEY (student_id, plan_id, known_to)
);

CREATE TABLE places (
    student_id uuid,
    plan_id uuid,
    first_day date,
    before date,
    enrolment_id uuid NOT NULL,
    institution_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    until date,
    PRIMARY KEY (student_id, plan_id, first_day, known_to)
);

CREATE TABLE revisions (
    student_id uuid,
    plan_id uuid,
    revision integer,
    risks uuid[] NOT NULL,
    crisis_support boolean NOT NULL,
    holiday_support boolean NOT NULL,
    youth_project_id uuid,
    prepared_by text NOT NULL,
    signatories text[] NOT NULL,
    written_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    in_force_from date,
    returned_on date,
    returned_by text,
    PRIMARY KEY (student_id, plan_id, revision, known_to)
);

CREATE TABLE agreements (
    student_id uuid,
    plan_id uuid,
    revision integer,
    signatory text,
    form text NOT NULL,
    document_sha256 text,
    agreed_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, plan_id, revision, signatory, known_to)
);

CREATE TABLE planned_consultations (
    student_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    specialist_kind text NOT NULL,
    subject text,
    hours numeric NOT NULL
);

CREATE TABLE planned_compensations (
    student_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    revision integer NOT NULL,
    kind text NOT NULL,
    amount numeric NOT NULL
);

CREATE TABLE consultations (
    student_id uuid,
    consultation_id uuid,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    specialist_kind text NOT NULL,
    subject text,
    missed boolean NOT NULL,
    hours numeric NOT NULL,
    given_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, consultation_id, known_to)
);

CREATE TABLE compensations (
    student_id uuid,
    compensation_id uuid,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    claimed numeric NOT NULL,
    claimed_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    refused_on date,
    last_payment bigint,
    PRIMARY KEY (student_id, compensation_id, known_to)
);

CREATE TABLE payments (
    student_id uuid,
    position bigint,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    paid numeric NOT NULL,
    paid_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    reversed_on date,
    PRIMARY KEY (student_id, position, known_to)
);

-- Each plan where it belongs on a day, as known at a position; on every day it is at one place.
CREATE FUNCTION placed_at(as_of date, known_at bigint)
RETURNS TABLE (
    student_id uuid, plan_id uuid, "position" bigint, semester text, school_year text,
    enrolment_id uuid, institution_id uuid, partner_id uuid, municipality text, region text,
    copied_from uuid, drafted_on date, evaluated_on date, support_goes_on boolean, closed_on date, voided boolean
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, plan_id, "position", semester, school_year, enrolment_id, institution_id,
           partner_id, municipality, region, copied_from, drafted_on, evaluated_on,
           support_goes_on, closed_on, voided
      FROM plans
      JOIN places USING (student_id, plan_id)
     WHERE drafted_on <= as_of AND plans.known_from <= known_at AND plans.known_to > known_at
       AND first_day <= as_of AND (until IS NULL OR until > as_of)
       AND places.known_from <= known_at AND places.known_to > known_at;
END;

-- All plans drafted by a day, as known at a position, and how each stood that day.
CREATE FUNCTION plans_at(as_of date, known_at bigint)
RETURNS TABLE (
    student_id uuid, plan_id uuid, "position" bigint, state text, semester text, school_year text,
    enrolment_id uuid, institution_id uuid, partner_id uuid, municipality text, region text,
    copied_from uuid, drafted_on date, latest_revision integer, revision_in_force integer,
    agreed_on date, evaluated_on date, support_goes_on boolean, closed_on date
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, plan_id, "position",
           CASE WHEN voided THEN 'voided'
                WHEN closed_on <= as_of THEN 'closed'
                WHEN evaluated_on <= as_of THEN 'evaluated'
                WHEN revision_in_force IS NOT NULL THEN 'in_force'
                WHEN returned_revision = latest_revision THEN 'returned'
                ELSE 'draft' END,
           semester, school_year, enrolment_id, institution_id, partner_id, municipality, region,
           copied_from, drafted_on, latest_revision, revision_in_force, agreed_on,
           CASE WHEN evaluated_on <= as_of THEN evaluated_on END,
           CASE WHEN evaluated_on <= as_of THEN support_goes_on END,
           CASE WHEN closed_on <= as_of THEN closed_on END
      FROM placed_at(as_of, known_at) AS plans
     CROSS JOIN LATERAL (
           SELECT max(revision) AS latest_revision,
                  max(revision) FILTER (WHERE in_force_from <= as_of) AS revision_in_force,
                  max(revision) FILTER (WHERE returned_on <= as_of) AS returned_revision,
                  min(in_force_from) FILTER (WHERE in_force_from <= as_of) AS agreed_on
             FROM revisions
            WHERE (revisions.student_id, revisions.plan_id) = (plans.student_id, plans.plan_id)
              AND written_on <= as_of
              AND revisions.known_from <= known_at AND revisions.known_to > known_at) AS written;
END;

-- name: indexes
CREATE INDEX ON plans (plan_id);
CREATE INDEX ON plans (position);
CREATE INDEX ON plans (semester);
CREATE INDEX ON places (institution_id);
CREATE INDEX ON places (municipality);
CREATE INDEX ON planned_consultations (student_id, plan_id, revision);
CREATE INDEX ON planned_compensations (student_id, plan_id, revision);

-- name: page
SELECT * FROM plans_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(student_id)s::uuid IS NULL OR student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[]))
   AND (%(plan_id)s::uuid IS NULL OR plan_id = %(plan_id)s)
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(semester)s::text IS NULL OR semester = %(semester)s)
   AND (%(school_year)s::text IS NULL OR school_year = %(school_year)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
 ORDER BY position LIMIT %(limit)s;

-- name: count
SELECT count(*) AS plans, count(DISTINCT coalesce(kept_id, plans.student_id)) AS students
  FROM placed_at(%(as_of)s, %(known_at)s) AS plans
  LEFT JOIN merges ON merges.student_id = plans.student_id
                  AND merges.known_from <= %(known_at)s AND merges.known_to > %(known_at)s
 WHERE NOT voided
   AND EXISTS (
       SELECT FROM revisions AS revision
        WHERE (revision.student_id, revision.plan_id) = (plans.student_id, plans.plan_id)
          AND in_force_from <= %(as_of)s
          AND revision.known_from <= %(known_at)s AND revision.known_to > %(known_at)s)
   AND (%(student_id)s::uuid IS NULL OR plans.student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[]))
   AND (%(plan_id)s::uuid IS NULL OR plan_id = %(plan_id)s)
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(semester)s::text IS NULL OR semester = %(semester)s)
   AND (%(school_year)s::text IS NULL OR school_year = %(school_year)s)
   AND (%(state)s::text IS NULL OR EXISTS (
       SELECT FROM plans_at(%(as_of)s, %(known_at)s) AS plan
        WHERE (plan.student_id, plan.plan_id) = (plans.student_id, plans.plan_id)
          AND plan.state = %(state)s));

-- name: revision
SELECT student_id, plan_id, revision, risks, crisis_support, holiday_support, youth_project_id,
       prepared_by, signatories, written_on, known_from, known_to,
       CASE WHEN in_force_from <= %(as_of)s THEN in_force_from END AS in_force_from,
       CASE WHEN returned_on <= %(as_of)s THEN returned_on END AS returned_on,
       CASE WHEN returned_on <= %(as_of)s THEN returned_by END AS returned_by
  FROM revisions
 WHERE (student_id, plan_id, revision) = (%(student_id)s, %(plan_id)s, %(revision)s)
   AND written_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s;

-- name: agreements
SELECT * FROM agreements
 WHERE (student_id, plan_id, revision) = (%(student_id)s, %(plan_id)s, %(revision)s)
   AND agreed_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY agreed_on, known_from;

-- name: consultation_lines
SELECT kind, specialist_kind, subject, sum(planned) AS planned, sum(held) AS held, sum(missed) AS missed
  FROM (SELECT kind, specialist_kind, subject, hours AS planned, 0.00 AS held, 0.00 AS missed
          FROM planned_consultations
         WHERE (student_id, plan_id, revision) = (%(student_id)s, %(plan_id)s, %(revision)s)
         UNION ALL
        SELECT kind, specialist_kind, subject, 0.00,
               CASE WHEN missed THEN 0.00 ELSE hours END, CASE WHEN missed THEN hours ELSE 0.00 END
          FROM consultations
         WHERE (student_id, plan_id) = (%(student_id)s, %(plan_id)s) AND given_on <= %(as_of)s
           AND known_from <= %(known_at)s AND known_to > %(known_at)s) AS line
 GROUP BY kind, specialist_kind, subject
 ORDER BY kind, specialist_kind, subject;

-- name: compensation_lines
SELECT kind, sum(planned) AS planned, sum(claimed) AS claimed, sum(paid) AS paid
  FROM (SELECT kind, amount AS planned, 0.00 AS claimed, 0.00 AS paid
          FROM planned_compensations
         WHERE (student_id, plan_id, revision) = (%(student_id)s, %(plan_id)s, %(revision)s)
         UNION ALL
        SELECT kind, 0.00, claimed, 0.00
          FROM compensations
         WHERE (student_id, plan_id) = (%(student_id)s, %(plan_id)s)
           AND claimed_on <= %(as_of)s AND (refused_on IS NULL OR refused_on > %(as_of)s)
           AND known_from <= %(known_at)s AND known_to > %(known_at)s
         UNION ALL
        SELECT kind, 0.00, 0.00, paid
          FROM payments
         WHERE (student_id, plan_id) = (%(student_id)s, %(plan_id)s)
           AND paid_on <= %(as_of)s AND (reversed_on IS NULL OR reversed_on > %(as_of)s)
           AND known_from <= %(known_at)s AND known_to > %(known_at)s) AS line
 GROUP BY kind
 ORDER BY kind;
