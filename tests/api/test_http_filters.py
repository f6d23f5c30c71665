"""Filters that mean nothing are refused: no total is ever zero because a word was misspelled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from api.moment import now, today
from tests.api.http import NOBODY, Api, refused
from tests.api.world import World


@pytest.mark.parametrize(
    ("path", "code", "parameter"),
    [
        ("/payments/total?municipality=Madona", "unknown_code", "municipality"),
        ("/payments/total?period=2020/21", "no_such_semester", "period"),
        ("/payments?kind=gift", "unknown_code", "kind"),
        ("/payments?purpose=other", "unknown_code", "purpose"),
        ("/partners?kind=general", "unknown_code", "kind"),
        ("/institutions?kind=municipality", "unknown_code", "kind"),
        ("/institutions?region=madona", "unknown_code", "region"),
        ("/plans/count?semester=foo", "no_such_semester", "semester"),
        ("/plans?school_year=2020", "unknown_code", "school_year"),
        ("/plans?state=open", "unknown_code", "state"),
        ("/students?stage=7", "unknown_code", "stage"),
        ("/students?risk_group=money", "unknown_code", "risk_group"),
        ("/log?type=foo", "unknown_code", "type"),
        ("/funding/totals?cost_category=consultations,foo", "unknown_code", "cost_category"),
        ("/funding/totals?form_of_cost=unit", "unknown_code", "form_of_cost"),
        ("/funding/totals?region=", "fields_invalid", "region"),
        ("/funding/totals?kind=foo", "unknown_code", "kind"),
        ("/funding/lines?funding_source=eu", "unknown_code", "funding_source"),
        ("/journal/balances?municipality=LV-59", "unknown_code", "municipality"),
        ("/funding/totals?partner=Madona", "fields_invalid", "partner"),
        (f"/plans?state={'a' * 201}", "fields_invalid", "state"),
        (f"/plans?known_at={'a' * 201}", "fields_invalid", "known_at"),
        (f"/plans?cursor={'a' * 1001}", "fields_invalid", "cursor"),
    ],
)
def test_a_value_that_cannot_exist_is_422(api: Api, path: str, code: str, parameter: str) -> None:
    """The refusal names the parameter."""
    problem = refused(api.get(path), 422, code)
    assert {fault["parameter"].split(".")[0] for fault in problem["errors"]} == {parameter}


def test_a_refused_code_leads_to_its_list(api: Api) -> None:
    """Few codes are told at once, many are to be looked up."""
    few = refused(api.get("/funding/totals?form_of_cost=unit"), 422, "unknown_code")
    assert "unit_cost, actual_cost" in few["detail"]
    many = refused(api.get("/payments?municipality=Madona"), 422, "unknown_code")
    assert "GET /api/v1/vocabulary" in many["detail"]
    assert "LV-001" not in many["detail"]


def test_every_list_can_be_read(api: Api) -> None:
    """With what people read in both languages."""
    lists = {each["list"]: each["codes"] for each in api.get("/vocabulary").get_json()["items"]}
    assert {"stage", "semester", "municipality", "risk_factor", "delivery"} <= set(lists)
    madona = {"code": "LV-059", "lv": "Madonas novads", "en": "Madonas novads"}
    assert madona in lists["municipality"]
    assert {"code": "grade-7", "lv": "7. klase", "en": "Grade 7"} in lists["stage"]
    assert all(each["lv"] and each["en"] for codes in lists.values() for each in codes)


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/plans/count?semester=2020/21 I&semester=2020/21 II", "Given more than once."),
        ("/funding/totals?semester=A&semester=B", "semester=A,B"),
        ("/log?limit=1&limit=2", "Given more than once."),
    ],
)
def test_a_parameter_given_twice_is_422(api: Api, path: str, detail: str) -> None:
    """It is not answered for the first one only."""
    [fault] = refused(api.get(path), 422, "fields_invalid")["errors"]
    assert detail in fault["detail"]
    assert fault["parameter"] in path


def test_what_is_not_over_is_not_known(world: World) -> None:
    """Today and tomorrow still change; yesterday and a minute ago do not."""
    soon = (now() + timedelta(minutes=1)).isoformat().replace("+", "%2B")
    for moment in (today(), today() + timedelta(days=1), soon):
        problem = refused(
            world.api.get(f"/payments/total?known_at={moment}"), 422, "moment_not_over"
        )
        assert [fault["parameter"] for fault in problem["errors"]] == ["known_at"]
    past = (now() - timedelta(minutes=1)).isoformat().replace("+", "%2B")
    for moment in (today() - timedelta(days=1), past):
        assert world.api.look(f"/payments/total?known_at={moment}").status_code == 200


def test_who_misspells_is_told_what_there_is(api: Api) -> None:
    """Names of fields, the two words of a flag, the length of a number."""
    answer = api.post("/students?dry_run=1", {"name": "A"})
    [fault] = refused(answer, 422, "fields_invalid")["errors"]
    assert fault == {"detail": "Write true or false.", "parameter": "dry_run"}
    [fault] = refused(api.post("/students", {"surname": "B", "name": "A"}), 422, "fields_invalid")[
        "errors"
    ]
    assert "name" in fault["detail"]
    assert "occurred_on" in fault["detail"]
    endless = b'{"name": ' + b"9" * 6_000 + b"}"
    answer = api.post("/students", data=endless, content_type="application/json")
    assert "digits" in refused(answer, 400, "malformed_json")["detail"]
    assert "limit (" not in answer.text


def test_ids_that_nothing_has_answer_with_nothing(api: Api) -> None:
    """A UUID may belong to what is not recorded yet."""
    assert api.get(f"/funding/lines?partner={NOBODY}").get_json()["items"] == []
