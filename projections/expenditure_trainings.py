"""What was spent on trainings: actual costs when the operation pays them, until they are reversed."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence
from typing import Any

from ledger.training import events
from projections.expenditure import Expenditure, Spending, Subject, TakenBack, split
from projections.projection import At, on


class SpentOnTrainings(Expenditure, ABC):
    """The operation pays trainings itself: no partner spends anything on them, wherever they are."""

    def prepare(self, batch: Sequence[Any]) -> None:
        """Also sees what the batch pays for trainings, and what comes back."""
        super().prepare(batch)
        for event in batch:
            match event:
                case events.CostRecorded():
                    self.subjects.add(_subject(event))
                case events.CostReversed():
                    self.corrected[event.cost_id] = None

    @on(events.CostRecorded)
    def training_paid(self, event: events.CostRecorded, at: At) -> None:
        """Actual costs are spent when they are paid."""
        self.spent(
            Spending(
                at.position,
                event.TOPIC,
                event.cost_id,
                None,
                event.occurred_on,
                _subject(event),
                split(event.amount, event.shares),
            )
        )

    @on(events.CostReversed)
    def training_reversed(self, event: events.CostReversed, at: At) -> None:
        """The cost came back."""
        self.taken_back(TakenBack(at.position, event.TOPIC, event.cost_id, event.occurred_on))


def _subject(event: events.CostRecorded) -> Subject:
    return Subject(
        None,
        event.institution_id,
        event.municipality,
        event.region,
        event.semester,
        "training",
        "actual_cost",
        event.training_kind,
    )
