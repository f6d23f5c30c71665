"""The journal balances, entry by entry and at every position, and agrees with an auditor's books."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.partner import events as partner_events
from ledger.store.connection import Connection, Role, connect
from ledger.store.migrate import migrate
from projections.dimensions import UnknownDimension
from projections.engine import Engine
from projections.journal import Journal
from projections.journal_rows import (
    ACCOUNTS,
    BANK,
    COMPENSATIONS,
    CONSULTATIONS,
    OWED,
    Balance,
    PostedEntry,
)
from tests.conftest import _created, renamed
from tests.projections.books import DAYS, BookedLine, booked, stories
from tests.projections.facts import Story, put_in_log

DAY = date(2020, 10, 1)
PARTNER = UUID(int=1)


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    with connect(database_url, Role.READER) as connection:
        yield connection


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Journal, "LEVELS", (2, 3, 5))


@given(data=st.data())
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("small_blocks")
def test_the_journal_agrees_with_the_auditors_books(
    cluster: str, template: str, data: st.DataObject
) -> None:
    """Every entry balances; so do all accounts on any day and at every position."""
    story = data.draw(stories(25))
    lines = booked(story.events)
    with _created(cluster, "books", template) as name:
        migrate(url := renamed(cluster, name))
        put_in_log(url, story.events)
        engine = Engine(url, [Journal], batch=data.draw(st.integers(1, 30)))
        engine.catch_up()
        assert engine.status()[0].error is None
        assert engine.verify("journal") == []
        with connect(url, Role.READER) as reader:
            entries = Journal.posted(reader)
            assert [(each.entry.position, each.entry.corrects) for each in entries] == [
                (line.position, line.corrects) for line in lines
            ]
            assert all(debits(each) == credits_(each) for each in entries)
            for _ in range(6):
                asked = data.draw(slices(lines, len(story.events)))
                assert Journal.balances(reader, *asked) == added_up(Journal.posted(reader, *asked))
            as_of = data.draw(st.none() | st.sampled_from(DAYS))
            for position in range(len(story.events) + 1):
                balances = {
                    each.account: each.balance
                    for each in Journal.balances(reader, as_of=as_of, known_at=position)
                }
                assert sum(balances.values()) == 0
                for account, category in (
                    (CONSULTATIONS, "consultations"),
                    (COMPENSATIONS, "compensations"),
                ):
                    assert balances.get(account, 0) == sum(
                        sum(line.parts.values())
                        for line in lines
                        if line.counts(as_of, position, {"cost_category": category})
                    )


Slice = tuple[dict[str, str], date | None, int | None]


def slices(lines: list[BookedLine], head: int) -> st.SearchStrategy[Slice]:
    """A filter, a day and a position."""
    said = [{name: line.about[name]} for line in lines for name in sorted(line.about)]
    return st.tuples(
        st.sampled_from([{}, *said]),
        st.sampled_from([None, date.min, date.max, *DAYS]),
        st.none() | st.integers(0, head + 3),
    )


def added_up(entries: list[PostedEntry]) -> list[Balance]:
    """The balances of what was posted, posting by posting."""
    sides: dict[str, list[Decimal]] = {}
    for posting in (posting for each in entries for posting in each.postings):
        both = sides.setdefault(posting.account, [Decimal(0), Decimal(0)])
        both[0] += posting.debit
        both[1] += posting.credit
    return [Balance(account, *both) for account, both in sorted(sides.items())]


def debits(posted: PostedEntry) -> Decimal:
    return sum((posting.debit for posting in posted.postings), Decimal(0))


def credits_(posted: PostedEntry) -> Decimal:
    return sum((posting.credit for posting in posted.postings), Decimal(0))


def test_expenditure_is_posted_by_source_and_owed_to_the_partner(
    database_url: str, reader: Connection
) -> None:
    """A consultation debits its expenditure, exactly by source, and credits what the partner is owed."""
    story, student = Story(), uuid4()
    given = story.consultation(student, DAY)
    story.void(student, DAY + timedelta(days=1), given)
    put_in_log(database_url, story.events)
    Engine(database_url, [Journal]).catch_up()
    recorded, voided = Journal.posted(reader)
    assert [
        (each.account, each.funding_source, each.debit, each.credit) for each in recorded.postings
    ] == [
        (CONSULTATIONS, "esf", Decimal("10.4890"), 0),
        (CONSULTATIONS, "state", Decimal("1.8510"), 0),
        (OWED, None, 0, Decimal("12.34")),
    ]
    assert [(each.debit, each.credit) for each in voided.postings] == [
        (each.credit, each.debit) for each in recorded.postings
    ]
    assert (recorded.entry.event, voided.entry.event) == (
        "student.consultation_recorded",
        "student.consultation_voided",
    )
    assert voided.entry.semester == "2020/21 I"
    assert voided.entry.occurred_on == DAY + timedelta(days=1)


def test_payments_settle_what_is_owed(database_url: str, reader: Connection) -> None:
    """Payments and advances leave the bank; a reversed one comes back; the rest is owed."""
    story, student = Story(), uuid4()
    story.consultation(student, DAY, Decimal(4))
    paid, advanced = uuid4(), uuid4()
    story.record(
        partner_events.PaymentMade,
        PARTNER,
        DAY,
        payment_id=paid,
        amount=Decimal(30),
        period="2020/21 I",
        purpose="measures",
        prior_period=False,
        reference="1",
    )
    story.record(
        partner_events.AdvancePaid,
        PARTNER,
        DAY,
        payment_id=advanced,
        amount=Decimal(100),
        reference="2",
    )
    story.record(partner_events.PaymentReversed, PARTNER, DAY, payment_id=advanced)
    put_in_log(database_url, story.events)
    Engine(database_url, [Journal], batch=3).catch_up()
    balances = {each.account: each.balance for each in Journal.balances(reader)}
    assert balances == {
        BANK: -30,
        "1100": 0,
        OWED: Decimal("-19.36"),
        CONSULTATIONS: Decimal("49.36"),
    }
    assert set(balances) <= set(ACCOUNTS)
    mine = Journal.posted(reader, {"partner": PARTNER})
    owed = {each.account: each.balance for each in Journal.balances(reader, {"partner": PARTNER})}
    assert owed == {BANK: -30, "1100": 0, OWED: 30}
    assert [each.entry.position for each in mine] == [2, 3, 4]
    assert [each.entry.corrects for each in mine] == [None, None, 3]
    assert mine[0].entry.school_year == "2020/21"
    assert [each.entry.position for each in Journal.posted(reader, after=2, limit=1)] == [3]


def test_an_entry_has_no_funding_source(reader: Connection) -> None:
    """Entries are filtered by their own dimensions; a source is one of postings."""
    with pytest.raises(UnknownDimension):
        Journal.posted(reader, {"funding_source": "esf"})
