"""Commands on trainings: plan them, record what was held and what it cost, and take it back."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.document import Document
from ledger.institution import Institution
from ledger.operation import OPERATION_ID, Operation
from ledger.passed_on import passed_on
from ledger.store.holds import Holds, Reservation
from ledger.training import holding, paying, planning
from ledger.training.training import Training
from ledger.training.values import Cost, Outline, Schedule, StaffCount

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Trainings:
    """`ledger.trainings`. All but `plan_training` may raise NotFound; what takes back or corrects, ReasonMissing."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    void_planning = passed_on(planning.void_planning)
    void_move = passed_on(planning.void_move)
    void_module = passed_on(holding.void_module)
    certify_participants = passed_on(holding.certify_participants, made="certification_id")
    void_certification = passed_on(holding.void_certification)
    complete_training = passed_on(holding.complete_training)
    void_completion = passed_on(holding.void_completion)
    cancel_training = passed_on(holding.cancel_training)
    void_cancellation = passed_on(holding.void_cancellation)

    def plan_training(
        self, *, training_id: UUID, outline: Outline, schedule: Schedule, occurred_on: date
    ) -> "Recorded":
        """For institutions, a municipality, a region, or for all; its days may lie ahead.

        A school workshop has 3 modules.
        """
        return self._ledger.create(
            Training,
            training_id,
            lambda: planning.plan_training(
                training_id,
                outline=outline,
                schedule=schedule,
                institutions=self._institutions(outline),
                occurred_on=occurred_on,
            ),
        )

    def correct_planning(
        self, *, training_id: UUID, outline: Outline, schedule: Schedule, occurred_on: date
    ) -> "Recorded":
        """What was planned had been recorded wrongly; the reason is required."""
        return self.change(
            training_id,
            lambda training: planning.correct_planning(
                training,
                outline=outline,
                schedule=schedule,
                institutions=self._institutions(outline),
                occurred_on=occurred_on,
            ),
        )

    def move_training(
        self, *, training_id: UUID, move_id: UUID, schedule: Schedule, occurred_on: date
    ) -> "Recorded":
        """To other days, another place or way of delivery; the reason is required."""
        return self.change(
            training_id,
            lambda training: planning.move_training(
                training,
                move_id=move_id,
                schedule=schedule,
                institutions=self._institutions(training.outline),
                occurred_on=occurred_on,
            ),
            made=move_id,
        )

    def hold_module(
        self,
        *,
        training_id: UUID,
        module_id: UUID,
        number: int,
        hours: Decimal,
        delivery: str,
        staff: tuple[StaffCount, ...],
        occurred_on: date,
    ) -> "Recorded":
        """One module, with how many of each kind of staff took part; each number is held once."""
        return self.change(
            training_id,
            lambda training: holding.hold_module(
                training,
                self._operation(),
                module_id=module_id,
                number=number,
                hours=hours,
                delivery=delivery,
                staff=staff,
                occurred_on=occurred_on,
            ),
            made=module_id,
        )

    def record_cost(
        self,
        *,
        training_id: UUID,
        cost_id: UUID,
        kind: str,
        amount: Decimal,
        document: Document,
        occurred_on: date,
    ) -> "Recorded":
        """Paid by the operation on that day; of a document never more than its total, whatever is paid from it.

        CostAlreadyRecorded, DocumentExceeded, DocumentTotalDiffers.
        """

        def decide(training: Training) -> Holds:
            paying.record_cost(
                training,
                self._operation(),
                cost_id=cost_id,
                kind=kind,
                amount=amount,
                document=document,
                occurred_on=occurred_on,
            )
            cost = training.costs[cost_id]
            return Holds(
                reserve=(Reservation("training_cost", _key(training_id, cost), cost_id),),
                share=document.one_scan(),
                portions=(document.portion(cost.amount),),
            )

        return self.change(training_id, decide, made=cost_id)

    def reverse_cost(self, *, training_id: UUID, cost_id: UUID, occurred_on: date) -> "Recorded":
        """It was not paid, or came back; its part of the document is free again. The reason is required."""

        def decide(training: Training) -> Holds:
            paying.reverse_cost(training, cost_id=cost_id, occurred_on=occurred_on)
            cost = training.costs[cost_id]
            return Holds(
                release=(("training_cost", _key(training_id, cost)),),
                unshare=tuple((each.kind, each.key) for each in cost.document.one_scan()),
                portions=(cost.document.portion(-cost.amount),),
            )

        return self.change(training_id, decide)

    def change(
        self,
        training_id: UUID,
        decide: Callable[[Training], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a training, let verbs decide, append what they decided."""
        return self._ledger.change(Training, training_id, decide, made=made)

    def _institutions(self, outline: Outline) -> list[Institution]:
        return [self._ledger.reference(Institution, id_) for id_ in outline.institutions]

    def _operation(self) -> Operation:
        return self._ledger.reference(Operation, OPERATION_ID)


def _key(training_id: UUID, cost: Cost) -> str:
    """The same document for the same training and kind of cost is one cost."""
    return f"{cost.document.key}|{training_id}|{cost.kind}"
