"""Trainings of staff: planned, held by modules, certified, completed or cancelled, and paid."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES, Query, group_by
from api.fields import Day
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.training import Trainings as Commands
from projections.training_rows import (
    GROUPS,
    TrainingCount,
    TrainingFilter,
    TrainingShown,
    TrainingState,
)
from projections.trainings import Trainings

trainings = Resource(
    "trainings",
    "Seminars, workshops, supervisions, programmes and conferences for staff.",
    commands="trainings",
    location="/trainings/{training_id}",
)

_TRAINING = "/trainings/<uuid:training_id>"
_MOVES = f"{_TRAINING}/moves"
_MODULES = f"{_TRAINING}/modules"
_CERTIFICATIONS = f"{_TRAINING}/certifications"
_COSTS = f"{_TRAINING}/costs"
_SPAN: Query = {
    "from": Day(metadata={"description": "What happened on this day or later."}),
    "until": Day(metadata={"description": "What happened on this day or earlier."}),
}

trainings.command("/trainings", Commands.plan_training, makes="training_id")
trainings.command(
    f"{_TRAINING}/correct-planning", Commands.correct_planning, reason=True, guarded=True
)
trainings.command(f"{_TRAINING}/void", Commands.void_planning, reason=True, guarded=True)
trainings.command(_MOVES, Commands.move_training, makes="move_id", reason=True, guarded=True)
trainings.command(f"{_MOVES}/<uuid:move_id>/void", Commands.void_move, reason=True, guarded=True)
trainings.command(_MODULES, Commands.hold_module, makes="module_id")
trainings.command(f"{_MODULES}/<uuid:module_id>/void", Commands.void_module, reason=True)
trainings.command(_CERTIFICATIONS, Commands.certify_participants, makes="certification_id")
trainings.command(
    f"{_CERTIFICATIONS}/<uuid:certification_id>/void", Commands.void_certification, reason=True
)
trainings.command(f"{_TRAINING}/complete", Commands.complete_training, guarded=True)
trainings.command(
    f"{_TRAINING}/void-completion", Commands.void_completion, reason=True, guarded=True
)
trainings.command(f"{_TRAINING}/cancel", Commands.cancel_training, reason=True, guarded=True)
trainings.command(
    f"{_TRAINING}/void-cancellation", Commands.void_cancellation, reason=True, guarded=True
)
trainings.command(_COSTS, Commands.record_cost, makes="cost_id")
trainings.command(f"{_COSTS}/<uuid:cost_id>/reverse", Commands.reverse_cost, reason=True)


@trainings.listing(
    "/trainings", Trainings, shows=TrainingState, where=TrainingFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[TrainingState]:
    """Trainings as of a day, in the order of their planning."""
    return Trainings.page(connection, **asked)


@trainings.question(
    _TRAINING, Trainings, shows=TrainingShown, query=TWO_TIMES, stream="training_id"
)
def one(connection: Connection, *, training_id: UUID, **when: Any) -> TrainingShown:
    """A training as of a day: its modules, certificates and costs up to then."""
    if (training := Trainings.get(connection, training_id, **when)) is None:
        raise NotFound(what="training", id=training_id)
    return training


@trainings.question(
    "/trainings/count",
    Trainings,
    shows=TrainingCount,
    where=TrainingFilter,
    query={**_SPAN, **TWO_TIMES},
)
def count(connection: Connection, **asked: Any) -> TrainingCount:
    """What was planned for, held, completed, cancelled and paid between two days."""
    [all_of_them] = Trainings.counts(connection, since=asked.pop("from"), **asked)
    return all_of_them


@trainings.listing(
    "/trainings/counts",
    Trainings,
    shows=TrainingCount,
    where=TrainingFilter,
    query={**group_by(GROUPS), **_SPAN, **TWO_TIMES},
    paged=False,
)
def counts(
    connection: Connection, *, group_by: list[str] | None, until: date | None, **asked: Any
) -> list[TrainingCount]:
    """The same counts by kind, state, school year, region or municipality."""
    names = tuple(dict.fromkeys(group_by or ()))
    return Trainings.counts(connection, names, since=asked.pop("from"), until=until, **asked)
