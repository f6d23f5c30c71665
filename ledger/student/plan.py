"""An individual support plan: its revisions, who agreed to them, and what is left of what they allow."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from ledger.errors import NotFound
from ledger.money import ZERO
from ledger.student.compensation_errors import AmountNotPlanned
from ledger.student.errors import (
    AlreadyAgreed,
    ConsultationNotPlanned,
    HoursNotPlanned,
    NotASignatory,
    PlanClosedAlready,
    PlanNotAgreed,
    PlanNotEvaluated,
    PlanVoidedAlready,
    RevisionNotOpen,
    RevisionNotWritten,
    RisksNotEvaluated,
    SomethingWasGiven,
)
from ledger.student.values import PlanContent, PlannedConsultation, RiskResult


def consultation_key(kind: str, specialist_kind: str, subject: str | None) -> str:
    """What planned and held hours are compared by."""
    return f"{kind}/{specialist_kind}/{subject or ''}"


def key_of(line: PlannedConsultation) -> str:
    """The key of a planned consultation."""
    return consultation_key(line.kind, line.specialist_kind, line.subject)


class Revision(msgspec.Struct):
    """One revision of a plan, and the day each signatory agreed to it."""

    number: int
    written_on: date
    content: PlanContent
    signatories: tuple[str, ...]
    agreed: dict[str, date]
    returned_on: date | None = None

    def in_force_on(self, day: date) -> bool:
        """Whether all its signatories had agreed by that day."""
        return all(each in self.agreed and self.agreed[each] <= day for each in self.signatories)

    def planned_hours(self, key: str) -> Decimal | None:
        """The hours it allows of one kind of consultation; None when it plans none."""
        for planned in self.content.consultations:
            if key_of(planned) == key:
                return planned.hours
        return None

    def planned_amount(self, kind: str) -> Decimal | None:
        """The euros it allows of one kind of compensation; None when it plans none."""
        for planned in self.content.compensations:
            if planned.kind == kind:
                return planned.amount
        return None


ByDay = dict[date, Decimal]


class Plan(msgspec.Struct):
    """One student's plan for one semester."""

    semester: str
    enrolment_id: UUID
    """The one it was drafted in; `enrolment_on` says which it is on a day."""
    revisions: list[Revision]
    held: dict[str, ByDay]
    """Hours of standing consultations, by `consultation_key`."""
    claimed: dict[str, ByDay]
    """Euros of standing compensations on the last day of each, by kind."""
    moves: dict[date, UUID] = msgspec.field(default_factory=dict)
    """The enrolment that it belongs to from each day on."""
    missed: int = 0
    evaluated_on: date | None = None
    closed_on: date | None = None
    voided: bool = False

    @property
    def open(self) -> bool:
        """Whether it can still be revised and used."""
        return not (self.closed_on or self.voided)

    @property
    def latest(self) -> Revision:
        """The last revision written, agreed or not."""
        return self.revisions[-1]

    def revision(self, number: int) -> Revision:
        """The revision of that number; NotFound."""
        if not 1 <= number <= len(self.revisions):
            raise NotFound(what="revision", id=number)
        return self.revisions[number - 1]

    def revision_on(self, day: date) -> Revision | None:
        """The revision in force on a day: the last one all had agreed to by then."""
        return next((each for each in reversed(self.revisions) if each.in_force_on(day)), None)

    def enrolment_on(self, day: date) -> UUID:
        """The enrolment that its measures of a day belong to."""
        moved = max((start for start in self.moves if start <= day), default=None)
        return self.enrolment_id if moved is None else self.moves[moved]

    def stands_on(self, enrolment_id: UUID) -> bool:
        """Whether it, not voided, belongs to that enrolment on any day."""
        return not self.voided and enrolment_id in (self.enrolment_id, *self.moves.values())

    def addresses(self, risk_id: UUID) -> bool:
        """Whether a revision of it, not voided, is about that risk."""
        return not self.voided and any(risk_id in each.content.risks for each in self.revisions)

    def hold(self, key: str, hours: Decimal, day: date) -> None:
        """Count hours as held on a day; negative ones give them back."""
        _count(self.held.setdefault(key, {}), hours, day)

    def claim(self, kind: str, amount: Decimal, day: date) -> None:
        """Count euros as claimed up to a day; negative ones give them back."""
        _count(self.claimed.setdefault(kind, {}), amount, day)

    def require_open(self) -> None:
        """PlanVoidedAlready, PlanClosedAlready."""
        if self.voided:
            raise PlanVoidedAlready(semester=self.semester)
        if self.closed_on:
            raise PlanClosedAlready(semester=self.semester)

    def require_in_force(self, day: date) -> Revision:
        """The revision that governs a measure on that day; PlanNotAgreed."""
        self.require_open()
        revision = self.revision_on(day)
        if revision is None:
            raise PlanNotAgreed(semester=self.semester, day=day)
        return revision

    def require_hours(self, key: str, hours: Decimal, day: date) -> Revision:
        """The revision in force, if it leaves that many hours; ConsultationNotPlanned, HoursNotPlanned.

        What is held up to that day counts against it, and all that is held against the last one agreed.
        """
        revision = self.require_in_force(day)
        if revision.planned_hours(key) is None:
            raise ConsultationNotPlanned(revision=revision.number, what=key)
        held = self.held.get(key, {})
        for each, until in self._limits(revision, day):
            planned = each.planned_hours(key) or ZERO
            left = _left(planned, held, hours, until)
            if hours > left:
                raise HoursNotPlanned(revision=each.number, planned=planned, left=left)
        return revision

    def require_amount(self, kind: str, amount: Decimal, first_day: date, day: date) -> Revision:
        """The revision in force on the last day of a cost, if it leaves that many euros of that kind.

        From the cost's first day on a revision has to plan that kind; PlanNotAgreed, AmountNotPlanned.
        """
        first, revision = self.require_in_force(first_day), self.require_in_force(day)
        if first.planned_amount(kind) is None:
            raise AmountNotPlanned(revision=first.number, kind=kind, planned=ZERO, left=ZERO)
        claimed = self.claimed.get(kind, {})
        for each, until in self._limits(revision, day):
            planned = each.planned_amount(kind) or ZERO
            left = _left(planned, claimed, amount, until)
            if amount > left:
                raise AmountNotPlanned(revision=each.number, kind=kind, planned=planned, left=left)
        return revision

    def _limits(self, revision: Revision, day: date) -> tuple[tuple[Revision, date], ...]:
        """What each revision allows until when: that of the day until then, the last agreed one in all."""
        return (revision, day), (self.require_in_force(date.max), date.max)

    def require_signatory(self, number: int, signatory: str, day: date) -> Revision:
        """The latest revision, if it waits for this signatory on that day.

        RevisionNotOpen, RevisionNotWritten, NotASignatory, AlreadyAgreed.
        """
        self.require_open()
        revision = self.latest
        if number != revision.number or revision.returned_on:
            raise RevisionNotOpen(revision=number, latest=revision.number)
        if day < revision.written_on:
            raise RevisionNotWritten(revision=number, written_on=revision.written_on, day=day)
        if signatory not in revision.signatories:
            raise NotASignatory(signatory=signatory, signatories=", ".join(revision.signatories))
        if signatory in revision.agreed:
            raise AlreadyAgreed(signatory=signatory, revision=number)
        return revision

    def require_results(self, results: tuple[RiskResult, ...], day: date) -> None:
        """Each risk of the revision in force has one result; RisksNotEvaluated."""
        revision = self.require_in_force(day)
        if sorted(each.risk_id for each in results) != sorted(revision.content.risks):
            raise RisksNotEvaluated(count=len(revision.content.risks))

    def require_unused(self) -> None:
        """Nothing was given under it; SomethingWasGiven."""
        self.require_open()
        given = (*self.held.values(), *self.claimed.values())
        if self.missed or any(any(each.values()) for each in given):
            raise SomethingWasGiven(semester=self.semester)

    def require_evaluated(self) -> date:
        """The day of its evaluation; PlanNotEvaluated."""
        if self.evaluated_on is None:
            raise PlanNotEvaluated(semester=self.semester)
        return self.evaluated_on


def _count(kept: ByDay, number: Decimal, day: date) -> None:
    kept[day] = kept.get(day, ZERO) + number


def _left(planned: Decimal, kept: ByDay, wanted: Decimal, until: date) -> Decimal:
    """What all days leave, where that suffices, as it nearly always does; else what the days until then leave."""
    left = planned - sum(kept.values(), ZERO)
    if wanted <= left:
        return left
    return planned - sum((number for day, number in kept.items() if day <= until), ZERO)
