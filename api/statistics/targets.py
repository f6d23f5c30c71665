"""What the operation is to reach, as pages of it say: data with their source, since no event sets them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ledger import reference


@dataclass(frozen=True)
class OperationTarget:
    """A target, and the first day on which it holds where a page says it."""

    value: Decimal
    unit: str
    relation: str
    valid_from: date | None
    source: str
    note: str


def targets(name: str) -> tuple[OperationTarget, ...]:
    """The targets of that name, the first one first; none of no name."""
    return tuple(
        OperationTarget(
            value=Decimal(row["value"]),
            unit=row["unit"],
            relation=row["relation"],
            valid_from=date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
            source=row["source"],
            note=row["note"],
        )
        for row in reference.rows("targets")
        if row["target"] == name
    )
