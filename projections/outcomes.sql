-- name: schema
CREATE TABLE plans (
    student_id uuid,
    plan_id uuid,
    position bigint NOT NULL,
    semester text NOT NULL,
    institution_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    evaluated_on date,
    evaluated uuid[] NOT NULL,
    results text[] NOT NULL,
    PRIMARY KEY (student_id, plan_id, known_to)
);
CREATE INDEX ON plans (semester, municipality);
CREATE INDEX ON plans (position);

CREATE TABLE revisions (
    student_id uuid,
    plan_id uuid,
    revision integer,
    risks uuid[] NOT NULL,
    signatories text[] NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    agreed_by text[] NOT NULL,
    agreed_on date[] NOT NULL,
    in_force_from date,
    PRIMARY KEY (student_id, plan_id, revision, known_to)
);

CREATE TABLE risks (
    student_id uuid,
    risk_id uuid,
    factor text NOT NULL,
    risk_group text NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, risk_id, known_to)
);

CREATE TABLE consultations (
    student_id uuid,
    consultation_id uuid,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    hours numeric NOT NULL,
    given_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, consultation_id, known_to)
);

CREATE TABLE claims (compensation_id uuid PRIMARY KEY, plan_id uuid NOT NULL, kind text NOT NULL);

CREATE TABLE payments (
    student_id uuid,
    payment_id uuid,
    plan_id uuid NOT NULL,
    kind text NOT NULL,
    amount numeric NOT NULL,
    paid_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    reversed_on date,
    PRIMARY KEY (student_id, payment_id, known_to)
);

CREATE TABLE enrolments (
    student_id uuid,
    enrolment_id uuid,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (student_id, enrolment_id, known_to)
);

CREATE TABLE outcomes (
    student_id uuid,
    outcome_id uuid,
    position bigint NOT NULL,
    outcome text NOT NULL,
    occurred_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, outcome_id, known_to)
);

-- The risks of each plan in force by a day: those of the last revision in force, and those evaluated.
CREATE FUNCTION supported_at(as_of date, known_at bigint)
RETURNS TABLE (
    person_id uuid, student_id uuid, plan_id uuid, "position" bigint, semester text,
    institution_id uuid, partner_id uuid, municipality text, region text, risk_id uuid, factor text, risk_group text,
    result text, evaluated_on date
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce(merge.kept_id, plan.student_id), plan.student_id, plan.plan_id, plan."position",
           plan.semester, plan.institution_id, plan.partner_id, plan.municipality, plan.region, risk.risk_id, risk.factor,
           risk.risk_group, addressed.result,
           CASE WHEN addressed.result IS NOT NULL THEN plan.evaluated_on END
      FROM plans AS plan
     CROSS JOIN LATERAL (
           SELECT risks FROM revisions AS revision
            WHERE (revision.student_id, revision.plan_id) = (plan.student_id, plan.plan_id)
              AND in_force_from <= as_of
              AND revision.known_from <= known_at AND revision.known_to > known_at
            ORDER BY revision DESC LIMIT 1) AS in_force
     CROSS JOIN LATERAL (
           SELECT risk_id, max(result) AS result
             FROM (SELECT unnest(in_force.risks), NULL
                    UNION ALL
                   SELECT * FROM unnest(plan.evaluated, plan.results)
                    WHERE plan.evaluated_on <= as_of) AS each (risk_id, result)
            GROUP BY risk_id) AS addressed
      JOIN risks AS risk ON (risk.student_id, risk.risk_id) = (plan.student_id, addressed.risk_id)
                        AND risk.known_from <= known_at AND risk.known_to > known_at
      LEFT JOIN merges AS merge ON merge.student_id = plan.student_id
                               AND merge.known_from <= known_at AND merge.known_to > known_at
     WHERE plan.known_from <= known_at AND plan.known_to > known_at;
END;

-- The result of several risks together: the least favourable; reduced only if all were.
CREATE FUNCTION together(results text[]) RETURNS text LANGUAGE sql IMMUTABLE
RETURN CASE WHEN 'worse' = ANY (results) THEN 'worse'
            WHEN 'persists' = ANY (results) THEN 'persists'
            WHEN array_position(results, NULL) IS NOT NULL THEN 'not_evaluated'
            ELSE 'reduced' END;

-- Each learner of a semester once for each group of risks, and once for all of them (risk_group NULL).
-- Of a risk that stands in two plans of a semester, the later evaluation counts.
CREATE FUNCTION learners_at(
    as_of date, known_at bigint, institution uuid, partner uuid, in_municipality text,
    in_region text, in_semester text, of_group text)
RETURNS TABLE (person_id uuid, semester text, risk_group text, result text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT person_id, semester, risk_group, together(array_agg(result))
      FROM (SELECT DISTINCT ON (person_id, semester, risk_id) person_id, semester, risk_group, result
              FROM supported_at(as_of, known_at)
             WHERE (institution IS NULL OR institution_id = institution)
               AND (partner IS NULL OR partner_id = partner)
               AND (in_municipality IS NULL OR municipality = in_municipality)
               AND (in_region IS NULL OR region = in_region)
               AND (in_semester IS NULL OR semester = in_semester)
               AND (of_group IS NULL OR risk_group = of_group)
             ORDER BY person_id, semester, risk_id, evaluated_on DESC NULLS LAST, "position" DESC) AS risk
     GROUP BY GROUPING SETS ((person_id, semester, risk_group), (person_id, semester));
END;

-- What was given by a day, under which plan.
CREATE FUNCTION measures_at(as_of date, known_at bigint)
RETURNS TABLE (student_id uuid, plan_id uuid, kind text, hours numeric, euros numeric)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, plan_id, kind, hours, 0.00 FROM consultations
     WHERE given_on <= as_of AND known_from <= known_at AND known_to > known_at
     UNION ALL
    SELECT student_id, plan_id, kind, 0.00, amount FROM payments
     WHERE paid_on <= as_of AND (reversed_on IS NULL OR reversed_on > as_of)
       AND known_from <= known_at AND known_to > known_at;
END;

-- What each learner got in each semester, or in one, whatever school's plan it was under.
CREATE FUNCTION given_at(as_of date, known_at bigint, in_semester text)
RETURNS TABLE (person_id uuid, semester text, kinds text[], hours numeric, euros numeric)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT coalesce(kept_id, plans.student_id), plans.semester,
           array_agg(DISTINCT kind ORDER BY kind), sum(measure.hours), sum(measure.euros)
      FROM measures_at(as_of, known_at) AS measure
      JOIN plans ON (plans.student_id, plans.plan_id) = (measure.student_id, measure.plan_id)
      LEFT JOIN merges ON merges.student_id = plans.student_id
                      AND merges.known_from <= known_at AND merges.known_to > known_at
     WHERE plans.known_from <= known_at AND plans.known_to > known_at
       AND (in_semester IS NULL OR plans.semester = in_semester)
     GROUP BY coalesce(kept_id, plans.student_id), plans.semester;
END;

-- Who was in education on some days. An outcome says so until a later stay has ended.
CREATE FUNCTION education_on(days date[], known_at bigint)
RETURNS TABLE (person_id uuid, day date, status text) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT person_id, day,
           CASE WHEN enrolled THEN 'enrolled'
                WHEN told.occurred_on >= coalesce(gone, '-infinity') THEN told.outcome
                ELSE 'not_known' END
      FROM (SELECT coalesce(kept_id, stay.student_id) AS person_id, day,
                   bool_or(first_day <= day AND (last_day IS NULL OR last_day >= day)) AS enrolled,
                   max(last_day) FILTER (WHERE last_day < day) AS gone
              FROM enrolments AS stay
              LEFT JOIN merges ON merges.student_id = stay.student_id
                              AND merges.known_from <= known_at AND merges.known_to > known_at
             CROSS JOIN unnest(days) AS asked (day)
             WHERE stay.known_from <= known_at AND stay.known_to > known_at
             GROUP BY coalesce(kept_id, stay.student_id), day) AS located
      LEFT JOIN (
            SELECT DISTINCT ON (coalesce(kept_id, ended.student_id), day)
                   coalesce(kept_id, ended.student_id) AS person_id, day, outcome, occurred_on
              FROM outcomes AS ended
              LEFT JOIN merges ON merges.student_id = ended.student_id
                              AND merges.known_from <= known_at AND merges.known_to > known_at
              JOIN unnest(days) AS asked (day) ON occurred_on <= day
             WHERE outcome IN ('graduated', 'moved', 'left_early')
               AND ended.known_from <= known_at AND ended.known_to > known_at
             ORDER BY coalesce(kept_id, ended.student_id), day, occurred_on DESC, "position" DESC) AS told
           USING (person_id, day);
END;

-- The same of one learner and one day, by its index.
CREATE FUNCTION status_on(learner uuid, day date, known_at bigint) RETURNS text LANGUAGE sql STABLE
RETURN CASE
    WHEN EXISTS (
        SELECT FROM enrolments
         WHERE student_id = ANY ((SELECT records_of(learner, known_at))::uuid[]) AND first_day <= day 
           AND (last_day IS NULL OR last_day >= day)
           AND known_from <= known_at AND known_to > known_at) THEN 'enrolled'
    ELSE coalesce((
        SELECT outcome FROM outcomes
         WHERE student_id = ANY ((SELECT records_of(learner, known_at))::uuid[])
           AND occurred_on <= day
           AND outcome IN ('graduated', 'moved', 'left_early')
           AND known_from <= known_at AND known_to > known_at
           AND NOT EXISTS (
               SELECT FROM enrolments AS stay
                WHERE stay.student_id = ANY ((SELECT records_of(learner, known_at))::uuid[])
                  AND stay.last_day > occurred_on AND stay.last_day < day
                  AND stay.known_from <= known_at AND stay.known_to > known_at)
         ORDER BY occurred_on DESC, "position" DESC LIMIT 1), 'not_known') END;

-- name: by_risk
SELECT semester, risk_group, count(*) AS learners,
       count(*) FILTER (WHERE result = 'reduced') AS reduced,
       count(*) FILTER (WHERE result = 'persists') AS persists,
       count(*) FILTER (WHERE result = 'worse') AS worse,
       count(*) FILTER (WHERE result = 'not_evaluated') AS not_evaluated
  FROM learners_at(%(as_of)s, %(known_at)s, %(institution_id)s, %(partner_id)s, %(municipality)s,
                   %(region)s, %(semester)s, %(risk_group)s)
 WHERE %(risk_group)s::text IS NULL OR risk_group IS NOT NULL
 GROUP BY semester, risk_group
 ORDER BY semester, risk_group NULLS FIRST;

-- name: effectiveness
WITH calendar AS (
    SELECT * FROM unnest(%(semesters)s::text[], %(starts)s::date[])
             WITH ORDINALITY AS term (semester, starts, number)),
learner AS MATERIALIZED (
    SELECT person_id, semester, result
      FROM learners_at(%(as_of)s, %(known_at)s, %(institution_id)s, %(partner_id)s, %(municipality)s,
                       %(region)s, %(semester)s, %(risk_group)s)
     WHERE risk_group IS NULL),
located AS MATERIALIZED (
    SELECT learner.person_id, learner.semester, semesters_later,
           CASE WHEN starts <= %(as_of)s THEN coalesce(status, 'not_known') ELSE 'too_early' END AS status
      FROM learner
      JOIN (SELECT calendar.semester, semesters_later, afterwards.starts
              FROM calendar
             CROSS JOIN unnest(%(later)s::integer[]) AS distance (semesters_later)
              LEFT JOIN calendar AS afterwards ON afterwards.number = calendar.number + semesters_later)
           AS distant USING (semester)
      LEFT JOIN education_on(
           ARRAY(SELECT starts FROM calendar WHERE starts <= %(as_of)s), %(known_at)s) AS education
           ON (education.person_id, education.day) = (learner.person_id, distant.starts)),
alike AS MATERIALIZED (  -- some thousands of rows, however many learners there are
    SELECT semester, result, statuses, kinds, hours_band, euros_band, count(*) AS learners
      FROM learner
      JOIN (SELECT person_id, semester, array_agg(status ORDER BY semesters_later) AS statuses
              FROM located GROUP BY person_id, semester) AS later USING (person_id, semester)
      LEFT JOIN given_at(%(as_of)s, %(known_at)s, %(semester)s) AS given USING (person_id, semester)
     CROSS JOIN LATERAL (
           SELECT 1 + count(*)::integer AS hours_band FROM unnest(%(hours_most)s::numeric[]) AS limits (most)
            WHERE most < coalesce(hours, 0)) AS in_hours
     CROSS JOIN LATERAL (
           SELECT 1 + count(*)::integer AS euros_band FROM unnest(%(euros_most)s::numeric[]) AS limits (most)
            WHERE most < coalesce(euros, 0)) AS in_euros
     GROUP BY semester, result, statuses, kinds, hours_band, euros_band)
SELECT semester, support, code, semesters_later, sum(learners)::bigint AS learners,
       sum(learners * (result = 'reduced')::integer)::bigint AS reduced,
       sum(learners * (result = 'persists')::integer)::bigint AS persists,
       sum(learners * (result = 'worse')::integer)::bigint AS worse,
       sum(learners * (result = 'not_evaluated')::integer)::bigint AS not_evaluated,
       sum(learners * (status = 'too_early')::integer)::bigint AS too_early,
       sum(learners * (status = 'enrolled')::integer)::bigint AS enrolled,
       sum(learners * (status = 'graduated')::integer)::bigint AS graduated,
       sum(learners * (status = 'moved')::integer)::bigint AS moved,
       sum(learners * (status = 'left_early')::integer)::bigint AS left_early,
       sum(learners * (status = 'not_known')::integer)::bigint AS not_known,
       sum(learners * (status IN ('enrolled', 'graduated', 'moved'))::integer)::bigint AS stayed
  FROM alike
 CROSS JOIN unnest(statuses, %(later)s::integer[]) AS afterwards (status, semesters_later)
 CROSS JOIN LATERAL (
       SELECT 'all' AS support, NULL AS code, 0 AS number
        UNION ALL
       SELECT 'kind', unnest(coalesce(kinds, '{none}')), 0
        UNION ALL
       SELECT 'hours', (%(hours_bands)s::text[])[hours_band], hours_band
        UNION ALL
       SELECT 'euros', (%(euros_bands)s::text[])[euros_band], euros_band) AS heading
 GROUP BY semester, support, number, code, semesters_later
 ORDER BY semester, support, number, code, semesters_later;

-- name: cohorts
WITH calendar AS (
    SELECT * FROM unnest(%(semesters)s::text[], %(starts)s::date[])
             WITH ORDINALITY AS term (semester, starts, number)),
supported AS (
    SELECT *, min(number) OVER of_person AS first, array_agg(number) OVER of_person AS planned
      FROM supported_at(%(as_of)s, %(known_at)s) JOIN calendar USING (semester)
    WINDOW of_person AS (PARTITION BY person_id)),
member AS (
    SELECT DISTINCT ON (person_id) person_id, semester, number, planned
      FROM supported
     WHERE number = first
       AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
       AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
       AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
       AND (%(region)s::text IS NULL OR region = %(region)s)
       AND (%(semester)s::text IS NULL OR semester = %(semester)s)
       AND (%(risk_group)s::text IS NULL OR risk_group = %(risk_group)s)
     ORDER BY person_id),
located AS (
    SELECT member.semester AS cohort, afterwards.number - member.number AS semesters_later,
           afterwards.semester, afterwards.number = ANY (planned) AS with_plan,
           coalesce(education.status, 'not_known') AS status
      FROM member
      JOIN calendar AS afterwards ON afterwards.number > member.number
                                 AND afterwards.starts <= %(as_of)s
      LEFT JOIN education_on(
           ARRAY(SELECT starts FROM calendar WHERE starts <= %(as_of)s), %(known_at)s) AS education
           ON (education.person_id, education.day) = (member.person_id, afterwards.starts))
SELECT cohort, semesters_later, semester, count(*) AS learners,
       count(*) FILTER (WHERE with_plan) AS with_plan,
       count(*) FILTER (WHERE status = 'enrolled') AS enrolled,
       count(*) FILTER (WHERE status = 'graduated') AS graduated,
       count(*) FILTER (WHERE status = 'moved') AS moved,
       count(*) FILTER (WHERE status = 'left_early') AS left_early,
       count(*) FILTER (WHERE status = 'not_known') AS not_known,
       count(*) FILTER (WHERE status IN ('enrolled', 'graduated', 'moved')) AS stayed
  FROM located
 GROUP BY cohort, semesters_later, semester
 ORDER BY cohort, semesters_later;

-- name: learners
WITH calendar AS (
    SELECT * FROM unnest(%(semesters)s::text[], %(starts)s::date[])
             WITH ORDINALITY AS term (semester, starts, number)),
plan AS MATERIALIZED (
    SELECT person_id, student_id, plan_id, position, semester, institution_id, partner_id,
           municipality, region, array_agg(DISTINCT risk_group ORDER BY risk_group) AS risk_groups,
           together(array_agg(result)) AS result, max(evaluated_on) AS evaluated_on
      FROM supported_at(%(as_of)s, %(known_at)s)
     WHERE position > %(after)s
       AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
       AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
       AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
       AND (%(region)s::text IS NULL OR region = %(region)s)
       AND (%(semester)s::text IS NULL OR semester = %(semester)s)
       AND (%(risk_group)s::text IS NULL OR risk_group = %(risk_group)s)
     GROUP BY person_id, student_id, plan_id, position, semester, institution_id, partner_id,
              municipality, region
     ORDER BY position LIMIT %(limit)s)
SELECT student_id, plan_id, position, semester, institution_id, partner_id, municipality, region,
       risk_groups, result, evaluated_on, coalesce(kinds, '{}') AS kinds, coalesce(hours, 0.00) AS hours,
       coalesce(euros, 0.00) AS euros, status[1] AS after_1, status[2] AS after_2, status[3] AS after_4
  FROM plan
  JOIN calendar USING (semester)
 CROSS JOIN LATERAL (
       SELECT array_agg(DISTINCT kind ORDER BY kind) AS kinds, sum(hours) AS hours, sum(euros) AS euros
         FROM measures_at(%(as_of)s, %(known_at)s) AS measure
         JOIN plans ON (plans.student_id, plans.plan_id) = (measure.student_id, measure.plan_id)
        WHERE measure.student_id = ANY ((SELECT records_of(person_id, %(known_at)s))::uuid[])
          AND plans.semester = plan.semester
          AND plans.known_from <= %(known_at)s AND plans.known_to > %(known_at)s) AS given
 CROSS JOIN LATERAL (
       SELECT array_agg(CASE WHEN afterwards.starts <= %(as_of)s
                             THEN status_on(person_id, afterwards.starts, %(known_at)s)
                             ELSE 'too_early' END ORDER BY semesters_later) AS status
         FROM unnest(%(later)s::integer[]) AS distance (semesters_later)
         LEFT JOIN calendar AS afterwards ON afterwards.number = calendar.number + semesters_later) AS located
 ORDER BY position;

-- name: results
SELECT plan_id, semester, risk_id, factor, risk_group, result, evaluated_on
  FROM supported_at(%(as_of)s, %(known_at)s)
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[])
 ORDER BY position, risk_group, factor, risk_id;

-- name: of_student
SELECT * FROM outcomes
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[]) AND occurred_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY occurred_on, position;
