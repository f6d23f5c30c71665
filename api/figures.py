"""Published figures beside the ledger's own answers; it knows what each is asked with, and none of them."""

from __future__ import annotations

import re
from calendar import monthrange
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
    "whole": r"whole period|every call",
}
COMPLETE = 100
"""Institutions that have joined, at the least, in a ledger that is the whole nation's."""


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
    why: str = ""
    """Why it is not compared, where it is not."""


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
    "youth_project_grant": Question("/operation", "lump_sums.youth_project.amount", _OPERATION),
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
"""Figures of Madona and of the operation, at the addresses of what they are about. A period that is given no name
at its address is not asked with: the answer tells of it."""


@dataclass(frozen=True)
class Statistic:
    """Which statistic a figure is, and of which group."""

    code: str
    dimension: str = ""
    value: str = ""
    until: bool = False
    """Whether all is meant that there was up to the end of the period."""


NATIONAL = {
    "plans": Statistic("plans"),
    "students_with_plan": Statistic("persons_with_plan"),
    "students_supported": Statistic("persons_with_plan"),
    "students_added": Statistic("persons_with_plan"),
    **{
        f"students_risk_{group}": Statistic("persons_by_risk_group", "risk_group", group)
        for group in ("learning", "economic", "family", "social_health")
    },
    **{
        f"measures_share_risk_{group}": Statistic(
            "measures_share_by_risk_group", "risk_group", group
        )
        for group in ("learning", "economic", "social_health")
    },
    "measures_share_consultations": Statistic("measures_share_by_kind", "measure", "subject"),
    "consultation_hours_mathematics": Statistic("consultation_hours", "subject", "mathematics"),
    "students_economic_support": Statistic("persons_compensated"),
    "institutions_joined": Statistic("institutions_joined", until=True),
    "institutions_added": Statistic("institutions_added"),
    "institutions_participating": Statistic("institutions_participating"),
    "institutions_vocational": Statistic("institutions_participating", "kind", "vocational"),
    "municipalities_participating": Statistic("municipalities_participating"),
    "youth_projects_approved": Statistic("youth_projects_approved"),
    "youth_project_calls": Statistic("youth_project_call_municipalities"),
    "intro_seminars": Statistic("trainings_completed", "kind", "intro_seminar"),
    "municipal_workshops": Statistic("trainings_completed", "kind", "municipal_workshop"),
    "municipal_workshops_planned": Statistic("trainings_planned", "kind", "municipal_workshop"),
    "school_workshops_planned": Statistic("trainings_planned", "kind", "school_workshop"),
    "school_workshops_completed": Statistic("trainings_completed", "kind", "school_workshop"),
    "school_workshop_modules": Statistic("training_modules", "kind", "school_workshop"),
    "supervisions_planned": Statistic("trainings_planned", "kind", "supervision"),
    **{
        f"survey_respondents_{kind}": Statistic("survey_respondents", "kind", kind)
        for kind in ("municipal", "institution", "parent")
    },
    "survey_share_significant": Statistic("survey_share_significant"),
    "target_municipalities": Statistic("municipalities_share"),
    "target_institutions": Statistic("institutions_joined"),
}
"""Figures of the whole nation, and what the operation has reached of its targets."""
_VAGUE = {"first year": "2017/18", "until 2019/20": "until 2020-08-31", "2017 II": "2017-12-31"}
"""What a page calls a period, and the days it means: "2017 II" ends with the year."""


def compare(client: FlaskClient) -> list[Compared]:
    """Every published row that can be asked of the ledger, with its answer to `client`. ConnectionError."""
    publications = {each["name"] for each in _get(client, f"{PREFIX}/publications")["items"]}
    joined = _number(_get(client, f"{PREFIX}/statistics/institutions_joined"), Statistic(""))
    incomplete = "" if int(joined or 0) >= COMPLETE else f"{joined or 0} institutions, not a nation"
    rows = reference.rows("published")
    return [
        compared
        for row in rows
        if (
            compared := _of_nation(client, row, publications, incomplete)
            if row["figure"] in NATIONAL and (row["scope"] == "nation" or "target" in row["figure"])
            else _compared(client, row, publications)
        )
        is not None
    ]


def _of_nation(client: FlaskClient, row: Row, publications: set[str], incomplete: str) -> Compared:
    """A row of the nation, asked of the statistics."""
    of = NATIONAL[row["figure"]]
    query = {"scope": "nation", "period": _days(row["period"], of)}
    if of.dimension:
        query["group_by"] = of.dimension
    if row["source"] in publications:
        query["known_at"] = row["source"]
    asked = f"{PREFIX}/statistics/{of.code}?{urlencode(query, quote_via=quote, safe='')}"
    return _beside(row, asked, _number(_get(client, asked), of), incomplete)


def _days(period: str, of: Statistic) -> str:
    """The period as statistics are asked for one."""
    if period == "whole period":
        return "whole"
    said = _VAGUE.get(period, period)
    if " to " in said:
        first, last = said.split(" to ")
        return f"{first}-01..{last}-{monthrange(*map(int, last.split('-')))[1]}"
    return f"until {said}" if of.until and not said.startswith("until") else said


def _number(document: Any, of: Statistic) -> Any:
    """The value, or that of the group; nobody and nothing where there is no such group."""
    values = document.get("values")
    if values is None or not of.dimension:
        return values[0]["value"] if values else None
    return next((each["value"] for each in values if each["group"][of.dimension] == of.value), "0")


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
    found = _answer(_get(client, asked), question.answer.split("."), period[1])
    return _beside(row, asked, found)


def _beside(row: Row, asked: str, found: Any, why: str = "") -> Compared:
    """A row with what the ledger answers."""
    published = _value(row["value"], row["unit"])
    ours = None if found is None else _value(str(found), row["unit"])
    return Compared(
        figure=row["figure"],
        scope=row["scope"],
        period=row["period"],
        relation=row["relation"],
        published=published,
        ours=ours,
        equal=None if why else _equal(row["relation"], row["unit"], published, ours),
        query=asked,
        source=row["source"],
        why=why,
    )


def _place(row: Row) -> dict[str, str] | None:
    """What a scope is asked with: nothing for the operation, a municipality's code; None where it is neither."""
    if row["scope"] in ("operation", "one project"):
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
        if isinstance(document, list):
            document = next((each for each in document if each["kind"] == name), None)
        else:
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
