-- name: given
SELECT topic, state
  FROM unnest(%(students)s::uuid[], %(consultations)s::uuid[]) AS wanted (student_id, consultation_id)
  JOIN sequenced_events ON originator_id = student_id AND topic = ANY (%(topics)s)
   AND position(convert_to('"consultation_id":"' || consultation_id || '"', 'UTF8') IN state) > 0;
