"""One appointment of a regional coordinator: the region, from when to when, and who, sealed."""

from collections.abc import Collection
from datetime import date
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import Span
from ledger.errors import AlreadyVoided
from ledger.regional_coordinator import events
from ledger.role import Role
from ledger.scope import Scope
from ledger.sealed import Sealed


class RegionalCoordinator(Aggregate):
    """A stream for each, so that each has a key of their own, which can be destroyed.

    A region may have several at the same time: one hands over to another, and large regions share the work.
    """

    TOPIC = "regional_coordinator"
    RECORDED_BY = (Role.NATIONAL,)

    region: str
    name: Sealed
    contact: Sealed | None
    period: Span

    Appointed = events.Appointed
    Ended = events.Ended
    EndVoided = events.EndVoided
    AppointmentVoided = events.AppointmentVoided

    @event(Appointed)
    def __init__(
        self, region: str, name: Sealed, contact: Sealed | None, occurred_on: date
    ) -> None:
        self.region, self.name, self.contact = region, name, contact
        self.period = Span(first_day=occurred_on)

    def holders(self, day: date) -> Collection[Scope]:
        """The region."""
        del day
        return (Scope("region", self.region),)

    @classmethod
    def appoint(
        cls,
        id: UUID,  # noqa: A002  the library's name
        *,
        region: str,
        name: Sealed,
        contact: Sealed | None,
        occurred_on: date,
    ) -> Self:
        """From `occurred_on` on; UnknownCode."""
        return cls._create(
            cls.Appointed,
            id=id,
            region=vocabulary.require("region", region),
            name=name,
            contact=contact,
            occurred_on=occurred_on,
        )

    def end(self, *, occurred_on: date) -> None:
        """`occurred_on` is the last day; AlreadyVoided, AlreadyEnded, PeriodReversed."""
        self._require_standing()
        self.period.require_ending(occurred_on, "appointment")
        self.trigger_event(self.Ended, occurred_on=occurred_on)

    def void_end(self, *, occurred_on: date) -> None:
        """AlreadyVoided, NotEnded, ReasonMissing."""
        required.reason()
        self._require_standing()
        self.period.require_ended("appointment")
        self.trigger_event(self.EndVoided, occurred_on=occurred_on)

    def void_appointment(self, *, occurred_on: date) -> None:
        """AlreadyVoided, ReasonMissing."""
        required.reason()
        self._require_standing()
        self.trigger_event(self.AppointmentVoided, occurred_on=occurred_on)

    def _require_standing(self) -> None:
        if self.period.voided:
            raise AlreadyVoided(what="appointment")
