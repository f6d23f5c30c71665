-- name: schema
CREATE TABLE accesses (
    access_id uuid,
    position bigint NOT NULL,
    actor text NOT NULL,
    kind text NOT NULL,
    issuer text NOT NULL,
    opened_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    PRIMARY KEY (access_id, known_to)
);

CREATE TABLE closures (
    access_id uuid,
    part bigint,
    closed_on date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    reopened_on date,
    PRIMARY KEY (access_id, part, known_to)
);

CREATE TABLE grants (
    access_id uuid,
    grant_id uuid,
    part bigint,
    position bigint NOT NULL,
    role text NOT NULL,
    scope_kind text NOT NULL,
    scope_id text,
    valid_from date NOT NULL,
    valid_until date,
    first_day date NOT NULL,
    last_day date,
    known_from bigint NOT NULL,
    known_to bigint,
    ended_on date,
    PRIMARY KEY (access_id, grant_id, part, known_to)
);

CREATE TABLE keys (
    access_id uuid,
    key_id uuid,
    first_day date NOT NULL,
    last_day date NOT NULL,
    known_from bigint NOT NULL,
    known_to bigint,
    revoked_on date,
    PRIMARY KEY (access_id, key_id, known_to)
);

CREATE INDEX ON accesses (position);
CREATE INDEX ON accesses (actor);
CREATE INDEX ON grants (position);
CREATE INDEX ON grants (scope_id);

-- On the day on which somebody's access was closed or reopened, they could do something.

-- name: page
SELECT access_id, position, actor, kind, issuer, opened_on, closed,
       ARRAY (SELECT DISTINCT role FROM grants AS held
               WHERE held.access_id = access.access_id AND NOT closed_all_day
                 AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
                 AND known_from <= %(known_at)s AND known_to > %(known_at)s
               ORDER BY role) AS roles
  FROM accesses AS access,
       LATERAL (SELECT count(*) > 0 AS closed,
                       coalesce(bool_or(closed_on < %(as_of)s), false) AS closed_all_day
                  FROM closures
                 WHERE closures.access_id = access.access_id AND closed_on <= %(as_of)s
                   AND (reopened_on IS NULL OR reopened_on > %(as_of)s)
                   AND known_from <= %(known_at)s AND known_to > %(known_at)s) AS closure
 WHERE position > %(after)s AND opened_on <= %(as_of)s
   AND known_from <= %(known_at)s AND known_to > %(known_at)s
   AND (%(access_id)s::uuid IS NULL OR access_id = %(access_id)s)
   AND (%(actor)s::text IS NULL OR actor = %(actor)s)
   AND (%(kind)s::text IS NULL OR kind = %(kind)s)
   AND (%(closed)s::boolean IS NULL OR closed = %(closed)s)
 ORDER BY position LIMIT %(limit)s;

-- name: granted_on
SELECT held.position, access_id, actor, access.kind, grant_id, role, scope_kind, scope_id,
       first_day, last_day, coalesce(ended_on <= %(as_of)s, false) OR closed AS ended
  FROM grants AS held
  JOIN accesses AS access USING (access_id),
       LATERAL (SELECT count(*) > 0 AS closed,
                       coalesce(bool_or(closed_on < %(as_of)s), false) AS closed_all_day
                  FROM closures
                 WHERE closures.access_id = held.access_id AND closed_on <= %(as_of)s
                   AND (reopened_on IS NULL OR reopened_on > %(as_of)s)
                   AND known_from <= %(known_at)s AND known_to > %(known_at)s) AS closure
 WHERE held.position > %(after)s AND NOT closed_all_day
   AND first_day <= %(as_of)s AND (last_day IS NULL OR last_day >= %(as_of)s)
   AND held.known_from <= %(known_at)s AND held.known_to > %(known_at)s
   AND access.known_from <= %(known_at)s AND access.known_to > %(known_at)s
   AND (%(access_id)s::uuid IS NULL OR access_id = %(access_id)s)
   AND (%(actor)s::text IS NULL OR actor = %(actor)s)
   AND (%(kind)s::text IS NULL OR access.kind = %(kind)s)
   AND (%(role)s::text IS NULL OR role = %(role)s)
   AND (%(scope_kind)s::text IS NULL OR scope_kind = %(scope_kind)s)
   AND (%(scope_id)s::text IS NULL OR scope_id = %(scope_id)s)
 ORDER BY held.position LIMIT %(limit)s;

-- name: grants
SELECT access_id, grant_id, part, position, role, scope_kind, scope_id, valid_from, valid_until,
       first_day, last_day, known_from, known_to, ended_on
  FROM grants
 WHERE access_id = %(access_id)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY position, first_day;

-- name: keys
SELECT access_id, key_id, first_day, last_day, known_from, known_to, revoked_on
  FROM keys
 WHERE access_id = %(access_id)s AND known_from <= %(known_at)s AND known_to > %(known_at)s
 ORDER BY first_day, key_id;
