"""The ledger over PostgreSQL: rules across students, two at once, the same request again, snapshots."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import psycopg
import pytest

from ledger.application import Recorded
from ledger.document import Document
from ledger.errors import KeyReused, NotFound, StaleVersion
from ledger.held import (
    AlreadyBooked,
    DocumentAlreadyClaimed,
    DocumentExceeded,
    DocumentScanDiffers,
    DocumentTotalDiffers,
    GroupPlaceTaken,
    ScanOfAnother,
)
from ledger.student.student import Student
from ledger.student.values import Group
from tests.ledger.scene import Scene, events_in, once, somebody
from tests.ledger.student.spec import SHA


def test_a_specialist_is_with_one_student_at_a_time(scene: Scene) -> None:
    """The second is refused and told which consultation was first; a voided one frees the time."""
    first = scene.consult("Anna")
    with pytest.raises(AlreadyBooked) as refusal:
        scene.consult("Juris")
    assert refusal.value.details["first"] == first.made
    assert first.made is not None
    scene.ledger.students.void_consultation(
        scene.id("Anna"), consultation_id=first.made, occurred_on=date(2020, 9, 8)
    )
    scene.consult("Juris")


def test_a_student_is_in_one_place_at_a_time(scene: Scene) -> None:
    """Whoever the specialist is."""
    other = scene.specialist("other teacher")
    scene.consult("Anna")
    with pytest.raises(AlreadyBooked, match="student"):
        scene.consult("Anna", specialist_id=other)


def test_a_group_is_together_at_one_time(scene: Scene) -> None:
    """Two students of one group, each in a place of its own; the cost is paid once."""
    group = uuid4()
    scene.consult("Anna", group=Group(group, 2, 1))
    with pytest.raises(GroupPlaceTaken):
        scene.consult("Juris", group=Group(group, 2, 1))
    scene.consult("Juris", group=Group(group, 2, 2))


def test_the_parts_of_a_document_never_exceed_its_total(scene: Scene) -> None:
    """Across students; what is refused is free again, however the issuer is spelled."""
    first = scene.claim("Anna", "60.00")
    with pytest.raises(DocumentExceeded, match=r"60\.00"):
        scene.claim("Juris", "40.01")
    assert first.made is not None
    scene.ledger.students.refuse_compensation(
        scene.id("Anna"), compensation_id=first.made, occurred_on=date(2020, 11, 3)
    )
    spelled = Document("17 ", date(2020, 10, 31), "sia  ēdnīca", SHA, Decimal(100))
    scene.claim("Juris", "100.00", document=spelled)


def test_the_same_claim_is_made_once_and_a_document_has_one_total(scene: Scene) -> None:
    """The refusal names the first."""
    first = scene.claim("Anna", "10.00")
    with pytest.raises(DocumentAlreadyClaimed) as refusal:
        scene.claim("Anna", "10.00")
    assert refusal.value.details["first"] == first.made
    other_total = Document("17", date(2020, 10, 31), "SIA Ēdnīca", SHA, Decimal(90))
    with pytest.raises(DocumentTotalDiffers):
        scene.claim("Juris", "10.00", document=other_total)


def test_a_document_has_one_scan_and_a_scan_one_document(scene: Scene) -> None:
    """A second number does not make the same invoice a second one; corrected after it is free again."""
    first = scene.claim("Anna", "100.00")
    fields = (date(2020, 10, 31), "SIA Ēdnīca")
    renumbered = Document("17-A", *fields, SHA.upper(), Decimal(100))
    with pytest.raises(ScanOfAnother):
        scene.claim("Juris", "100.00", document=renumbered)
    with pytest.raises(DocumentScanDiffers):
        scene.claim("Juris", "0.01", document=Document("17", *fields, "0" * 64, Decimal(100)))
    assert first.made is not None
    scene.ledger.students.refuse_compensation(
        scene.id("Anna"), compensation_id=first.made, occurred_on=date(2020, 11, 3)
    )
    scene.claim("Juris", "100.00", document=renumbered)


def test_the_same_request_again_records_nothing(scene: Scene, database_url: str) -> None:
    """It tells what the first one did; the same key for something else is refused."""
    with somebody(once=once("key-1")):
        first = scene.consult("Anna")
        before = events_in(database_url)
        again = scene.consult("Anna")
    assert again == Recorded(first.id, first.version, first.ticket, first.made, replayed=True)
    assert events_in(database_url) == before
    with somebody(once=once("key-1", "another body")), pytest.raises(KeyReused):
        scene.consult("Anna", hour=5)


def test_a_refused_request_may_be_sent_again_under_its_key(scene: Scene) -> None:
    """Refusals are not kept: what stood in the way may have gone."""
    taken = scene.consult("Anna")
    with somebody(once=once("key-2")), pytest.raises(AlreadyBooked):
        scene.consult("Juris")
    assert taken.made is not None
    scene.ledger.students.void_consultation(
        scene.id("Anna"), consultation_id=taken.made, occurred_on=date(2020, 9, 8)
    )
    with somebody(once=once("key-2")):
        assert not scene.consult("Juris").replayed


def test_twenty_times_the_same_request_at_once_is_one_event(
    scene: Scene, database_url: str
) -> None:
    """All get the same answer, one of them by recording it."""
    before = events_in(database_url)

    def send(_: int) -> Recorded:
        with somebody(once=once("key-3")):
            return scene.consult("Anna")

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(20)))
    assert events_in(database_url) == before + 1
    assert len({(each.id, each.version, each.ticket, each.made) for each in answers}) == 1
    assert sum(not each.replayed for each in answers) == 1


def test_many_at_once_add_to_one_student(scene: Scene) -> None:
    """Pure additions are decided again by themselves; none is lost, none exceeds the plan."""

    def send(hour: int) -> Recorded:
        with somebody():
            return scene.consult("Anna", hour=hour)

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(send, range(40)))
    assert len({each.version for each in answers}) == 40
    student = scene.ledger.load(Student, scene.id("Anna"))
    assert len(student.consultations) == 40
    held = student.plan(scene.id("Anna plan")).held["subject/pedagogue/mathematics"]
    assert sum(held.values()) == Decimal(40)


def test_who_read_an_older_version_is_told(scene: Scene) -> None:
    """A plan is not revised over somebody else's change."""
    version = scene.ledger.load(Student, scene.id("Anna")).version
    scene.consult("Anna")
    with somebody(expected_version=version), pytest.raises(StaleVersion):
        scene.ledger.students.close_plan(
            scene.id("Anna"), plan_id=scene.id("Anna plan"), occurred_on=date(2020, 12, 20)
        )


def test_a_rehearsal_checks_everything_and_records_nothing(scene: Scene, database_url: str) -> None:
    """Down to the time of the specialist, which only the database knows."""
    before = events_in(database_url)
    with somebody(dry_run=True, once=once("key-4")):
        assert scene.consult("Anna").ticket == 0
        scene.register(stranger := uuid4(), "32345678901")
    assert events_in(database_url) == before
    assert scene.ledger.keys.student_of("32345678901") is None
    with psycopg.connect(database_url) as connection:
        query = "SELECT FROM keys.student_keys WHERE student_id = %s"
        assert connection.execute(query, [stranger]).fetchone() is None
    scene.consult("Juris")
    with somebody(dry_run=True), pytest.raises(AlreadyBooked):
        scene.consult("Anna")


def test_an_event_says_on_which_versions_it_was_decided(scene: Scene) -> None:
    """Of the operation's rules, the institution and the specialist."""
    scene.consult("Anna")
    [*_, last] = scene.ledger.events.get(scene.id("Anna"))
    assert set(last.basis) == {"operation", "institution", "specialist"}  # type: ignore[attr-defined]


def test_nobody_and_somebody_else_are_not_found(scene: Scene) -> None:
    """An id of another kind of stream is no student's."""
    for unknown in (uuid4(), scene.id("school")):
        with pytest.raises(NotFound):
            scene.ledger.load(Student, unknown)


def test_twenty_thousand_events_of_one_command_are_one_append(scene: Scene) -> None:
    """It does not hang, and all of them are there."""
    count = 20_000

    def decide(student: Student) -> None:
        for number in range(count):
            student.trigger_event(
                Student.OutcomeRecorded,
                outcome_id=uuid4(),
                outcome="continues",
                occurred_on=date(2017, 9, 1) + timedelta(days=number % 1000),
            )

    recorded = scene.ledger.change(Student, scene.id("Juris"), decide)
    assert scene.ledger.load(Student, scene.id("Juris")).version == recorded.version
    assert len(scene.ledger.load(Student, scene.id("Juris")).outcomes) == count
