"""Commands in batches come out as the same commands told one by one: what is recorded, refused and answered."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from ledger.application import Recorded, opened
from ledger.batches import Batches
from tests.conftest import NewDatabase
from tests.ledger.batch_worlds import VERBS, Line, World, alone, said
from tests.ledger.scene import Scene, somebody

_worlds = count()
REFUSED = 2
"""How much is said of a refusal."""
HELD = {
    "reservations": "kind, key, holder, details",
    "portions": "kind, key, total, taken",
    "shared": "kind, key, digest, holders",
    "bookings": "kind, subject, during, group_id, measure, held_by",
    "covers": "kind, subject, days, party, student, measure",
    "keys.personal_codes": "code_hmac, student_id",
}

LINES = st.lists(
    st.builds(
        Line,
        verb=st.sampled_from([*VERBS, *["consult", "void", "claim", "refuse"] * 2]),
        who=st.integers(0, 1),
        what=st.integers(0, 3),
        key=st.none() | st.integers(0, 3),
    ),
    min_size=2,
    max_size=9,
)


@dataclass
class Two:
    """Two ledgers in which the same happens in different ways."""

    first: Scene
    second: Scene

    def worlds(self) -> tuple[World, World]:
        """A new world in each."""
        name = f"world {next(_worlds)}"
        made = World(self.first, name), World(self.second, name)
        for world in made:
            with somebody():
                world.begin()
        return made


@pytest.fixture(scope="module")
def two(new_database: NewDatabase) -> Iterator[Two]:
    """Two ledgers with the same rules."""
    with ExitStack() as stack:
        scenes = []
        for _ in range(2):
            url = stack.enter_context(new_database())
            scene = Scene(stack.enter_context(opened(url, kek=bytes(32))))
            with somebody():
                scene.set()
            scenes.append(scene)
        yield Two(*scenes)


def holds_of(world: World) -> dict[str, object]:
    """What is held in its ledger."""
    with world.scene.ledger.pool.connection() as connection:
        return {
            table: sorted(connection.execute(f"SELECT {what} FROM {table}".encode()), key=repr)
            for table, what in HELD.items()
        }


def chunks(lines: Sequence[Line], sizes: Sequence[int]) -> Iterator[slice]:
    """The lines in parts of these sizes, over and over."""
    at = 0
    while at < len(lines):
        for size in sizes:
            yield slice(at, at + size)
            at += size


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(lines=LINES, sizes=st.lists(st.integers(1, 9), min_size=1, max_size=3))
def test_batches_are_as_commands_one_by_one(two: Two, lines: list[Line], sizes: list[int]) -> None:
    """In whatever parts they come; and all of it sent again is answered again, and records nothing."""
    one_by_one, in_batches = two.worlds()
    expected = [said(alone(line.told(one_by_one, n))) for n, line in enumerate(lines)]
    told = [line.told(in_batches, n) for n, line in enumerate(lines)]
    batches = Batches(in_batches.scene.ledger)
    outcomes = [outcome for part in chunks(lines, sizes) for outcome in batches.record(told[part])]
    assert [said(outcome) for outcome in outcomes] == expected
    assert in_batches.events() == one_by_one.events()
    assert holds_of(in_batches) == holds_of(one_by_one)
    again = [said(alone(line.told(one_by_one, n))) for n, line in enumerate(lines)]
    assert [said(outcome) for outcome in batches.record(told)] == again
    assert in_batches.events() == one_by_one.events()


@settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(lines=LINES)
def test_all_together_or_not_at_all(two: Two, lines: list[Line]) -> None:
    """Rehearsed, each is answered as it would be; together all are recorded as one by one, or nothing is."""
    one_by_one, together = two.worlds()
    expected = [said(alone(line.told(one_by_one, n))) for n, line in enumerate(lines)]
    told = [line.told(together, n) for n, line in enumerate(lines)]
    batches, before = Batches(together.scene.ledger), together.events()
    assert [said(outcome) for outcome in batches.rehearse(told)] == expected
    assert together.events() == before
    outcomes = batches.record_together(told)
    refused = [number for number, each in enumerate(expected) if len(each) == REFUSED]
    if refused:
        assert together.events() == before
        assert said(outcomes[refused[0]]) == expected[refused[0]]
        return
    assert [said(outcome) for outcome in outcomes] == expected
    assert together.events() == one_by_one.events()
    tickets = {each.ticket for each in outcomes if isinstance(each, Recorded)}
    assert len(tickets) == 1
