-- Days for which a student's cost is covered: each once, whoever claims it. The claims of one party
-- may overlap each other, as two invoices of one school's canteen; another party's may not.
--
-- Error: LE005 days are covered; the DETAIL is JSON.
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE covers (
    kind text COLLATE "C" NOT NULL,
    subject uuid NOT NULL,
    days daterange NOT NULL CHECK (NOT isempty(days)),
    party uuid NOT NULL,
    student uuid NOT NULL,
    measure uuid NOT NULL,
    ticket bigint NOT NULL,
    PRIMARY KEY (student, measure),
    EXCLUDE USING gist (subject WITH =, days WITH &&, kind WITH =, party WITH <>)
);
COMMENT ON COLUMN covers.subject IS 'Whose days: the student, or what stands for the student on one route.';

CREATE FUNCTION uncover(freed jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM covers
     USING (SELECT (pair ->> 0)::uuid AS student, (pair ->> 1)::uuid AS measure
              FROM jsonb_array_elements(freed) AS pair) AS named
     WHERE (covers.student, covers.measure) = (named.student, named.measure);
END $$;

CREATE FUNCTION cover(wanted jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
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

    SELECT covers.* INTO first_cover
      FROM covers
      JOIN jsonb_to_recordset(wanted) AS want(
               kind text, subject uuid, first_day date, last_day date, party uuid)
           USING (kind, subject)
     WHERE covers.days && daterange(first_day, last_day, '[]') AND covers.party <> want.party
     ORDER BY covers.ticket, kind, subject, covers.days LIMIT 1;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'days were given back meanwhile' USING ERRCODE = 'serialization_failure';
    END IF;
    RAISE EXCEPTION 'covered on these days' USING ERRCODE = 'LE005', DETAIL = json_build_object(
        'kind', first_cover.kind, 'measure', first_cover.measure,
        'first_day', lower(first_cover.days), 'last_day', upper(first_cover.days) - 1)::text;
END $$;

CREATE OR REPLACE FUNCTION append(
    originator_ids uuid[], originator_versions bigint[], topics text[], states bytea[],
    holds jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    this_ticket bigint;
BEGIN
    -- What INSERT takes anyway, but before the ticket: whoever may hold a ticket is seen by the
    -- sequencer in pg_locks until its transaction has ended. Never NOTIFY here: that makes
    -- commits queue.
    LOCK TABLE events IN ROW EXCLUSIVE MODE;
    this_ticket := nextval('tickets');
    IF holds IS NOT NULL THEN
        DELETE FROM bookings
         WHERE held_by IN (SELECT jsonb_array_elements_text(holds -> 'unbook')::uuid);
        PERFORM uncover(holds -> 'uncover');
        PERFORM release(holds -> 'release');
        PERFORM unshare(holds -> 'unshare');
        PERFORM reserve(holds -> 'reserve', this_ticket);
        PERFORM share(holds -> 'share');
        PERFORM take_portions(holds -> 'portions');
        PERFORM book(holds -> 'book', this_ticket);
        -- A process of the version before says nothing of covers.
        IF holds ? 'cover' THEN
            PERFORM cover(holds -> 'cover', this_ticket);
        END IF;
        PERFORM keys.remember_codes(holds -> 'codes');
    END IF;
    INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)
    SELECT originator_id, originator_version, topic, state, this_ticket, line
      FROM unnest(originator_ids, originator_versions, topics, states)
           WITH ORDINALITY AS event(originator_id, originator_version, topic, state, line);
    RETURN this_ticket;
END $$;

-- What was claimed before this guard, and not refused. Of claims that contradict each other the
-- first has the days: nothing that is recorded is refused afterwards.
INSERT INTO covers (kind, subject, days, party, student, measure, ticket)
SELECT claim ->> 'kind',
       CASE claim ->> 'kind'
           WHEN 'catering' THEN originator_id
           ELSE encode(substring(sha256(convert_to(
               concat_ws('|', originator_id, origin, destination), 'UTF8')) FOR 16), 'hex')::uuid
       END,
       daterange((claim ->> 'first_day')::date, (claim ->> 'last_day')::date, '[]'),
       CASE claim ->> 'kind'
           WHEN 'catering' THEN (claim -> 'place' ->> 'institution_id')::uuid
           ELSE (claim ->> 'compensation_id')::uuid
       END,
       originator_id, (claim ->> 'compensation_id')::uuid, ticket
  FROM (SELECT originator_id, originator_version, ticket,
               convert_from(state, 'UTF8')::jsonb AS claim
          FROM events WHERE topic = 'student.compensation_claimed') AS claims,
       lower(btrim(regexp_replace(claim -> 'route' ->> 'origin', '\s+', ' ', 'g'))) AS origin,
       lower(btrim(regexp_replace(claim -> 'route' ->> 'destination', '\s+', ' ', 'g'))) AS destination
 WHERE NOT EXISTS (
           SELECT FROM events AS refused
            WHERE refused.originator_id = claims.originator_id
              AND refused.topic = 'student.compensation_refused'
              AND convert_from(refused.state, 'UTF8')::jsonb ->> 'compensation_id'
                  = claim ->> 'compensation_id')
   AND (claim ->> 'kind' = 'catering'
        OR (claim ->> 'kind' = 'public_transport' AND claim ->> 'first_day' <> claim ->> 'last_day'))
 ORDER BY ticket, originator_version
    ON CONFLICT DO NOTHING;
