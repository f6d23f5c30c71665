"""Statistics over HTTP: each figure out of the events, with its definition."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from api.application import create_app
from api.reach import Reach
from api.statistics.catalogue import faults, figures
from tests.api.http import Api, anybody


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Api]:
    """The API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield Api(create_app(reach, anybody), demo_url)
    reach.close()


def asked(demo: Api, address: str) -> dict[str, Any]:
    """A figure's answer."""
    answer = demo.look(f"/statistics/{address}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.get_json()
    return told


def numbers(demo: Api, address: str) -> dict[tuple[str, ...], Any]:
    """Its values by group."""
    return {tuple(each["group"].values()): each["value"] for each in asked(demo, address)["values"]}


def test_the_catalogue_is_whole() -> None:
    """Every figure has its texts, and scopes, periods and groupings that exist."""
    assert faults() == []


@pytest.mark.parametrize("code", list(figures()))
def test_every_figure_answers(demo: Api, code: str) -> None:
    """Asked with nothing but its code."""
    told = asked(demo, code)
    assert told["name"]["lv"] == figures()[code].name.lv
    assert told["definition"]["en"] == figures()[code].definition.en
    assert told["group_by"] == list(figures()[code].always)
    assert all(set(each["group"]) == set(told["group_by"]) for each in told["values"])


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("institutions_active?scope=municipality:LV-059&period=2020-02-26", {(): "12"}),
        (
            "institutions_active?group_by=municipality&period=2020-02-26",
            {("LV-021",): "1", ("LV-057",): "2", ("LV-059",): "12"},
        ),
        ("institutions_joined?period=until 2017-12", {(): "5"}),
        ("institutions_added?period=2019-09-01..2019-11-30", {(): "5"}),
    ],
)
def test_institutions_are_counted_by_the_days_of_their_memberships(
    demo: Api, address: str, expected: dict[tuple[str, ...], str]
) -> None:
    """As the list of members on the municipality's page gives them."""
    assert numbers(demo, address) == expected


@pytest.mark.parametrize(
    "code",
    [
        "plans",
        "persons_with_plan",
        "consultation_hours",
        "consultations_missed",
        "compensations",
        "compensation_amount",
    ],
)
def test_days_are_counted_from_the_first_to_the_last(demo: Api, code: str) -> None:
    """What two spans in a row count is what there was more at the end of the second than before the first."""

    def number(period: str) -> Decimal:
        return Decimal(numbers(demo, f"{code}?period={period}")[()])

    autumn, winter = number("2019-08-15..2019-11-30"), number("2019-12-01..2020-02-29")
    assert autumn + winter > 0
    assert autumn == number("until 2019-11-30") - number("until 2019-08-14")
    assert winter == number("until 2020-02-29") - number("until 2019-11-30")


def events(demo: Api, address: str) -> list[dict[str, Any]]:
    """All events behind a value."""
    answer = demo.look(f"{address.removeprefix('/api/v1')}&limit=1000")
    assert answer.status_code == 200, answer.text
    listed: list[dict[str, Any]] = answer.get_json()["items"]
    return listed


@pytest.mark.parametrize(
    ("address", "type_"),
    [
        ("institutions_joined?group_by=municipality", "institution.joined_operation"),
        ("institutions_added?period=2018/19&group_by=kind", "institution.joined_operation"),
        ("youth_projects_approved?group_by=municipality", "youth_project.approved"),
        ("youth_projects?period=until 2020-02-26", "youth_project.grant_paid"),
        ("youth_projects_running?period=2021-01-15", "youth_project.started"),
        ("youth_project_calls?scope=municipality:LV-059", "youth_project_call.opened"),
        ("trainings_completed?group_by=kind", "training.completed"),
        ("training_modules?period=2018/19", "training.module_held"),
        ("trainings_planned?group_by=kind", "training.planned"),
    ],
)
def test_there_are_as_many_events_behind_a_count_as_it_says(
    demo: Api, address: str, type_: str
) -> None:
    """The address beside each value gives them, and nothing else."""
    values = asked(demo, address)["values"]
    assert any(int(each["value"]) for each in values)
    for each in values:
        behind = events(demo, each["events"])
        assert len(behind) == int(each["value"])
        assert {event["type"] for event in behind} <= {type_}


def test_the_payments_behind_what_was_received_add_up_to_it(demo: Api) -> None:
    """Event by event, as the log has them."""
    [received] = asked(demo, "received?scope=municipality:LV-059&period=2020/21")["values"]
    positions = [event["position"] for event in events(demo, received["events"])]
    paid = [demo.look(f"/log/{each}").get_json()["data"]["amount"] for each in positions]
    assert sum(map(Decimal, paid)) == Decimal(received["value"]) == Decimal("74695.28")


@pytest.mark.parametrize(
    ("period", "plans", "persons"),
    [("2020/21", "286", "181"), ("2020/21 I", "145", "145"), ("2020/21 II", "141", "141")],
)
def test_plans_and_persons_are_counted_apart(
    demo: Api, period: str, plans: str, persons: str
) -> None:
    """As published: 286 plans of 181 persons, who are not the sum of the two semesters."""
    of = f"scope=municipality:LV-059&period={period}"
    assert numbers(demo, f"plans?{of}") == {(): plans}
    assert numbers(demo, f"persons_with_plan?{of}") == {(): persons}


def test_hours_are_those_of_the_consultations_behind_them(demo: Api) -> None:
    """Held and voided, event by event: what stands adds up to the value of each subject."""
    for each in asked(demo, "consultation_hours?group_by=subject&period=2017/18")["values"]:
        standing: dict[str, Decimal] = {}
        for event in events(demo, each["events"]):
            said = demo.look(f"/log/{event['position']}").get_json()["data"]
            if event["type"] == "student.consultation_recorded":
                standing[said["consultation_id"]] = Decimal(said["hours"])
            else:
                del standing[said["consultation_id"]]
        assert sum(standing.values()) == Decimal(each["value"])


def test_shares_of_measures_add_up_to_all_of_them(demo: Api) -> None:
    """By kind and by group of risks; consultations in subjects are what answers risks of learning."""
    kinds = numbers(demo, "measures_share_by_kind?period=2018/19")
    risks = numbers(demo, "measures_share_by_risk_group?period=2018/19")
    assert kinds["subject",] == risks["learning",]
    for found in (kinds, risks):
        assert abs(sum(map(Decimal, found.values()), Decimal(-100))) <= Decimal("0.5")
