"""Verbs about what a training cost: paid by the operation itself, each cent proved by a document."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required, vocabulary
from ledger.calendar import semester_on
from ledger.dated import require_new, require_not_before, standing
from ledger.document import Document
from ledger.money import euros
from ledger.operation import Operation
from ledger.training.holding import require_held_by
from ledger.training.training import Training


def record_cost(
    training: Training,
    operation: Operation,
    *,
    cost_id: UUID,
    kind: str,
    amount: Decimal,
    document: Document,
    occurred_on: date,
) -> None:
    """An actual cost (MK 460), paid on that day, with the operation's shares of that day.

    House rule: not before anything was held. IdTaken, UnknownCode, NotInCents, AmountNotPositive, OutsidePeriod,
    CofinancingNotSet, CostBeforeHeld, AlreadyVoided, the document's refusals.
    """
    amount = euros(amount)
    training.require_standing()
    require_new(training.costs, cost_id, "cost")
    document.require_covering(amount, occurred_on)
    operation.require_period(occurred_on)
    require_held_by(training.held, occurred_on)
    institutions = training.outline.institutions
    training.trigger_event(
        Training.CostRecorded,
        cost_id=cost_id,
        kind=vocabulary.require("training_cost", kind),
        amount=amount,
        document=document,
        training_kind=training.outline.kind,
        institution_id=institutions[0] if len(institutions) == 1 else None,
        **training.area._asdict(),
        semester=semester_on(occurred_on).code,
        shares=operation.shares_on(occurred_on),
        occurred_on=occurred_on,
    )


def reverse_cost(training: Training, *, cost_id: UUID, occurred_on: date) -> None:
    """It was not paid, or came back. NotFound, ReasonMissing, AlreadyVoided; not before it was paid."""
    required.reason()
    cost = standing(training.costs, cost_id, "cost")
    require_not_before(cost.paid_on, occurred_on)
    training.trigger_event(Training.CostReversed, cost_id=cost_id, occurred_on=occurred_on)
