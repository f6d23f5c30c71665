-- name: schema
CREATE TABLE publications (
    publication_id uuid PRIMARY KEY,
    name text NOT NULL UNIQUE,
    published_on date NOT NULL,
    position bigint NOT NULL
);

-- name: every
SELECT publication_id, name, published_on, position FROM publications ORDER BY position;

-- name: named
SELECT publication_id, name, published_on, position FROM publications WHERE name = %(name)s;
