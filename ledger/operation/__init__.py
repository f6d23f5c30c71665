"""The operation and its dated rules."""

from ledger.operation.commands import Operations
from ledger.operation.operation import OPERATION_ID, Operation
from ledger.operation.rules import STAGES, Ceiling, LumpSum, Rate, Shares

__all__ = [
    "OPERATION_ID",
    "STAGES",
    "Ceiling",
    "LumpSum",
    "Operation",
    "Operations",
    "Rate",
    "Shares",
]
