"""Code lists and municipalities: known codes, in two languages, as they were on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger import municipality, reference
from ledger.errors import MunicipalityNotThen, UnknownCode
from ledger.role import Role
from ledger.vocabulary import municipalities, require, terms

REFORM = date(2021, 7, 1)
BEFORE = REFORM - timedelta(1)
LISTS = {row["list"] for row in reference.rows("vocabulary")}


def test_what_took_the_place_of_a_municipality_is_named() -> None:
    """Whoever names one that was dissolved is told which to name: of each of them, and none before there was one."""
    for code, row in municipalities().items():
        if row["valid_to"]:
            with pytest.raises(
                MunicipalityNotThen, match=rf"name LV-\d{{3}}, {row['successor']}\.$"
            ):
                municipality.require_existing(code, date(2022, 8, 31))
    with pytest.raises(MunicipalityNotThen, match="name LV-059, Madonas novads"):
        municipality.require_existing("LV-021", date(2022, 8, 31))


def test_the_lists_of_the_operation_are_there() -> None:
    """Those that its rules and events name."""
    needed = {
        *("risk_group", "risk_factor", "specialist", "compensation", "delivery", "region"),
        *("institution_kind", "consultation_kind", "subject", "outcome", "risk_result"),
        *("form_of_cost", "cost_category", "funding_source"),
    }
    assert needed <= LISTS


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_code_reads_in_both_languages(name: str) -> None:
    """A code is known once, and has a Latvian and an English label."""
    rows = [row for row in reference.rows("vocabulary") if row["list"] == name]
    assert len(terms(name)) == len(rows)
    for term in terms(name).values():
        assert term.lv
        assert term.en
        assert require(name, term.code) == term.code


def test_roles_are_listed() -> None:
    """Those that events name, and no others."""
    assert set(terms("role")) == set(Role)


def test_each_factor_belongs_to_a_group() -> None:
    """The group stands before the point."""
    assert {code.split(".")[0] for code in terms("risk_factor")} == set(terms("risk_group"))


@pytest.mark.parametrize(
    ("name", "code"), [("delivery", "by_owl"), ("nothing", "remote"), ("", "")]
)
def test_other_codes_are_refused(name: str, code: str) -> None:
    """Naming the list."""
    with pytest.raises(UnknownCode, match=f"the list {name}"):
        require(name, code)


def test_the_reform_left_43_municipalities_of_119() -> None:
    """119 until 2021-06-30, 43 from 2021-07-01."""
    assert sum(municipality.existed(code, BEFORE) for code in municipalities()) == 119
    assert sum(municipality.existed(code, REFORM) for code in municipalities()) == 43


def test_each_municipality_is_reported_in_a_region() -> None:
    """One of five."""
    assert {municipality.region(code) for code in municipalities()} == set(terms("region"))


def test_a_municipality_is_asked_for_by_day() -> None:
    """Cesvaine was one until the reform; Valmieras novads is one since."""
    assert municipality.require_existing("LV-021", BEFORE) == "LV-021"
    assert municipality.require_existing("LV-113", REFORM) == "LV-113"
    for code, day in (("LV-021", REFORM), ("LV-113", BEFORE)):
        with pytest.raises(MunicipalityNotThen, match=f"{code} .* {day}"):
            municipality.require_existing(code, day)
    with pytest.raises(UnknownCode):
        municipality.region("LV-000")
