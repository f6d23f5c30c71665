"""What has to be done for measures: claims to be approved and paid, warnings to be decided and followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from msgspec import structs

from ledger.student import events
from projections import worklist_rows as rows
from projections.given import Given
from projections.projection import At, on
from projections.tasks import ItemKey, Tasks
from projections.versions import FOREVER

TO_APPROVE, TO_PAY = "claim_to_approve", "claim_to_pay"
WARNING, DOUBLE = "warning_open", "double_funding"

_TOUCHED = {
    events.CompensationApproved.TOPIC: (TO_APPROVE, TO_PAY),
    events.CompensationPaid.TOPIC: (TO_PAY,),
    events.CompensationReversed.TOPIC: (TO_PAY,),
    events.CompensationRefused.TOPIC: (TO_APPROVE, TO_PAY),
}
"""The items of a claim that an event about it may touch; those of a new one are not there yet."""


class MeasureTasks(Given, Tasks):
    """A claim waits to be approved, then to be paid; a warning to be decided; double funding to be taken back."""

    def prepare(self, batch: Sequence[Any]) -> None:
        """The consultations that are warned of are looked up, and claims and warnings read, in one go."""
        super().prepare(batch)
        warned = [each for each in batch if isinstance(each, events.WarningRaised)]
        self.look_up(
            {
                (each.originator_id, each.measure_id)
                for each in warned
                if each.measure_kind != "compensation"
            }
        )
        keys = [
            (*_claim(each, kind), FOREVER)
            for each in batch
            for kind in _TOUCHED.get(getattr(each, "TOPIC", ""), ())
        ]
        keys += [
            (each.originator_id, TO_APPROVE, each.measure_id, 0, "", FOREVER) for each in warned
        ]
        of_warnings = (each for each in batch if hasattr(each, "warning_id"))
        keys += [
            (*_warning(each, kind), FOREVER) for each in of_warnings for kind in (WARNING, DOUBLE)
        ]
        self.items.load(dict.fromkeys(keys))

    @on(events.CompensationClaimed)
    def claimed(self, event: events.CompensationClaimed, at: At) -> None:
        about = {"code": event.kind, "amount": event.amount}
        self.arise(_claim(event, TO_APPROVE), [event.occurred_on], _where(event), at, **about)

    @on(events.CompensationApproved)
    def approved(self, event: events.CompensationApproved, at: At) -> None:
        self.turn(_claim(event, TO_APPROVE), event.occurred_on, at, done=True)
        claim = self.items[(*_claim(event, TO_APPROVE), FOREVER)]
        about = {"code": claim.code, "amount": event.amount}
        self.keep(_claim(event, TO_PAY), [event.occurred_on], _same_place(claim), at, **about)

    @on(events.CompensationPaid)
    def paid(self, event: events.CompensationPaid, at: At) -> None:
        self.turn(_claim(event, TO_PAY), event.occurred_on, at, done=True)

    @on(events.CompensationReversed)
    def reversed(self, event: events.CompensationReversed, at: At) -> None:
        self.turn(_claim(event, TO_PAY), event.occurred_on, at, done=False)

    @on(events.CompensationRefused)
    def refused(self, event: events.CompensationRefused, at: At) -> None:
        for kind in (TO_APPROVE, TO_PAY):
            self.turn(_claim(event, kind), event.occurred_on, at, done=True)

    @on(events.WarningRaised)
    def warned(self, event: events.WarningRaised, at: At) -> None:
        about = {
            "code": event.rule,
            "measure_id": event.measure_id,
            "conflict_id": event.conflict_id,
        }
        self.keep(_warning(event, WARNING), [event.occurred_on], self._measured(event), at, **about)

    @on(events.WarningDecided)
    def decided(self, event: events.WarningDecided, at: At) -> None:
        self.turn(_warning(event, WARNING), event.occurred_on, at, done=True)
        if event.decision == "double_funding":
            warned = self.items[(*_warning(event, WARNING), FOREVER)]
            about = {name: getattr(warned, name) for name in ("code", "measure_id", "conflict_id")}
            self.keep(
                _warning(event, DOUBLE), [event.occurred_on], _same_place(warned), at, **about
            )

    @on(events.DecisionVoided)
    def decision_voided(self, event: events.DecisionVoided, at: At) -> None:
        """It never was decided, on any day."""
        warned = self.items[(*_warning(event, WARNING), FOREVER)]
        self.keep(_warning(event, WARNING), warned.days[:-1], _same_place(warned), at)
        self.keep(_warning(event, DOUBLE), [], _same_place(warned), at)

    @on(events.WarningLapsed)
    def lapsed(self, event: events.WarningLapsed, at: At) -> None:
        for kind in (WARNING, DOUBLE):
            self.turn(_warning(event, kind), event.occurred_on, at, done=True)

    def _measured(self, event: events.WarningRaised) -> rows.Where:
        """Where the measure counts that the warning is about."""
        stream, measure_id = event.originator_id, event.measure_id
        if event.measure_kind == "compensation":
            return _same_place(self.items[(stream, TO_APPROVE, measure_id, 0, "", FOREVER)])
        if (given := self.given(stream, measure_id)) is None:
            raise LookupError(f"{stream} has no consultation {measure_id}")
        return rows.Where(**structs.asdict(given.place), semester=given.semester)


def _claim(event: Any, kind: str) -> ItemKey:
    return event.originator_id, kind, event.compensation_id, 0, ""


def _warning(event: Any, kind: str) -> ItemKey:
    return event.originator_id, kind, event.warning_id, 0, ""


def _where(event: events.CompensationClaimed) -> rows.Where:
    return rows.Where(**structs.asdict(event.place), semester=event.semester)


def _same_place(row: rows.Item) -> rows.Where:
    institution: Any = row.institution_id
    at_school: UUID = institution
    return rows.Where(at_school, row.partner_id, row.municipality, row.region, row.semester)
