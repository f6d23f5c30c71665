-- What happened (events), and in which order (log). Both are written once and never changed.
SET LOCAL ROLE pumpurs_owner;

-- One ticket for each append. CACHE 1, so that tickets rise in the order in which they are taken.
CREATE SEQUENCE tickets AS bigint CACHE 1;

CREATE TABLE events (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    ticket bigint NOT NULL,
    line integer NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    topic text NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (originator_id, originator_version),
    UNIQUE (ticket, line)
);
COMMENT ON COLUMN events.state IS 'The exact bytes that were recorded (UTF-8 JSON); their digest is in the log.';
COMMENT ON COLUMN events.line IS 'Place of the event within its append, from 1.';

CREATE TABLE log (
    position bigint PRIMARY KEY,
    ticket bigint NOT NULL,
    line integer NOT NULL,
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    sequenced_at timestamptz NOT NULL,
    leaf_hash bytea NOT NULL,
    UNIQUE (ticket, line)
);
COMMENT ON TABLE log IS 'The one order of all events: positions 1, 2, 3 … without a gap, in the order of (ticket, line).';

CREATE TABLE snapshots (
    originator_id uuid NOT NULL,
    originator_version bigint NOT NULL,
    topic text NOT NULL,
    state bytea NOT NULL,
    PRIMARY KEY (originator_id, originator_version)
);
GRANT INSERT ON snapshots TO pumpurs_writer;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % refused: what is recorded is never changed', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'feature_not_supported',
              HINT = 'Record a correcting event instead.';
END $$;

CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- ALWAYS: also where session_replication_role is 'replica'.
ALTER TABLE events ENABLE ALWAYS TRIGGER immutable;
ALTER TABLE log ENABLE ALWAYS TRIGGER immutable;

CREATE VIEW sequenced_events AS
SELECT log.position, log.ticket, log.line, events.originator_id, events.originator_version,
       events.topic, events.state, events.recorded_at, log.sequenced_at, log.leaf_hash
  FROM log JOIN events USING (ticket, line);

CREATE VIEW events_json AS
SELECT position, originator_id, originator_version, topic,
       convert_from(state, 'UTF8')::jsonb AS state,
       ticket, line, recorded_at, sequenced_at, encode(leaf_hash, 'hex') AS leaf_hash
  FROM sequenced_events;
