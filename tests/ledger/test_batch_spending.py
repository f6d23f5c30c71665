"""What a batch spends is known without adding it up anew for each of its settlements."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ledger.batch import Batch, Decided
from ledger.store.holds import Holds, Spend

PARTNERS = [UUID(int=number) for number in (1, 2)]
SEMESTERS = ["2020/21 I", "2020/21 II"]
CENTS = st.integers(-1_000_000, 1_000_000).map(lambda cents: Decimal(cents) / 100)
SPENDS = st.lists(
    st.lists(st.builds(Spend, st.sampled_from(PARTNERS), st.sampled_from(SEMESTERS), CENTS)),
    max_size=9,
)


class Closed(list[Decided]):
    """What was decided before, for nobody to go through."""

    def __iter__(self) -> Iterator[Decided]:
        raise AssertionError("all that was decided before is gone through")


@given(spends=SPENDS, kept=st.integers(0, 9))
def test_what_a_batch_spends_is_the_sum_of_what_it_decided(
    spends: list[list[Spend]], kept: int
) -> None:
    """By partner, in a semester and in all of them; also once some of it is forgotten."""
    batch = Batch(cast(Any, None))
    for each in spends:
        batch.add(Decided([], [], [], Holds(spend=tuple(each))), ())
    batch.rewind(kept)
    batch.decided = Closed(batch.decided)
    for partner in PARTNERS:
        own = [spend for each in spends[:kept] for spend in each if spend.partner == partner]
        assert batch.spent(partner, None) == sum(spend.amount for spend in own)
        for semester in SEMESTERS:
            in_it = [spend.amount for spend in own if spend.semester == semester]
            assert batch.spent(partner, semester) == sum(in_it)
