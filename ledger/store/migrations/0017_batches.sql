-- What several commands hold may be taken by one append: as an array, each element after the ones before it,
-- so that what an earlier command gives back is free for a later one, and never the other way round.
SET LOCAL ROLE pumpurs_owner;

CREATE FUNCTION hold(holds jsonb, of_ticket bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM bookings
     WHERE held_by IN (SELECT jsonb_array_elements_text(holds -> 'unbook')::uuid);
    PERFORM uncover(holds -> 'uncover');
    PERFORM release(holds -> 'release');
    PERFORM unshare(holds -> 'unshare');
    PERFORM reserve(holds -> 'reserve', of_ticket);
    PERFORM share(holds -> 'share');
    PERFORM take_portions(holds -> 'portions');
    PERFORM book(holds -> 'book', of_ticket);
    -- A process of the version before says nothing of covers.
    IF holds ? 'cover' THEN
        PERFORM cover(holds -> 'cover', of_ticket);
    END IF;
    PERFORM keys.remember_codes(holds -> 'codes');
    PERFORM limit_spending(holds -> 'limits');
    PERFORM spend(holds -> 'spend');
END $$;

CREATE OR REPLACE FUNCTION append(
    originator_ids uuid[], originator_versions bigint[], topics text[], states bytea[],
    holds jsonb DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    this_ticket bigint;
    step jsonb;
BEGIN
    -- What INSERT takes anyway, but before the ticket: whoever may hold a ticket is seen by the
    -- sequencer in pg_locks until its transaction has ended. Never NOTIFY here: that makes
    -- commits queue.
    LOCK TABLE events IN ROW EXCLUSIVE MODE;
    this_ticket := nextval('tickets');
    IF jsonb_typeof(holds) = 'object' THEN
        PERFORM hold(holds, this_ticket);
    ELSIF holds IS NOT NULL THEN
        FOR step IN SELECT jsonb_array_elements(holds) LOOP
            PERFORM hold(step, this_ticket);
        END LOOP;
    END IF;
    INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)
    SELECT originator_id, originator_version, topic, state, this_ticket, line
      FROM unnest(originator_ids, originator_versions, topics, states)
           WITH ORDINALITY AS event(originator_id, originator_version, topic, state, line);
    RETURN this_ticket;
END $$;
