"""What cannot be told is refused, and says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.application import create_app
from api.reach import Reach
from ledger.vocabulary import terms
from tests.api.http import NOBODY, Api, anybody, refused

REFUSED = [
    ("no_such", "", 404, "no_such_figure"),
    ("institutions_joined", "scope=galaxy", 422, "scope_unclear"),
    ("institutions_joined", "scope=nation:LV", 422, "scope_unclear"),
    ("institutions_joined", "scope=region", 422, "scope_unclear"),
    ("institutions_joined", "scope=region:atlantis", 422, "no_such_scope"),
    ("institutions_joined", "scope=municipality:LV-999", 422, "no_such_scope"),
    ("trainings_planned", "scope=institution:1", 422, "scope_unclear"),
    ("trainings_planned", f"scope=institution:{NOBODY}", 422, "no_such_scope"),
    ("municipalities_joined", "scope=municipality:LV-059", 422, "scope_not_offered"),
    ("institutions_joined", "period=last week", 422, "period_unclear"),
    ("institutions_joined", "period=2020-1-1", 422, "period_unclear"),
    ("institutions_joined", "period=1999/00", 422, "no_such_period"),
    ("institutions_joined", "period=2020/22", 422, "no_such_period"),
    ("institutions_joined", "period=2030/31 I", 422, "no_such_period"),
    ("institutions_joined", "period=until 2020-02-30", 422, "no_such_period"),
    ("institutions_joined", "period=2019-13", 422, "no_such_period"),
    ("institutions_joined", "period=0000", 422, "no_such_period"),
    ("institutions_joined", "period=until 2017-03-15", 422, "no_such_period"),
    ("institutions_joined", "period=2020-02-02..2020-01-01", 422, "no_such_period"),
    ("institutions_joined", "period=2019-09-01", 422, "period_not_offered"),
    ("institutions_active", "period=2019/20", 422, "period_not_offered"),
    ("institutions_joined", "as_of=2017-03-15", 422, "outside_operation"),
    ("institutions_joined", "as_of=1899-01-01", 422, "fields_invalid"),
    ("institutions_joined", "as_of=2098-12-31", 422, "outside_operation"),
    ("institutions_joined", "known_at=999999999", 422, "known_later"),
    ("institutions_joined", "group_by=shoe_size", 422, "grouping_not_offered"),
    ("institutions_joined", "group_by=", 422, "fields_invalid"),
    ("spent", "group_by=municipality,cost_category,semester,form_of_cost", 422, "too_many_cells"),
    ("institutions_joined", "colour=red", 422, "fields_invalid"),
]


NAMED = {
    "region:atlantis": f"write one of {', '.join(terms('region'))}.",
    "municipality:LV-999": "write a code such as LV-059; GET /api/v1/vocabulary has them",
    "municipality:Madona": "write its code, LV-059",
    "municipality:madonas novads": "write its code, LV-059",
    f"institution:{NOBODY}": "GET /api/v1/institutions lists",
}


@pytest.mark.parametrize(("scope", "remedy"), NAMED.items())
def test_a_scope_that_there_is_not_is_refused_with_what_to_write(
    demo: Api, scope: str, remedy: str
) -> None:
    """The codes where they are few, the one that is meant where that is known, else where they are listed."""
    problem = refused(demo.look(f"/statistics/plans?scope={scope}"), 422, "no_such_scope")
    assert remedy in problem["detail"]


@pytest.fixture(scope="module")
def demo(demo_url: str) -> Iterator[Api]:
    """The API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield Api(create_app(reach, anybody), demo_url)
    reach.close()


@pytest.mark.parametrize(("code", "query", "status", "error"), REFUSED)
def test_what_cannot_be_told_is_refused(
    demo: Api, code: str, query: str, status: int, error: str
) -> None:
    """By a sentence that says which, and a code of its own."""
    refused(demo.look(f"/statistics/{code}?{query}"), status, error)


def test_nothing_is_told_before_there_is_an_operation(api: Api) -> None:
    """An empty ledger has no figures."""
    api.settle()
    refused(api.look("/statistics/institutions_joined"), 422, "no_operation")


def test_another_format_is_refused(demo: Api) -> None:
    """With those there are."""
    answer = demo.look("/statistics/institutions_joined", Accept="image/png")
    assert "spreadsheetml" in refused(answer, 406, "not_acceptable")["detail"]
