"""Verbs about what was held: modules, certificates, and how the training ended."""

from collections import Counter
from datetime import date
from decimal import Decimal
from uuid import UUID

from ledger import required, vocabulary
from ledger.dated import require_new, require_not_before, standing
from ledger.money import ZERO
from ledger.money import hours as in_quarters
from ledger.operation import Operation
from ledger.training.errors import (
    CostBeforeHeld,
    HoursNotReached,
    ModuleAlreadyHeld,
    ModulesMissing,
    NoSuchModule,
    OutsidePlannedDays,
    ParticipantsMissing,
    StaffCountedTwice,
    TrainingCancelled,
    TrainingCompleted,
    TrainingNotCancelled,
    TrainingNotCompleted,
)
from ledger.training.training import Training
from ledger.training.values import Certification, Module, StaffCount


def hold_module(
    training: Training,
    operation: Operation,
    *,
    module_id: UUID,
    number: int,
    hours: Decimal,
    delivery: str,
    staff: tuple[StaffCount, ...],
    occurred_on: date,
) -> None:
    """One module on one day, within the days of the training (house rule: else it is moved first).

    Each number is held once. IdTaken, UnknownCode, HoursNotInQuarters, NoSuchModule, ParticipantsMissing,
    CountNotPositive, StaffCountedTwice, OutsidePeriod, OutsidePlannedDays, ModuleAlreadyHeld, TrainingCompleted;
    TrainingCancelled, after the day of that.
    """
    training.require_standing()
    _require_time(training, operation, occurred_on)
    require_new(training.modules, module_id, "module")
    if not 1 <= number <= training.outline.modules:
        raise NoSuchModule(number=number, modules=training.outline.modules)
    for module in training.held:
        if module.number == number:
            raise ModuleAlreadyHeld(number=number, day=module.held_on)
    training.trigger_event(
        Training.ModuleHeld,
        module_id=module_id,
        number=number,
        hours=in_quarters(hours),
        delivery=vocabulary.require("delivery", delivery),
        staff=_counted(staff),
        occurred_on=occurred_on,
    )


def void_module(training: Training, *, module_id: UUID, occurred_on: date) -> None:
    """NotFound, ReasonMissing, AlreadyVoided, TrainingCompleted, TooManyCertificates, CostBeforeHeld.

    What stands on it is taken back first: the completion, certificates, costs.
    """
    required.reason()
    training.require_standing()
    module = standing(training.modules, module_id, "module")
    require_not_before(module.held_on, occurred_on)
    if training.completed_on is not None:
        raise TrainingCompleted(day=training.completed_on)
    others = [each for each in training.held if each is not module]
    training.require_participants(others, training.certified)
    for cost in training.costs.values():
        if not cost.voided:
            require_held_by(others, cost.paid_on)
    training.trigger_event(Training.ModuleVoided, module_id=module_id, occurred_on=occurred_on)


def certify_participants(
    training: Training,
    *,
    certification_id: UUID,
    certificates: int,
    numbers: str,
    occurred_on: date,
) -> None:
    """Never more certificates than participants at the best attended module (house rule: nobody is named,
    so nobody can be counted twice). IdTaken, CountNotPositive, TextMissing, TooManyCertificates."""
    training.require_standing()
    require_new(training.certifications, certification_id, "certification")
    fact = {
        "certification_id": certification_id,
        "certificates": required.count(certificates),
        "numbers": required.text("numbers", numbers),
    }
    new = Certification(certificates, occurred_on)
    training.require_participants(training.held, [*training.certified, new])
    training.trigger_event(Training.ParticipantsCertified, occurred_on=occurred_on, **fact)


def void_certification(training: Training, *, certification_id: UUID, occurred_on: date) -> None:
    """NotFound, ReasonMissing, AlreadyVoided."""
    required.reason()
    certification = standing(training.certifications, certification_id, "certification")
    require_not_before(certification.certified_on, occurred_on)
    training.trigger_event(
        Training.CertificationVoided, certification_id=certification_id, occurred_on=occurred_on
    )


def complete_training(training: Training, *, occurred_on: date) -> None:
    """ModulesMissing, HoursNotReached of a programme; TrainingCompleted, TrainingCancelled.

    Not before the last module was held (BeforeWhatItCorrects).
    """
    training.require_open()
    outline, held = training.outline, training.held
    numbers = {each.number for each in held}
    if missing := [n for n in range(1, outline.modules + 1) if n not in numbers]:
        raise ModulesMissing(missing=", ".join(map(str, missing)))
    given = sum((each.hours for each in held), ZERO)
    if outline.hours is not None and given < outline.hours:
        raise HoursNotReached(planned=outline.hours, held=given)
    require_not_before(max(each.held_on for each in held), occurred_on)
    training.trigger_event(Training.Completed, occurred_on=occurred_on)


def void_completion(training: Training, *, occurred_on: date) -> None:
    """ReasonMissing, TrainingNotCompleted."""
    required.reason()
    training.require_standing()
    if training.completed_on is None:
        raise TrainingNotCompleted()
    require_not_before(training.completed_on, occurred_on)
    training.trigger_event(Training.CompletionVoided, occurred_on=occurred_on)


def cancel_training(training: Training, *, occurred_on: date) -> None:
    """What was held stays held, and counts (house rule); nothing may be held after that day.

    ReasonMissing, TrainingCompleted, TrainingCancelled; not before the last module (BeforeWhatItCorrects).
    """
    required.reason()
    training.require_open()
    require_not_before(max((each.held_on for each in training.held), default=date.min), occurred_on)
    training.trigger_event(Training.Cancelled, occurred_on=occurred_on)


def void_cancellation(training: Training, *, occurred_on: date) -> None:
    """ReasonMissing, TrainingNotCancelled."""
    required.reason()
    training.require_standing()
    if training.cancelled_on is None:
        raise TrainingNotCancelled()
    require_not_before(training.cancelled_on, occurred_on)
    training.trigger_event(Training.CancellationVoided, occurred_on=occurred_on)


def require_held_by(modules: list[Module], day: date) -> None:
    """That something was held by that day; CostBeforeHeld."""
    if all(each.held_on > day for each in modules):
        raise CostBeforeHeld(day=day)


def _require_time(training: Training, operation: Operation, day: date) -> None:
    operation.require_period(day)
    schedule = training.schedule
    if training.completed_on is not None:
        raise TrainingCompleted(day=training.completed_on)
    if training.cancelled_on is not None and day > training.cancelled_on:
        raise TrainingCancelled(day=training.cancelled_on)
    if not schedule.includes(day):
        raise OutsidePlannedDays(day=day, first_day=schedule.first_day, last_day=schedule.last_day)


def _counted(staff: tuple[StaffCount, ...]) -> tuple[StaffCount, ...]:
    if not staff:
        raise ParticipantsMissing()
    for each in staff:
        vocabulary.require("staff", each.kind)
        required.count(each.number)
    for kind, times in Counter(each.kind for each in staff).items():
        if times > 1:
            raise StaffCountedTwice(kind=kind)
    return staff
