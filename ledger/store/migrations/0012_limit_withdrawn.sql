-- Who waits for the slices of a budget while its limit is withdrawn spends without one: before, that was
-- refused, and what was planned was not said.
SET LOCAL ROLE pumpurs_owner;

CREATE OR REPLACE FUNCTION spend(of_partner uuid, of_semester text, amount numeric) RETURNS void
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
    -- Without a room: the limit was withdrawn while this waited for the slices.
    IF amount > 0 AND amount > whole.room THEN
        RAISE EXCEPTION 'budget exceeded' USING ERRCODE = 'LE006', DETAIL = json_build_object(
            'partner', of_partner, 'semester', of_semester,
            'planned', round(whole.room + whole.spent, 2)::text, 'spent', whole.spent::text)::text;
    END IF;
    -- An eighth of cents has at most five decimals.
    UPDATE budgets SET room = round((whole.room - amount) / 8, 5),
                       spent = spent + CASE slice WHEN mine THEN amount ELSE 0 END
     WHERE (partner, semester) = (of_partner, of_semester);
END $$;
