"""What must always hold, whatever happened: random histories, told by commands, looked at from all sides."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from uuid import UUID

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ledger.application import opened
from ledger.store.connection import Role, connect
from ledger.store.leaf import leaf_hash
from ledger.store.sequencer import Sequencer
from projections import ALL
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
from projections.partners import Partners
from projections.plans import Plans
from tests import auditor
from tests.conftest import NewDatabase
from tests.histories import STUDENTS, Action, History, actions
from tests.ledger.scene import Scene, somebody

END_OF_SEMESTER, LAST_DAY = date(2021, 1, 3), date(2021, 8, 31)


@contextmanager
def lived(new_database: NewDatabase, taken: list[Action], batches: list[int]) -> Iterator[str]:
    """The URL of a ledger in which a history happened, sequenced and projected in uneven steps."""
    with new_database() as url, opened(url, kek=bytes(32)) as ledger:
        with somebody():
            scene = Scene(ledger)
            scene.set()
            for name in STUDENTS:
                scene.student(name)
        history = History(scene)
        for number, action in enumerate(taken):
            history.take(action)
            if number in batches:
                Sequencer(url).sequence_once()
                Engine(url).catch_up()
        Sequencer(url).sequence_once()
        Engine(url, batch=7).catch_up()
        yield url


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    taken=actions(most=60),
    batches=st.lists(st.integers(0, 59), max_size=4),
    as_of=st.dates(date(2020, 9, 1), date(2021, 1, 15)),
    part=st.floats(0, 1),
)
def test_whatever_happens_the_ledger_adds_up(
    new_database: NewDatabase, taken: list[Action], batches: list[int], as_of: date, part: float
) -> None:
    """Gapless and provable order; money, plans and balances as an independent auditor finds them."""
    with lived(new_database, taken, batches) as url:
        entries = auditor.read(url)
        known_at = round(part * len(entries))
        the_order_is_gapless_and_provable(url, len(entries))
        funding_is_what_the_auditor_adds_up(url, entries, as_of, known_at)
        received_is_what_the_auditor_adds_up(url, entries, known_at)
        the_budget_counts_what_funding_counts(url)
        the_trial_balance_is_zero_at_every_position(url, len(entries))
        plans_in_force_are_what_the_auditor_finds(url, entries)
        rebuilt_is_live(url)


def the_order_is_gapless_and_provable(url: str, count: int) -> None:
    """Positions 1..n, every event in it, each leaf hash recomputed outside of the database."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT position, originator_id, originator_version, topic, recorded_at, state, leaf_hash"
            " FROM sequenced_events ORDER BY position"
        ).fetchall()
        [stored] = connection.execute("SELECT count(*) FROM events").fetchone() or (0,)
    assert [row[0] for row in rows] == list(range(1, count + 1))
    assert stored == count
    versions: dict[object, int] = {}
    for *fields, leaf in rows:
        assert leaf_hash(*fields) == leaf
        assert fields[2] == versions.get(fields[1], 0) + 1
        versions[fields[1]] = fields[2]


def funding_is_what_the_auditor_adds_up(
    url: str, entries: list[auditor.Entry], as_of: date, known_at: int
) -> None:
    """By any dimension, as of any day, as known at any position; exact shares that make the whole."""
    for by in ((), ("semester",), ("municipality", "cost_category"), ("cost_category",)):
        for day, position in ((LAST_DAY, len(entries)), (as_of, known_at), (LAST_DAY, known_at)):
            with connect(url, Role.READER) as connection:
                totals = Funding.totals(connection, by, as_of=day, known_at=position)
            for total in totals:
                assert total.esf + total.state + total.state_non_eligible == total.amount
            ours = {
                tuple(each.group[name] for name in by): (each.amount, each.esf) for each in totals
            }
            names = tuple({"cost_category": "category"}.get(name, name) for name in by)
            theirs = auditor.totals(entries, names, day, position)
            assert {key: sums for key, sums in ours.items() if any(sums)} == {
                key: sums for key, sums in theirs.items() if any(sums)
            }


def received_is_what_the_auditor_adds_up(
    url: str, entries: list[auditor.Entry], known_at: int
) -> None:
    """Payments to partners that were known by then and not taken back."""
    with connect(url, Role.READER) as connection:
        received = Partners.received(connection, known_at=known_at)
    assert received.amount == auditor.received(entries, known_at)


def the_budget_counts_what_funding_counts(url: str) -> None:
    """What the appends counted for partners and semesters is, to the cent, what is spent on students."""
    with psycopg.connect(url) as connection:
        counted = connection.execute(
            "SELECT partner, semester, sum(spent) FROM budgets GROUP BY partner, semester"
        ).fetchall()
    on_students = {"cost_category": ["consultations", "compensations"]}
    with connect(url, Role.READER) as reader:
        totals = Funding.totals(reader, ["partner", "semester"], on_students)
    assert {(partner, semester): spent for partner, semester, spent in counted if spent} == {
        tuple(each.group.values()): each.amount for each in totals if each.amount
    }


def the_trial_balance_is_zero_at_every_position(url: str, count: int) -> None:
    """Debits equal credits after each event, not only in the end."""
    with connect(url, Role.READER) as connection:
        for position in range(1, count + 1):
            balance = Journal.balances(connection, known_at=position)
            assert sum((each.debit - each.credit for each in balance), Decimal(0)) == 0


def plans_in_force_are_what_the_auditor_finds(url: str, entries: list[auditor.Entry]) -> None:
    """The same revision of each plan, at the end."""
    expected = auditor.revisions_in_force(entries)
    students = {UUID(each.stream) for each in entries if each.topic == "student.plan_drafted"}
    found = {}
    with connect(url, Role.READER) as connection:
        for student in students:
            if shown := Plans.in_force(connection, student, on=END_OF_SEMESTER):
                found[str(shown.plan.plan_id)] = shown.revision.revision
    assert found == expected


def rebuilt_is_live(url: str) -> None:
    """Each projection, built anew from the log in other batches, is the one that lived through it."""
    engine = Engine(url, batch=1000)
    for projection in ALL:
        assert engine.verify(projection.NAME) == []
