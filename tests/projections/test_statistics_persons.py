"""Who is counted where: what is worked out from the last change is what working out all of it gives."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projections.statistics_persons import Stay, Step, difference, steps
from projections.statistics_rows import Where

Found = tuple[int, str, Where, int | None]

PAID = ("persons_paid", ())
FIRST = date(2019, 1, 1)
SCHOOLS = st.sampled_from([UUID(int=1), UUID(int=2)])
PLACES = st.tuples(SCHOOLS, st.sampled_from("mn"), st.sampled_from("rs"))
SEMESTERS = st.sampled_from(["2018/19 I", "2018/19 II", "2019/20 I"])
LENGTHS = st.none() | st.integers(1, 8)
STAYS = st.tuples(st.integers(0, 12), SEMESTERS, PLACES, LENGTHS)


@given(before=st.lists(STAYS, max_size=5), then=STAYS)
def test_one_more_stay_makes_the_difference_that_all_of_them_make(
    before: list[Found],
    then: Found,
) -> None:
    """Somebody comes in once more, goes again or stays: in each place and time the steps up and down are the same."""
    old = [_stay(number, each) for number, each in enumerate(before, 1)]
    new = [*old, _stay(9, then)]
    wanted = _net(steps(PAID, [*old]), steps(PAID, [*new]))
    assert _net(*difference(PAID, [*old], [*new])) == wanted


def _stay(position: int, of: Found) -> Stay:
    day, semester, place, length = of
    first = FIRST + timedelta(day)
    until = None if length is None else first + timedelta(length)
    return Stay(first, position, semester, place, until)


def _net(was: dict[Step, int], is_now: dict[Step, int]) -> dict[Step, tuple[int, int]]:
    """Where each step counts no more, and where it counts now."""
    pairs = {step: (was.get(step, 0), is_now.get(step, 0)) for step in was.keys() | is_now.keys()}
    return {step: (old & ~new, new & ~old) for step, (old, new) in pairs.items() if old != new}
