"""Costs of trainings in any order: the totals are what was paid less what came back, to the cent."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID, uuid4

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ledger.errors import LedgerError
from projections.funding import Funding
from projections.journal import Journal
from projections.journal_rows import BANK
from projections.trainings import Trainings
from tests.conftest import NewDatabase
from tests.ledger.trainings import DAYS, document
from tests.projections.shown import Shown, shown
from tests.projections.test_trainings import hold, plan

TOTAL = Decimal("100.00")
TRAININGS, INVOICES, KINDS = ("one", "other"), ("R-1", "R-2"), ("teaching", "venue")


class Step(NamedTuple):
    """Pay a part of an invoice for a training, or reverse the cost paid so many before."""

    pays: bool
    training: str
    invoice: str
    kind: str
    amount: Decimal
    which: int


class Paid(NamedTuple):
    """A cost that stands."""

    training: UUID
    cost_id: UUID
    invoice: str
    amount: Decimal


STEPS = st.builds(
    Step,
    st.sampled_from([True, True, False]),
    st.sampled_from(TRAININGS),
    st.sampled_from(INVOICES),
    st.sampled_from(KINDS),
    st.decimals(Decimal("0.01"), TOTAL, places=2),
    st.integers(0, 5),
)


# Not shrunk: every try is a database.
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(steps=st.lists(STEPS, min_size=5, max_size=30), batch=st.integers(1, 9))
def test_costs_add_up_whatever_the_order(
    new_database: NewDatabase, steps: list[Step], batch: int
) -> None:
    """No invoice is overdrawn, though two trainings pay from it; trainings, funding and journal agree."""
    with new_database() as url, shown(url, Trainings, Funding, Journal) as world:
        for name in TRAININGS:
            hold(world, plan(world, name), 1, DAYS[0])
        standing: list[Paid] = []
        for step in steps:
            with suppress(LedgerError):
                take(world, step, standing)
        reader = world.now(batch)
        for invoice in INVOICES:
            assert sum(each.amount for each in standing if each.invoice == invoice) <= TOTAL
        expected = sum((each.amount for each in standing), Decimal(0))
        for state in Trainings.page(reader):
            own = [each.amount for each in standing if each.training == state.training_id]
            assert state.cost == sum(own)
        [count] = Trainings.counts(reader)
        [total] = Funding.totals(reader)
        assert count.cost == total.amount == expected
        bank = {each.account: each.balance for each in Journal.balances(reader)}.get(BANK, 0)
        assert bank == -expected
        assert world.differences() == []


def take(world: Shown, step: Step, standing: list[Paid]) -> None:
    """Try it; what it did stands, or stands no more. LedgerError where it is refused."""
    trainings = world.scene.ledger.trainings
    if not step.pays:
        if standing:
            paid = standing[step.which % len(standing)]
            trainings.reverse_cost(
                training_id=paid.training, cost_id=paid.cost_id, occurred_on=date(2020, 6, 1)
            )
            standing.remove(paid)
        return
    paid = Paid(world.scene.id(step.training), uuid4(), step.invoice, step.amount)
    left = TOTAL - sum(each.amount for each in standing if each.invoice == step.invoice)
    trainings.record_cost(
        training_id=paid.training,
        cost_id=paid.cost_id,
        kind=step.kind,
        amount=paid.amount,
        document=document(
            str(TOTAL), step.invoice, sha=("ab" if step.invoice == "R-1" else "cd") * 32
        ),
        occurred_on=date(2020, 5, 4),
    )
    assert paid.amount <= left
    standing.append(paid)
