"""Published figures beside the ledger's own answers; it knows what each is asked with, and none of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from flask.testing import FlaskClient

from api.openapi import PREFIX
from ledger import reference
from ledger.vocabulary import municipalities

Value = str | int
Row = Mapping[str, str]

_PERIODS = {
    "year": r"(\d{4}/\d\d)",
    "semester": r"(\d{4}/\d\d II?)",
    "until": r"until (\d{4}-\d\d-\d\d)",
    "day": r"(\d{4}-\d\d-\d\d)",
    "whole": r"whole period",
}


@dataclass(frozen=True)
class Compared:
    """One row of the published figures with ours; `equal` is None where the row is only shown."""

    figure: str
    scope: str
    period: str
    relation: str
    published: Value
    ours: Value | None
    equal: bool | None
    query: str
    """The address, below the one that the ledger is served at."""
    source: str


@dataclass(frozen=True)
class Question:
    """Where a figure is asked for, and under which names a period is given there."""

    address: str
    answer: str
    """Its place in the answer."""
    periods: Mapping[str, str]
    given: Mapping[str, str] = field(default_factory=dict)


_SPANS = {"year": "school_year", "semester": "semester", "until": "as_of"}
_PAID = {"year": "school_year", "semester": "period", "until": "as_of"}
_OPERATION = {"whole": ""}

QUESTIONS = {
    "budget_total": Question("/operation", "budget.total", _OPERATION),
    "budget_esf": Question("/operation", "budget.esf", _OPERATION),
    "budget_state": Question("/operation", "budget.state", _OPERATION),
    "period_start": Question("/operation", "first_day", _OPERATION),
    "plans": Question("/plans/count", "plans", _SPANS),
    "students_with_plan": Question("/plans/count", "students", _SPANS),
    "students_supported": Question("/plans/count", "students", _SPANS),
    "students_planned": Question("/partners/semesters", "planned_students", {"semester": ""}),
    "budget_planned": Question("/partners/semesters", "planned", {"semester": ""}),
    "agreement": Question("/partners", "agreement", {"day": "as_of"}),
    "received": Question("/payments/total", "amount", _PAID),
    "received_cumulative": Question("/payments/total", "amount", _PAID),
    "youth_projects": Question("/youth-projects/count", "financed", {"until": "as_of"}),
    "youth_projects_running": Question("/youth-projects/count", "running", {"day": "as_of"}),
    "institutions_active": Question("/institutions/count", "active", {"day": "on"}),
}
"""Of the figures that the ledger can answer today. A period that is given no name at its address is not
asked with: the answer tells of it."""


def compare(client: FlaskClient) -> list[Compared]:
    """Every published row that can be asked of the ledger, with its answer to `client`. ConnectionError."""
    publications = {each["name"] for each in _get(client, f"{PREFIX}/publications")["items"]}
    return [
        compared
        for row in reference.rows("published")
        if (compared := _compared(client, row, publications)) is not None
    ]


def _compared(client: FlaskClient, row: Row, publications: set[str]) -> Compared | None:
    question, place, period = QUESTIONS.get(row["figure"]), _place(row), _period(row["period"])
    if question is None or place is None or period is None or period[0] not in question.periods:
        return None
    query = {**place, **question.given}
    if name := question.periods[period[0]]:
        query[name] = period[1]
    if place and row["source"] in publications:
        query["known_at"] = row["source"]
    address = PREFIX + question.address
    asked = f"{address}?{urlencode(query, quote_via=quote, safe='')}" if query else address
    published = _value(row["value"], row["unit"])
    found = _answer(_get(client, asked), question.answer.split("."), period[1])
    ours = None if found is None else _value(str(found), row["unit"])
    return Compared(
        figure=row["figure"],
        scope=row["scope"],
        period=row["period"],
        relation=row["relation"],
        published=published,
        ours=ours,
        equal=_equal(row["relation"], row["unit"], published, ours),
        query=asked,
        source=row["source"],
    )


def _place(row: Row) -> dict[str, str] | None:
    """What a scope is asked with: nothing for the operation, a municipality's code; None where it is neither."""
    if row["scope"] == "operation":
        return {}
    named = [
        code for code, each in municipalities().items() if each["name"].startswith(row["scope"])
    ]
    return {"municipality": named[0]} if len(named) == 1 else None


def _period(text: str) -> tuple[str, str] | None:
    """What kind of period a text names, and which one; None when it is too vague to be asked."""
    for kind, pattern in _PERIODS.items():
        if match := re.fullmatch(pattern, text):
            return kind, match.group(match.lastindex or 0)
    return None


def _get(client: FlaskClient, address: str) -> Any:
    """What the API answers; a refusal is an answer too, without the value. ConnectionError."""
    answer = client.get(address)
    if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise ConnectionError(f"{address}: {answer.text}")
    return answer.get_json()


def _answer(document: Any, names: list[str], period: str) -> Any:
    """The value at its place; of a list, in its only item, or in the one of the period."""
    if "items" in document:
        items = [each for each in document["items"] if each.get("semester", period) == period]
        document = items[0] if len(items) == 1 else {}
    for name in names:
        document = (document or {}).get(name)
    return document


def _value(text: str, unit: str) -> Value:
    """Euros as a decimal string in cents, counts as numbers, anything else as it is written."""
    if unit == "EUR":
        return str(Decimal(text).quantize(Decimal("0.01")))
    return int(text) if text.isdecimal() else text


def _equal(relation: str, unit: str, published: Value, ours: Value | None) -> bool | None:
    """Whether our value is what the row's relation says; None where it says nothing."""
    if relation == "!" or ours is None:
        return None if relation == "!" else False
    if unit in ("day", "number"):
        return published == ours
    told, found = Decimal(published), Decimal(ours)
    tolerance = 1 if unit == "percent" else told / 100 if relation == "~" else 0
    return {
        "=": abs(found - told) <= tolerance,
        "~": abs(found - told) <= tolerance,
        ">": found > told,
        ">=": found >= told,
    }[relation]
