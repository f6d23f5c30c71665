"""Euros, hours and funding shares: exact decimals, rounded once and in one place."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Annotated

from ledger.errors import AmountNotPositive, HoursNotInQuarters, NotInCents, TooManyDecimals


@dataclass(frozen=True)
class Quantum:
    """How many decimals a number keeps when it is stored, and of what it is a number."""

    places: int
    unit: str

    def of(self, value: Decimal) -> Decimal:
        """`value` with exactly these decimals, so that 1E+2 is stored as 100.00; TooManyDecimals."""
        if not value.is_finite() or abs(value) > LARGEST:
            raise TooManyDecimals(value=value, places=self.places)
        if value.same_quantum(self.step):
            return value
        kept = value.quantize(self.step)
        if kept != value:
            raise TooManyDecimals(value=value, places=self.places)
        return kept

    @cached_property
    def step(self) -> Decimal:
        """The least that it tells apart."""
        return Decimal(1).scaleb(-self.places)


Euros = Annotated[Decimal, Quantum(2, "EUR")]
Hours = Annotated[Decimal, Quantum(2, "hours in quarters")]
Percent = Annotated[Decimal, Quantum(2, "per cent")]
ExactEuros = Annotated[Decimal, Quantum(4, "EUR")]
"""An amount in cents times a share in whole per cent: four decimals, never rounded."""

CENT = Decimal("0.01")
QUARTER = Decimal("0.25")
ZERO = Decimal("0.00")
LARGEST = Decimal("999999999999.99")


def euros(value: Decimal) -> Decimal:
    """`value` as a positive amount in whole cents; NotInCents, AmountNotPositive."""
    if not value.is_finite() or abs(value) > LARGEST or value != value.quantize(CENT):
        raise NotInCents(value=value)
    if value <= 0:
        raise AmountNotPositive(value=value)
    return value.quantize(CENT)


def hours(value: Decimal) -> Decimal:
    """`value` as hours in quarters, 0.25 to 24; HoursNotInQuarters."""
    if not value.is_finite() or not QUARTER <= value <= 24 or value % QUARTER:
        raise HoursNotInQuarters(value=value)
    return value.quantize(CENT)


def quarters(value: Decimal) -> Decimal:
    """`value` as planned hours in quarters, more than none; HoursNotInQuarters."""
    if not value.is_finite() or not QUARTER <= value <= 999 or value % QUARTER:
        raise HoursNotInQuarters(value=value)
    return value.quantize(CENT)


def rounded(value: Decimal) -> Decimal:
    """To the cent, half up: how a consultation's amount is rounded, once."""
    return value.quantize(CENT, ROUND_HALF_UP)


def esf_shown(total: Decimal, percent: Decimal) -> Decimal:
    """The ESF share of a total where it is shown: rounded down to the cent; the state has the rest.

    The published budget does the same in whole euros: 39 812 376 = 33 840 519 + 5 971 857.
    """
    return (total * percent / 100).quantize(CENT, ROUND_DOWN)
