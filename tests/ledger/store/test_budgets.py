"""Budgets: what a partner spends is counted with the append that records it, and never exceeds the limit."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.rows import TupleRow

from ledger.store.holds import Holds, Limit, LimitExceeded, Spend
from ledger.store.recorder import Recorder
from tests.ledger.store.conftest import Events

Superuser = psycopg.Connection[TupleRow]
SEMESTER = "2020/21 I"
PARTNER = UUID(int=1)


def spend(amount: str | Decimal, partner: UUID = PARTNER, semester: str = SEMESTER) -> Holds:
    """Holds of nothing else."""
    return Holds(spend=(Spend(partner, semester, Decimal(amount)),))


def limit(up_to: str | None, partner: UUID = PARTNER) -> Holds:
    """Holds of nothing else."""
    return Holds(limits=(Limit(partner, SEMESTER, None if up_to is None else Decimal(up_to)),))


def test_what_is_spent_is_counted_without_a_budget(recorder: Recorder, events: Events) -> None:
    """By partner and semester; what is given back too."""
    for amount in ("12.35", "0.01", "-2.36"):
        recorder.append(events(), spend(amount))
    recorder.append(events(), spend("5", semester="2020/21 II"))
    recorder.append(events(), spend("7", partner=UUID(int=2)))
    assert recorder.spent(PARTNER, SEMESTER) == 10
    assert recorder.spent(PARTNER) == 15
    assert recorder.spent(uuid4()) == 0


def test_a_budget_is_used_to_the_last_cent_and_not_exceeded(
    recorder: Recorder, events: Events
) -> None:
    """The refusal says what is planned and spent, and records nothing."""
    stream = uuid4()
    recorder.append(events(), limit("100.01"))
    for amount in ("33.34", "33.34", "33.33"):
        recorder.append(events(), spend(amount))
    with pytest.raises(LimitExceeded, match="has spent") as refused:
        recorder.append(events(1, stream), spend("0.01"))
    assert (refused.value.planned, refused.value.spent) == (Decimal("100.01"), Decimal("100.01"))
    assert recorder.select_events(stream) == []
    recorder.append(events(), spend("-0.02"))
    recorder.append(events(), spend("0.02"))


def test_a_limit_may_be_lower_than_what_is_spent(recorder: Recorder, events: Events) -> None:
    """Then nothing more is spent until enough is given back; without a limit anything is."""
    recorder.append(events(), spend("50"))
    recorder.append(events(), limit("30"))
    recorder.append(events(), spend("-20.50"))
    with pytest.raises(LimitExceeded):
        recorder.append(events(), spend("0.51"))
    recorder.append(events(), spend("0.50"))
    recorder.append(events(), limit(None))
    recorder.append(events(), spend("1000"))
    recorder.append(events(), limit("1030.01"))
    recorder.append(events(), spend("0.01"))
    with pytest.raises(LimitExceeded):
        recorder.append(events(), spend("0.01"))


def test_spendings_of_one_append_count_together(recorder: Recorder, events: Events) -> None:
    """What is given back in the same append makes room; of two partners each has its own."""
    recorder.append(events(), limit("10"))
    corrected = (Spend(PARTNER, SEMESTER, Decimal(-10)), Spend(PARTNER, SEMESTER, Decimal(9)))
    recorder.append(events(), spend("10"))
    recorder.append(events(), Holds(spend=corrected))
    both = (Spend(PARTNER, SEMESTER, Decimal(1)), Spend(UUID(int=0), SEMESTER, Decimal(99)))
    recorder.append(events(), Holds(spend=both))
    assert recorder.spent(PARTNER) == 10


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["spend", "spend", "give back", "limit", "no limit"]),
            st.decimals("0.01", "99.99", places=2),
        ),
        max_size=30,
    )
)
def test_whatever_happens_the_counter_is_right(
    recorder: Recorder, events: Events, steps: list[tuple[str, Decimal]]
) -> None:
    """Refused exactly when more would be spent than the limit at that time; never a cent off."""
    partner, spent, up_to = uuid4(), Decimal(0), None
    for step, amount in steps:
        if step == "limit":
            up_to = amount * 3
            recorder.append(events(), limit(str(up_to), partner))
        elif step == "no limit":
            up_to = None
            recorder.append(events(), limit(None, partner))
        elif step == "give back":
            recorder.append(events(), spend(-min(amount, spent), partner))
            spent -= min(amount, spent)
        elif up_to is not None and spent + amount > up_to:
            with pytest.raises(LimitExceeded):
                recorder.append(events(), spend(amount, partner))
        else:
            recorder.append(events(), spend(amount, partner))
            spent += amount
        assert recorder.spent(partner) == spent


def test_a_limit_withdrawn_meanwhile_holds_no_more(
    recorder: Recorder, events: Events, superuser: Superuser
) -> None:
    """Who waits for it to be withdrawn spends without a limit, as who comes after."""
    recorder.append(events(), limit("1.00"))
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    with ThreadPoolExecutor(1) as other:
        with superuser.transaction():
            superuser.execute("SELECT limit_spending(%s::jsonb)", (withdrawn(),))
            spending = other.submit(recorder.append, events(), spend("5.00"))
            while superuser.execute(waiting).fetchone() == (0,):
                assert not spending.done()
        spending.result()
    assert recorder.spent(PARTNER) == 5


def withdrawn() -> str:
    """No limit, as an append says it."""
    return json.dumps([{"partner": str(PARTNER), "semester": SEMESTER, "up_to": None}])


def crowd(attempt: Callable[[int], Decimal], attempts: int) -> Decimal:
    """What many spent together."""
    with ThreadPoolExecutor(16) as writers:
        return sum(writers.map(attempt, range(attempts)), Decimal(0))


def test_writers_at_once_use_it_to_the_last_cent(
    recorder: Recorder, events: Events, superuser: Superuser
) -> None:
    """Of many who want more than there is, some are refused, and in the end a single cent is left for nobody."""
    recorder.append(events(), limit("100.00"))

    def attempt(seed: int) -> Decimal:
        amount = Decimal(Random(seed).randint(1, 250)) / 100  # noqa: S311  repeatable
        try:
            recorder.append(events(), spend(amount))
        except LimitExceeded:
            return Decimal(0)
        return amount

    spent = crowd(attempt, 300)
    assert recorder.spent(PARTNER) == spent <= 100
    rest = 100 - spent
    if rest:
        recorder.append(events(), spend(rest))
    with pytest.raises(LimitExceeded):
        recorder.append(events(), spend("0.01"))
    rooms = superuser.execute("SELECT room FROM budgets WHERE partner = %s", [PARTNER]).fetchall()
    assert sum(room for (room,) in rooms) == 0
    assert all(room >= 0 for (room,) in rooms)


def test_writers_and_planners_at_once(recorder: Recorder, events: Events) -> None:
    """Limits come and go, money is spent and given back: nothing is lost, and nobody deadlocks."""

    def attempt(seed: int) -> Decimal:
        amount = Decimal(seed % 7 + 1)
        try:
            if seed % 10 == 0:
                recorder.append(events(), limit(str(seed)))
                return Decimal(0)
            recorder.append(events(), spend(amount if seed % 3 else -amount))
        except LimitExceeded:
            return Decimal(0)
        return amount if seed % 3 else -amount

    assert recorder.spent(PARTNER) == 0
    spent = crowd(attempt, 300)
    assert recorder.spent(PARTNER) == spent


def test_only_appends_count(recorder: Recorder) -> None:
    """A writer can read the counter, and not change it."""
    with (
        recorder.pool.connection() as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("UPDATE budgets SET spent = 0")
