"""Commands on methodical materials: publish, supersede and withdraw them, and take it back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.material import material as verbs
from ledger.material.errors import SupersededByItself
from ledger.material.events import Description
from ledger.material.material import Material
from ledger.passed_on import passed_on
from ledger.store.holds import Holds, Reservation

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded

HELD = "material"


class Materials:
    """`ledger.materials`. All but `publish_material` may raise NotFound; what takes back or corrects, ReasonMissing."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    correct_description = passed_on(verbs.correct_description)
    withdraw_material = passed_on(verbs.withdraw_material)
    void_withdrawal = passed_on(verbs.void_withdrawal)

    def publish_material(
        self, *, material_id: UUID, description: Description, sha256: str, occurred_on: date
    ) -> "Recorded":
        """One version, one document; MaterialPublishedAlready where that document is known."""
        return self._ledger.create(
            Material,
            material_id,
            lambda: verbs.publish_material(
                material_id, description=description, sha256=sha256, occurred_on=occurred_on
            ),
            Holds(reserve=(Reservation(HELD, sha256.lower(), material_id),)),
        )

    def void_publishing(self, *, material_id: UUID, occurred_on: date) -> "Recorded":
        """It was never published; its document may be published again. The reason is required."""

        def decide(material: Material) -> Holds:
            verbs.void_publishing(material, occurred_on=occurred_on)
            return Holds(release=((HELD, material.sha256),))

        return self.change(material_id, decide)

    def supersede(self, *, material_id: UUID, by: UUID, occurred_on: date) -> "Recorded":
        """Another material that is current takes its place."""
        if by == material_id:
            raise SupersededByItself()
        return self._ledger.change_together(
            Material,
            (material_id, by),
            lambda both: verbs.supersede(*both, occurred_on=occurred_on),
        )

    def void_supersession(self, *, material_id: UUID, occurred_on: date) -> "Recorded":
        """Nothing took its place; the reason is required."""

        def attempt() -> "Recorded":
            by = verbs.require_superseded(self._ledger.load(Material, material_id))
            return self._ledger.change_together(
                Material,
                (material_id, by),
                lambda both: verbs.void_supersession(*both, occurred_on=occurred_on),
            )

        return self._ledger.once(attempt)

    def change(
        self,
        material_id: UUID,
        decide: Callable[[Material], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a material, let verbs decide, append what they decided."""
        return self._ledger.change(Material, material_id, decide, made=made)
