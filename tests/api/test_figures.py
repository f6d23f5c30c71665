"""The published figures come out of the ledger, over HTTP and on the command line."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient

from api.application import create_app
from api.cli import main
from api.figures import Compared, compare
from api.reach import Reach
from ledger import reference
from tests.api.http import anybody

NOT_YET = {"target_municipalities", "target_institutions"}
"""Figures of Madona or the operation that no projection answers yet."""


@pytest.fixture(scope="module")
def client(demo_url: str) -> Iterator[FlaskClient]:
    """A client of the API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield create_app(reach, anybody).test_client()
    reach.close()


@pytest.fixture(scope="module")
def compared(client: FlaskClient) -> list[Compared]:
    """The published figures with ours."""
    return compare(client)


def test_every_figure_of_madona_and_the_operation_is_answered(compared: list[Compared]) -> None:
    """Each row that was published, in the order of the file."""
    published = [
        (row["figure"], row["scope"], row["period"], row["source"])
        for row in reference.rows("published")
        if row["scope"] in ("Madona", "operation") and row["figure"] not in NOT_YET
    ]
    assert [(each.figure, each.scope, each.period, each.source) for each in compared] == published


def test_ours_are_the_published_ones(compared: list[Compared]) -> None:
    """Each as its relation says; one that contradicts another source is only shown."""
    assert [each for each in compared if each.equal is False] == []
    assert {each.relation for each in compared if each.equal is None} == {"!"}


def test_a_query_gives_the_figure(client: FlaskClient, compared: list[Compared]) -> None:
    """What is printed beside it can be asked by anybody."""
    [received] = [
        each for each in compared if (each.figure, each.period) == ("received", "2020/21")
    ]
    assert client.get(received.query).get_json()["amount"] == "74695.28" == received.ours


@pytest.mark.parametrize(
    ("query", "amount"),
    [
        ("period_stated=false", "15804.30"),
        ("purpose=youth_projects", "69000.00"),
        ("as_of=2021-08-31&period_stated=true", "329071.16"),
        ("school_year=2020/21&purpose=measures", "74695.28"),
    ],
)
def test_what_no_page_explains_was_paid_for_no_stated_period(
    client: FlaskClient, query: str, amount: str
) -> None:
    """15 804.30 of all that was received; grants of youth projects have their own purpose."""
    answer = client.get(f"/api/v1/payments/total?municipality=LV-059&{query}")
    assert answer.get_json()["amount"] == amount


def test_what_was_declared_stays_though_more_became_known(client: FlaskClient) -> None:
    """Late facts change what was spent by the day of a page, but not what was known on that day."""
    query = "/api/v1/funding/totals?municipality=LV-059&as_of=2021-01-15"
    [now] = client.get(query).get_json()["items"]
    [then] = client.get(f"{query}&known_at=madona page 2021-01-15").get_json()["items"]
    assert Decimal(now["amount"]) > Decimal(then["amount"])


@pytest.mark.parametrize(
    ("day", "by_municipality", "joined"),
    [
        ("2017-12-01", {"LV-059": 5}, 5),
        ("2020-02-26", {"LV-021": 1, "LV-057": 2, "LV-059": 12}, 17),
        ("2021-06-30", {"LV-021": 1, "LV-057": 2, "LV-059": 12}, 17),
        ("2021-09-01", {"LV-059": 15}, 18),
    ],
)
def test_institutions_add_up_before_and_after_the_reform(
    client: FlaskClient, day: str, by_municipality: dict[str, int], joined: int
) -> None:
    """12, 12 and 15 in Madona as it was that day; the same ones by region and kind, and who ever joined."""

    def counted(by: str) -> dict[str, int]:
        address = f"/api/v1/institutions/counts?on={day}&member=true&group_by={by}"
        return {
            each["group"][by]: each["active"] for each in client.get(address).get_json()["items"]
        }

    assert counted("municipality") == by_municipality
    assert counted("region") == {"vidzeme": sum(by_municipality.values())}
    assert counted("kind") == {"general": sum(by_municipality.values())}
    ever = client.get(f"/api/v1/institutions/count?on={day}").get_json()
    assert ever == {"active": sum(by_municipality.values()), "joined": joined}


def test_the_command_prints_one_document(
    demo_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says with its exit code that nothing differs."""
    result = _figures(demo_url, tmp_path, monkeypatch)
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    asked = {"figure", "scope", "period", "published", "ours", "equal", "query", "url"}
    assert all(asked <= row.keys() for row in rows)
    assert [row["ours"] for row in rows if row["figure"] == "students_with_plan"] == [181]


def test_a_figure_that_differs_is_found(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty ledger has none of them."""
    result = _figures(database_url, tmp_path, monkeypatch)
    assert result.exit_code == 1
    assert {row["equal"] for row in json.loads(result.stdout)} == {False, None}


def _figures(url: str, data: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PUMPURS_DATA", str(data))
    monkeypatch.setenv("PUMPURS_KEK", base64.b64encode(bytes(32)).decode())
    return CliRunner().invoke(main, ["figures", "--json"], catch_exceptions=False)
