-- How much each client may still ask: token buckets that all processes share. A bucket is known by the
-- moment when it will be full again; a full one needs no row. Lost in a crash, all of them are full.
CREATE SCHEMA limits AUTHORIZATION pumpurs_owner;
SET LOCAL ROLE pumpurs_owner;

CREATE UNLOGGED TABLE limits.buckets (
    bucket text PRIMARY KEY,
    full_at timestamptz NOT NULL
) WITH (fillfactor = 50); -- updated often: room for the next version on the same page

-- Take tokens out of a bucket that holds `burst` and fills at `per_s` a second: at most `at_most` of what
-- there is, or nothing and the seconds to wait where there are not `at_least`. A full bucket gives
-- `at_least` even where that is more than it holds; it is then empty for longer.
CREATE FUNCTION limits.take(
    named text, at_least integer, at_most integer, per_s double precision, burst integer,
    OUT granted integer, OUT left_over integer, OUT wait_s double precision
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = limits, pg_temp AS $$
DECLARE
    moment timestamptz := clock_timestamp();
    full_again timestamptz;
    there double precision;
BEGIN
    INSERT INTO buckets AS kept (bucket, full_at)
    VALUES (named, moment)
        ON CONFLICT (bucket) DO UPDATE SET full_at = greatest(kept.full_at, moment)
    RETURNING full_at INTO full_again;
    there := burst - extract(epoch FROM full_again - moment) * per_s;
    wait_s := greatest(0, (least(at_least, burst) - there) / per_s);
    granted := CASE WHEN wait_s > 0 THEN 0 ELSE greatest(at_least, least(at_most, floor(there))) END;
    left_over := greatest(0, floor(there - granted));
    UPDATE buckets SET full_at = full_again + make_interval(secs => granted / per_s)
     WHERE bucket = named AND granted > 0;
    IF random() < 0.002 THEN -- last, and past what others hold: nobody waits for anybody here
        DELETE FROM buckets WHERE bucket IN (
            SELECT bucket FROM buckets WHERE full_at < moment FOR UPDATE SKIP LOCKED);
    END IF;
END $$;

GRANT USAGE ON SCHEMA limits TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
GRANT EXECUTE ON FUNCTION limits.take TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
