-- name: schema
CREATE TABLE subscriptions (
    webhook_id uuid PRIMARY KEY,
    position bigint NOT NULL,
    url text NOT NULL,
    topics text[] NOT NULL,
    scopes text[] NOT NULL,
    access_id uuid,
    description text,
    paused text,
    ended boolean NOT NULL
);
CREATE UNIQUE INDEX ON subscriptions (position);

-- name: page
SELECT * FROM subscriptions
 WHERE position > %(after)s AND (%(ended)s::boolean IS NULL OR ended = %(ended)s)
   AND (%(institution_id)s::uuid IS NULL OR scopes = ARRAY['institution/' || %(institution_id)s::text])
   AND (%(partner_id)s::uuid IS NULL OR scopes = ARRAY['partner/' || %(partner_id)s::text])
   AND (%(region)s::text IS NULL OR scopes = ARRAY['region/' || %(region)s])
 ORDER BY position LIMIT %(limit)s;

-- name: one
SELECT * FROM subscriptions WHERE webhook_id = %(webhook_id)s;
