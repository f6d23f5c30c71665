"""Settlements of partners: declared by semester, approved, and recovered where something was wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.partner import Partners as Commands
from ledger.store.connection import Connection
from projections.settlement_rows import Recovery, Settlement, SettlementFilter
from projections.settlements import Settlements

settlements = Resource(
    "settlements",
    "What partners declare for a semester, what of it is approved, and what has to come back.",
    commands="partners",
    location="/partners/{partner_id}",
)

_PARTNER = "/partners/<uuid:partner_id>"
_SETTLEMENTS = f"{_PARTNER}/settlements"
_SETTLEMENT = f"{_SETTLEMENTS}/<uuid:settlement_id>"
_RECOVERY = f"{_PARTNER}/recoveries/<uuid:recovery_id>"
_RECEIPT = f"{_PARTNER}/recovery-receipts/<uuid:receipt_id>"

settlements.command(_SETTLEMENTS, Commands.submit_settlement, makes="settlement_id", guarded=True)
settlements.command(f"{_SETTLEMENT}/resubmit", Commands.resubmit_settlement, guarded=True)
settlements.command(f"{_SETTLEMENT}/return", Commands.return_settlement, reason=True, guarded=True)
settlements.command(
    f"{_SETTLEMENT}/void-return", Commands.void_settlement_return, reason=True, guarded=True
)
settlements.command(
    f"{_SETTLEMENT}/approve", Commands.approve_settlement, makes="approval_id", guarded=True
)
settlements.command(
    f"{_SETTLEMENT}/void-approval", Commands.void_approval, reason=True, guarded=True
)
settlements.command(f"{_SETTLEMENT}/void", Commands.void_settlement, reason=True, guarded=True)
settlements.command(
    f"{_SETTLEMENT}/recoveries", Commands.decide_recovery, makes="recovery_id", guarded=True
)
settlements.command(f"{_RECOVERY}/void", Commands.void_recovery, reason=True, guarded=True)
settlements.command(
    f"{_RECOVERY}/receipts", Commands.receive_recovery, makes="receipt_id", guarded=True
)
settlements.command(
    f"{_RECOVERY}/offsets", Commands.offset_recovery, makes="receipt_id", guarded=True
)
settlements.command(f"{_RECEIPT}/void", Commands.void_recovery_receipt, reason=True, guarded=True)


@settlements.listing(
    "/settlements", Settlements, shows=Settlement, where=SettlementFilter, query=TWO_TIMES
)
def listed(connection: Connection, **asked: Any) -> list[Settlement]:
    """Settlements as of a day, in the order in which they were first submitted."""
    return Settlements.page(connection, **asked)


@settlements.question(
    _SETTLEMENT, Settlements, shows=Settlement, query=TWO_TIMES, stream="partner_id"
)
def one(
    connection: Connection, *, partner_id: UUID, settlement_id: UUID, **when: Any
) -> Settlement:
    """A settlement as of a day: declared, approved, off-set, to come back."""
    for found in Settlements.page(connection, SettlementFilter(partner_id, settlement_id), **when):
        return found
    raise NotFound(what="settlement", id=settlement_id)


@settlements.listing(
    "/recoveries", Settlements, shows=Recovery, where=SettlementFilter, query=TWO_TIMES
)
def recoveries(connection: Connection, **asked: Any) -> list[Recovery]:
    """What of approved settlements is to come back, and what of it has, as of a day."""
    return Settlements.recoveries(connection, **asked)
