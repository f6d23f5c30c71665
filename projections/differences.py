"""Differences: measures that would have come out otherwise by the rules as they are known now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ledger.institution import Place
from ledger.operation import Shares
from ledger.operation import events as operation_events
from ledger.store.connection import Connection
from ledger.student import events
from ledger.student.values import Group
from projections import difference_rows as rows
from projections.projection import At, Projection, View, on
from projections.table import Key
from projections.versions import Versions, moment


class _Given(View, frozen=True, gc=False):
    """Of a consultation, by what it came out."""

    occurred_on: date
    consultation_id: UUID
    semester: str
    place: Place
    specialist_kind: str
    hours: Decimal
    group: Group | None
    unit_cost: Decimal
    rate_version: int
    amount: Decimal
    shares: Shares


_AFTERWARDS = (
    events.ConsultationVoided,
    events.CompensationApproved,
    events.CompensationRefused,
)


def _measure(event: Any) -> tuple[Key, ...] | None:
    """The measure that an event is about which may have been recorded in an earlier batch."""
    match event:
        case events.ConsultationVoided():
            return event.originator_id, event.consultation_id
        case events.CompensationApproved() | events.CompensationRefused():
            return event.originator_id, event.compensation_id
    return None


class Differences(Projection):
    """Measures beside the rules of their day.

    A back-dated rule never rewrites an amount, so the two may differ: by unit cost or by who pays. What was voided or
    refused never was; a rule that was withdrawn never held. The question takes `as_of` (what had happened, and what had
    been decided, by then) and `known_at` (None: now).
    """

    COST = 8
    measures = Versions(rows.Measure, key=("student_id", "measure_id"), by=_measure, of=_AFTERWARDS)
    rates = Versions(rows.Rate, key=("operation_id", "rule_id"))
    cofinancing = Versions(rows.Cofinancing, key=("operation_id", "rule_id"))

    # --- folding: measures ------------------------------------------------------------------------

    @on(events.ConsultationRecorded, reads=_Given)
    def given(self, event: _Given, at: At) -> None:
        place, group = event.place, event.group
        self.measures.add_new(
            rows.Measure(
                student_id=event.originator_id,
                measure_id=event.consultation_id,
                position=at.position,
                kind="consultation",
                day=event.occurred_on,
                happened_on=event.occurred_on,
                partner_id=place.partner_id,
                institution_id=place.institution_id,
                municipality=place.municipality,
                semester=event.semester,
                amount=event.amount,
                shares=_written(event.shares),
                known_from=at.position,
                specialist_kind=event.specialist_kind,
                hours=event.hours,
                unit_cost=event.unit_cost,
                rate_version=event.rate_version,
                group_id=group.group_id if group else None,
                group_size=group.size if group else None,
                group_place=group.place if group else None,
            )
        )

    @on(events.CompensationClaimed)
    def claimed(self, event: events.CompensationClaimed, at: At) -> None:
        place = event.place
        self.measures.add_new(
            rows.Measure(
                student_id=event.originator_id,
                measure_id=event.compensation_id,
                position=at.position,
                kind="compensation",
                day=event.first_day,
                happened_on=event.occurred_on,
                partner_id=place.partner_id,
                institution_id=place.institution_id,
                municipality=place.municipality,
                semester=event.semester,
                amount=event.amount,
                shares=_written(event.shares),
                known_from=at.position,
            )
        )

    @on(events.ConsultationVoided)
    def voided(self, event: events.ConsultationVoided, at: At) -> None:
        """One that was missed cost nothing, and came out by no rule."""
        if self.measures.known(event.originator_id, event.consultation_id):
            self.measures.withdraw(event.originator_id, event.consultation_id, at=at)

    @on(events.CompensationApproved)
    def approved(self, event: events.CompensationApproved, at: At) -> None:
        self.measures.revise(event.originator_id, event.compensation_id, at=at, amount=event.amount)

    @on(events.CompensationRefused)
    def refused(self, event: events.CompensationRefused, at: At) -> None:
        self.measures.withdraw(event.originator_id, event.compensation_id, at=at)

    # --- folding: rules ---------------------------------------------------------------------------

    @on(operation_events.RateSet)
    def rate_set(self, event: operation_events.RateSet, at: At) -> None:
        self.rates.learn(
            rows.Rate(
                operation_id=event.originator_id,
                rule_id=event.rule_id,
                position=at.position,
                specialist_kind=event.specialist_kind,
                unit_cost=event.unit_cost,
                rate_version=event.rate_version,
                valid_from=event.valid_from,
                valid_until=event.valid_until,
                decided_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(operation_events.CofinancingSet)
    def cofinancing_set(self, event: operation_events.CofinancingSet, at: At) -> None:
        self.cofinancing.learn(
            rows.Cofinancing(
                operation_id=event.originator_id,
                rule_id=event.rule_id,
                position=at.position,
                shares=_written(event.shares),
                valid_from=event.valid_from,
                decided_on=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(operation_events.RuleWithdrawn)
    def rule_withdrawn(self, event: operation_events.RuleWithdrawn, at: At) -> None:
        """Of other kinds of rules nothing is kept."""
        rule = event.originator_id, event.rule_id
        if self.rates.known(*rule):
            self.rates.withdraw(*rule, at=at)
        if self.cofinancing.known(*rule):
            self.cofinancing.withdraw(*rule, at=at)

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.DifferenceFilter = rows.ANY_MEASURE,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 100,
    ) -> Sequence[rows.Difference]:
        """Standing measures that differ from the rules, in the order of their recording, those after a position.

        It takes as long as there are measures that differ, however many there are that do not.
        """
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.Difference, "page", asked)


def _written(shares: Shares) -> str:
    return f"{shares.esf}/{shares.state}/{shares.state_non_eligible}"
