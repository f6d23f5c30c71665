-- name: schema
CREATE TABLE calls (
    call_id uuid,
    position bigint NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    name text NOT NULL,
    opens_on date NOT NULL,
    closes_on date NOT NULL,
    source text NOT NULL,
    announced_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (call_id, known_to)
);

CREATE TABLE projects (
    youth_project_id uuid,
    position bigint NOT NULL,
    call_id uuid NOT NULL,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    applicant text NOT NULL,
    title text NOT NULL,
    planned_from date NOT NULL,
    planned_until date NOT NULL,
    applied_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    decided text,
    decided_on date,
    decision text,
    started_on date,
    ended text,
    ended_on date,
    PRIMARY KEY (youth_project_id, known_to)
);

CREATE TABLE passings (
    youth_project_id uuid,
    passing_id uuid,
    partner_id uuid NOT NULL,
    municipality text NOT NULL,
    region text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (youth_project_id, passing_id, known_to)
);

CREATE TABLE reports (
    youth_project_id uuid,
    report_id uuid,
    participants bigint NOT NULL,
    at_risk bigint NOT NULL,
    reported_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (youth_project_id, report_id, known_to)
);

CREATE TABLE grants (
    youth_project_id uuid,
    grant_id uuid,
    amount numeric NOT NULL,
    lump_sum_version bigint NOT NULL,
    paid_on date NOT NULL,
    reference text NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    recovery_id uuid,
    recovered_on date,
    recovery_reference text,
    PRIMARY KEY (youth_project_id, grant_id, known_to)
);

-- All projects as known at a position, and what had become of each by a day. Of two facts of the
-- same day, the one recorded later holds. A project has one grant that stands.
CREATE FUNCTION projects_at(as_of date, known_at bigint)
RETURNS TABLE (
    youth_project_id uuid, "position" bigint, call_id uuid, partner_id uuid, municipality text,
    region text, applicant text, title text, planned_from date, planned_until date, state text,
    applied_on date, decided_on date, started_on date, ended_on date, participants bigint,
    at_risk bigint, paid_on date, recovered_on date, granted numeric
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT youth_project_id, "position", call_id,
           coalesce(passed.partner_id, project.partner_id),
           coalesce(passed.municipality, project.municipality),
           coalesce(passed.region, project.region),
           applicant, title, planned_from, planned_until,
           CASE WHEN ended_on <= as_of THEN ended
                WHEN started_on <= as_of THEN 'running'
                WHEN decided_on <= as_of THEN decided
                ELSE 'submitted' END,
           applied_on,
           CASE WHEN decided_on <= as_of THEN decided_on END,
           CASE WHEN started_on <= as_of THEN started_on END,
           CASE WHEN ended_on <= as_of THEN ended_on END,
           participants, at_risk, paid_on, back_on,
           CASE WHEN paid_on IS NULL OR back_on IS NOT NULL THEN 0.00 ELSE amount END
      FROM projects AS project
      LEFT JOIN (
          SELECT DISTINCT ON (youth_project_id) youth_project_id, partner_id, municipality, region
            FROM passings
           WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY youth_project_id, first_day DESC, known_from DESC) AS passed
           USING (youth_project_id)
      LEFT JOIN (
          SELECT DISTINCT ON (youth_project_id) youth_project_id, participants, at_risk
            FROM reports
           WHERE reported_on <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY youth_project_id, reported_on DESC, known_from DESC) AS reported
           USING (youth_project_id)
      LEFT JOIN (
          SELECT youth_project_id, amount, paid_on,
                 CASE WHEN recovered_on <= as_of THEN recovered_on END AS back_on
            FROM grants
           WHERE paid_on <= as_of AND known_from <= known_at AND known_to > known_at) AS paid
           USING (youth_project_id)
     WHERE applied_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- All calls as known at a position that had opened by a day.
CREATE FUNCTION calls_at(as_of date, known_at bigint)
RETURNS TABLE (
    call_id uuid, "position" bigint, partner_id uuid, municipality text, region text, name text,
    opens_on date, closes_on date, source text, open boolean, applications bigint, approved bigint
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT call_id, "position", partner_id, municipality, region, name, opens_on, closes_on, source,
           closes_on >= as_of, coalesce(applications, 0), coalesce(approved, 0)
      FROM calls
      LEFT JOIN (
          SELECT call_id, count(*) AS applications,
                 count(*) FILTER (WHERE decided = 'approved' AND decided_on <= as_of) AS approved
            FROM projects
           WHERE applied_on <= as_of AND known_from <= known_at AND known_to > known_at
           GROUP BY call_id) AS applied USING (call_id)
     WHERE opens_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM projects_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(youth_project_id)s::uuid IS NULL OR youth_project_id = %(youth_project_id)s)
   AND (%(call_id)s::uuid IS NULL OR call_id = %(call_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
 ORDER BY position LIMIT %(limit)s;

-- name: counts
SELECT {chosen} AS "group", count(*) AS applications,
       count(*) FILTER (WHERE state NOT IN ('submitted', 'refused')) AS approved,
       count(*) FILTER (WHERE state = 'refused') AS refused,
       count(*) FILTER (WHERE state = 'running') AS running,
       count(*) FILTER (WHERE state = 'completed') AS completed,
       count(*) FILTER (WHERE state = 'failed') AS failed,
       count(*) FILTER (WHERE granted > 0) AS financed,
       count(recovered_on) AS recovered,
       coalesce(sum(granted), 0.00) AS granted,
       coalesce(sum(participants), 0)::bigint AS participants,
       coalesce(sum(at_risk), 0)::bigint AS at_risk,
       count(DISTINCT municipality) FILTER (WHERE state NOT IN ('submitted', 'refused'))
           AS municipalities
  FROM projects_at(%(as_of)s, %(known_at)s)
 WHERE (%(youth_project_id)s::uuid IS NULL OR youth_project_id = %(youth_project_id)s)
   AND (%(call_id)s::uuid IS NULL OR call_id = %(call_id)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(state)s::text IS NULL OR state = %(state)s)
 GROUP BY {by}
 ORDER BY 1;

-- name: decision
SELECT decision FROM projects
 WHERE youth_project_id = %(youth_project_id)s AND decided_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s;

-- name: passings
SELECT * FROM passings
 WHERE youth_project_id = %(youth_project_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: reports
SELECT * FROM reports
 WHERE youth_project_id = %(youth_project_id)s AND reported_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY reported_on, known_from;

-- name: grants
SELECT youth_project_id, grant_id, amount, lump_sum_version, paid_on, reference, known_from, known_to,
       CASE WHEN recovered_on <= %(as_of)s THEN recovery_id END AS recovery_id,
       CASE WHEN recovered_on <= %(as_of)s THEN recovered_on END AS recovered_on,
       CASE WHEN recovered_on <= %(as_of)s THEN recovery_reference END AS recovery_reference
  FROM grants
 WHERE youth_project_id = %(youth_project_id)s AND paid_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY paid_on, known_from;

-- name: calls
SELECT * FROM calls_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(open)s::boolean IS NULL OR open = %(open)s)
   AND (%(opened_from)s::date IS NULL OR opens_on >= %(opened_from)s)
 ORDER BY position LIMIT %(limit)s;

-- name: call_count
SELECT count(*) AS calls, count(DISTINCT municipality) AS municipalities
  FROM calls_at(%(as_of)s, %(known_at)s)
 WHERE (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(open)s::boolean IS NULL OR open = %(open)s)
   AND (%(opened_from)s::date IS NULL OR opens_on >= %(opened_from)s);
