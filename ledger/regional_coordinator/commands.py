"""Commands on regional coordinators: appoint one, end it, and take either back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger import required
from ledger.regional_coordinator.regional_coordinator import RegionalCoordinator

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class RegionalCoordinators:
    """`ledger.regional_coordinators`. All but `appoint` may raise NotFound."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def appoint(
        self,
        *,
        coordinator_id: UUID,
        region: str,
        name: str,
        contact: str | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """Name and contact are sealed under a key of the coordinator's own; IdTaken, UnknownCode, TextMissing."""
        keys = self._ledger.keys

        def decide() -> RegionalCoordinator:
            return RegionalCoordinator.appoint(
                coordinator_id,
                region=region,
                name=keys.seal(coordinator_id, "care", required.text("name", name)),
                contact=keys.seal(coordinator_id, "care", contact) if contact else None,
                occurred_on=occurred_on,
            )

        return self._ledger.create(RegionalCoordinator, coordinator_id, decide)

    def end(self, *, coordinator_id: UUID, occurred_on: date) -> "Recorded":
        """`occurred_on` is the last day; AlreadyVoided, AlreadyEnded, PeriodReversed."""
        return self._change(coordinator_id, lambda one: one.end(occurred_on=occurred_on))

    def void_end(self, *, coordinator_id: UUID, occurred_on: date) -> "Recorded":
        """AlreadyVoided, NotEnded, ReasonMissing."""
        return self._change(coordinator_id, lambda one: one.void_end(occurred_on=occurred_on))

    def void_appointment(self, *, coordinator_id: UUID, occurred_on: date) -> "Recorded":
        """The person never was one; AlreadyVoided, ReasonMissing."""
        return self._change(
            coordinator_id, lambda one: one.void_appointment(occurred_on=occurred_on)
        )

    def _change(
        self, coordinator_id: UUID, decide: Callable[[RegionalCoordinator], None]
    ) -> "Recorded":
        return self._ledger.change(RegionalCoordinator, coordinator_id, decide)
