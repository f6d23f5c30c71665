"""Regional coordinators: who coordinates the operation in one of its five regions."""

from ledger.regional_coordinator.commands import RegionalCoordinators
from ledger.regional_coordinator.regional_coordinator import RegionalCoordinator

__all__ = ["RegionalCoordinator", "RegionalCoordinators"]
