"""What the publicity report says in Latvian and in English, beside its figures."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from types import SimpleNamespace

from api.formats import Formats, Language
from api.statistics.period import SEMESTER, YEAR, Period


@cache
def words(language: Language) -> SimpleNamespace:
    """Every text of words.csv by its name."""
    text = resources.files("api.publicity").joinpath("words.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return SimpleNamespace(**{row["name"]: row[language] for row in rows})


def period(asked: Period, formats: Formats) -> str:
    """A period as people write it: 2020./2021. mācību gada I semestris, until 31 August 2021."""
    autumn = asked.first_day.year
    half = asked.code.rpartition(" ")[2]
    if asked.kind == SEMESTER and formats.language == "lv":
        return f"{autumn}./{autumn + 1}. mācību gada {half}\xa0semestris"
    if asked.kind == SEMESTER:
        return f"school year {asked.code[:7]}, semester\xa0{half}"
    if asked.kind == YEAR:
        lv = formats.language == "lv"
        return f"{autumn}./{autumn + 1}. mācību gads" if lv else f"school year {asked.code}"
    return until(asked, formats)


def until(asked: Period, formats: Formats) -> str:
    """Up to the last day of a period."""
    word = {"lv": "līdz", "en": "until"}[formats.language]
    return f"{word} {formats.day(asked.last_day)}"
