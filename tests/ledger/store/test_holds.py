"""Reservations, portions and bookings: rules across streams, without locks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID, uuid4

import pytest

from ledger.store.holds import (
    Booking,
    BookingOverlaps,
    Holds,
    Portion,
    PortionExceeded,
    Reservation,
    ReservationTaken,
    Shared,
    SharedDiffers,
    StoredReservation,
)
from ledger.store.recorder import Recorder
from tests.ledger.store.conftest import Events

TEN = datetime(2021, 3, 1, 10, tzinfo=UTC)


def reserving(*keys: str, holder: UUID | None = None) -> Holds:
    """Reserve documents."""
    holder = holder or uuid4()
    return Holds(reserve=tuple(Reservation("document", key, holder) for key in keys))


def test_a_reservation_remembers_its_holder_details_and_ticket(
    recorder: Recorder, events: Events
) -> None:
    """What idempotency needs to answer again."""
    holder = uuid4()
    details: dict[str, object] = {"status": 201, "ids": [str(holder)], "version": 3}
    reservation = Reservation("idempotency", "school|key-1", holder, details)
    ticket = recorder.append(events(), Holds(reserve=(reservation,)))
    assert recorder.reservation("idempotency", "school|key-1") == StoredReservation(
        "idempotency", "school|key-1", holder, details, ticket=ticket
    )
    assert recorder.reservation("idempotency", "school|key-2") is None


def test_the_first_holder_is_named(recorder: Recorder, events: Events) -> None:
    """A second reservation is refused, names who was first, and records nothing."""
    first, stream = uuid4(), uuid4()
    ticket = recorder.append(events(), reserving("b", holder=first))
    with pytest.raises(ReservationTaken) as refused:
        recorder.append(events(1, stream), reserving("a", "b", "c"))
    assert (refused.value.key, refused.value.holder, refused.value.ticket) == ("b", first, ticket)
    assert recorder.select_events(stream) == []
    assert recorder.reservation("document", "a") is None


def test_reserving_twice_in_one_append_is_refused(recorder: Recorder, events: Events) -> None:
    """Two measures of one batch with the same receipt."""
    first = uuid4()
    twice = Holds(
        reserve=(Reservation("document", "a", first), Reservation("document", "a", uuid4()))
    )
    with pytest.raises(ReservationTaken) as refused:
        recorder.append(events(), twice)
    assert refused.value.holder == first


def test_a_released_key_is_free_again(recorder: Recorder, events: Events) -> None:
    """Also within the append that releases it."""
    recorder.append(events(), reserving("a", "b"))
    second = uuid4()
    again = Holds(
        release=(("document", "a"), ("document", "b"), ("document", "never reserved")),
        reserve=(Reservation("document", "a", second),),
    )
    recorder.append(events(), again)
    taken = recorder.reservation("document", "a")
    assert taken is not None
    assert taken.holder == second
    assert recorder.reservation("document", "b") is None


def test_many_who_want_the_same_do_not_block_each_other(recorder: Recorder, events: Events) -> None:
    """Of concurrent appends, in any order of keys, each key has one winner and nobody deadlocks."""

    def attempt(seed: int) -> set[str]:
        keys = Random(seed).sample("abcdefghij", 3)  # noqa: S311  repeatable
        try:
            recorder.append(events(), reserving(*keys, holder=UUID(int=seed)))
        except ReservationTaken:
            return set()
        return set(keys)

    with ThreadPoolExecutor(8) as crowd:
        won = [keys for keys in crowd.map(attempt, range(200)) if keys]
    assert sum(len(keys) for keys in won) == len(set().union(*won))


def test_exchanging_keys_concurrently_ends(recorder: Recorder, events: Events) -> None:
    """Each releases what the other reserves: a deadlock that is tried again, not reported."""
    recorder.append(events(), reserving("left"))

    def swap(number: int) -> bool:
        keys = ("left", "right") if number % 2 else ("right", "left")
        holds = Holds(
            release=(("document", keys[0]),), reserve=(Reservation("document", keys[1], uuid4()),)
        )
        try:
            recorder.append(events(), holds)
        except ReservationTaken:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert any(crowd.map(swap, range(100)))


def portion(part: str, total: str = "100.00") -> Holds:
    """Take a part of one invoice."""
    return Holds(portions=(Portion("document", "invoice 7", Decimal(total), Decimal(part)),))


def test_parts_never_exceed_the_total(recorder: Recorder, events: Events) -> None:
    """The refusal says how much is taken; what is given back can be taken again."""
    recorder.append(events(), portion("60.00"))
    recorder.append(events(), portion("40.00"))
    with pytest.raises(PortionExceeded) as refused:
        recorder.append(events(), portion("0.01"))
    assert (refused.value.total, refused.value.taken) == (Decimal("100.00"), Decimal("100.00"))
    assert not refused.value.total_differs
    recorder.append(events(), portion("-40.00"))
    recorder.append(events(), portion("40.00"))


def test_another_total_is_refused_while_anything_is_taken(
    recorder: Recorder, events: Events
) -> None:
    """One document has one total; a mistyped one may be stated anew once all is given back."""
    recorder.append(events(), portion("60.00"))
    with pytest.raises(PortionExceeded) as refused:
        recorder.append(events(), portion("10.00", total="200.00"))
    assert refused.value.total_differs
    recorder.append(events(), portion("-60.00"))
    recorder.append(events(), portion("150.00", total="200.00"))


def test_more_than_was_taken_cannot_be_given_back(recorder: Recorder, events: Events) -> None:
    """Nor anything from a document of which nothing was taken."""
    with pytest.raises(PortionExceeded):
        recorder.append(events(), portion("-1.00"))


def test_concurrent_parts_add_up(recorder: Recorder, events: Events) -> None:
    """Twenty want 10.00 of 100.00 at once: ten get it."""

    def attempt(_: int) -> bool:
        try:
            recorder.append(events(), portion("10.00"))
        except PortionExceeded:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(attempt, range(20))) == 10


def booking(
    subject: UUID, measure: UUID | None = None, *, at: datetime = TEN, group: UUID | None = None
) -> Holds:
    """Book a specialist for an hour."""
    held_by, end = uuid4(), at + timedelta(hours=1)
    measure = measure or uuid4()
    return Holds(
        book=(Booking("specialist", subject, at, end, group or held_by, measure, held_by),)
    )


def test_nobody_is_in_two_places(recorder: Recorder, events: Events) -> None:
    """The refusal names the first measure; the hour after is free, and so is somebody else."""
    specialist, first = uuid4(), uuid4()
    recorder.append(events(), booking(specialist, first))
    with pytest.raises(BookingOverlaps) as refused:
        recorder.append(events(), booking(specialist, at=TEN + timedelta(minutes=59)))
    assert (refused.value.subject, refused.value.measure) == (specialist, first)
    recorder.append(events(), booking(specialist, at=TEN + timedelta(hours=1)))
    recorder.append(events(), booking(uuid4()))


def test_a_group_is_in_one_place(recorder: Recorder, events: Events) -> None:
    """The measures of one group may overlap each other, but not others."""
    specialist, group = uuid4(), uuid4()
    recorder.append(events(), booking(specialist, group=group))
    recorder.append(events(), booking(specialist, group=group))
    with pytest.raises(BookingOverlaps):
        recorder.append(events(), booking(specialist, group=uuid4()))


def test_an_overlap_within_one_append_is_refused(recorder: Recorder, events: Events) -> None:
    """Both bookings are new."""
    specialist = uuid4()
    both = Holds(book=(*booking(specialist).book, *booking(specialist).book))
    with pytest.raises(BookingOverlaps):
        recorder.append(events(), both)


def test_an_unbooked_time_is_free(recorder: Recorder, events: Events) -> None:
    """A voided consultation frees its time."""
    specialist = uuid4()
    first = booking(specialist)
    recorder.append(events(), first)
    freed = Holds(unbook=(first.book[0].held_by,), book=booking(specialist).book)
    recorder.append(events(), freed)


def test_a_measure_of_the_same_id_frees_only_its_own_time(
    recorder: Recorder, events: Events
) -> None:
    """Two students may each have a consultation of the same id."""
    one, other, measure = uuid4(), uuid4(), uuid4()
    first, second = booking(one, measure), booking(other, measure)
    recorder.append(events(), first)
    recorder.append(events(), second)
    recorder.append(events(), Holds(unbook=(first.book[0].held_by,)))
    with pytest.raises(BookingOverlaps):
        recorder.append(events(), booking(other))
    recorder.append(events(), booking(one))


def test_of_concurrent_bookings_one_wins(recorder: Recorder, events: Events) -> None:
    """Nobody deadlocks."""
    specialist = uuid4()

    def attempt(_: int) -> bool:
        try:
            recorder.append(events(), booking(specialist))
        except BookingOverlaps:
            return False
        return True

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(attempt, range(40))) == 1


def sharing(digest: str, *keys: str) -> Holds:
    """Be one of those who have these groups, and say this of them."""
    return Holds(share=tuple(Shared("group", key, digest) for key in keys or ("a",)))


def test_all_who_share_say_the_same(recorder: Recorder, events: Events) -> None:
    """Something else may be said when the last one has given it back; nothing is recorded before."""
    stream = uuid4()
    freed = Holds(unshare=(("group", "a"), ("group", "never shared")))
    for _ in range(2):
        recorder.append(events(), sharing("08:00"))
    for _ in range(2):
        with pytest.raises(SharedDiffers, match="group a") as refused:
            recorder.append(events(1, stream), sharing("08:30", "b", "a"))
        assert (refused.value.kind, refused.value.key) == ("group", "a")
        recorder.append(events(), freed)
    recorder.append(events(1, stream), sharing("08:30", "b", "a"))


def test_of_those_who_share_at_once_the_first_counts(recorder: Recorder, events: Events) -> None:
    """Every one of them says what the first said, or is refused; nobody deadlocks."""

    def attempt(seed: int) -> str | None:
        digest = str(seed % 2)
        try:
            recorder.append(events(), sharing(digest, *Random(seed).sample("abc", 3)))  # noqa: S311
        except SharedDiffers:
            return None
        return digest

    with ThreadPoolExecutor(8) as crowd:
        said = [digest for digest in crowd.map(attempt, range(60)) if digest]
    assert len(said) == 30
    assert len(set(said)) == 1
