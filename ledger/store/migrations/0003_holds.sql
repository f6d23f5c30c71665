-- Rules that span aggregates, kept without locking them: what is reserved, shared out or booked is
-- written by the append that records the reason for it. No personal values here.
--
-- Errors: LE001 reservation taken, LE002 portion exceeded, LE003 booking overlaps,
-- LE004 shared hold differs; the DETAIL is JSON.
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE reservations (
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    holder uuid NOT NULL,
    details jsonb NOT NULL,
    ticket bigint NOT NULL,
    PRIMARY KEY (kind, key)
);

CREATE TABLE portions (
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    total numeric NOT NULL,
    taken numeric NOT NULL CHECK (taken BETWEEN 0 AND total),
    PRIMARY KEY (kind, key)
);

-- What several have together, as long as each says the same of it.
CREATE TABLE shared (
    kind text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    digest text COLLATE "C" NOT NULL,
    holders integer NOT NULL CHECK (holders >= 0),
    PRIMARY KEY (kind, key)
);

CREATE TABLE bookings (
    kind text NOT NULL CHECK (kind IN ('specialist', 'student')),
    subject uuid NOT NULL,
    during tstzrange NOT NULL CHECK (NOT isempty(during)),
    group_id uuid NOT NULL,
    measure uuid NOT NULL,
    held_by uuid NOT NULL,
    ticket bigint NOT NULL,
    -- Nobody is in two places at once; the members of one group may be in the same one. That a
    -- group has one time is what its members share (above).
    EXCLUDE USING gist (kind WITH =, subject WITH =, group_id WITH <>, during WITH &&)
);
CREATE INDEX ON bookings (held_by);

CREATE FUNCTION release(freed jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH locked AS (
        SELECT kind, key
          FROM reservations
          JOIN (SELECT pair ->> 0 AS kind, pair ->> 1 AS key FROM jsonb_array_elements(freed) AS pair)
               AS named USING (kind, key)
         ORDER BY kind, key
           FOR UPDATE OF reservations
    )
    DELETE FROM reservations USING locked
     WHERE (reservations.kind, reservations.key) = (locked.kind, locked.key);
END $$;

CREATE FUNCTION reserve(wanted jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    reserved integer;
    first_holder reservations;
BEGIN
    -- Always in the same order, so that two appends cannot wait for each other.
    INSERT INTO reservations (kind, key, holder, details, ticket)
    SELECT kind, key, holder, details, of_ticket
      FROM ROWS FROM (jsonb_to_recordset(wanted) AS (kind text, key text, holder uuid, details jsonb))
           WITH ORDINALITY AS want(kind, key, holder, details, line)
     ORDER BY kind COLLATE "C", key COLLATE "C", line
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS reserved = ROW_COUNT;
    IF reserved = jsonb_array_length(wanted) THEN
        RETURN;
    END IF;

    SELECT reservations.* INTO first_holder
      FROM reservations
      JOIN (SELECT kind, key, count(*) AS times
              FROM jsonb_to_recordset(wanted) AS want(kind text, key text)
             GROUP BY kind, key) AS want USING (kind, key)
     WHERE ticket <> of_ticket OR times > 1
     ORDER BY kind, key LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a reservation was released meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'already reserved' USING ERRCODE = 'LE001', DETAIL = to_json(first_holder)::text;
END $$;

CREATE FUNCTION unshare(freed jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    given record;
BEGIN
    FOR given IN
        SELECT pair ->> 0 AS kind, pair ->> 1 AS key
          FROM jsonb_array_elements(freed) AS pair
         ORDER BY (pair ->> 0) COLLATE "C", (pair ->> 1) COLLATE "C"
    LOOP
        UPDATE shared SET holders = holders - 1 WHERE kind = given.kind AND key = given.key;
        DELETE FROM shared WHERE kind = given.kind AND key = given.key AND holders = 0;
    END LOOP;
END $$;

CREATE FUNCTION share(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
BEGIN
    FOR want IN
        SELECT * FROM jsonb_to_recordset(wanted) AS want(kind text, key text, digest text)
         ORDER BY kind COLLATE "C", key COLLATE "C"
    LOOP
        INSERT INTO shared AS standing (kind, key, digest, holders)
        VALUES (want.kind, want.key, want.digest, 1)
            ON CONFLICT (kind, key) DO UPDATE SET holders = standing.holders + 1
         WHERE standing.digest = excluded.digest;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'something else was said of it' USING ERRCODE = 'LE004',
                DETAIL = json_build_object('kind', want.kind, 'key', want.key)::text;
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION take_portions(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
    standing portions;
BEGIN
    FOR want IN
        SELECT * FROM ROWS FROM (
            jsonb_to_recordset(wanted) AS (kind text, key text, total numeric, part numeric))
            WITH ORDINALITY AS want(kind, key, total, part, line)
         ORDER BY kind COLLATE "C", key COLLATE "C", line
    LOOP
        INSERT INTO portions (kind, key, total, taken)
        VALUES (want.kind, want.key, want.total, 0)
            ON CONFLICT DO NOTHING;
        -- A total of which nothing is taken any more may be stated anew.
        UPDATE portions SET total = want.total, taken = taken + want.part
         WHERE kind = want.kind AND key = want.key
           AND (total = want.total OR taken = 0)
           AND taken + want.part BETWEEN 0 AND want.total;
        IF NOT FOUND THEN
            SELECT * INTO standing FROM portions WHERE kind = want.kind AND key = want.key;
            RAISE EXCEPTION 'not so much left' USING ERRCODE = 'LE002', DETAIL = json_build_object(
                'kind', want.kind, 'key', want.key, 'total', standing.total::text,
                'taken', standing.taken::text, 'part', want.part::text,
                'stated_total', want.total::text)::text;
        END IF;
    END LOOP;
END $$;

CREATE FUNCTION book(wanted jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    booked integer;
    first_booking bookings;
BEGIN
    INSERT INTO bookings (kind, subject, during, group_id, measure, held_by, ticket)
    SELECT kind, subject, tstzrange(starts, ends), "group", measure, held_by, of_ticket
      FROM jsonb_to_recordset(wanted) AS want(
               kind text, subject uuid, starts timestamptz, ends timestamptz, "group" uuid,
               measure uuid, held_by uuid)
     ORDER BY kind, subject, starts, held_by
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS booked = ROW_COUNT;
    IF booked = jsonb_array_length(wanted) THEN
        RETURN;
    END IF;

    SELECT bookings.* INTO first_booking
      FROM bookings
      JOIN jsonb_to_recordset(wanted) AS want(
               kind text, subject uuid, starts timestamptz, ends timestamptz, "group" uuid)
           USING (kind, subject)
     WHERE during && tstzrange(starts, ends) AND group_id <> "group"
     ORDER BY bookings.ticket, kind, subject, during LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a booking was taken back meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'booked at that time' USING ERRCODE = 'LE003', DETAIL = json_build_object(
        'kind', first_booking.kind, 'subject', first_booking.subject,
        'measure', first_booking.measure)::text;
END $$;
