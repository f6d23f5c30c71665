-- name: schema
CREATE TABLE students (
    student_id uuid NOT NULL UNIQUE,
    position bigint PRIMARY KEY,
    registered_on date NOT NULL
);

CREATE TABLE enrolments (
    student_id uuid,
    enrolment_id uuid,
    institution_id uuid NOT NULL,
    programme_kind text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (student_id, enrolment_id, known_to)
);

CREATE TABLE stages (
    student_id uuid,
    enrolment_id uuid,
    stage text NOT NULL,
    first_day date,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, enrolment_id, first_day, known_to)
);

CREATE TABLE risks (
    student_id uuid,
    risk_id uuid,
    factor text NOT NULL,
    risk_group text NOT NULL,
    identified_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    resolved_on date,
    PRIMARY KEY (student_id, risk_id, known_to)
);

CREATE TABLE representatives (
    student_id uuid,
    representative_id uuid,
    relation text NOT NULL,
    named_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    removed_on date,
    PRIMARY KEY (student_id, representative_id, known_to)
);

CREATE TABLE plans (
    student_id uuid,
    plan_id uuid,
    drafted_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, plan_id, known_to)
);

-- All enrolments by a day, as known at a position, each with its stage of that day.
CREATE FUNCTION enrolments_at(as_of date, known_at bigint)
RETURNS TABLE (
    student_id uuid, enrolment_id uuid, institution_id uuid, programme_kind text, stage text,
    first_day date, last_day date
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, enrolment_id, institution_id, programme_kind,
           (SELECT stage FROM stages
             WHERE (stages.student_id, stages.enrolment_id) = (enrolments.student_id, enrolments.enrolment_id)
               AND stages.first_day <= as_of
               AND stages.known_from <= known_at AND stages.known_to > known_at
             ORDER BY stages.first_day DESC LIMIT 1),
           first_day, CASE WHEN last_day <= as_of THEN last_day END
      FROM enrolments
     WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- All risks open on a day, as known at a position.
CREATE FUNCTION open_risks_at(as_of date, known_at bigint)
RETURNS TABLE (student_id uuid, risk_id uuid, factor text, risk_group text, identified_on date)
LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student_id, risk_id, factor, risk_group, identified_on
      FROM risks
     WHERE identified_on <= as_of AND (resolved_on IS NULL OR resolved_on > as_of)
       AND known_from <= known_at AND known_to > known_at;
END;

-- All learners registered by a day, under any record of theirs; enrolled where any record says so, their own
-- first. No record has two enrolments on one day.
CREATE FUNCTION students_at(as_of date, known_at bigint)
RETURNS TABLE (
    student_id uuid, "position" bigint, registered_on date, enrolment_id uuid, institution_id uuid,
    programme_kind text, stage text, first_day date, open_risks bigint, representatives bigint, plans bigint,
    merged_into uuid
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT student.student_id, student."position", known.registered_on, enrolment.enrolment_id,
           enrolment.institution_id, enrolment.programme_kind, enrolment.stage, enrolment.first_day,
           (SELECT count(*) FROM open_risks_at(as_of, known_at) AS risk
             WHERE risk.student_id = student.student_id),
           (SELECT count(*) FROM representatives AS named
             WHERE named.student_id = student.student_id
               AND named_on <= as_of AND (removed_on IS NULL OR removed_on > as_of)
               AND named.known_from <= known_at AND named.known_to > known_at),
           (SELECT count(*) FROM plans AS plan
             WHERE plan.student_id = ANY (known.records)
               AND drafted_on <= as_of
               AND plan.known_from <= known_at AND plan.known_to > known_at),
           (SELECT kept_id FROM merges
             WHERE merges.student_id = student.student_id
               AND merges.known_from <= known_at AND merges.known_to > known_at)
      FROM students AS student
     CROSS JOIN LATERAL (SELECT records_of(student.student_id, known_at) AS records) AS own
     CROSS JOIN LATERAL (
           SELECT own.records, min(each.registered_on) AS registered_on FROM students AS each
            WHERE each.student_id = ANY (own.records)) AS known
      LEFT JOIN LATERAL (
           SELECT * FROM enrolments_at(as_of, known_at) AS each
            WHERE each.student_id = ANY (known.records) AND (last_day IS NULL OR last_day = as_of)
            ORDER BY each.student_id <> student.student_id, each.first_day DESC LIMIT 1) AS enrolment ON true
     WHERE known.registered_on <= as_of AND student."position" <= known_at;
END;

-- name: indexes
CREATE INDEX ON enrolments (institution_id);

-- name: one
SELECT * FROM students_at(%(as_of)s, %(known_at)s) WHERE student_id = %(student_id)s;

-- name: page
SELECT * FROM students_at(%(as_of)s, %(known_at)s) AS student
 WHERE position > %(after)s AND merged_into IS NULL
   -- Asked of all who were ever enrolled there, not of everybody.
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s AND student_id IN (
       SELECT student_id FROM enrolments WHERE institution_id = %(institution_id)s
        UNION
       SELECT kept_id FROM enrolments JOIN merges USING (student_id) WHERE institution_id = %(institution_id)s))
   AND (%(institution_ids)s::uuid[] IS NULL OR institution_id = ANY (%(institution_ids)s))
   AND (%(stage)s::text IS NULL OR stage = %(stage)s)
   AND (%(risk_group)s::text IS NULL OR EXISTS (
       SELECT FROM open_risks_at(%(as_of)s, %(known_at)s) AS risk
        WHERE risk.student_id = student.student_id AND risk.risk_group = %(risk_group)s))
 ORDER BY position LIMIT %(limit)s;

-- name: enrolments
SELECT student_id, enrolment_id, institution_id, programme_kind, stage, first_day, last_day
  FROM enrolments_at(%(as_of)s, %(known_at)s)
 WHERE student_id = ANY ((SELECT records_of(%(student_id)s, %(known_at)s))::uuid[])
 ORDER BY first_day, enrolment_id;

-- name: duplicates
SELECT student_id FROM merges
 WHERE kept_id = %(student_id)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY known_from;

-- name: open_risks
SELECT risk_id, factor, risk_group, identified_on
  FROM open_risks_at(%(as_of)s, %(known_at)s)
 WHERE student_id = %(student_id)s
 ORDER BY identified_on, risk_id;

-- name: risk_factors
SELECT DISTINCT factor FROM risks
 WHERE student_id = %(student_id)s AND risk_id = ANY(%(risk_ids)s)
 ORDER BY factor;
