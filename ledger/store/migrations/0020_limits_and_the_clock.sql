-- A clock may be set back, by somebody or by going on at another machine. A bucket was known by the moment when it will
-- be full again alone: with the clock a day behind, that was a day longer away, and a client that had asked for next to
-- nothing was refused for all of it. A bucket now knows when it was last asked, too. Where that has not come yet, no
-- time has passed since: the bucket holds what it held, and fills from there.
SET LOCAL ROLE pumpurs_owner;

ALTER TABLE limits.buckets ADD COLUMN asked_at timestamptz NOT NULL DEFAULT clock_timestamp();

DROP FUNCTION limits.take(text, integer, integer, double precision, integer);

-- Take tokens out of a bucket that holds `burst` and fills at `per_s` a second: at most `at_most` of what
-- there is, or nothing and the seconds to wait where there are not `at_least`. A full bucket gives
-- `at_least` even where that is more than it holds; it is then empty for longer. `moment`: now, where it is null.
-- Granted to nobody: whoever names a moment far ahead finds every bucket full.
CREATE FUNCTION limits.take_at(
    named text, at_least integer, at_most integer, per_s double precision, burst integer,
    moment timestamptz,
    OUT granted integer, OUT left_over integer, OUT wait_s double precision
) LANGUAGE plpgsql SET search_path = limits, pg_temp AS $$
DECLARE
    at timestamptz := coalesce(moment, clock_timestamp());
    full_again timestamptz;
    last_asked timestamptz;
    there double precision;
BEGIN
    INSERT INTO buckets AS kept (bucket, full_at, asked_at)
    VALUES (named, at, at)
        ON CONFLICT (bucket) DO UPDATE SET asked_at = kept.asked_at
    RETURNING full_at, asked_at INTO full_again, last_asked;
    -- Looked at anew once the bucket is ours: else who has waited for it would seem to have come before the clock was
    -- set back, and the bucket would fill twice in the meantime.
    at := coalesce(moment, clock_timestamp());
    full_again := greatest(at, full_again - greatest(last_asked - at, interval '0'));
    there := burst - extract(epoch FROM full_again - at) * per_s;
    wait_s := greatest(0, (least(at_least, burst) - there) / per_s);
    granted := CASE WHEN wait_s > 0 THEN 0 ELSE greatest(at_least, least(at_most, floor(there))) END;
    left_over := greatest(0, floor(there - granted));
    UPDATE buckets SET full_at = full_again + make_interval(secs => granted / per_s), asked_at = at
     WHERE bucket = named;
    IF random() < 0.002 THEN -- last, and past what others hold: nobody waits for anybody here
        DELETE FROM buckets WHERE bucket IN (
            SELECT bucket FROM buckets WHERE full_at < at FOR UPDATE SKIP LOCKED);
    END IF;
END $$;

CREATE FUNCTION limits.take(
    named text, at_least integer, at_most integer, per_s double precision, burst integer,
    OUT granted integer, OUT left_over integer, OUT wait_s double precision
) LANGUAGE sql SECURITY DEFINER SET search_path = limits, pg_temp AS $$
    SELECT * FROM take_at(named, at_least, at_most, per_s, burst, NULL)
$$;

GRANT EXECUTE ON FUNCTION limits.take TO pumpurs_writer, pumpurs_worker, pumpurs_reader;
