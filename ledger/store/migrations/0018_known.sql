-- What a command looked at has to be as it was when it is recorded: the append that records it looks, instead of
-- a query before it for each. And what a command does not hold costs nothing: before, each kind of hold was
-- asked for by a call of its function, with nothing to do.
--
-- Error: LE007 a stream that was looked at has gone on; the DETAIL is JSON.
SET LOCAL ROLE pumpurs_owner;

CREATE FUNCTION require_known(known jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    looked_at record;
BEGIN
    FOR looked_at IN SELECT * FROM jsonb_to_recordset(known) AS known(stream uuid, version bigint) LOOP
        PERFORM FROM events
          WHERE originator_id = looked_at.stream AND originator_version = looked_at.version + 1;
        IF FOUND THEN
            RAISE EXCEPTION 'what was looked at has gone on' USING ERRCODE = 'LE007',
                DETAIL = json_build_object('stream', looked_at.stream)::text;
        END IF;
    END LOOP;
END $$;

-- Of a kind that is not named nothing is held; a process of the version before names all of them but `known`.
CREATE OR REPLACE FUNCTION hold(holds jsonb, of_ticket bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF holds ? 'known' THEN
        PERFORM require_known(holds -> 'known');
    END IF;
    IF holds ? 'unbook' THEN
        DELETE FROM bookings
         WHERE held_by IN (SELECT jsonb_array_elements_text(holds -> 'unbook')::uuid);
    END IF;
    IF holds ? 'uncover' THEN
        PERFORM uncover(holds -> 'uncover');
    END IF;
    IF holds ? 'release' THEN
        PERFORM release(holds -> 'release');
    END IF;
    IF holds ? 'unshare' THEN
        PERFORM unshare(holds -> 'unshare');
    END IF;
    IF holds ? 'reserve' THEN
        PERFORM reserve(holds -> 'reserve', of_ticket);
    END IF;
    IF holds ? 'share' THEN
        PERFORM share(holds -> 'share');
    END IF;
    IF holds ? 'portions' THEN
        PERFORM take_portions(holds -> 'portions');
    END IF;
    IF holds ? 'book' THEN
        PERFORM book(holds -> 'book', of_ticket);
    END IF;
    IF holds ? 'cover' THEN
        PERFORM cover(holds -> 'cover', of_ticket);
    END IF;
    IF holds ? 'codes' THEN
        PERFORM keys.remember_codes(holds -> 'codes');
    END IF;
    IF holds ? 'limits' THEN
        PERFORM limit_spending(holds -> 'limits');
    END IF;
    IF holds ? 'spend' THEN
        PERFORM spend(holds -> 'spend');
    END IF;
END $$;
