"""What a learner gets elsewhere, and the measures that may be funded twice: to be decided by people."""

from datetime import date
from uuid import UUID

import msgspec

from ledger.dated import Span
from ledger.student.measures import Compensation, Consultation
from ledger.student.warning_errors import (
    DecidedByRecorder,
    WarningDecidedAlready,
    WarningLapsedAlready,
    WarningNotDecided,
)

DOUBLE_FUNDING = "double_funding"


class OtherSupport(Span, kw_only=True):
    """What another funded project gives the learner, as the school declared it."""

    programme: str
    kinds: tuple[str, ...]
    declared_on: date

    def is_of(self, programme: str) -> bool:
        """Whether it is support of that programme, however spelled."""
        return self.programme.casefold() == programme.casefold()


class Measure(msgspec.Struct, frozen=True):
    """One thing that was given: what the rules look at."""

    what: str
    """consultation or compensation"""
    id: UUID
    given: Consultation | Compensation

    @property
    def kind(self) -> str | None:
        """Its code in the list of consultations or compensations; None of a consultation that was missed."""
        if isinstance(self.given, Compensation):
            return self.given.kind
        return self.given.key and self.given.key.partition("/")[0]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last that it is for."""
        if isinstance(self.given, Compensation):
            return self.given.first_day, self.given.last_day
        return self.given.day, self.given.day

    @property
    def since(self) -> date:
        """The day of its last step."""
        return self.given.since if isinstance(self.given, Compensation) else self.given.day

    @property
    def recorded_by(self) -> str:
        given = self.given
        return given.claimed_by if isinstance(given, Compensation) else given.recorded_by


class Conflict(msgspec.Struct, frozen=True):
    """What a measure may contradict: a measure or other support of the learner; or nothing but the calendar."""

    what: str = "calendar"
    id: UUID | None = None


class Warned(msgspec.Struct):
    """A warning that a measure may be funded twice, and what was decided on it."""

    rule: str
    measure: tuple[str, UUID]
    conflict: tuple[str, UUID | None]
    since: date
    """The day of its last step."""
    decision: str | None = None
    lapsed: bool = False
    """Whether the measure or what it conflicts with was taken back: there is nothing to decide."""

    @property
    def under_way(self) -> bool:
        """Whether somebody has to decide on it still, or to take back what is funded twice."""
        return not self.lapsed and self.decision in (None, DOUBLE_FUNDING)

    def is_about(self, what: str, id: UUID) -> bool:  # noqa: A002  the name of what is passed on
        """Whether it still stands on that measure or support."""
        return not self.lapsed and (what, id) in (self.measure, self.conflict)

    def require_decidable(self, actor: str, recorded_by: str) -> None:
        """WarningLapsedAlready, WarningDecidedAlready, DecidedByRecorder."""
        if self.lapsed:
            raise WarningLapsedAlready()
        if self.decision is not None:
            raise WarningDecidedAlready(decision=self.decision)
        if actor == recorded_by:
            raise DecidedByRecorder()

    def require_decided(self) -> None:
        """WarningLapsedAlready, WarningNotDecided."""
        if self.lapsed:
            raise WarningLapsedAlready()
        if self.decision is None:
            raise WarningNotDecided()
