-- name: schema
CREATE TABLE materials (
    material_id uuid,
    position bigint NOT NULL,
    title text NOT NULL,
    language text NOT NULL,
    version text NOT NULL,
    url text,
    sha256 text NOT NULL,
    published_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    superseded_by uuid,
    superseded_on date,
    withdrawn_on date,
    withdrawn_because text,
    PRIMARY KEY (material_id, known_to)
);
CREATE INDEX ON materials (superseded_by);

-- All materials that were published by a day, as known at a position, with what ended their use by then.
CREATE FUNCTION materials_at(as_of date, known_at bigint)
RETURNS TABLE (
    material_id uuid, "position" bigint, title text, language text, version text, url text,
    sha256 text, published_on date, superseded_by uuid, superseded_on date, withdrawn_on date,
    withdrawn_because text, current boolean
) LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT material_id, "position", title, language, version, url, sha256, published_on,
           CASE WHEN superseded_on <= as_of THEN superseded_by END,
           CASE WHEN superseded_on <= as_of THEN superseded_on END,
           CASE WHEN withdrawn_on <= as_of THEN withdrawn_on END,
           CASE WHEN withdrawn_on <= as_of THEN withdrawn_because END,
           coalesce(superseded_on > as_of, true) AND coalesce(withdrawn_on > as_of, true)
      FROM materials
     WHERE published_on <= as_of AND known_from <= known_at AND known_to > known_at;
END;

-- name: page
SELECT * FROM materials_at(%(as_of)s, %(known_at)s)
 WHERE position > %(after)s
   AND (%(material_id)s::uuid IS NULL OR material_id = %(material_id)s)
   AND (%(language)s::text IS NULL OR language = %(language)s)
   AND (%(sha256)s::text IS NULL OR sha256 = lower(%(sha256)s))
   AND (%(current)s::boolean IS NULL OR current = %(current)s)
 ORDER BY position LIMIT %(limit)s;

-- name: history
WITH RECURSIVE known AS (
    SELECT * FROM materials_at(%(as_of)s, %(known_at)s)
), linked AS (
    SELECT material_id, superseded_by FROM known WHERE material_id = %(material_id)s
     UNION  -- not ALL: what was reached before is not followed again
    SELECT known.material_id, known.superseded_by
      FROM known JOIN linked ON known.superseded_by = linked.material_id
                             OR known.material_id = linked.superseded_by
)
SELECT known.*
  FROM known JOIN (SELECT DISTINCT material_id FROM linked) AS linked USING (material_id)
 ORDER BY published_on, position;
