"""The public view over HTTP: what few learners stand behind is suppressed; what is not published is refused."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from api.application import create_app
from api.reach import Reach
from tests.api.http import Api, anybody, refused

LAST = "madona page 2021-08-31"
"""The demo's last publication."""


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Api]:
    """The API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield Api(create_app(reach, anybody), demo_url)
    reach.close()


def values(demo: Api, address: str) -> list[dict[str, Any]]:
    """A figure's values."""
    answer = demo.look(f"/statistics/{address}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.get_json()["values"]
    return found


@pytest.mark.parametrize(
    ("figure", "asked"),
    [
        ("plans", "group_by=municipality&period=2020/21"),
        ("persons_with_plan", "group_by=municipality&period=2019/20 II"),
        ("persons_by_risk_factor", "period=2020/21 I"),
        ("persons_share_by_risk_group", "period=2019/20"),
        ("compensation_amount", "group_by=municipality&period=2019/20"),
        ("spent", "group_by=municipality&period=2019/20"),
    ],
)
def test_what_is_shown_is_what_it_is_and_what_is_hidden_is_nothing(
    demo: Api, figure: str, asked: str
) -> None:
    """As of the publication's day; a suppressed value has neither number nor events."""
    whole = values(demo, f"{figure}?{asked}&known_at={LAST}&as_of=2021-08-31")
    numbers = {tuple(each["group"].values()): each["value"] for each in whole}
    shown = values(demo, f"{figure}/public?{asked}")
    assert len(shown) == len(numbers)
    for each in shown:
        number = numbers[tuple(each["group"].values())]
        assert each["events"] is None
        assert each["value"] == (None if each["suppressed"] else number)
        if figure in ("plans", "persons_with_plan", "persons_by_risk_factor"):
            assert each["suppressed"] or Decimal(number) >= 5
    assert any(each["suppressed"] for each in shown)


def test_every_view_says_the_same_of_a_municipality(demo: Api) -> None:
    """Asked for alone, or among the others."""
    together = values(demo, "plans/public?group_by=municipality&period=2020/21")
    for each in together:
        code = each["group"]["municipality"]
        [alone] = values(demo, f"plans/public?scope=municipality:{code}&period=2020/21")
        assert (alone["value"], alone["suppressed"]) == (each["value"], each["suppressed"])


def test_it_speaks_for_the_last_publication(demo: Api) -> None:
    """Its position and its day; figures that count nobody's children speak for now."""
    told = demo.look("/statistics/plans/public?period=2020/21").get_json()
    assert (told["public"], told["as_of"]) == (True, "2021-08-31")
    now = demo.look("/statistics/institutions_joined/public").get_json()
    assert now["known_at"] > told["known_at"]
    assert now["values"][0]["value"] == "18"


@pytest.mark.parametrize(
    "address",
    [
        "esf_indicators/public",
        "plans/public?period=until 2021-01-15",
        "plans/public?period=2021/22",
        "plans/public?group_by=institution",
        "consultation_hours/public?group_by=subject",
        "persons_by_risk_group/public?scope=municipality:LV-059",
        "persons_by_risk_group/public?group_by=region",
        "plans/public?known_at=12",
    ],
)
def test_what_would_tell_of_few_is_not_published(demo: Api, address: str) -> None:
    """Other days, smaller groups, times that are not over, and before anything was published."""
    problem = refused(demo.look(f"/statistics/{address}"), 422, "not_public")
    assert "is not published so" in problem["detail"]
