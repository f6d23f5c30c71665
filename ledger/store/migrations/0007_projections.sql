-- Which projections there are, where each one's tables are, and how far it has read the log.
--
-- A schema is filling until it has caught up with the log, live from then on, and retired when a
-- rebuilt one has taken its place. A rebuild fills a schema of its own: building.
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE projections (
    schema text PRIMARY KEY,
    name text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL CHECK (state IN ('filling', 'building', 'live', 'retired')),
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    position bigint NOT NULL DEFAULT 0,
    failed_position bigint,
    error text,
    CHECK ((failed_position IS NULL) = (error IS NULL))
);
COMMENT ON COLUMN projections.since IS 'When it came into its state.';
COMMENT ON COLUMN projections.failed_position IS 'The event it cannot take in: it stands just before that one.';

-- One answer for each version of the program: an older program goes on reading its own.
CREATE UNIQUE INDEX ON projections (name, version) WHERE state IN ('filling', 'live');

GRANT INSERT, UPDATE, DELETE ON projections TO pumpurs_worker;
