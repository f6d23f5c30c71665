"""The demo shows the whole operation: whatever there is to record is there, and adds up."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from flask.testing import FlaskClient

from api import demo
from api.application import create_app
from api.demo.madona import MADONA, partner_of
from api.demo.settling import SETTLED, SETTLEMENT
from api.openapi import PREFIX
from api.reach import Reach
from ledger import vocabulary
from ledger.store.connection import Role, connect
from projections import ALL
from projections.engine import Engine
from projections.projection import Projection
from tests.api.http import anybody

ACCOUNT = f"/partners/{partner_of(MADONA)}/account"


@pytest.fixture(scope="module")
def client(demo_url: str) -> Iterator[FlaskClient]:
    """A client of the API over the demo."""
    reach = Reach(demo_url, bytes(32))
    yield create_app(reach, anybody).test_client()
    reach.close()


def asked(client: FlaskClient, address: str, **query: str) -> Any:
    """The answer to a question."""
    answer = client.get(PREFIX + address, query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_every_part_of_the_operation_is_told() -> None:
    """Commands on every kind of thing that the ledger knows."""
    told = {entry.command.split(".")[0] for entry in demo.entries()}
    assert told >= {
        "institutions",
        "materials",
        "operations",
        "partners",
        "publications",
        "regional_coordinators",
        "specialists",
        "students",
        "surveys",
        "trainings",
        "verifications",
        "youth_projects",
    }


def test_a_settled_semester_shows_everything_to_the_cent(client: FlaskClient) -> None:
    """Planned, spent, declared, approved but for what was found, received, and what is owed after all of it."""
    semesters = {each["semester"]: each for each in asked(client, ACCOUNT)["semesters"]}
    settled = {name: value for name, value in semesters[SETTLED].items() if value is not None}
    shown = {name: Decimal(value) for name, value in settled.items() if name != "semester"}
    assert shown["planned"] == Decimal("47500.00")
    assert shown["declared"] == Decimal("29153.18") == shown["approved"] + shown["not_approved"]
    assert shown["spent_on_students"] == shown["declared"] + shown["not_declared"]
    assert shown["received"] == Decimal("29311.57")
    assert shown["not_approved"] > 0
    assert shown["owed"] == shown["spent"] - shown["not_approved"] - shown["received"]
    earlier = semesters["2019/20 I"]
    assert earlier["received_as_prior_period"] == "3120.45"


def test_what_was_declared_had_been_recorded(demo_url: str) -> None:
    """Neither more nor less than was spent on the day on which it was declared."""
    with connect(demo_url, Role.READER) as connection:
        [state] = connection.execute(
            "SELECT state FROM events WHERE topic = 'partner.settlement_submitted' ORDER BY ticket LIMIT 1"
        ).fetchone() or (b"{}",)
    submitted = msgspec.json.decode(state)
    assert submitted["settlement_id"] == str(SETTLEMENT)
    declared = (Decimal(each["amount"]) for each in submitted["declared"])
    assert sum(declared, Decimal(0)) == Decimal(submitted["spent"])


def test_an_advance_waits_to_be_settled(client: FlaskClient) -> None:
    """It was paid after the school year."""
    account = asked(client, ACCOUNT)
    assert account["total"]["advanced"] == account["advances_outstanding"] == "9304.30"


def test_the_reform_brought_the_neighbours_in(client: FlaskClient) -> None:
    """What they were owed passes on to Madona; what they had spent stays theirs."""
    for name in ("Lubānas novads", "Cesvaines novads"):
        neighbour = f"/partners/{partner_of(name)}/account"
        before = asked(client, neighbour, as_of="2021-06-30")["total"]
        after = asked(client, neighbour, as_of="2021-07-01")["total"]
        assert Decimal(before["owed"]) > 0 == Decimal(after["owed"])
        assert after["spent"] == before["spent"]
    taken_over = Decimal(asked(client, ACCOUNT)["total"]["owed_taken_over"])
    assert taken_over > 0


def test_there_is_a_training_of_each_kind(client: FlaskClient) -> None:
    """Held as planned; one was moved, and one cancelled."""
    trainings = asked(client, "/trainings")["items"]
    completed = {each["kind"] for each in trainings if each["state"] == "completed"}
    assert completed == set(vocabulary.terms("training"))
    assert [each["state"] for each in trainings].count("cancelled") == 1


def test_learners_move(demo_url: str) -> None:
    """To other schools when theirs leaves, out of school as a class, and out of a second record."""
    with connect(demo_url, Role.READER) as connection:
        counted: dict[str, int] = dict(
            connection.execute("SELECT topic, count(*) FROM events GROUP BY topic").fetchall()
        )
    assert min(
        counted["student.transferred"],
        counted["student.promoted_with_class"],
        counted["student.merged_into"],
        counted["student.warning_decided"],
        counted["student.participant_exited"],
    )


@pytest.mark.parametrize("projection", ALL, ids=lambda projection: projection.NAME)
def test_rebuilt_is_live(demo_url: str, projection: type[Projection]) -> None:
    """Each read model, built anew from the log of the demo, is the one that followed it."""
    assert Engine(demo_url).verify(projection.NAME) == []
