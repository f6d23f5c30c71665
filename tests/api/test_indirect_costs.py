"""Indirect costs: the flat rate of each day, applied exactly to the direct personnel costs of that day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from api.indirect_costs import IndirectCosts, indirect_costs
from projections.funding import Funding
from projections.operations import Operations
from tests.api.http import refused
from tests.api.test_cli import document, on
from tests.api.world import World
from tests.projections.facts import Story, place, put_in_log
from tests.projections.shown import Shown, shown

START, CHANGE, LAST = date(2020, 9, 1), date(2020, 10, 1), date(2020, 11, 30)
DAY = timedelta(days=1)
TEN, HUNDRED = Decimal(10), Decimal(100)
FLAT = {"valid_from": "2020-09-01", "source": "MK 460", "occurred_on": "2020-09-01"}


@pytest.fixture
def books(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Funding, Operations) as books:
        yield books


def flat(books: Shown, percent: int, since: date, until: date | None = None) -> None:
    """A flat rate, decided on its first day."""
    books.scene.ledger.operations.set_flat_rate(
        rule_id=uuid4(),
        percent=Decimal(percent),
        valid_from=since,
        valid_until=until,
        source="MK 460",
        occurred_on=since,
    )


def reckoned(books: Shown, **asked: Any) -> IndirectCosts:
    """What there is to be charged."""
    return indirect_costs(books.now(), asked.pop("where", {}), **asked)


def test_each_day_has_its_own_flat_rate(books: Shown, database_url: str) -> None:
    """15 % of September's costs and 20 % of October's, exactly; compensations are no personnel costs."""
    flat(books, 15, START)
    flat(books, 20, CHANGE)
    story, student = Story(), uuid4()
    story.consultation(student, CHANGE - DAY, unit_cost=Decimal("12.35"))
    story.consultation(student, CHANGE, unit_cost=Decimal("14.11"), where=place(2, "LV-RIX"))
    claim = story.claim(student, CHANGE, Decimal(50))
    story.approve(student, CHANGE, claim, Decimal(50))
    story.pay(student, CHANGE, claim, Decimal(50))
    put_in_log(database_url, story.events)
    found = reckoned(books)
    assert [(each.percent, each.base, each.amount) for each in found.spans] == [
        (Decimal(15), Decimal("12.35"), Decimal("1.8525")),
        (Decimal(20), Decimal("14.11"), Decimal("2.8220")),
    ]
    assert (found.base, found.amount) == (Decimal("26.46"), Decimal("4.6745"))
    assert found.shown == Decimal("4.67")
    assert [(each.first_day, each.last_day) for each in found.spans] == [
        (START, CHANGE - DAY),
        (CHANGE, date.max),
    ]
    riga = reckoned(books, where={"municipality": ["LV-RIX"]})
    assert riga.amount == Decimal("2.8220")


def test_what_was_voided_is_charged_back_at_the_rate_of_its_own_day(
    books: Shown, database_url: str
) -> None:
    """Voided under the second rate, it leaves the base of the first; as of the day before, it was there."""
    flat(books, 15, START)
    flat(books, 20, CHANGE)
    story, student = Story(), uuid4()
    given = story.consultation(student, START, unit_cost=HUNDRED)
    story.consultation(student, CHANGE, unit_cost=TEN)
    story.void(student, CHANGE + DAY, given)
    put_in_log(database_url, story.events)
    assert [each.base for each in reckoned(books).spans] == [0, 10]
    before = reckoned(books, as_of=CHANGE)
    assert [(each.base, each.amount) for each in before.spans] == [
        (HUNDRED, Decimal(15)),
        (TEN, Decimal(2)),
    ]
    assert before.spans[-1].last_day == CHANGE
    known = reckoned(books, known_at=books.position() - 1)
    assert [each.base for each in known.spans] == [100, 10]


def test_days_without_a_flat_rate_are_shown_and_charge_nothing(
    books: Shown, database_url: str
) -> None:
    """Before the first one, after the last; and before anybody had set one."""
    story, student = Story(), uuid4()
    for day in (START - DAY, START, LAST + DAY):
        story.consultation(student, day, unit_cost=TEN)
    put_in_log(database_url, story.events)
    [nothing] = reckoned(books).spans
    assert (nothing.first_day, nothing.percent, nothing.base, nothing.amount) == (
        None,
        None,
        Decimal(30),
        Decimal(0),
    )
    flat(books, 15, START, LAST)
    spans = reckoned(books, as_of=LAST + DAY).spans
    assert [(each.percent, each.base) for each in spans] == [
        (None, TEN),
        (Decimal(15), TEN),
        (None, TEN),
    ]
    assert [each.first_day for each in spans] == [None, START, LAST + DAY]


def test_it_is_as_if_each_day_were_reckoned_alone(books: Shown, database_url: str) -> None:
    """Whatever was given and voided when: on any day, as known at any position."""
    flat(books, 15, START)
    flat(books, 20, CHANGE)
    flat(books, 7, LAST)
    story, chance, student = Story(), Random(3), uuid4()  # noqa: S311  the same costs each time
    first = books.position()
    booked: list[tuple[int, date, date, Decimal]] = []
    for _ in range(60):
        day = START + timedelta(days=chance.randrange(100))
        cost = Decimal(chance.randrange(1, 5000)) / 100
        given = story.consultation(student, day, unit_cost=cost)
        booked.append((first + len(story.events), day, day, cost))
        if chance.random() < 0.4:
            voided = day + timedelta(days=chance.randrange(100))
            story.void(student, voided, given)
            booked.append((first + len(story.events), day, voided, -cost))
    put_in_log(database_url, story.events)
    for _ in range(40):
        as_of = START + timedelta(days=chance.randrange(200))
        known_at = chance.randint(first, booked[-1][0])
        expected = sum(
            cost * (15 if day < CHANGE else 20 if day < LAST else 7) / 100
            for position, day, moved, cost in booked
            if position <= known_at and moved <= as_of
        )
        assert reckoned(books, as_of=as_of, known_at=known_at).amount == expected


def test_indirect_costs_are_asked_for(
    world: World, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over HTTP and on the command line, by partner, municipality and semester."""
    api = world.api
    api.made("/operation/flat-rates", {"percent": "15", **FLAT}, "rule_id")
    api.made(f"{world.at}/consultations", world.consultation(world.plan()), "consultation_id")
    found = api.get(f"/funding/indirect-costs?partner={world.partner}&semester=2020/21 I")
    said = found.get_json()
    assert (said["base"], said["amount"], said["shown"]) == ("12.35", "1.8525", "1.85")
    assert said["spans"][-1]["percent"] == "15.00"
    assert int(found.headers["Ledger-Position"]) == api.log_length()
    assert api.get("/funding/indirect-costs?municipality=LV-021").get_json()["amount"] == "0.0000"
    assert api.get("/funding/indirect-costs?as_of=2020-09-06").get_json()["base"] == "0.00"
    refused(api.get("/funding/indirect-costs?municipality=LV-000"), 422, "unknown_code")
    pumpurs = on(database_url, monkeypatch)
    told = document(pumpurs("funding", "indirect", "--municipality", "LV-059", "--json"))
    assert (told["amount"], told["shown"]) == ("1.8525", "1.85")
    assert "in cents: 1.85" in pumpurs("funding", "indirect").stdout
