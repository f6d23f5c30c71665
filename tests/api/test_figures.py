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


def test_every_published_row_has_its_query_and_an_answer(compared: list[Compared]) -> None:
    """Madona's, the operation's and the nation's, in the order of the file."""
    published = [
        (row["figure"], row["scope"], row["period"], row["source"])
        for row in reference.rows("published")
    ]
    assert [(each.figure, each.scope, each.period, each.source) for each in compared] == published
    assert [each.query for each in compared if each.ours is None] == []


def test_ours_are_the_published_ones(compared: list[Compared]) -> None:
    """Each as its relation says; one that contradicts another source is only shown.

    So are those of the nation: the demo is one municipality, and says so.
    """
    assert [each for each in compared if each.equal is False] == []
    assert {each.relation for each in compared if each.equal is None and not each.why} == {"!"}
    not_compared = [each for each in compared if each.why]
    assert {each.scope for each in not_compared} == {"nation", "operation"}
    assert {each.figure for each in not_compared if each.scope == "operation"} == {
        "target_municipalities",
        "target_institutions",
    }
    assert {each.why for each in not_compared} == {"18 institutions, not a nation"}


def test_national_rows_are_asked_of_the_statistics(compared: list[Compared]) -> None:
    """With the days that a page's words mean; on the demo, what is the demo's comes out."""
    found = {(each.figure, each.period): (each.query, each.ours) for each in compared if each.why}
    known, base = "&known_at=madona%20page%202019-12-19", "/api/v1/statistics/"
    assert found["institutions_joined", "2017 II"] == (
        f"{base}institutions_joined?scope=nation&period=until%202017-12-31{known}",
        5,
    )
    query, _ = found["students_added", "2019-09 to 2019-11"]
    assert query == f"{base}persons_with_plan?scope=nation&period=2019-09-01..2019-11-30{known}"
    assert found["survey_respondents_parent", "2019"][1] == 2004
    assert found["survey_share_significant", "2019"][1] == "85.0"


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
    """And says with its exit code that nothing differs; its addresses are of the port that is served."""
    monkeypatch.setenv("PORT", "8123")
    result = _figures(demo_url, tmp_path, monkeypatch, "--json")
    assert result.exit_code == 0
    rows = json.loads(result.stdout)
    asked = {"figure", "scope", "period", "published", "ours", "equal", "query", "url"}
    assert all(asked <= row.keys() for row in rows)
    assert {row["url"].partition("/api/")[0] for row in rows} == {"http://127.0.0.1:8123"}
    assert [
        row["ours"]
        for row in rows
        if (row["figure"], row["scope"]) == ("students_with_plan", "Madona")
    ] == [181]


def test_a_figure_that_differs_is_found(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An empty ledger has none of them."""
    result = _figures(database_url, tmp_path, monkeypatch, "--json")
    assert result.exit_code == 1
    assert {row["equal"] for row in json.loads(result.stdout)} == {False, None}


def test_each_mark_is_explained(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever stands before a published value, below the table; nothing of that in the JSON."""
    result = _figures(database_url, tmp_path, monkeypatch)
    *rows, _, legend = result.stdout.splitlines()
    marks = {row["relation"] for row in reference.rows("published")} - {"="}
    assert {each.split()[0] for each in legend.removeprefix("published: ").split(", ")} == marks
    assert len(rows) > len(marks)


def _figures(url: str, data: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("PUMPURS_DATA", str(data))
    monkeypatch.setenv("PUMPURS_KEK", base64.b64encode(bytes(32)).decode())
    return CliRunner().invoke(main, ["figures", *options], catch_exceptions=False)
