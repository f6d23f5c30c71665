"""What may happen to a regional coordinator: appointed, gone, and both taken back."""

from typing import TYPE_CHECKING

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.sealed import Sealed
from ledger.text import Region

if TYPE_CHECKING:
    from ledger.regional_coordinator.regional_coordinator import RegionalCoordinator


class Appointed(Birth):
    """A person coordinates the operation in a region from the day it occurred on."""

    TOPIC = "regional_coordinator.appointed"
    MAY_LIE_AHEAD = True
    region: Region
    name: Sealed
    contact: Sealed | None


class Ended(Fact):
    """The person no longer does; the day it occurred on was the last."""

    TOPIC = "regional_coordinator.ended"
    MAY_LIE_AHEAD = True

    def apply(self, coordinator: "RegionalCoordinator") -> None:
        coordinator.period.last_day = self.occurred_on


class EndVoided(Fact):
    """The ending had been recorded wrongly: the person goes on."""

    TOPIC = "regional_coordinator.end_voided"

    def apply(self, coordinator: "RegionalCoordinator") -> None:
        coordinator.period.last_day = None


class AppointmentVoided(Fact):
    """The appointment had been recorded wrongly: the person never was one."""

    TOPIC = "regional_coordinator.appointment_voided"

    def apply(self, coordinator: "RegionalCoordinator") -> None:
        coordinator.period.voided = True
