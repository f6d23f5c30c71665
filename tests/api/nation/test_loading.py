"""A nation in a ledger: every line of it is accepted, once, however often the load is cut short."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import groupby

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.cli import main
from api.nation.founding import founding
from api.nation.lines import Line
from api.nation.loading import LedgerNotEmpty, Target, load, record
from api.nation.nation import Nation
from api.nation.places import Institution
from api.nation.recording import Clerks, Recorder, recorder
from ledger.store.connection import Role, connect
from ledger.store.sequencer import Sequencer
from projections.engine import Engine
from projections.journal import Journal
from tests.api.batches import results, send
from tests.api.http import Api
from tests.conftest import NewDatabase

KEK = bytes(32)


def whole(nation: Nation) -> list[Line]:
    """All lines, in the order in which they become known."""
    return sorted(line for part in nation.parts for line in nation.lines(part))


@contextmanager
def recording(url: str, nation: Nation) -> Iterator[Recorder]:
    """Records lines of a nation."""
    with recorder(url, KEK, nation.name) as found:
        yield found


def events(url: str) -> list[tuple[str, int]]:
    """Every event there is, by its stream and version."""
    query = "SELECT originator_id::text, originator_version FROM events ORDER BY 1, 2"
    with connect(url, Role.READER) as connection:
        return list(connection.execute(query).fetchall())


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**31), students=st.integers(1, 6))
def test_every_line_is_accepted(new_database: NewDatabase, seed: int, students: int) -> None:
    """Whatever the seed: no rule refuses anything, and the books balance at the end."""
    nation = Nation(students, seed)
    with new_database() as url:
        with recording(url, nation) as own:
            told, new = record(own, whole(nation))
        assert told == new
        Sequencer(url).sequence_once()
        engine = Engine(url)
        engine.catch_up()
        assert not [each for each in engine.status() if each.error]
        with connect(url, Role.READER) as connection:
            balance = Journal.balances(connection)
        assert sum((each.debit - each.credit for each in balance), Decimal(0)) == 0


def test_partners_are_merged_by_the_reform(new_database: NewDatabase) -> None:
    """What partners plan and are paid is accepted, before it and after; two of the first nine are dissolved."""
    nation = Nation(3000, seed=5)
    plans = {each.partner: dict.fromkeys(range(4, 8), (9, 0)) for each in partners(nation)}
    seats = [1 for _ in nation.places.institutions]
    lines = sorted(founding(nation.places, seats, plans, nation.seed))
    merged = [line for line in lines if b'"partners.merge"' in line.text]
    assert (
        len(merged) == len([each for each in nation.places.municipalities if each.successor]) == 2
    )
    with new_database() as url, recording(url, nation) as own:
        assert record(own, lines) == (len(lines), len(lines))


def partners(nation: Nation) -> set[Institution]:
    """An institution of each."""
    return set({each.partner: each for each in nation.places.institutions}.values())


def test_a_nation_is_not_mixed_with_other_facts(new_database: NewDatabase) -> None:
    """Nor with those of another nation: nothing is recorded then."""
    with new_database() as url:
        with recording(url, Nation(1, seed=1)) as own:
            record(own, whole(Nation(1, seed=1))[:5])
        before = events(url)
        with pytest.raises(LedgerNotEmpty):
            load(Nation(1, seed=2), Target(url, KEK), silent, workers=1)
        assert events(url) == before


def test_its_lines_are_a_batchs(api: Api) -> None:
    """Sent to the API as they are written, by those who have to decide of them, each is recorded."""
    nation = Nation(1, seed=3)
    clerks = Clerks(nation.name)

    def whose(line: Line) -> str:
        command = clerks.commands[line.text.split(b'"command":"')[1].split(b'"')[0].decode()]
        return clerks.context_of(command).actor

    for actor, lines in groupby(whole(nation), whose):
        answers = results(send(api, [each.text for each in lines], Actor=actor))
        refused = [each for each in answers if each["status"] != 201]
        assert not refused


def test_the_same_seed_makes_the_same_bytes() -> None:
    """On standard output, in the order in which things become known; another seed makes others."""

    def written(*arguments: str) -> bytes:
        done = CliRunner().invoke(main, ["generate", "--out", "-", *arguments])
        assert done.exit_code == 0
        return done.stdout_bytes

    first = written("--students", "4", "--seed", "1")
    assert first == written("--students", "4", "--seed", "1")
    assert first != written("--students", "4", "--seed", "2")
    assert first.splitlines() == [line.text for line in whole(Nation(4, seed=1))]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--students", "5"], "either --out FILE or --load"),
        (["--load"], "Say how many"),
        (["--published", "--students", "5", "--load"], "is a nation of 30000 learners"),
    ],
)
def test_what_is_asked_has_to_be_clear(arguments: list[str], said: str) -> None:
    """Wrong usage is said so, and nothing is begun."""
    done = CliRunner().invoke(main, ["generate", *arguments])
    assert done.exit_code == 2
    assert said in done.stderr


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""
