"""Regional coordinators: from when to when somebody coordinates in a region; who it is stays sealed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from ledger.regional_coordinator import events
from ledger.store.connection import Connection
from projections.projection import At, Projection, on
from projections.versions import FOREVER, Versions, moment


@dataclass(frozen=True, slots=True)
class Appointment:
    """A person coordinates in a region; `last_day` is None while they do."""

    coordinator_id: UUID
    position: int
    """Of the appointment; lists are in this order."""
    region: str
    first_day: date
    known_from: int
    known_to: int = FOREVER
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class AppointmentFilter:
    """Which appointments: None stands for any."""

    coordinator_id: UUID | None = None
    region: str | None = None
    acting: bool | None = None
    """Whether they coordinate on the day."""


ANY_APPOINTMENT = AppointmentFilter()


class RegionalCoordinators(Projection):
    """Appointments by day. What was voided never was; the last day is a day of it."""

    appointments = Versions(Appointment, key=("coordinator_id",))

    @on(events.Appointed)
    def appointed(self, event: events.Appointed, at: At) -> None:
        self.appointments.learn(
            Appointment(
                coordinator_id=event.originator_id,
                position=at.position,
                region=event.region,
                first_day=event.occurred_on,
                known_from=at.position,
            )
        )

    @on(events.Ended)
    def ended(self, event: events.Ended, at: At) -> None:
        self.appointments.revise(event.originator_id, at=at, last_day=event.occurred_on)

    @on(events.EndVoided)
    def end_voided(self, event: events.EndVoided, at: At) -> None:
        self.appointments.revise(event.originator_id, at=at, last_day=None)

    @on(events.AppointmentVoided)
    def appointment_voided(self, event: events.AppointmentVoided, at: At) -> None:
        self.appointments.withdraw(event.originator_id, at=at)

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: AppointmentFilter = ANY_APPOINTMENT,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[Appointment]:
        """Those appointed by a day, in the order in which it was recorded, after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, Appointment, "page", asked)
