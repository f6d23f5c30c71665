"""Commands on mergers: of both partners in one append."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner import merging
from ledger.partner.commands.base import PartnerCommands
from ledger.partner.partner import Partner

if TYPE_CHECKING:
    from ledger.application import Recorded


class MergerCommands(PartnerCommands):
    """Institutions are attached to the successor by facts of their own."""

    def merge(
        self, *, partner_id: UUID, successor_id: UUID, merger_id: UUID, occurred_on: date
    ) -> "Recorded":
        """The partner is dissolved that day; what it is owed and owes passes on, as far as it is recorded.

        IdTaken, PartnerDissolved, NotItsSuccessor, MunicipalityStands.
        """
        return self._together(
            partner_id,
            successor_id,
            lambda partner, successor: merging.merge(
                partner,
                successor,
                merger_id=merger_id,
                spent=self._ledger.spent(partner_id),
                occurred_on=occurred_on,
            ),
            made=merger_id,
        )

    def pass_on(self, *, partner_id: UUID, occurred_on: date) -> "Recorded":
        """What was recorded about the dissolved partner since its merger passes on, too.

        NotDissolved, NothingToPassOn, BeforeWhatItCorrects.
        """
        return self._with_successor(
            partner_id,
            lambda partner, successor: merging.pass_on(
                partner,
                successor,
                spent=self._ledger.spent(partner_id),
                occurred_on=occurred_on,
            ),
        )

    def void_merger(self, *, partner_id: UUID, occurred_on: date) -> "Recorded":
        """It was not dissolved, or not so. ReasonMissing, NotDissolved, AdvanceSettled, BeforeWhatItCorrects."""
        return self._with_successor(
            partner_id,
            lambda partner, successor: merging.void_merger(
                partner, successor, occurred_on=occurred_on
            ),
        )

    def _with_successor(
        self, partner_id: UUID, verb: Callable[[Partner, Partner], None]
    ) -> "Recorded":
        def attempt() -> "Recorded":
            merger = merging.dissolved(self._ledger.load(Partner, partner_id))
            return self._together(partner_id, merger.successor_id, verb)

        return self._ledger.once(attempt)

    def _together(
        self,
        partner_id: UUID,
        successor_id: UUID,
        verb: Callable[[Partner, Partner], None],
        made: UUID | None = None,
    ) -> "Recorded":
        return self._ledger.change_together(
            Partner, (partner_id, successor_id), lambda both: verb(*both), made=made
        )
