"""Euros and hours: exact, rounded once, and shares that always add up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import AmountNotPositive, HoursNotInQuarters, NotInCents, TooManyDecimals
from ledger.money import CENT, LARGEST, Quantum, esf_shown, euros, hours, rounded
from ledger.operation import Shares

AMOUNTS = st.decimals(CENT, LARGEST, places=2)


@given(AMOUNTS)
def test_amounts_in_cents_are_kept(amount: Decimal) -> None:
    """Each is itself, with two decimals, however it is written."""
    assert euros(amount) == amount
    assert str(euros(amount.normalize())) == f"{amount:f}"


@pytest.mark.parametrize(
    "text", ["0.001", "NaN", "sNaN", "Infinity", "-Infinity", "1E+12", "1E+400"]
)
def test_what_is_not_in_cents_is_refused(text: str) -> None:
    """Fractions of a cent, no numbers, and more than there is."""
    with pytest.raises(NotInCents):
        euros(Decimal(text))


@pytest.mark.parametrize("text", ["0", "-0.00", "-1.50"])
def test_amounts_are_positive(text: str) -> None:
    """What is taken back is an event, not a negative amount."""
    with pytest.raises(AmountNotPositive):
        euros(Decimal(text))


@given(st.integers(1, 96))
def test_hours_are_quarters_of_a_day(quarters: int) -> None:
    """0.25 to 24."""
    assert hours(Decimal(quarters) / 4) == Decimal(quarters) / 4


@pytest.mark.parametrize(
    "text", ["0", "-1", "0.1", "25", "24.25", "0.125", "NaN", "sNaN", "Infinity"]
)
def test_other_hours_are_refused(text: str) -> None:
    """Nothing, less than nothing, no quarters, more than a day, no number."""
    with pytest.raises(HoursNotInQuarters):
        hours(Decimal(text))


@given(st.decimals(0, 10**9, places=6))
def test_rounding_is_half_up_to_the_cent(value: Decimal) -> None:
    """Never further off than half a cent; a half goes up."""
    assert rounded(value) == value.quantize(CENT, ROUND_HALF_UP)
    assert -CENT / 2 < rounded(value) - value <= CENT / 2


def test_a_half_goes_up() -> None:
    """0.25 hours at 10.10 make 2.53, not 2.52."""
    assert rounded(Decimal("10.10") * Decimal("0.25")) == Decimal("2.53")


@given(st.lists(AMOUNTS.filter(lambda amount: amount < 10**9), max_size=20), st.integers(0, 100))
def test_exact_shares_add_up_in_any_slicing(amounts: list[Decimal], percent: int) -> None:
    """The share of a sum is the sum of the shares, in four decimals; the shown ESF part rounds down once."""
    shares = [amount * percent / 100 for amount in amounts]
    assert all(share == Quantum(4, "EUR").of(share) for share in shares)
    total = sum(amounts, Decimal(0))
    assert sum(shares, Decimal(0)) == total * percent / 100
    assert 0 <= total * percent / 100 - esf_shown(total, Decimal(percent)) < CENT


def test_the_published_budget_is_split_the_same_way() -> None:
    """In whole euros: 39 812 376 = 33 840 519 + 5 971 857."""
    esf = esf_shown(Decimal(39812376), Decimal(85))
    assert esf == Decimal("33840519.60")
    assert (int(esf), 39812376 - int(esf)) == (33840519, 5971857)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_stored_number_has_its_decimals(value: Decimal) -> None:
    """Never 1E+2."""
    assert str(Quantum(2, "EUR").of(value.normalize())) == f"{value:.2f}"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "84.999", "1E+15"])
def test_a_value_inside_an_event_is_refused_rather_than_rounded(value: str) -> None:
    """What is stored is what was said."""
    with pytest.raises(TooManyDecimals):
        Shares(Decimal(value), Decimal(15), Decimal(0))
