-- name: schema
-- Of which kind an institution is.
CREATE TABLE schools (
    institution_id uuid PRIMARY KEY,
    kind text NOT NULL
);

-- name: consultations
-- As they were recorded. A consultation's id stands nowhere in a student's stream but in what is about it.
SELECT position, topic, state
  FROM unnest(%(students)s::uuid[], %(consultations)s::uuid[]) AS voided (student, consultation)
  JOIN events ON originator_id = student AND topic = ANY (%(topics)s)
             AND position(convert_to(consultation::text, 'UTF8') IN state) > 0
  JOIN log USING (ticket, line);

-- name: at_institution
SELECT contributions.*
  FROM contributions JOIN places USING (place_id)
 WHERE institution = %(institution)s AND family = ANY (%(families)s::smallint[]);
