"""Funding totals equal an auditor's own books, by whatever they are grouped, filtered and dated."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.store.connection import Connection, Role, connect
from ledger.store.migrate import migrate
from projections.dimensions import NotAnId, UnknownDimension
from projections.engine import Engine
from projections.funding import Funding
from projections.funding_rows import FundingTotal
from projections.journal import Journal
from projections.moments import position_of
from projections.money_cells import numbered
from tests.conftest import _created, renamed
from tests.projections.books import DAYS, NAMES, SOURCES, BookedLine, added_up, booked, stories
from tests.projections.facts import Story, place, put_in_log

DAY = date(2020, 10, 1)


@pytest.fixture
def reader(database_url: str) -> Iterator[Connection]:
    with connect(database_url, Role.READER) as connection:
        yield connection


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Funding, "LEVELS", (2, 3, 5))


@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("small_blocks")
def test_totals_equal_the_auditors_books(cluster: str, template: str, data: st.DataObject) -> None:
    """Any grouping, filter, day and position: cells and lines together give what the books give."""
    story = data.draw(stories())
    lines = booked(story.events)
    with _created(cluster, "books", template) as name:
        migrate(url := renamed(cluster, name))
        put_in_log(url, story.events)
        engine = Engine(url, [Funding], batch=data.draw(st.integers(1, 50)))
        engine.catch_up()
        assert engine.status()[0].error is None
        assert engine.verify("funding") == []
        with connect(url, Role.READER) as reader:
            for _ in range(8):
                group_by = data.draw(
                    st.lists(st.sampled_from([*NAMES, "funding_source"]), unique=True, max_size=3)
                )
                where = data.draw(filters(lines))
                as_of = data.draw(st.sampled_from([None, date.min, date.max, *DAYS]))
                known_at = data.draw(st.none() | st.integers(0, len(story.events) + 3))
                totals = Funding.totals(reader, group_by, where, as_of, known_at)
                expected = added_up(lines, group_by, where, as_of, known_at)
                answered = {
                    tuple(str(value) for value in total.group.values()): (total.lines, total.amount)
                    for total in totals
                    if total.lines
                }
                assert answered == expected
                assert all(adds_up(total) for total in totals)
                by = [name for name in group_by if name != "funding_source"]
                about = {name: of for name, of in where.items() if name != "funding_source"}
                wholes = Funding.totals(reader, by, about, as_of, known_at)
                assert all(is_part(total, wholes, where) for total in totals)
                behind = Funding.lines(reader, where, as_of, known_at)
                assert [line.position for line in behind] == [
                    line.position for line in lines if line.counts(as_of, known_at, where)
                ]


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.usefixtures("small_blocks")
def test_of_each_day_it_is_told_what_a_partner_spent(
    cluster: str, template: str, data: st.DataObject
) -> None:
    """From any day to any other, as known at any position: the lines of that day, and no others."""
    story = data.draw(stories())
    lines = booked(story.events)
    with _created(cluster, "books", template) as name:
        migrate(url := renamed(cluster, name))
        put_in_log(url, story.events)
        Engine(url, [Funding]).catch_up()
        with connect(url, Role.READER) as reader:
            for _ in range(5):
                where = {
                    name: of for name, of in data.draw(filters(lines)).items() if name in NAMES
                }
                since, as_of = (data.draw(st.sampled_from(DAYS)) for _ in range(2))
                known_at = data.draw(st.none() | st.integers(0, len(story.events)))
                expected: dict[tuple[str, date], Decimal] = defaultdict(Decimal)
                for line in lines:
                    if line.occurred_on >= since and line.counts(as_of, known_at, where):
                        expected[line.about["partner"], line.occurred_on] += sum(
                            line.parts.values()
                        )
                told = Funding.by_day(reader, where, since, as_of=as_of, known_at=known_at)
                assert {(str(partner), day): amount for partner, day, amount in told} == expected
                assert [day for _, day, _ in told] == sorted(day for _, day, _ in told)


def filters(lines: list[BookedLine]) -> st.SearchStrategy[dict[str, str]]:
    """Values that the lines have, for some of the dimensions."""
    if not lines:
        return st.just({})
    one = st.sampled_from(lines).flatmap(
        lambda line: st.sets(st.sampled_from(NAMES), max_size=2).map(
            lambda names: {name: line.about[name] for name in sorted(names)}
        )
    )
    source = st.sampled_from(SOURCES).map(lambda source: {"funding_source": source})
    return st.tuples(one, st.just({}) | source).map(lambda both: {**both[0], **both[1]})


def adds_up(total: FundingTotal) -> bool:
    return (
        total.esf + total.state + total.state_non_eligible == total.amount
        and sum(total.shown[1:]) == total.shown.amount
    )


def is_part(total: FundingTotal, wholes: list[FundingTotal], where: dict[str, str]) -> bool:
    """Each source is shown with the cents that it has where all sources are."""
    asked = where | total.group
    [whole] = [each for each in wholes if each.group.items() <= total.group.items()]
    return all(
        getattr(total.shown, source) == getattr(whole.shown, source)
        for source in SOURCES
        if asked.get("funding_source", source) == source
    )


def test_a_correction_keeps_the_day_and_the_past(database_url: str, reader: Connection) -> None:
    """What was declared stays: the void counts from its own day and position, in its semester."""
    story, student = Story(), uuid4()
    first = story.consultation(student, DAY, Decimal(2))
    story.void(student, DAY + timedelta(days=120), first)
    put_in_log(database_url, story.events)
    Engine(database_url, [Funding]).catch_up()

    def total(**moment: object) -> tuple[int, Decimal]:
        [answer] = Funding.totals(reader, where={"semester": "2020/21 I"}, **moment)  # type: ignore[arg-type]
        return answer.lines, answer.amount

    assert total() == (2, Decimal(0))
    assert total(as_of=DAY) == total(known_at=1) == (1, Decimal("24.68"))
    assert total(known_at=0) == total(as_of=DAY - timedelta(days=1)) == (0, Decimal(0))
    assert [(line.position, line.corrects) for line in Funding.lines(reader)] == [(1, None), (2, 1)]
    assert [line.position for line in Funding.lines(reader, after=1)] == [2]
    assert [line.position for line in Funding.lines(reader, limit=1)] == [1]


def test_a_missed_consultation_was_no_money(database_url: str, reader: Connection) -> None:
    """So when that it was missed is voided, nothing comes back, whatever the batches."""
    story, student = Story(), uuid4()
    missed = story.missed(student, DAY)
    story.void(student, DAY, missed)
    story.consultation(student, DAY)
    put_in_log(database_url, story.events)
    for size in (1, 3):
        engine = Engine(database_url, [Funding, Journal], batch=size)
        engine.catch_up()
        assert [each.error for each in engine.status()] == [None, None]
        assert [line.position for line in Funding.lines(reader)] == [3]
        assert [each.entry.position for each in Journal.posted(reader)] == [3]
        engine.rebuild("funding")
        engine.rebuild("journal")


def test_shares_are_exact_and_rounded_once(database_url: str, reader: Connection) -> None:
    """Three lines of a cent: 85 per cent of three cents is two, not three times nothing."""
    story = Story()
    for _ in range(3):
        story.consultation(uuid4(), DAY, Decimal("0.25"), unit_cost=Decimal("0.04"))
    put_in_log(database_url, story.events)
    Engine(database_url, [Funding]).catch_up()
    [total] = Funding.totals(reader)
    assert (total.amount, total.esf, total.state) == (
        Decimal("0.03"),
        Decimal("0.0255"),
        Decimal("0.0045"),
    )
    assert total.shown == (Decimal("0.03"), Decimal("0.02"), Decimal("0.01"), Decimal("0.00"))
    sources = Funding.totals(reader, ["funding_source"])
    assert [each.shown.amount for each in sources] == [
        Decimal(shown) for shown in ("0.02", "0.01", 0)
    ]
    [state] = Funding.totals(reader, where={"funding_source": "state"})
    assert list(state.shown) == [Decimal("0.01"), 0, Decimal("0.01"), 0]
    assert state.amount == Decimal("0.0045")


def test_what_money_is_about_is_numbered_once(database_url: str) -> None:
    """However many compensations say the same: what a fold remembers does not grow with them."""
    story = Story()
    for _ in range(3):
        claimed = story.claim(student := uuid4(), DAY, Decimal(10))
        story.pay(student, DAY, claimed, Decimal(10))
    put_in_log(database_url, story.events)
    numbered.cache_clear()
    Engine(database_url, [Funding], batch=1).catch_up()
    assert numbered.cache_info().currsize == 1


def test_a_measure_counts_where_its_institution_lay_that_day(
    database_url: str, reader: Connection
) -> None:
    """One institution, two municipalities: each day's measures stay with that day's."""
    story = Story()
    story.consultation(uuid4(), DAY, where=place(1, "LV-102"))
    story.consultation(uuid4(), date(2021, 10, 1), where=place(1, "LV-059"))
    put_in_log(database_url, story.events)
    Engine(database_url, [Funding]).catch_up()
    totals = Funding.totals(reader, ["institution", "municipality"])
    assert [(each.group["municipality"], each.lines) for each in totals] == [
        ("LV-059", 1),
        ("LV-102", 1),
    ]
    assert len({each.group["institution"] for each in totals}) == 1


def test_instants_and_days_are_positions(database_url: str, reader: Connection) -> None:
    """A day ends at midnight in Riga, and knows what was in the log by then."""
    story = Story()
    story.consultation(uuid4(), DAY)
    put_in_log(database_url, story.events)
    today = datetime.now(UTC)
    assert position_of(reader, today) == 1
    assert position_of(reader, today - timedelta(minutes=5)) == 0
    assert position_of(reader, (today + timedelta(days=1)).date()) == 1
    assert position_of(reader, (today - timedelta(days=2)).date()) == 0
    assert position_of(reader, 7) == 7


def test_an_event_of_a_newer_program_is_not_read_by_halves(database_url: str) -> None:
    """Even where only some of its fields are needed, an event of an unknown version stops the projection."""
    story = Story()
    story.consultation(uuid4(), DAY)
    newer = dataclasses.replace(story.events[0], class_version=2)
    put_in_log(database_url, [newer])
    engine = Engine(database_url, [Funding])
    engine.catch_up()
    assert "newer than this program" in (engine.status()[0].error or "")


def test_an_unknown_dimension_is_refused(reader: Connection) -> None:
    """A name that is no dimension is an error that lists those that are."""
    with pytest.raises(UnknownDimension, match="municipality"):
        Funding.totals(reader, ["colour"])
    with pytest.raises(UnknownDimension):
        Funding.lines(reader, {"colour": "red"})


def test_partners_and_institutions_are_ids(database_url: str, reader: Connection) -> None:
    """Text that is no UUID names none of them; one does, however it is written."""
    story, where = Story(), place()
    story.consultation(uuid4(), DAY, where=where)
    put_in_log(database_url, story.events)
    Engine(database_url, [Funding]).catch_up()
    for value in (where.partner_id, str(where.partner_id).upper(), [uuid4(), where.partner_id]):
        assert [each.lines for each in Funding.totals(reader, where={"partner": value})] == [1]
    with pytest.raises(NotAnId, match="institution"):
        Funding.lines(reader, {"institution": ["Madona"]})


def test_a_line_whose_parts_do_not_add_up_is_impossible(database_url: str) -> None:
    """The table itself refuses a line whose shares do not make its amount."""
    Engine(database_url, [Funding]).catch_up()
    with connect(database_url, Role.WORKER) as worker, pytest.raises(psycopg.errors.CheckViolation):
        worker.execute(
            f"INSERT INTO funding_v{Funding.VERSION}.expenses VALUES (1, NULL, %s, %s, '2020-10-01', 1, 1, 0, 0, 0)",
            [UUID(int=1), UUID(int=1)],
        )
