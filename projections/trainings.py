"""Trainings: planned, held, completed or cancelled, with participants, certificates and costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from psycopg.types.json import JsonbDumper

from ledger.store.connection import Connection
from ledger.training import events
from projections import training_rows as rows
from projections.grouping import grouped
from projections.projection import At, Projection, on
from projections.versions import Versions, moment


class Trainings(Projection):
    """Trainings of staff.

    What was corrected or voided never was as first recorded, on any day; a cost counts until the day on
    which it was reversed. Every question takes `as_of` and `known_at` (None: now).
    """

    trainings = Versions(rows.Training, key=("training_id",))
    moves = Versions(rows.Move, key=("training_id", "move_id"))
    modules = Versions(rows.Module, key=("training_id", "module_id"))
    certifications = Versions(rows.Certification, key=("training_id", "certification_id"))
    endings = Versions(rows.Ending, key=("training_id",))
    costs = Versions(rows.Cost, key=("training_id", "cost_id"))

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        connection.adapters.register_dumper(dict, JsonbDumper)

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Planned)
    def planned(self, event: events.Planned, at: At) -> None:
        self.trainings.learn(
            rows.Training(
                training_id=event.originator_id,
                position=at.position,
                planned_on=event.occurred_on,
                known_from=at.position,
                **_plan(event),
            )
        )

    @on(events.PlanningCorrected)
    def planning_corrected(self, event: events.PlanningCorrected, at: At) -> None:
        self.trainings.revise(event.originator_id, at=at, **_plan(event))

    @on(events.PlanningVoided)
    def planning_voided(self, event: events.PlanningVoided, at: At) -> None:
        self.trainings.withdraw(event.originator_id, at=at)

    @on(events.Moved)
    def moved(self, event: events.Moved, at: At) -> None:
        self.moves.learn(
            rows.Move(
                training_id=event.originator_id,
                move_id=event.move_id,
                **_when(event),
                reason=_reason(event),
                moved_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.MoveVoided)
    def move_voided(self, event: events.MoveVoided, at: At) -> None:
        self.moves.withdraw(event.originator_id, event.move_id, at=at)

    @on(events.ModuleHeld)
    def module_held(self, event: events.ModuleHeld, at: At) -> None:
        self.modules.learn(
            rows.Module(
                training_id=event.originator_id,
                module_id=event.module_id,
                number=event.number,
                hours=event.hours,
                delivery=event.delivery,
                participants=sum(each.number for each in event.staff),
                staff={each.kind: each.number for each in event.staff},
                held_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.ModuleVoided)
    def module_voided(self, event: events.ModuleVoided, at: At) -> None:
        self.modules.withdraw(event.originator_id, event.module_id, at=at)

    @on(events.ParticipantsCertified)
    def certified(self, event: events.ParticipantsCertified, at: At) -> None:
        self.certifications.learn(
            rows.Certification(
                training_id=event.originator_id,
                certification_id=event.certification_id,
                certificates=event.certificates,
                numbers=event.numbers,
                certified_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CertificationVoided)
    def certification_voided(self, event: events.CertificationVoided, at: At) -> None:
        self.certifications.withdraw(event.originator_id, event.certification_id, at=at)

    @on(events.Completed, events.Cancelled)
    def ended(self, event: events.Completed | events.Cancelled, at: At) -> None:
        state = "completed" if isinstance(event, events.Completed) else "cancelled"
        self.endings.learn(
            rows.Ending(
                training_id=event.originator_id,
                state=state,
                reason=_reason(event),
                ended_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CompletionVoided, events.CancellationVoided)
    def ending_voided(
        self, event: events.CompletionVoided | events.CancellationVoided, at: At
    ) -> None:
        self.endings.withdraw(event.originator_id, at=at)

    @on(events.CostRecorded)
    def cost_recorded(self, event: events.CostRecorded, at: At) -> None:
        proof = event.document
        self.costs.learn(
            rows.Cost(
                training_id=event.originator_id,
                cost_id=event.cost_id,
                kind=event.kind,
                amount=event.amount,
                number=proof.number,
                issued_on=proof.issued_on,
                issuer=proof.issuer,
                sha256=proof.sha256,
                total=proof.total,
                paid_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.CostReversed)
    def cost_reversed(self, event: events.CostReversed, at: At) -> None:
        self.costs.revise(event.originator_id, event.cost_id, at=at, reversed_on=event.occurred_on)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        training_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.TrainingShown | None:
        """One training, or None if it was not planned by then."""
        where = rows.TrainingFilter(training_id)
        asked = {"training_id": training_id, **moment(as_of, known_at)}
        with cls.reading(connection):
            for training in cls.page(connection, where, as_of=as_of, known_at=known_at):
                return rows.TrainingShown(
                    training,
                    next(iter(cls.fetch(connection, rows.Ending, "ending", asked)), None),
                    cls.fetch(connection, rows.Move, "moves", asked),
                    cls.fetch(connection, rows.Module, "modules", asked),
                    cls.fetch(connection, rows.Certification, "certifications", asked),
                    cls.fetch(connection, rows.Cost, "costs", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.TrainingFilter = rows.ANY_TRAINING,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[rows.TrainingState]:
        """Trainings in the order of their planning, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.TrainingState, "page", asked)

    @classmethod
    def counts(
        cls,
        connection: Connection,
        group_by: Sequence[str] = (),
        where: rows.TrainingFilter = rows.ANY_TRAINING,
        *,
        since: date | None = None,
        until: date | None = None,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> list[rows.TrainingCount]:
        """What happened between two days, both included, by GROUPS; without any, one count. UnknownDimension."""
        statement = grouped(cls.statement("counts"), group_by, rows.GROUPS)
        span = {"since": since or date.min, "until": until or date.max}
        asked = {**asdict(where), **moment(as_of, known_at), **span}
        asked["by_year"] = "school_year" in group_by
        return cls.fetch(connection, rows.TrainingCount, statement, asked)

    @classmethod
    def span_events(cls, connection: Connection, asked: Mapping[str, Any]) -> list[int]:
        """The positions of the events behind `counts`; `counts` says which: planned, modules or completed."""
        with cls.reading(connection):
            found = connection.execute(cls.statement("span_events"), asked).fetchall()
        return [position for (position,) in found]


def _plan(event: events.Planned | events.PlanningCorrected) -> dict[str, Any]:
    outline = event.outline
    return {
        "kind": outline.kind,
        "title": outline.title,
        "provider": outline.provider,
        "contract": outline.contract,
        "modules": outline.modules,
        "hours": outline.hours,
        "institutions": list(outline.institutions),
        **_when(event),
    }


def _when(event: events.Planned | events.PlanningCorrected | events.Moved) -> dict[str, Any]:
    schedule = event.schedule
    return {
        "first_day": schedule.first_day,
        "last_day": schedule.last_day,
        "delivery": schedule.delivery,
        "venue": schedule.venue,
        "municipality": event.municipality,
        "region": event.region,
    }


def _reason(event: Any) -> str | None:
    return event.reason if isinstance(event.reason, str) else None
