-- The only way in. Writers may execute this and read; they cannot insert, so that nobody forges
-- an order or a time.
SET LOCAL ROLE pumpurs_owner;

CREATE FUNCTION append(
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
        PERFORM release(holds -> 'release');
        PERFORM unshare(holds -> 'unshare');
        PERFORM reserve(holds -> 'reserve', this_ticket);
        PERFORM share(holds -> 'share');
        PERFORM take_portions(holds -> 'portions');
        PERFORM book(holds -> 'book', this_ticket);
        PERFORM keys.remember_codes(holds -> 'codes');
    END IF;
    INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)
    SELECT originator_id, originator_version, topic, state, this_ticket, line
      FROM unnest(originator_ids, originator_versions, topics, states)
           WITH ORDINALITY AS event(originator_id, originator_version, topic, state, line);
    RETURN this_ticket;
END $$;

GRANT EXECUTE ON FUNCTION append TO pumpurs_writer;
