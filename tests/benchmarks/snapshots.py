"""Snapshots: a command on a learner with 500 events, against the same on one with 20."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from time import perf_counter
from uuid import UUID, uuid4

from ledger.application import opened
from ledger.student.student import Student
from ledger.student.values import PlannedConsultation
from tests.benchmarks import Figure, durable_server, interleaved, ratios
from tests.ledger.scene import Scene, once, somebody

LEARNERS, ROUNDS = 10, 16
FEW, MANY = 20, 500
APART = 10
"""Events between the learners of a size, so that some have just had a snapshot and some are due to."""
QUARTER = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("0.25"))
FIRST, PER_DAY = datetime(2020, 9, 7, 6, tzinfo=UTC), 48


@dataclass
class Learner:
    """One learner, and a teacher who has time for nobody else."""

    scene: Scene
    name: str
    quarters: Iterator[int]

    @property
    def student(self) -> UUID:
        """The stream."""
        return self.scene.id(self.name)

    def teach(self) -> UUID:
        """Record the next quarter of an hour."""
        number, made = next(self.quarters), uuid4()
        starts = FIRST + timedelta(days=number // PER_DAY, minutes=15 * (number % PER_DAY))
        self.scene.consult(
            self.name,
            consultation_id=made,
            specialist_id=self.scene.id(f"teacher of {self.name}"),
            consultation=QUARTER,
            starts=starts,
            ends=starts + timedelta(minutes=15),
        )
        return made

    def live(self, events: int) -> None:
        """Let the learner come to so many events; every third consultation is voided."""
        while (version := self.scene.ledger.load(Student, self.student).version) < events:
            made = self.teach()
            if version % 3 == 0 and version + 1 < events:
                self.scene.ledger.students.void_consultation(
                    self.student, consultation_id=made, occurred_on=FIRST.date() + timedelta(30)
                )


def measure() -> list[Figure]:
    """One consultation for each learner and round: loaded, decided, appended, flushed."""
    with durable_server() as url, opened(url, bytes(32)) as ledger, somebody(reason="benchmark"):
        scene = Scene(ledger)
        scene.set()
        few, many = learners(scene, FEW, 0), learners(scene, MANY, APART)
        times = interleaved(
            {f"of {MANY} events": lambda: told(many), f"of {FEW} events": lambda: told(few)},
            rounds=ROUNDS,
        )
    return [
        *(
            Figure(f"a consultation of a learner {name}", tuple(times[name]), "ms")
            for name in times
        ),
        Figure(
            f"a consultation: learner of {MANY} events to one of {FEW}",
            ratios(*times.values()),
            at_most=1.5,
        ),
    ]


def learners(scene: Scene, events: int, apart: int) -> list[Learner]:
    """Learners with so many events, or a few more."""
    found = []
    for number in range(LEARNERS):
        learner = Learner(scene, f"learner {number} of {events}", count())
        scene.specialist(f"teacher of {learner.name}")
        scene.student(learner.name)
        learner.live(events + number * apart)
        found.append(learner)
    return found


def told(taught: Sequence[Learner]) -> float:
    """Milliseconds for a command, under an idempotency key of its own as every one has."""
    started = perf_counter()
    for learner in taught:
        with somebody(once=once(str(uuid4()))):
            learner.teach()
    return (perf_counter() - started) / len(taught) * 1000
