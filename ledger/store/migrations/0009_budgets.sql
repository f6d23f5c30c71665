-- What a partner has spent in a semester, and how much room its budget leaves: counted by the
-- append that records it, whether there is a budget or not, so that no total is ever looked for.
--
-- A counter has eight slices, and an append takes from one of them, picked by its backend: else all
-- that a partner records would queue on one row, one flush after the other. Each slice has its own
-- share of the room; where it does not suffice, all slices are locked, in order, and the room is
-- shared out anew. Either no slice has a negative room, or all of them have: a budget may be planned
-- lower than what is spent, and corrections are always possible.
--
-- Error: LE006 budget exceeded; the DETAIL is JSON.
SET LOCAL ROLE pumpurs_owner;

CREATE TABLE budgets (
    partner uuid NOT NULL,
    semester text COLLATE "C" NOT NULL,
    slice smallint NOT NULL CHECK (slice BETWEEN 0 AND 7),
    spent numeric NOT NULL,
    room numeric,
    PRIMARY KEY (partner, semester, slice)
) WITH (fillfactor = 40);  -- so that a slice is counted up in its own page, without touching the index
COMMENT ON COLUMN budgets.spent IS 'One slice''s; it may be negative, the sum of all is not.';
COMMENT ON COLUMN budgets.room IS 'What may still be spent from the slice; NULL: nothing is planned, there is no limit.';

CREATE FUNCTION open_budget(of_partner uuid, of_semester text) RETURNS void LANGUAGE sql AS $$
    INSERT INTO budgets (partner, semester, slice, spent)
    SELECT of_partner, of_semester, slice, 0 FROM generate_series(0, 7) AS slice
        ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION locked_budget(of_partner uuid, of_semester text, OUT room numeric, OUT spent numeric)
LANGUAGE sql AS $$
    WITH locked AS (
        SELECT budgets.room, budgets.spent FROM budgets
         WHERE partner = of_partner AND semester = of_semester
         ORDER BY slice
           FOR UPDATE
    )
    SELECT sum(locked.room), sum(locked.spent) FROM locked
$$;

CREATE FUNCTION spend(of_partner uuid, of_semester text, amount numeric) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    mine CONSTANT smallint := pg_backend_pid() % 8;
    here numeric;
    whole record;
BEGIN
    SELECT room INTO here FROM budgets
     WHERE (partner, semester, slice) = (of_partner, of_semester, mine);
    IF NOT FOUND THEN
        PERFORM open_budget(of_partner, of_semester);
        SELECT room INTO here FROM budgets
         WHERE (partner, semester, slice) = (of_partner, of_semester, mine);
    END IF;
    IF here IS NULL OR here >= greatest(amount, 0) THEN
        UPDATE budgets SET spent = spent + amount, room = room - amount
         WHERE (partner, semester, slice) = (of_partner, of_semester, mine)
           AND (room IS NULL OR room >= greatest(amount, 0));
        IF NOT FOUND THEN
            -- The slice is locked now: to lock those before it could be a deadlock.
            RAISE EXCEPTION 'the slice was used up meanwhile' USING ERRCODE = 'serialization_failure';
        END IF;
        RETURN;
    END IF;

    whole := locked_budget(of_partner, of_semester);
    IF amount > greatest(whole.room, 0) THEN
        RAISE EXCEPTION 'budget exceeded' USING ERRCODE = 'LE006', DETAIL = json_build_object(
            'partner', of_partner, 'semester', of_semester,
            'planned', round(whole.room + whole.spent, 2)::text, 'spent', whole.spent::text)::text;
    END IF;
    -- An eighth of cents has at most five decimals.
    UPDATE budgets SET room = round((whole.room - amount) / 8, 5),
                       spent = spent + CASE slice WHEN mine THEN amount ELSE 0 END
     WHERE (partner, semester) = (of_partner, of_semester);
END $$;

CREATE FUNCTION spend(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
BEGIN
    FOR want IN
        SELECT partner, semester, sum(amount) AS amount
          FROM jsonb_to_recordset(wanted) AS want(partner uuid, semester text, amount numeric)
         GROUP BY partner, semester
         ORDER BY partner, semester COLLATE "C"
    LOOP
        PERFORM spend(want.partner, want.semester, want.amount);
    END LOOP;
END $$;

CREATE FUNCTION limit_spending(wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    want record;
    whole record;
BEGIN
    FOR want IN
        SELECT * FROM jsonb_to_recordset(wanted) AS want(partner uuid, semester text, up_to numeric)
         ORDER BY partner, semester COLLATE "C"
    LOOP
        PERFORM open_budget(want.partner, want.semester);
        whole := locked_budget(want.partner, want.semester);
        UPDATE budgets SET room = round((want.up_to - whole.spent) / 8, 5)
         WHERE (partner, semester) = (want.partner, want.semester);
    END LOOP;
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
        PERFORM limit_spending(holds -> 'limits');
        PERFORM spend(holds -> 'spend');
    END IF;
    INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)
    SELECT originator_id, originator_version, topic, state, this_ticket, line
      FROM unnest(originator_ids, originator_versions, topics, states)
           WITH ORDINALITY AS event(originator_id, originator_version, topic, state, line);
    RETURN this_ticket;
END $$;

-- What was spent and planned before there were counters.
WITH facts AS (
    SELECT originator_id, originator_version, topic, convert_from(state, 'UTF8')::jsonb AS fact
      FROM events
     WHERE topic IN ('student.consultation_recorded', 'student.consultation_voided',
                     'student.compensation_claimed', 'student.compensation_paid',
                     'student.compensation_reversed',
                     'partner.semester_budget_planned', 'partner.semester_budget_withdrawn')
), spendings AS (
    SELECT (given.fact -> 'place' ->> 'partner_id')::uuid AS partner, given.fact ->> 'semester' AS semester,
           (given.fact ->> 'amount')::numeric AS amount
      FROM facts AS given
      LEFT JOIN facts AS voided
           ON voided.topic = 'student.consultation_voided'
          AND voided.originator_id = given.originator_id
          AND voided.fact ->> 'consultation_id' = given.fact ->> 'consultation_id'
     WHERE given.topic = 'student.consultation_recorded' AND voided.topic IS NULL
     UNION ALL
    SELECT (claimed.fact -> 'place' ->> 'partner_id')::uuid, claimed.fact ->> 'semester',
           (paid.fact ->> 'amount')::numeric
      FROM facts AS paid
      JOIN facts AS claimed
           ON claimed.topic = 'student.compensation_claimed'
          AND claimed.originator_id = paid.originator_id
          AND claimed.fact ->> 'compensation_id' = paid.fact ->> 'compensation_id'
      LEFT JOIN facts AS reversed
           ON reversed.topic = 'student.compensation_reversed'
          AND reversed.originator_id = paid.originator_id
          AND reversed.fact ->> 'payment_id' = paid.fact ->> 'payment_id'
     WHERE paid.topic = 'student.compensation_paid' AND reversed.topic IS NULL
), plans AS (
    SELECT DISTINCT ON (planned.originator_id, planned.fact ->> 'semester')
           planned.originator_id AS partner, planned.fact ->> 'semester' AS semester,
           (planned.fact ->> 'amount')::numeric AS up_to
      FROM facts AS planned
     WHERE planned.topic = 'partner.semester_budget_planned'
       AND NOT EXISTS (
           SELECT FROM facts AS withdrawn
            WHERE withdrawn.topic = 'partner.semester_budget_withdrawn'
              AND withdrawn.originator_id = planned.originator_id
              AND withdrawn.originator_version > planned.originator_version
              AND withdrawn.fact ->> 'semester' = planned.fact ->> 'semester')
     ORDER BY planned.originator_id, planned.fact ->> 'semester',
              planned.fact ->> 'occurred_on' DESC, planned.originator_version DESC
), totals AS (
    SELECT partner, semester, coalesce(sum(amount), 0) AS spent, max(up_to) AS up_to
      FROM (SELECT *, NULL AS up_to FROM spendings
             UNION ALL SELECT partner, semester, NULL, up_to FROM plans) AS either
     GROUP BY partner, semester
)
INSERT INTO budgets (partner, semester, slice, spent, room)
SELECT partner, semester, slice, CASE slice WHEN 0 THEN spent ELSE 0 END, round((up_to - spent) / 8, 5)
  FROM totals, generate_series(0, 7) AS slice;
