"""Two records of one child: one ends, the other holds what both hold; and it is taken back as a whole."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.errors import (
    BeforeWhatItCorrects,
    LedgerError,
    PersonalCodeTaken,
    ReasonMissing,
    StaleVersion,
)
from ledger.fact import Sealed
from ledger.held import AlreadyBooked, DocumentAlreadyClaimed
from ledger.student.merging_errors import (
    BothPlansOpen,
    CompensationsUnderWay,
    DifferentPersons,
    HasDuplicates,
    MergedAway,
    MergedWithItself,
    NotMerged,
)
from ledger.student.student import Student
from tests.ledger.scene import Scene, events_in, somebody
from tests.ledger.spec import assert_loads

DAY = date(2020, 12, 1)
CODE, OTHER = "323456-78901", "333456-78902"


@pytest.fixture
def twins(scene: Scene) -> Scene:
    """Anna's record is kept; Juris's is a second one of the same child, its plan closed."""
    closed(scene, "Juris")
    return scene


def closed(scene: Scene, name: str) -> None:
    """The student's plan closed."""
    plan = scene.id(f"{name} plan")
    scene.ledger.students.close_plan(scene.id(name), plan_id=plan, occurred_on=DAY)


def merge(scene: Scene, kept: str = "Anna", duplicate: str = "Juris") -> None:
    """Merge the two."""
    scene.ledger.students.merge(scene.id(kept), duplicate_id=scene.id(duplicate), occurred_on=DAY)


def void(scene: Scene, day: date = DAY) -> None:
    """They are two children after all."""
    scene.ledger.students.void_merge(
        scene.id("Anna"), duplicate_id=scene.id("Juris"), occurred_on=day
    )


def refused(scene: Scene, error: type[LedgerError], **context: Any) -> LedgerError:
    """Merging is refused, and nothing is recorded."""
    before = scene.ledger.recorder.max_notification_id(), versions(scene)
    with somebody(**{"reason": "one child", **context}), pytest.raises(error) as refusal:
        merge(scene)
    assert (scene.ledger.recorder.max_notification_id(), versions(scene)) == before
    return refusal.value


def versions(scene: Scene) -> list[int]:
    """How long the two streams are."""
    return [scene.ledger.load(Student, scene.id(name)).version for name in ("Anna", "Juris")]


def student(scene: Scene, name: str) -> Student:
    """As it is now."""
    return scene.ledger.load(Student, scene.id(name))


def test_the_duplicate_ends(twins: Scene) -> None:
    """Any further command on it is refused, naming the record that is kept; the reason is sealed for each."""
    merge(twins)
    for command in (lambda: twins.consult("Juris"), lambda: closed(twins, "Juris")):
        with pytest.raises(MergedAway) as refusal:
            command()
        assert str(twins.id("Anna")) in str(refusal.value)
    for name in ("Anna", "Juris"):
        events: list[Any] = list(twins.ledger.events.get(twins.id(name)))
        last = events[-1]
        assert isinstance(last.reason, Sealed)
        assert twins.ledger.keys.unseal(twins.id(name), last.reason) == "it was wrong"


def test_an_open_plan_of_the_duplicate_closes_with_it(scene: Scene) -> None:
    """Only where the kept record has none open for that semester: which goes on is for people to say."""
    refused(scene, BothPlansOpen)
    closed(scene, "Anna")
    merge(scene)
    assert not student(scene, "Juris").plan(scene.id("Juris plan")).open
    void(scene)
    assert student(scene, "Juris").plan(scene.id("Juris plan")).open


def test_the_child_is_in_one_place_at_a_time(twins: Scene) -> None:
    """An hour of the duplicate's is not free for the kept record while they are merged."""
    twins.specialist("second teacher")
    elsewhere = {"specialist_id": twins.id("second teacher")}
    twins.ledger.students.reopen_plan(
        twins.id("Juris"), plan_id=twins.id("Juris plan"), occurred_on=DAY
    )
    twins.consult("Juris", 3)
    closed(twins, "Juris")
    merge(twins)
    with pytest.raises(AlreadyBooked):
        twins.consult("Anna", 3, **elsewhere)
    void(twins)
    twins.consult("Anna", 3, **elsewhere)
    refused(twins, AlreadyBooked)


def test_no_document_is_paid_twice(scene: Scene) -> None:
    """What the duplicate was paid is not claimed for the kept record; where both were, they are not merged."""
    students, juris = scene.ledger.students, scene.id("Juris")
    claim: dict[str, Any] = {"compensation_id": uuid4()}
    scene.claim("Juris", "20.00", **claim)
    closed(scene, "Juris")
    assert "claimed" in str(refused(scene, CompensationsUnderWay))
    with somebody(actor="somebody else"):
        students.approve_compensation(juris, amount=Decimal(20), occurred_on=DAY, **claim)
    refused(scene, CompensationsUnderWay)
    students.pay_compensation(
        juris,
        payment_id=uuid4(),
        amount=Decimal(20),
        payment_reference="MU",
        occurred_on=DAY,
        **claim,
    )
    merge(scene)
    with pytest.raises(DocumentAlreadyClaimed):
        scene.claim("Anna", "20.00")
    void(scene)
    scene.claim("Anna", "20.00")
    refused(scene, DocumentAlreadyClaimed)


def test_the_personal_code_comes_along(twins: Scene) -> None:
    """To the record that has none; and back."""
    keys = twins.ledger.keys
    correct(twins, "Juris", CODE)
    merge(twins)
    kept = student(twins, "Anna")
    assert kept.personal_code
    assert keys.unseal(kept.id, kept.personal_code) == CODE
    assert keys.student_of(CODE) == kept.id
    with pytest.raises(PersonalCodeTaken):
        twins.register(uuid4(), CODE)
    void(twins)
    assert student(twins, "Anna").personal_code is None
    assert keys.student_of(CODE) == twins.id("Juris")


def test_a_code_recorded_again_goes_back(twins: Scene) -> None:
    """Sealed anew with another name of the child, it is the same code still."""
    correct(twins, "Juris", CODE)
    merge(twins)
    correct(twins, "Anna", CODE)
    void(twins)
    assert student(twins, "Anna").personal_code is None
    assert twins.ledger.keys.student_of(CODE) == twins.id("Juris")


def test_a_code_corrected_since_stays(twins: Scene) -> None:
    """The duplicate gets its own back, and the kept record keeps the other."""
    correct(twins, "Juris", CODE)
    merge(twins)
    correct(twins, "Anna", OTHER)
    void(twins)
    keys = twins.ledger.keys
    assert (keys.student_of(CODE), keys.student_of(OTHER)) == (
        twins.id("Juris"),
        twins.id("Anna"),
    )


def correct(scene: Scene, name: str, code: str | None, born: date | None = None) -> None:
    """Correct the personal data."""
    scene.ledger.students.correct_personal_data(
        scene.id(name), name="Bērns", personal_code=code, birth_date=born, occurred_on=DAY
    )


@pytest.mark.parametrize(
    "data",
    [((CODE, None), (OTHER, None)), ((None, date(2007, 1, 2)), (CODE, date(2007, 2, 1)))],
    ids=["codes", "days of birth"],
)
def test_different_persons_are_not_merged(twins: Scene, data: Any) -> None:
    """Until what is wrong is corrected."""
    for name, (code, born) in zip(("Anna", "Juris"), data, strict=True):
        correct(twins, name, code, born)
    refused(twins, DifferentPersons)
    correct(twins, "Juris", None, data[0][1])
    merge(twins)


def test_a_record_is_merged_once(twins: Scene) -> None:
    """Not with itself, not when merged already, not when others were merged into it; both ways."""
    students = twins.ledger.students
    with pytest.raises(MergedWithItself):
        merge(twins, "Anna", "Anna")
    refused(twins, ReasonMissing, reason=None)
    refused(twins, StaleVersion, expected_version=1)
    merge(twins)
    refused(twins, MergedAway)
    third: UUID = uuid4()
    twins.register(third, None)
    for kept, duplicate, error in (
        (twins.id("Juris"), third, MergedAway),
        (third, twins.id("Juris"), MergedAway),
        (third, twins.id("Anna"), HasDuplicates),
    ):
        with pytest.raises(error):
            students.merge(kept, duplicate_id=duplicate, occurred_on=DAY)
    students.merge(twins.id("Anna"), duplicate_id=third, occurred_on=DAY)


def test_a_merge_is_taken_back_once(twins: Scene) -> None:
    """Both records go on, and may be merged anew."""
    with pytest.raises(NotMerged):
        void(twins)
    merge(twins)
    with somebody(), pytest.raises(ReasonMissing):
        void(twins)
    with pytest.raises(BeforeWhatItCorrects):
        void(twins, date(2020, 11, 30))
    void(twins)
    with pytest.raises(NotMerged):
        void(twins)
    correct(twins, "Juris", CODE)
    merge(twins)
    for name in ("Anna", "Juris"):
        replayed = replay(twins, name)
        assert_loads(replayed)


def replay(scene: Scene, name: str) -> Student:
    """The student with all its events pending, as a verb leaves them."""
    found: Any = None
    events: list[Any] = list(scene.ledger.events.get(scene.id(name)))
    for event in events:
        found = event.mutate(found)
    found.pending_events.extend(events)
    student: Student = found
    return student


def test_half_a_merge_is_never_recorded(twins: Scene, database_url: str) -> None:
    """A rehearsal checks both streams and every hold, and leaves nothing."""
    before = events_in(database_url)
    with somebody(reason="one child", dry_run=True):
        merge(twins)
    assert events_in(database_url) == before
