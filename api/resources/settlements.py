"""Settlements of partners: declared by semester, approved, and recovered where something was wrong."""

from __future__ import annotations

from api.resource import Resource
from ledger.partner import Partners as Commands

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
