"""Covered days: one party at a time, kept by a constraint."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from ledger.store.holds import Cover, CoverOverlaps, Holds
from ledger.store.recorder import Recorder
from tests.ledger.store.conftest import Events

MARCH = (date(2021, 3, 1), date(2021, 3, 31))
LATE_MARCH = (date(2021, 3, 31), date(2021, 4, 2))
APRIL = (date(2021, 4, 1), date(2021, 4, 30))


def cover(
    student: UUID,
    party: UUID | None = None,
    days: tuple[date, date] = MARCH,
    *,
    kind: str = "catering",
    measure: UUID | None = None,
) -> Cover:
    """A student's catering at one school."""
    return Cover(kind, student, *days, party or uuid4(), student, measure or uuid4())


def covering(*covers: Cover) -> Holds:
    """Holds of nothing else."""
    return Holds(cover=covers)


def test_a_day_is_covered_for_one_party(recorder: Recorder, events: Events) -> None:
    """The refusal names the first measure and its days, and records nothing."""
    student, first, stream = uuid4(), uuid4(), uuid4()
    recorder.append(events(), covering(cover(student, measure=first)))
    with pytest.raises(CoverOverlaps, match="catering is covered from 2021-03-01") as refused:
        recorder.append(events(1, stream), covering(cover(student, days=LATE_MARCH)))
    assert refused.value.measure == first
    assert (refused.value.first_day, refused.value.last_day) == MARCH
    assert recorder.select_events(stream) == []


def test_what_does_not_contradict_stands_beside_it(recorder: Recorder, events: Events) -> None:
    """The days after, another student, another kind, and the same party's second invoice."""
    student, school = uuid4(), uuid4()
    recorder.append(events(), covering(cover(student, school)))
    beside = (
        cover(student, school),
        cover(student, days=APRIL),
        cover(student, kind="public_transport"),
        cover(uuid4()),
    )
    recorder.append(events(), covering(*beside))


def test_two_parties_in_one_append_are_refused(recorder: Recorder, events: Events) -> None:
    """A batch contradicts itself as two appends would; the line that comes first is named."""
    student, first = uuid4(), uuid4()
    batch = covering(cover(student, measure=first), cover(student))
    with pytest.raises(CoverOverlaps) as refused:
        recorder.append(events(), batch)
    assert refused.value.measure == first


def test_uncovered_days_are_free_in_the_same_append(recorder: Recorder, events: Events) -> None:
    """A refusal and the claim that takes its place are one append; only the named measure is freed."""
    student, measure = uuid4(), uuid4()
    wrong, other = cover(student, measure=measure), cover(uuid4(), measure=measure)
    recorder.append(events(), covering(wrong, other))
    right = cover(student)
    recorder.append(events(), Holds(uncover=((student, measure),), cover=(right,)))
    with pytest.raises(CoverOverlaps) as refused:
        recorder.append(events(), covering(cover(student)))
    assert refused.value.measure == right.measure
    with pytest.raises(CoverOverlaps):
        recorder.append(events(), covering(cover(other.subject)))


def test_of_two_schools_at_once_exactly_one_wins(recorder: Recorder, events: Events) -> None:
    """Forty races for the same catering days: each has one winner, and each loser is told so."""

    def race(_: int) -> list[bool]:
        student, start = uuid4(), Barrier(2)

        def attempt(school: UUID) -> bool:
            start.wait()
            try:
                recorder.append(events(), covering(cover(student, school)))
            except CoverOverlaps:
                return False
            return True

        with ThreadPoolExecutor(2) as schools:
            return list(schools.map(attempt, (uuid4(), uuid4())))

    assert [sorted(race(each)) for each in range(40)] == [[False, True]] * 40


def test_batches_that_cross_end(recorder: Recorder, events: Events) -> None:
    """Batches with the same students in any order: every student's days go to one school."""
    students = [uuid4() for _ in range(6)]

    def attempt(seed: int) -> list[UUID]:
        ordered = students[seed % 6 :] + students[: seed % 6]
        mine = ordered[:3]
        try:
            recorder.append(events(), covering(*(cover(each, UUID(int=seed + 1)) for each in mine)))
        except CoverOverlaps:
            return []
        return mine

    with ThreadPoolExecutor(8) as crowd:
        won = [each for batch in crowd.map(attempt, range(60)) for each in batch]
    assert len(won) == len(set(won))
    assert won
