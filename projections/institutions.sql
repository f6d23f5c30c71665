-- name: schema
CREATE TABLE institutions (
    institution_id uuid,
    position bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    registered_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (institution_id, known_to)
);

CREATE TABLE names (
    institution_id uuid,
    renaming_id uuid,
    name text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (institution_id, renaming_id, known_to)
);

CREATE TABLE memberships (
    institution_id uuid,
    membership_id uuid,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (institution_id, membership_id, known_to)
);

CREATE TABLE placements (
    institution_id uuid,
    placement_id uuid,
    municipality text NOT NULL,
    region text NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (institution_id, placement_id, known_to)
);

CREATE TABLE attachments (
    institution_id uuid,
    attachment_id uuid,
    partner_id uuid NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (institution_id, attachment_id, known_to)
);

CREATE TABLE coordinations (
    institution_id uuid,
    appointment_id uuid,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (institution_id, appointment_id, known_to)
);

-- All institutions as known at a position, and what held for each on a day. Of two facts from the
-- same day on, the one recorded later holds. The day of its registration limits nothing: it may be
-- recorded after the institution had joined.
CREATE FUNCTION institutions_at(as_of date, known_at bigint)
RETURNS TABLE (
    institution_id uuid, "position" bigint, name text, kind text, municipality text, region text,
    partner_id uuid, member boolean, joined_on date
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT institution_id, "position", coalesce(renamed.name, institution.name), kind,
           placed.municipality, placed.region, attached.partner_id,
           coalesce(membership.goes_on, false), membership.joined_on
      FROM institutions AS institution
      LEFT JOIN (
          SELECT DISTINCT ON (institution_id) institution_id, name FROM names
           WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY institution_id, first_day DESC, known_from DESC) AS renamed USING (institution_id)
      LEFT JOIN (
          SELECT DISTINCT ON (institution_id) institution_id, municipality, region FROM placements
           WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY institution_id, first_day DESC, known_from DESC) AS placed USING (institution_id)
      LEFT JOIN (
          SELECT DISTINCT ON (institution_id) institution_id, partner_id FROM attachments
           WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at
           ORDER BY institution_id, first_day DESC, known_from DESC) AS attached USING (institution_id)
      LEFT JOIN (
          SELECT institution_id, min(first_day) AS joined_on,
                 bool_or(last_day IS NULL OR last_day >= as_of) AS goes_on
            FROM memberships
           WHERE first_day <= as_of AND known_from <= known_at AND known_to > known_at
           GROUP BY institution_id) AS membership USING (institution_id)
     WHERE known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM institutions_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(member)s::boolean IS NULL OR member = %(member)s)
 ORDER BY position LIMIT %(limit)s;

-- name: counts
SELECT {chosen} AS "group", count(*) FILTER (WHERE member) AS active, count(joined_on) AS joined
  FROM institutions_at(%(as_of)s, %(known_at)s)
 WHERE (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(member)s::boolean IS NULL OR member = %(member)s)
 GROUP BY {by}
 ORDER BY 1;

-- name: spans
-- What there was between two days, both included, by where each institution lies on the last of them.
WITH joined AS (
    SELECT institution_id, min(first_day) AS joined_on,
           bool_or(last_day IS NULL OR last_day > %(as_of)s OR last_day >= %(since)s) AS took_part
      FROM memberships
     WHERE first_day <= %(until)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
     GROUP BY institution_id
)
SELECT {chosen} AS "group", count(*) AS joined, count(*) FILTER (WHERE took_part) AS participating,
       count(*) FILTER (WHERE joined.joined_on >= %(since)s) AS added,
       count(DISTINCT municipality) AS municipalities_joined,
       count(DISTINCT municipality) FILTER (WHERE took_part) AS municipalities_participating
  FROM joined JOIN institutions_at(%(until)s, %(known_at)s) AS institution USING (institution_id)
 WHERE (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(member)s::boolean IS NULL OR member = %(member)s)
 GROUP BY {by}
 ORDER BY 1;

-- name: span_events
-- The positions of the memberships behind `spans`: of the first ever, or of those that lie in the span.
SELECT DISTINCT began.position
  FROM (SELECT institution_id, membership_id, min(known_from) AS position
          FROM memberships GROUP BY institution_id, membership_id) AS began
  JOIN (SELECT institution_id, membership_id, first_day, last_day,
               min(first_day) OVER (PARTITION BY institution_id) AS joined_on
          FROM memberships
         WHERE first_day <= %(until)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
       ) AS stood USING (institution_id, membership_id)
  JOIN institutions_at(%(until)s, %(known_at)s) AS institution USING (institution_id)
 WHERE began.position > %(after)s
   AND CASE %(counts)s
       WHEN 'participating' THEN last_day IS NULL OR last_day > %(as_of)s OR last_day >= %(since)s
       WHEN 'added' THEN first_day = stood.joined_on AND first_day >= %(since)s
       ELSE first_day = stood.joined_on END
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(municipality)s::text IS NULL OR municipality = %(municipality)s)
   AND (%(region)s::text IS NULL OR region = %(region)s)
   AND (%(partner_id)s::uuid IS NULL OR partner_id = %(partner_id)s)
   AND (%(member)s::boolean IS NULL OR member = %(member)s)
 ORDER BY began.position LIMIT %(limit)s;

-- name: names
SELECT * FROM names
 WHERE institution_id = %(institution_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: memberships
SELECT institution_id, membership_id, first_day, known_from, known_to,
       CASE WHEN last_day <= %(as_of)s THEN last_day END AS last_day
  FROM memberships
 WHERE institution_id = %(institution_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: placements
SELECT * FROM placements
 WHERE institution_id = %(institution_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: attachments
SELECT * FROM attachments
 WHERE institution_id = %(institution_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: coordinations
SELECT institution_id, appointment_id, first_day, known_from, known_to,
       CASE WHEN last_day <= %(as_of)s THEN last_day END AS last_day
  FROM coordinations
 WHERE institution_id = %(institution_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;
