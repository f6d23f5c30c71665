"""Days, numbers, euros and counted things as people write them, in Latvian and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

Language = Literal["lv", "en"]
LANGUAGES: tuple[Language, ...] = ("lv", "en")
LOCALES: Mapping[Language, str] = {"lv": "lv", "en": "en_GB"}
"""English has the day before the month, as all of Europe does."""
DAYS: Mapping[Language, str] = {"lv": "dd.MM.yyyy.", "en": "d\xa0MMMM yyyy"}
NOUNS: Mapping[Language, Mapping[str, Mapping[str, str]]] = {
    "lv": {
        "plans": {"zero": "plānu", "one": "plāns", "other": "plāni"},
        "persons": {"zero": "izglītojamo", "one": "izglītojamais", "other": "izglītojamie"},
        "hours": {"zero": "stundu", "one": "stunda", "other": "stundas"},
        "institutions": {"zero": "iestāžu", "one": "iestāde", "other": "iestādes"},
        "projects": {"zero": "projektu", "one": "projekts", "other": "projekti"},
        "compensations": {"zero": "kompensāciju", "one": "kompensācija", "other": "kompensācijas"},
    },
    "en": {
        "plans": {"one": "plan", "other": "plans"},
        "persons": {"one": "learner", "other": "learners"},
        "hours": {"one": "hour", "other": "hours"},
        "institutions": {"one": "institution", "other": "institutions"},
        "projects": {"one": "project", "other": "projects"},
        "compensations": {"one": "compensation", "other": "compensations"},
    },
}
"""What can be counted, in the forms that a number asks for: in Latvian 0 plānu, 1 plāns, 2 plāni, 21 plāns."""


@dataclass(frozen=True)
class Formats:
    """How one language writes them; spaces within a number, and before what it counts, do not break."""

    language: Language

    @cached_property
    def locale(self) -> Locale:
        """As Babel knows it."""
        return Locale.parse(LOCALES[self.language])

    def day(self, day: date) -> str:
        """31.08.2021. or 31 August 2021."""
        return format_date(day, DAYS[self.language], locale=self.locale)

    def number(self, number: Decimal | int) -> str:
        """Thousands apart, at most two decimals and none that say nothing: 1 812,5."""
        return format_decimal(number, "#,##0.##", locale=self.locale)

    def euros(self, amount: Decimal) -> str:
        """To the cent: 1 234,56 €."""
        return format_currency(amount, "EUR", locale=self.locale)

    def whole_euros(self, amount: Decimal) -> str:
        """Where there is no room for cents: 1 235."""
        return format_decimal(amount.quantize(Decimal(1), ROUND_HALF_UP), locale=self.locale)

    def percent(self, percent: Decimal) -> str:
        """In whole per cent; of what is there, but less than half of one, that it is less than one."""
        if 0 < percent < Decimal("0.5"):
            return f"<\xa0{self.percent(Decimal(1))}"
        whole = format_decimal(percent.quantize(Decimal(1), ROUND_HALF_UP), locale=self.locale)
        return f"{whole}\xa0%" if self.language == "lv" else f"{whole}%"

    def noun(self, count: Decimal | int, counted: str) -> str:
        """What is counted, in the form that the count asks for as it is written: 1,50 is read as 1,5."""
        written = Decimal(count).quantize(Decimal("0.01")).normalize()
        exponent = int(written.as_tuple().exponent)
        form = self.locale.plural_form(written if exponent < 0 else int(written))
        return NOUNS[self.language][counted][form]

    def counted(self, count: Decimal | int, counted: str) -> str:
        """Both: 21 plāns, 2 plans."""
        return f"{self.number(count)}\xa0{self.noun(count, counted)}"
