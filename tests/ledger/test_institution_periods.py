"""Memberships of one institution never share a day, in whatever order they become known."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ledger.dated import Span
from ledger.errors import LedgerError
from ledger.fact import recording
from ledger.institution import Institution
from tests.ledger.spec import CONTEXT, id_of

FIRST = date(2019, 9, 1)
DAYS = st.integers(0, 12).map(lambda number: FIRST + timedelta(number))
STEPS = st.tuples(
    st.sampled_from(("join", "join", "leave", "void", "void leaving")),
    st.integers(0, 4),
    DAYS,
    st.none() | DAYS,
)


def taken(school: Institution, verb: str, number: int, day: date, last_day: date | None) -> None:
    """One step, as far as the rules let it be taken."""
    membership = id_of(f"membership {number}")
    if verb == "join":
        with suppress(LedgerError):
            school.join_operation(membership, occurred_on=day, last_day=last_day)
        if membership not in school.memberships:
            with suppress(LedgerError):
                school.rejoin_operation(membership, occurred_on=day, last_day=last_day)
        return
    with suppress(LedgerError):
        if verb == "leave":
            school.leave_operation(membership, occurred_on=day)
        elif verb == "void":
            school.void_membership(membership, occurred_on=day)
        else:
            school.void_leaving(membership, occurred_on=day)


def days_of(span: Span) -> set[date]:
    """The days of a membership in the weeks looked at."""
    days = (FIRST + timedelta(number) for number in range(20))
    return {day for day in days if span.covers(day)}


@given(st.lists(STEPS, max_size=12))
def test_memberships_never_overlap(steps: list[tuple[str, int, date, date | None]]) -> None:
    """Joined, rejoined, left, and all of it taken back, recorded late and in any order."""
    with recording(CONTEXT):
        school = Institution.register(
            id_of("school"), name="Skola", kind="general", occurred_on=FIRST
        )
        for step in steps:
            taken(school, *step)
    members = [days_of(each) for each in school.memberships.values()]
    assert sum(map(len, members)) == len(set().union(*members))
