"""What a figure is asked with once it is understood, and what a source of figures counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from api.statistics.period import Period
from api.statistics.scope import INSTITUTION, MUNICIPALITY, REGION, Scope
from ledger.sealed import Keys
from ledger.store.connection import Connection

Number = int | Decimal


@dataclass(frozen=True)
class Asking:
    """One figure, of one scope and period, by some dimensions, at two times."""

    connection: Connection
    keys: Keys | None
    """Without them, what is sealed cannot be counted."""
    about: str
    """What of its source the figure is."""
    scope: Scope
    period: Period
    group_by: tuple[str, ...]
    as_of: date
    known_at: int

    @property
    def two_times(self) -> dict[str, Any]:
        """As the read models take them."""
        return {"as_of": self.as_of, "known_at": self.known_at}

    @property
    def days(self) -> dict[str, Any]:
        """The first and the last day of the period."""
        return {"since": self.period.first_day, "until": self.period.last_day}

    @property
    def place(self) -> dict[str, str]:
        """The filter of a read model that calls an institution `institution_id`."""
        names = {REGION: "region", MUNICIPALITY: "municipality", INSTITUTION: "institution_id"}
        return {names[kind]: value for kind, value in self.scope.where.items()}


@dataclass(frozen=True)
class Counted:
    """A number, of what has something in common."""

    group: dict[str, str | None]
    value: Number | None
    """None where there is nothing of which it could be a share."""


def share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """Per cent, rounded half up to one decimal; None of nothing."""
    if not whole:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
