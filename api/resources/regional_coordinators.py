"""Regional coordinators: who coordinates the operation in each of its five regions, by date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.reach import reach
from api.resource import Resource
from ledger.errors import NotFound
from ledger.regional_coordinator import RegionalCoordinator
from ledger.regional_coordinator import RegionalCoordinators as Commands
from ledger.store.connection import Connection
from projections.regional_coordinators import (
    Appointment,
    AppointmentFilter,
    RegionalCoordinators,
)

regional_coordinators = Resource(
    "regional_coordinators",
    "Who coordinates the operation in each of its five regions; a region may have several.",
    commands="regional_coordinators",
    location="/regional-coordinators/{coordinator_id}",
)

_COORDINATOR = "/regional-coordinators/<uuid:coordinator_id>"

regional_coordinators.command("/regional-coordinators", Commands.appoint, makes="coordinator_id")
regional_coordinators.command(f"{_COORDINATOR}/end", Commands.end)
regional_coordinators.command(f"{_COORDINATOR}/void-end", Commands.void_end, reason=True)
regional_coordinators.command(f"{_COORDINATOR}/void", Commands.void_appointment, reason=True)


@dataclass(frozen=True)
class RegionalCoordinatorNamed:
    """Who coordinates in a region, opened."""

    coordinator_id: UUID
    region: str
    name: str
    contact: str | None
    first_day: date
    last_day: date | None


@regional_coordinators.listing(
    "/regional-coordinators",
    RegionalCoordinators,
    shows=Appointment,
    where=AppointmentFilter,
    query=TWO_TIMES,
)
def listed(connection: Connection, **asked: Any) -> list[Appointment]:
    """Those appointed by a day; `acting=true`: those who coordinate that day. Names stay sealed."""
    return RegionalCoordinators.page(connection, **asked)


@regional_coordinators.question(
    _COORDINATOR, shows=RegionalCoordinatorNamed, stream="coordinator_id"
)
def one(connection: Connection, *, coordinator_id: UUID) -> RegionalCoordinatorNamed:
    """Who a coordinator is, as known now: name and contact, which are sealed in the log."""
    del connection
    found = reach().ledger.load(RegionalCoordinator, coordinator_id)
    if found.period.voided:
        raise NotFound(what="regional_coordinator", id=coordinator_id)
    keys = reach().keys
    return RegionalCoordinatorNamed(
        coordinator_id,
        found.region,
        keys.unseal(coordinator_id, found.name),
        keys.unseal(coordinator_id, found.contact) if found.contact else None,
        found.period.first_day,
        found.period.last_day,
    )
