"""A call: from when to when a municipality takes applications for youth initiative projects."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self
from uuid import UUID

from eventsourcing.domain import event

from ledger import required
from ledger.aggregate import Aggregate
from ledger.dated import require_period
from ledger.errors import AlreadyVoided
from ledger.partner import Partner
from ledger.role import Role
from ledger.scope import Scope
from ledger.youth_project import events
from ledger.youth_project.errors import CallNotOpen
from ledger.youth_project.values import Home, home


class YouthProjectCall(Aggregate):
    """One stream for each call: there may be calls in which nobody applies, and those count, too."""

    TOPIC = "youth_project_call"
    RECORDED_BY = (Role.PARTNER_COORDINATOR,)

    home: Home
    opens_on: date
    closes_on: date
    voided: bool

    Opened = events.CallOpened
    Corrected = events.CallCorrected
    Voided = events.CallVoided

    def holders(self, day: date) -> Collection[Scope]:
        """Whose call it is."""
        del day
        return self.home.holders

    @classmethod
    def open(
        cls,
        id: UUID,  # noqa: A002  the library's name
        partner: Partner,
        *,
        occurred_on: date,
        **said: Any,
    ) -> Self:
        """`said`: name, opens_on, closes_on, source.

        TextMissing, PeriodReversed, PartnerNotMunicipality, MunicipalityNotThen.
        """
        where = home(partner, occurred_on)
        return cls._create(cls.Opened, id=id, home=where, occurred_on=occurred_on, **_call(**said))

    def correct(self, *, occurred_on: date, **said: Any) -> None:
        """`said` as for `open`; ReasonMissing, AlreadyVoided."""
        required.reason()
        self._require_standing()
        self.trigger_event(self.Corrected, occurred_on=occurred_on, **_call(**said))

    def void(self, *, occurred_on: date) -> None:
        """ReasonMissing, AlreadyVoided."""
        required.reason()
        self._require_standing()
        self.trigger_event(self.Voided, occurred_on=occurred_on)

    def require_open(self, day: date) -> None:
        """That applications are taken that day; AlreadyVoided, CallNotOpen."""
        self._require_standing()
        if not self.opens_on <= day <= self.closes_on:
            raise CallNotOpen(opens_on=self.opens_on, closes_on=self.closes_on, day=day)

    def _require_standing(self) -> None:
        if self.voided:
            raise AlreadyVoided(what="call")

    @event(Opened)
    def __init__(self, home: Home, opens_on: date, closes_on: date) -> None:
        self.home, self.voided = home, False
        self.opens_on, self.closes_on = opens_on, closes_on


def _call(name: str, opens_on: date, closes_on: date, source: str) -> dict[str, Any]:
    require_period(opens_on, closes_on)
    return {
        "name": required.text("name", name),
        "opens_on": opens_on,
        "closes_on": closes_on,
        "source": required.text("source", source),
    }
