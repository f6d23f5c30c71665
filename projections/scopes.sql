-- name: schema
-- What events belong to: institution, partner and region, together as they were.
CREATE TABLE places (
    place_id uuid PRIMARY KEY,
    institution_id uuid,
    partner_id uuid,
    region text
);

-- Each event, once for each place that it belongs to. Those of the nation alone are not here.
CREATE TABLE located (
    place_id uuid NOT NULL,
    position bigint NOT NULL
);

-- What streams belong to as the log goes on: another stream, a region, or, of a scope, its kind.
CREATE TABLE bonds (
    stream_id uuid,
    bond_id uuid,
    kind text NOT NULL,
    leads_to text NOT NULL,
    first_day date NOT NULL,
    since bigint NOT NULL,
    last_day date,
    PRIMARY KEY (stream_id, bond_id)
);

-- Plans, measures and the like, with the places they were at.
CREATE TABLE things (
    student_id uuid,
    thing_id uuid,
    places uuid[] NOT NULL,
    PRIMARY KEY (student_id, thing_id)
);

-- name: indexes
ALTER TABLE located ADD PRIMARY KEY (place_id, position);
CREATE INDEX ON places (institution_id);
CREATE INDEX ON places (partner_id);
CREATE INDEX ON places (region);
CREATE INDEX ON located (position);

-- name: bonds
SELECT * FROM bonds WHERE stream_id = ANY (%s) ORDER BY since;

-- name: within
-- Place by place, so that each is one walk along the index that ends where it may.
SELECT DISTINCT position
  FROM places,
       LATERAL (SELECT position FROM located
                 WHERE located.place_id = places.place_id
                   AND position > %(after)s AND position <= %(until)s
                 ORDER BY position LIMIT %(limit)s) AS its_own
 WHERE institution_id = ANY (%(institutions)s::uuid[])
    OR partner_id = ANY (%(partners)s::uuid[])
    OR region = ANY (%(regions)s::text[])
 ORDER BY position LIMIT %(limit)s;

-- name: places_of
SELECT position, topic, institution_id, partner_id, region
  FROM located
  JOIN places USING (place_id)
  JOIN sequenced_events USING (position)
 WHERE position > %(after)s AND position <= %(until)s
 ORDER BY position;
