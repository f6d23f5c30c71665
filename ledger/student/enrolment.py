"""Where a student learns, and since when in which grade or course; and the risks the student is under."""

from datetime import date
from uuid import UUID

import msgspec

from ledger.dated import Since, Span
from ledger.student.errors import NotEnrolled, PromotedLater
from ledger.student.risk_errors import RiskNotOpen


class Enrolment(Span, kw_only=True):
    """One stay at one institution."""

    institution_id: UUID
    programme_kind: str
    stages: dict[date, str]
    """The grade or course from each day on."""

    def overlaps(self, first_day: date, last_day: date | None) -> bool:
        """Whether it holds on a day of that period, which goes on when it has no last day."""
        begun = self.first_day <= (last_day or date.max)
        return not self.voided and begun and first_day <= (self.last_day or date.max)

    def require_ending(self, last_day: date, what: str) -> None:
        """As of any span, and that no stage is reached after it; AlreadyEnded, PeriodReversed, PromotedLater."""
        Span.require_ending(self, last_day, what)
        if (reached_on := max(self.stages)) > last_day:
            raise PromotedLater(stage=self.stages[reached_on], day=reached_on)

    def stage_on(self, day: date) -> str:
        """The grade or course on that day; NotEnrolled."""
        if not self.covers(day):
            raise NotEnrolled(day=day)
        return self.stages[max(start for start in self.stages if start <= day)]


class Transfer(Since, kw_only=True):
    """The end of one stay and the beginning of the next, recorded as one."""

    from_enrolment_id: UUID
    plans_moved: tuple[UUID, ...]
    plans_closed: tuple[UUID, ...]


class Risk(msgspec.Struct):
    """A risk of leaving school early."""

    factor: str
    identified_on: date
    reassessments: dict[UUID, Since]
    resolved_on: date | None = None
    voided: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the student is still under it."""
        return not (self.resolved_on or self.voided)

    def require_open(self) -> None:
        """RiskNotOpen."""
        if not self.is_open:
            raise RiskNotOpen()
