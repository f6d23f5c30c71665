-- name: schema
CREATE TABLE supports (
    student_id uuid,
    support_id uuid,
    position bigint NOT NULL,
    programme text NOT NULL,
    funder text NOT NULL,
    kinds text[] NOT NULL,
    first_day date NOT NULL,
    last_day date,
    declared_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (student_id, support_id, known_to)
);

CREATE TABLE raised (
    student_id uuid,
    warning_id uuid,
    position bigint NOT NULL,
    rule text NOT NULL,
    measure_kind text NOT NULL,
    measure_id uuid NOT NULL,
    conflict_kind text NOT NULL,
    conflict_id uuid,
    raised_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    decision text,
    decided_on date,
    lapsed_on date,
    PRIMARY KEY (student_id, warning_id, known_to)
);

-- name: of_student
SELECT position, student_id, warning_id,
       CASE WHEN lapsed_on <= %(as_of)s THEN 'lapsed'
            WHEN decided_on <= %(as_of)s THEN decision
            ELSE 'open' END AS state,
       rule, measure_kind, measure_id, conflict_kind, conflict_id, raised_on,
       CASE WHEN decided_on <= %(as_of)s THEN decided_on END AS decided_on,
       CASE WHEN lapsed_on <= %(as_of)s THEN lapsed_on END AS lapsed_on
  FROM raised
 WHERE student_id = %(student_id)s AND raised_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s AND position > %(after)s
 ORDER BY position LIMIT %(limit)s;

-- name: support_of
SELECT * FROM supports
 WHERE student_id = %(student_id)s AND declared_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s AND position > %(after)s
 ORDER BY position LIMIT %(limit)s;
