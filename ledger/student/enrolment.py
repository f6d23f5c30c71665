"""Where a student learns, and since when in which grade or course; and the risks the student is under."""

from datetime import date
from uuid import UUID

import msgspec

from ledger.dated import Span
from ledger.student.errors import NotEnrolled, RiskNotOpen


class Enrolment(Span, kw_only=True):
    """One stay at one institution."""

    institution_id: UUID
    stages: dict[date, str]
    """The grade or course from each day on."""

    def stage_on(self, day: date) -> str:
        """The grade or course on that day; NotEnrolled."""
        if not self.covers(day):
            raise NotEnrolled(day=day)
        return self.stages[max(start for start in self.stages if start <= day)]


class Risk(msgspec.Struct):
    """A risk of leaving school early."""

    factor: str
    resolved: bool = False
    voided: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the student is still under it."""
        return not (self.resolved or self.voided)

    def require_open(self) -> None:
        """RiskNotOpen."""
        if not self.is_open:
            raise RiskNotOpen()
