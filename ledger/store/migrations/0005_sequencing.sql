-- One gapless order, given after commit.
SET LOCAL ROLE pumpurs_owner;

-- The hash of an RFC 6962 leaf over the entry's canonical JSON (RFC 8785). Not IMMUTABLE, because
-- to_char is not: only so is the function inlined. The same in Python: ledger/store/leaf.py.
CREATE FUNCTION leaf_hash(
    "position" bigint, stream uuid, version bigint, topic text, recorded_at timestamptz, state bytea
) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE
RETURN sha256('\x00'::bytea || convert_to(
    '{"position":' || "position"
    || ',"recorded_at":"' || to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","sha256":"' || encode(sha256(state), 'hex')
    || '","stream":"' || stream
    || '","topic":' || to_json(topic)
    || ',"version":' || version || '}', 'UTF8'));

-- Who has appended and not ended yet: the virtual transactions that hold ROW EXCLUSIVE on events.
CREATE FUNCTION appending() RETURNS text[] LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(virtualtransaction)
      FROM pg_locks
     WHERE locktype = 'relation' AND relation = 'events'::regclass
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND mode = 'RowExclusiveLock' AND granted
$$;

-- Give positions to the events that are committed by now: at most about `batch_size` of them, never
-- a part of an append. `known` is a ticket up to which all is done; the result says the new one.
--
-- The ticket is read first, then the locks: every holder of a ticket up to the horizon either
-- shows there or has ended. Once all who showed have ended, nothing up to the horizon can appear
-- any more. Gives up after 100 ms, so that its caller can stop.
--
-- The planner cannot know that it is always the tail that is asked for: the index, in order.
CREATE FUNCTION sequence_events(
    known bigint, batch_size integer, OUT done bigint, OUT sequenced bigint
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
SET enable_seqscan = off SET enable_bitmapscan = off AS $$
DECLARE
    horizon bigint;
    writers text[];
    patience timestamptz := clock_timestamp() + '100 ms';
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'an older snapshot would miss events: use READ COMMITTED'
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    done := known;
    sequenced := 0;
    SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO horizon FROM tickets;
    IF horizon <= known THEN
        RETURN;
    END IF;
    writers := appending();
    WHILE writers && appending() LOOP
        IF clock_timestamp() > patience THEN
            RETURN;
        END IF;
        PERFORM pg_sleep(0.001);
    END LOOP;

    -- The last position and ticket are read inside the INSERT: of two sequencers at once, one
    -- fails on the primary key.
    INSERT INTO log (position, ticket, line, originator_id, originator_version, sequenced_at, leaf_hash)
    WITH last AS MATERIALIZED (
        SELECT position, ticket, greatest(sequenced_at, clock_timestamp()) AS now
          FROM ((SELECT position, ticket, sequenced_at FROM log ORDER BY position DESC LIMIT 1)
                UNION ALL SELECT 0, 0, '-infinity') AS known
         ORDER BY position DESC LIMIT 1
    ), numbered AS (
        SELECT (SELECT position FROM last) + row_number() OVER (ORDER BY ticket, line) AS position,
               events.*
          FROM events
         WHERE ticket > (SELECT ticket FROM last)
           AND ticket <= coalesce(
               (SELECT ticket FROM events
                 WHERE ticket > (SELECT ticket FROM last) AND ticket <= horizon
                 ORDER BY ticket, line OFFSET batch_size LIMIT 1),
               horizon)
    )
    SELECT position, ticket, line, originator_id, originator_version, (SELECT now FROM last),
           leaf_hash(position, originator_id, originator_version, topic, recorded_at, state)
      FROM numbered;
    GET DIAGNOSTICS sequenced = ROW_COUNT;
    IF sequenced > 0 THEN
        NOTIFY log;
    END IF;
    IF sequenced < batch_size THEN
        done := horizon;
    END IF;
END $$;

-- The last position sequenced by an instant (0: none). Times in the log never go back.
CREATE FUNCTION position_at(instant timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
    low bigint := 0;
    high bigint := coalesce((SELECT max(position) FROM log), 0);
    middle bigint;
BEGIN
    WHILE low < high LOOP
        middle := (low + high + 1) / 2;
        IF (SELECT sequenced_at <= instant FROM log WHERE position = middle) THEN
            low := middle;
        ELSE
            high := middle - 1;
        END IF;
    END LOOP;
    RETURN low;
END $$;

GRANT EXECUTE ON FUNCTION sequence_events TO pumpurs_worker;
GRANT EXECUTE ON FUNCTION leaf_hash, position_at TO PUBLIC;
