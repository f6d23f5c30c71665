"""What the commands on youth projects share: the ledger, and the ways into it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.operation import OPERATION_ID, Operation
from ledger.partner import Partner
from ledger.store.holds import Holds
from ledger.youth_project.youth_project import YouthProject

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class YouthProjectCommands:
    """The ledger, and what of it a youth project needs."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def _change(
        self,
        youth_project_id: UUID,
        decide: Callable[[YouthProject], Holds | None],
        made: UUID | None = None,
    ) -> "Recorded":
        return self._ledger.change(YouthProject, youth_project_id, decide, made=made)

    def _operation(self) -> Operation:
        return self._ledger.reference(Operation, OPERATION_ID)

    def _partner(self, partner_id: UUID) -> Partner:
        return self._ledger.reference(Partner, partner_id)
