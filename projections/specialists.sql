-- name: schema
CREATE TABLE specialists (
    specialist_id uuid,
    position bigint NOT NULL,
    registered_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (specialist_id, known_to)
);

CREATE TABLE qualifications (
    specialist_id uuid,
    qualification_id uuid,
    kind text NOT NULL,
    first_day date NOT NULL,
    last_day date,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (specialist_id, qualification_id, known_to)
);

CREATE TABLE attachments (
    specialist_id uuid,
    attachment_id uuid,
    institution_id uuid NOT NULL,
    first_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    last_day date,
    PRIMARY KEY (specialist_id, attachment_id, known_to)
);

CREATE INDEX ON specialists (position);
CREATE INDEX ON attachments (institution_id);

-- The day of its registration limits nothing: what is recorded first may have begun before it.

-- name: page
SELECT specialist_id, position, registered_on,
       ARRAY (SELECT DISTINCT kind FROM qualifications AS held
               WHERE held.specialist_id = specialist.specialist_id
                 AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
                 AND known_from <= %(known_at)s AND known_to > %(known_at)s
               ORDER BY kind) AS kinds,
       ARRAY (SELECT institution_id FROM attachments AS work
               WHERE work.specialist_id = specialist.specialist_id
                 AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
                 AND known_from <= %(known_at)s AND known_to > %(known_at)s
               ORDER BY first_day, institution_id) AS institutions
  FROM specialists AS specialist
 WHERE position > %(after)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
   AND (%(specialist_id)s::uuid IS NULL OR specialist_id = %(specialist_id)s)
   AND (%(institution_id)s::uuid IS NULL OR specialist_id IN (
        SELECT work.specialist_id FROM attachments AS work
         WHERE institution_id = %(institution_id)s
           AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
           AND work.known_from <= %(known_at)s AND work.known_to > %(known_at)s))
   AND (%(institution_ids)s::uuid[] IS NULL OR specialist_id IN (
        SELECT work.specialist_id FROM attachments AS work
         WHERE institution_id = ANY (%(institution_ids)s)
           AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
           AND work.known_from <= %(known_at)s AND work.known_to > %(known_at)s))
   AND (%(kind)s::text IS NULL OR specialist_id IN (
        SELECT held.specialist_id FROM qualifications AS held
         WHERE kind = %(kind)s
           AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
           AND held.known_from <= %(known_at)s AND held.known_to > %(known_at)s))
 ORDER BY position LIMIT %(limit)s;

-- name: qualifications
SELECT * FROM qualifications
 WHERE specialist_id = %(specialist_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;

-- name: attachments
SELECT specialist_id, attachment_id, institution_id, first_day, known_from, known_to,
       CASE WHEN last_day <= %(as_of)s THEN last_day END AS last_day
  FROM attachments
 WHERE specialist_id = %(specialist_id)s AND first_day <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, known_from;
