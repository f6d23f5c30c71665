"""What is spent on youth projects: in the journal and in funding, by source, until it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from ledger.partner import events as partner_events
from ledger.store.connection import Connection, Role, connect
from ledger.youth_project import YouthProject
from ledger.youth_project.values import Home
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
from projections.journal_rows import BANK, OWED, YOUTH_PROJECTS
from tests.projections.facts import USUAL, Story, put_in_log

PROJECT, GRANT, PARTNER = UUID(int=1), UUID(int=2), UUID(int=3)
NOTHING, LUMP_SUM = Decimal(0), Decimal(4600)
PAID, BACK, VOIDED, AGAIN = (
    date(2020, 7, 10),
    date(2020, 9, 1),
    date(2020, 9, 2),
    date(2020, 10, 1),
)


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    """Looks at the projections."""
    with connect(database_url, Role.READER) as connection:
        yield connection


def pay(story: Story) -> None:
    """The lump sum, to a project of Madona."""
    story.record(
        YouthProject.GrantPaid,
        PROJECT,
        PAID,
        grant_id=GRANT,
        home=Home(PARTNER, "LV-059", "vidzeme"),
        semester="2019/20 II",
        amount=LUMP_SUM,
        lump_sum_version=1,
        shares=USUAL,
        reference="MU-1",
    )


def correct(story: Story, event: type[Any], day: date, number: int = 0, **fields: Any) -> None:
    """Something about that grant; a recovery has a number."""
    if number:
        fields["recovery_id"] = UUID(int=10 + number)
    story.record(event, PROJECT, day, grant_id=GRANT, **fields)


def recover(story: Story, day: date, number: int) -> None:
    """All of it comes back."""
    about: dict[str, Any] = {"amount": LUMP_SUM, "reference": f"MU-{number}"}
    correct(story, YouthProject.GrantRecovered, day, number, **about)


def history() -> Story:
    """Paid, recovered, not recovered, recovered again: four movements of money."""
    story = Story()
    pay(story)
    recover(story, BACK, 1)
    correct(story, YouthProject.RecoveryVoided, VOIDED, 1)
    recover(story, AGAIN, 2)
    return story


def test_a_grant_is_expenditure_of_the_partner(database_url: str, reader: Connection) -> None:
    """A lump sum by source, exactly; owed to the partner, until a payment for youth projects settles it."""
    story = Story()
    pay(story)
    story.record(
        partner_events.PaymentMade,
        PARTNER,
        PAID,
        payment_id=UUID(int=9),
        amount=LUMP_SUM,
        period="2019/20 II",
        purpose="youth_projects",
        prior_period=False,
        reference="1",
    )
    put_in_log(database_url, story.events)
    Engine(database_url, [Journal, Funding]).catch_up()
    grant, _ = Journal.posted(reader, {"cost_category": "youth_projects"})
    assert [
        (each.account, each.funding_source, each.debit, each.credit) for each in grant.postings
    ] == [
        (YOUTH_PROJECTS, "esf", Decimal(3910), NOTHING),
        (YOUTH_PROJECTS, "state", Decimal(690), NOTHING),
        (OWED, None, NOTHING, LUMP_SUM),
    ]
    balances = {each.account: each.balance for each in Journal.balances(reader)}
    assert balances == {BANK: -4600, OWED: 0, YOUTH_PROJECTS: 4600}
    [line] = Funding.lines(reader, {"kind": "youth_project"})
    assert (line.partner_id, line.institution_id, line.student_id) == (PARTNER, None, None)
    assert (line.municipality, line.region, line.semester) == ("LV-059", "vidzeme", "2019/20 II")
    assert (line.cost_category, line.form_of_cost) == ("youth_projects", "lump_sum")


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_what_came_back_is_not_spent(database_url: str, reader: Connection, batch: int) -> None:
    """Each movement is a line on its own day that names the one it takes back, in whatever batches it is read."""
    put_in_log(database_url, history().events)
    engine = Engine(database_url, [Journal, Funding], batch=batch)
    engine.catch_up()
    lines = Funding.lines(reader)
    assert [(each.occurred_on, each.amount, each.corrects) for each in lines] == [
        (PAID, LUMP_SUM, None),
        (BACK, -LUMP_SUM, 1),
        (VOIDED, LUMP_SUM, None),
        (AGAIN, -LUMP_SUM, 3),
    ]
    for as_of, known_at, amount in (
        (PAID, None, 4600),
        (BACK, None, 0),
        (VOIDED, None, 4600),
        (AGAIN, None, 0),
        (AGAIN, 3, 4600),
        (AGAIN, 2, 0),
    ):
        [total] = Funding.totals(reader, as_of=as_of, known_at=known_at)
        assert total.amount == total.esf + total.state + total.state_non_eligible == amount
        balances = Journal.balances(reader, as_of=as_of, known_at=known_at)
        assert sum(each.balance for each in balances) == 0
        assert {each.balance for each in balances if each.account == YOUTH_PROJECTS} == {amount}
    assert [engine.verify(name) for name in ("journal", "funding")] == [[], []]


def test_a_grant_recorded_wrongly_was_not_spent(database_url: str, reader: Connection) -> None:
    """Voided, on the day somebody voids it; the entry names the first one."""
    story = Story()
    pay(story)
    correct(story, YouthProject.GrantVoided, BACK)
    put_in_log(database_url, story.events)
    Engine(database_url, [Journal, Funding]).catch_up()
    [total] = Funding.totals(reader)
    assert (total.amount, total.lines) == (NOTHING, 2)
    assert [each.entry.corrects for each in Journal.posted(reader)] == [None, 1]
