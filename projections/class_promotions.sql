-- name: schema
CREATE TABLE members (
    student_id uuid,
    promotion_id uuid,
    position bigint NOT NULL,
    institution_id uuid NOT NULL,
    class_name text NOT NULL,
    school_year text NOT NULL,
    from_stage text NOT NULL,
    to_stage text NOT NULL,
    promoted_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, promotion_id, known_to)
);

-- name: indexes
CREATE INDEX ON members (institution_id);

-- name: page
SELECT promotion_id, min(position) AS position, institution_id, class_name, school_year, from_stage,
       to_stage, promoted_on, count(*) AS students
  FROM members
 WHERE promoted_on <= %(as_of)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
   AND (%(institution_id)s::uuid IS NULL OR institution_id = %(institution_id)s)
   AND (%(school_year)s::text IS NULL OR school_year = %(school_year)s)
 GROUP BY promotion_id, institution_id, class_name, school_year, from_stage, to_stage, promoted_on
HAVING min(position) > %(after)s
 ORDER BY min(position) LIMIT %(limit)s;
