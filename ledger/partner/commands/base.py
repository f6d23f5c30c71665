"""What every command on a partner does: load, decide, append."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.partner.partner import Partner
from ledger.partner.values import bank_entry
from ledger.store.holds import Holds, Reservation

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class PartnerCommands:
    """The ledger, and the way into it that the command methods share."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def change(
        self,
        partner_id: UUID,
        decide: Callable[[Partner], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a partner, let verbs decide, append what they decided."""
        return self._ledger.change(Partner, partner_id, decide, made=made)


def entry_of(partner: Partner, reference: str) -> Reservation:
    """One entry of the bank is one payment, or one receipt."""
    return Reservation("bank_entry", bank_entry(partner.id, reference), partner.id)
