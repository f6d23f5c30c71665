"""Verbs about what is to be taught: planned, corrected, moved, and taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from ledger import municipality, required, vocabulary
from ledger.dated import Voidable, require_new, require_not_before, require_period, standing
from ledger.institution import Institution
from ledger.money import quarters
from ledger.training.errors import (
    AudienceAmbiguous,
    FactsStandOnIt,
    HoursMissing,
    ModulesBeyond,
    TrainingCompleted,
    WorkshopOfThreeModules,
)
from ledger.training.training import Area, Training
from ledger.training.values import MODULES_OF_A_WORKSHOP, PROGRAMME, WORKSHOP, Outline, Schedule


def plan_training(
    training_id: UUID,
    *,
    outline: Outline,
    schedule: Schedule,
    institutions: Sequence[Institution],
    occurred_on: date,
) -> Training:
    """`institutions`: those of the outline. Its days may lie ahead.

    A school workshop has 3 modules (design, section 4). UnknownCode, TextMissing, CountNotPositive, PeriodReversed,
    WorkshopOfThreeModules, HoursMissing, AudienceAmbiguous, MunicipalityNotThen, the institutions' refusals.
    """
    fields = _plan(outline, schedule, institutions)
    return Training._create(Training.Planned, id=training_id, occurred_on=occurred_on, **fields)


def correct_planning(
    training: Training,
    *,
    outline: Outline,
    schedule: Schedule,
    institutions: Sequence[Institution],
    occurred_on: date,
) -> None:
    """As `plan_training`, and ReasonMissing, AlreadyVoided, TrainingCompleted, ModulesBeyond, ModuleHeldOutside.

    House rule: with costs or moves, its kind and whom it is for stay (FactsStandOnIt): they say so, too.
    """
    required.reason()
    training.require_standing()
    if training.completed_on is not None:
        raise TrainingCompleted(day=training.completed_on)
    fields = _plan(outline, schedule, institutions)
    last = max((each.number for each in training.held), default=0)
    if last > outline.modules:
        raise ModulesBeyond(number=last, modules=outline.modules)
    if all(each.voided for each in training.moves.values()):
        training.require_modules_within(schedule)
    if _books(training.outline) != _books(fields["outline"]):
        _require_none(costs=training.costs, moves=training.moves)
    training.trigger_event(Training.PlanningCorrected, occurred_on=occurred_on, **fields)


def void_planning(training: Training, *, occurred_on: date) -> None:
    """It was never planned. ReasonMissing, AlreadyVoided; FactsStandOnIt while anything of it stands."""
    required.reason()
    training.require_standing()
    _require_none(
        modules=training.modules, certificates=training.certifications, costs=training.costs
    )
    training.trigger_event(Training.PlanningVoided, occurred_on=occurred_on)


def move_training(
    training: Training,
    *,
    move_id: UUID,
    schedule: Schedule,
    institutions: Sequence[Institution],
    occurred_on: date,
) -> None:
    """To other days, another place or way of delivery; where it counts is looked up for its new first day.

    IdTaken, ReasonMissing, UnknownCode, PeriodReversed, AlreadyVoided, TrainingCompleted, TrainingCancelled,
    ModuleHeldOutside, MunicipalityNotThen.
    """
    required.reason()
    training.require_open()
    require_new(training.moves, move_id, "move")
    schedule = _schedule(schedule)
    training.require_modules_within(schedule)
    area = _area(training.outline, institutions, schedule.first_day)
    training.trigger_event(
        Training.Moved,
        move_id=move_id,
        schedule=schedule,
        **area._asdict(),
        occurred_on=occurred_on,
    )


def void_move(training: Training, *, move_id: UUID, occurred_on: date) -> None:
    """NotFound, ReasonMissing, AlreadyVoided, TrainingCompleted, TrainingCancelled; ModuleHeldOutside.

    What holds then is what was planned, or the move before.
    """
    required.reason()
    training.require_open()
    move = standing(training.moves, move_id, "move")
    require_not_before(move.first_day, occurred_on)
    training.require_modules_within(training.schedule_without(move))
    training.trigger_event(Training.MoveVoided, move_id=move_id, occurred_on=occurred_on)


def _plan(
    outline: Outline, schedule: Schedule, institutions: Sequence[Institution]
) -> dict[str, Any]:
    """The fields of a plan that says what it must."""
    schedule = _schedule(schedule)
    area = _area(outline, institutions, schedule.first_day)
    return {"outline": _outline(outline), "schedule": schedule, **area._asdict()}


def _outline(outline: Outline) -> Outline:
    vocabulary.require("training", outline.kind)
    required.count(outline.modules)
    if outline.kind == WORKSHOP and outline.modules != MODULES_OF_A_WORKSHOP:
        raise WorkshopOfThreeModules(modules=outline.modules)
    if outline.kind == PROGRAMME and outline.hours is None:
        raise HoursMissing()
    return replace(
        outline,
        title=required.text("outline/title", outline.title),
        provider=required.text("outline/provider", outline.provider),
        contract=outline.contract and required.text("outline/contract", outline.contract),
        hours=None if outline.hours is None else quarters(outline.hours),
        institutions=tuple(dict.fromkeys(outline.institutions)),
    )


def _schedule(schedule: Schedule) -> Schedule:
    vocabulary.require("delivery", schedule.delivery)
    require_period(schedule.first_day, schedule.last_day)
    venue = schedule.venue and required.text("schedule/venue", schedule.venue)
    return replace(schedule, venue=venue)


def _area(outline: Outline, institutions: Iterable[Institution], day: date) -> Area:
    """Where those lie on that day whom it is for, if that is one place."""
    named = (outline.institutions, outline.municipality, outline.region)
    if sum(bool(each) for each in named) > 1:
        raise AudienceAmbiguous()
    if outline.municipality:
        code = municipality.require_existing(outline.municipality, day)
        return Area(code, municipality.region(code))
    if outline.region:
        return Area(None, vocabulary.require("region", outline.region))
    places = [each.place_on(day) for each in institutions]
    municipalities = {each.municipality for each in places}
    regions = {each.region for each in places}
    return Area(
        municipalities.pop() if len(municipalities) == 1 else None,
        regions.pop() if len(regions) == 1 else None,
    )


def _books(outline: Outline) -> tuple[object, ...]:
    """What the lines of its costs say of it."""
    return outline.kind, outline.institutions, outline.municipality, outline.region


def _require_none(**facts: Mapping[UUID, Voidable]) -> None:
    """FactsStandOnIt where one of these was not taken back."""
    for what, entries in facts.items():
        if any(not each.voided for each in entries.values()):
            raise FactsStandOnIt(what=what)
