-- Who was first is looked up through the index of the constraint that refused, for each wanted row:
-- joined with all rows at once it was a scan, and a refusal cost more with every measure recorded.
SET LOCAL ROLE pumpurs_owner;

CREATE OR REPLACE FUNCTION book(wanted jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
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

    SELECT earlier.* INTO first_booking
      FROM jsonb_to_recordset(wanted) AS want(
               kind text, subject uuid, starts timestamptz, ends timestamptz, "group" uuid)
     CROSS JOIN LATERAL (
           SELECT * FROM bookings
            WHERE bookings.kind = want.kind AND bookings.subject = want.subject
              AND bookings.during && tstzrange(want.starts, want.ends)
              AND bookings.group_id <> want."group"
            ORDER BY bookings.ticket, bookings.during LIMIT 1) AS earlier
     ORDER BY earlier.ticket, earlier.kind, earlier.subject, earlier.during LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a booking was taken back meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'booked at that time' USING ERRCODE = 'LE003', DETAIL = json_build_object(
        'kind', first_booking.kind, 'subject', first_booking.subject,
        'measure', first_booking.measure)::text;
END $$;

CREATE OR REPLACE FUNCTION cover(wanted jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    covered integer;
    first_cover covers;
BEGIN
    -- Always in the same order, so that two appends seldom wait for each other.
    INSERT INTO covers (kind, subject, days, party, student, measure, ticket)
    SELECT kind, subject, daterange(first_day, last_day, '[]'), party, student, measure, of_ticket
      FROM ROWS FROM (
           jsonb_to_recordset(wanted) AS (
               kind text, subject uuid, first_day date, last_day date, party uuid, student uuid,
               measure uuid)) WITH ORDINALITY
           AS want(kind, subject, first_day, last_day, party, student, measure, line)
     ORDER BY kind, subject, first_day, line
        ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS covered = ROW_COUNT;
    IF covered = jsonb_array_length(wanted) THEN
        RETURN;
    END IF;

    SELECT earlier.* INTO first_cover
      FROM jsonb_to_recordset(wanted) AS want(
               kind text, subject uuid, first_day date, last_day date, party uuid)
     CROSS JOIN LATERAL (
           SELECT * FROM covers
            WHERE covers.kind = want.kind AND covers.subject = want.subject
              AND covers.days && daterange(want.first_day, want.last_day, '[]')
              AND covers.party <> want.party
            ORDER BY covers.ticket, covers.days LIMIT 1) AS earlier
     ORDER BY earlier.ticket, earlier.kind, earlier.subject, earlier.days LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'days were given back meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'covered on these days' USING ERRCODE = 'LE005', DETAIL = json_build_object(
        'kind', first_cover.kind, 'measure', first_cover.measure,
        'first_day', lower(first_cover.days), 'last_day', upper(first_cover.days) - 1)::text;
END $$;
