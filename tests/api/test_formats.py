"""How days, numbers, euros and counted things are written in Latvian and in English."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from api.formats import LANGUAGES, NOUNS, Formats

LV, EN = Formats("lv"), Formats("en")


@pytest.mark.parametrize(
    ("amount", "lv", "en"),
    [
        ("0", "0,00\xa0€", "€0.00"),
        ("0.05", "0,05\xa0€", "€0.05"),
        ("-1.5", "-1,50\xa0€", "-€1.50"),
        ("999.99", "999,99\xa0€", "€999.99"),
        ("1234.56", "1\xa0234,56\xa0€", "€1,234.56"),
        ("-12345.6", "-12\xa0345,60\xa0€", "-€12,345.60"),
        ("39812376", "39\xa0812\xa0376,00\xa0€", "€39,812,376.00"),
    ],
)
def test_euros_are_written_to_the_cent(amount: str, lv: str, en: str) -> None:
    """With spaces that do not break, in Latvian."""
    assert (LV.euros(Decimal(amount)), EN.euros(Decimal(amount))) == (lv, en)


@pytest.mark.parametrize(
    ("number", "lv", "en"),
    [
        ("0", "0", "0"),
        ("0.25", "0,25", "0.25"),
        ("-2.50", "-2,5", "-2.5"),
        ("4784.00", "4\xa0784", "4,784"),
        ("1234567.75", "1\xa0234\xa0567,75", "1,234,567.75"),
    ],
)
def test_numbers_have_no_decimals_that_say_nothing(number: str, lv: str, en: str) -> None:
    """Hours come in quarters."""
    assert (LV.number(Decimal(number)), EN.number(Decimal(number))) == (lv, en)


@pytest.mark.parametrize(
    ("percent", "lv", "en"),
    [
        ("0", "0\xa0%", "0%"),
        ("0.4", "<\xa01\xa0%", "<\xa01%"),
        ("0.5", "1\xa0%", "1%"),
        ("74.49", "74\xa0%", "74%"),
        ("100", "100\xa0%", "100%"),
    ],
)
def test_shares_are_written_in_whole_per_cent(percent: str, lv: str, en: str) -> None:
    """What is there is never nothing."""
    assert (LV.percent(Decimal(percent)), EN.percent(Decimal(percent))) == (lv, en)


def test_euros_are_rounded_half_up_where_there_is_no_room() -> None:
    """As anybody would."""
    assert LV.whole_euros(Decimal("1234.50")) == "1\xa0235"
    assert EN.whole_euros(Decimal("2.49")) == "2"


def test_days_are_written_as_each_language_does() -> None:
    """The Latvian day ends with a full stop."""
    day = date(2021, 8, 31)
    assert (LV.day(day), EN.day(day)) == ("31.08.2021.", "31\xa0August 2021")


def test_plans_are_counted_in_the_three_latvian_forms() -> None:
    """0 plānu, 1 plāns, 2 plāni, 11 plānu, 21 plāns: every number to 31, and to 131 likewise."""
    for count in range(132):
        tens, ones = count % 100, count % 10
        form = "plānu" if ones == 0 or 11 <= tens <= 19 else "plāns" if ones == 1 else "plāni"
        assert LV.counted(count, "plans") == f"{count}\xa0{form}"
        assert EN.counted(count, "plans") == f"{count}\xa0{'plan' if count == 1 else 'plans'}"


@pytest.mark.parametrize(
    ("hours", "lv", "en"),
    [
        ("0.00", "0\xa0stundu", "0\xa0hours"),
        ("0.25", "0,25\xa0stundas", "0.25\xa0hours"),
        ("1.00", "1\xa0stunda", "1\xa0hour"),
        ("1.50", "1,5\xa0stundas", "1.5\xa0hours"),
        ("10.00", "10\xa0stundu", "10\xa0hours"),
        ("1021.00", "1\xa0021\xa0stunda", "1,021\xa0hours"),
    ],
)
def test_hours_are_counted_as_they_are_written(hours: str, lv: str, en: str) -> None:
    """Not by decimals that are not shown."""
    count = Decimal(hours)
    assert (LV.counted(count, "hours"), EN.counted(count, "hours")) == (lv, en)


def test_every_noun_has_the_forms_of_its_language() -> None:
    """As many as Babel's rules tell apart, in both languages."""
    assert {frozenset(NOUNS[language]) for language in LANGUAGES} == {frozenset(NOUNS["lv"])}
    for language in LANGUAGES:
        forms = {*Formats(language).locale.plural_form.tags, "other"}
        assert all(set(noun) == forms for noun in NOUNS[language].values())
