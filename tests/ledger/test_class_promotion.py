"""A whole class is promoted, or nobody: once a school year, and taken back as a whole."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.application import Recorded
from ledger.errors import AlreadyVoided, LedgerError, NotFound, ReasonMissing
from ledger.student.errors import StageMisplaced
from ledger.student.promoting_errors import (
    ClassAlreadyPromoted,
    ClassSizeInvalid,
    MemberRefused,
    NotInClass,
    NotTheNextStage,
    NotTurnOfYear,
    PromotedAlready,
)
from ledger.student.student import Student
from tests.ledger.scene import Scene, events_in, somebody

SEPTEMBER = date(2021, 9, 1)
CLASS = ("Anna", "Juris")


def promote(scene: Scene, *names: str, **changed: Any) -> Recorded:
    """The class 7.a comes into grade 8."""
    fields: dict[str, Any] = {
        "promotion_id": uuid4(),
        "class_name": "7.a",
        "from_stage": "grade-7",
        "to_stage": "grade-8",
        "students": tuple(scene.id(name) for name in names or CLASS),
        "occurred_on": SEPTEMBER,
    }
    return scene.ledger.students.promote_class(scene.id("school"), **{**fields, **changed})


def void(scene: Scene, promotion_id: UUID | None) -> None:
    """It was another class."""
    scene.ledger.students.void_class_promotion(
        scene.id("school"), promotion_id=promotion_id or uuid4(), occurred_on=SEPTEMBER
    )


def stages(scene: Scene, day: date = SEPTEMBER) -> list[str]:
    """Where the students of the class are."""
    loaded = [scene.ledger.load(Student, scene.id(name)) for name in CLASS]
    return [
        each.enrolment(scene.id(f"{name} enrolment")).stage_on(day)
        for each, name in zip(loaded, CLASS, strict=True)
    ]


def test_a_class_is_promoted_in_one_append(scene: Scene, database_url: str) -> None:
    """Two facts for each of its students, and all with one ticket."""
    before = events_in(database_url)
    promote(scene)
    assert stages(scene) == ["grade-8", "grade-8"]
    assert events_in(database_url) == before + 4


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"promotion_id": uuid4(), "class_name": " 7. A"},
        {"students": "Juris"},
        {"occurred_on": date(2021, 8, 31)},
        {"to_stage": "grade-8", "from_stage": "grade-7", "occurred_on": date(2021, 5, 31)},
    ],
)
def test_a_class_is_promoted_once(scene: Scene, changed: dict[str, Any]) -> None:
    """Under another id, another spelling, with other students, on another day of the turn of the year."""
    promote(scene, "Anna")
    if "students" in changed:
        changed = {**changed, "students": (scene.id("Juris"),)}
    with pytest.raises(ClassAlreadyPromoted):
        promote(scene, **changed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"students": ()}, ClassSizeInvalid),
        ({"students": tuple(uuid4() for _ in range(501))}, ClassSizeInvalid),
        ({"to_stage": "grade-9"}, NotTheNextStage),
        ({"to_stage": "graduated"}, NotTheNextStage),
        ({"from_stage": "grade-12", "to_stage": "course-1"}, StageMisplaced),
        ({"occurred_on": date(2021, 10, 1)}, NotTurnOfYear),
        ({"students": (uuid4(),)}, MemberRefused),
        ({"from_stage": "grade-8", "to_stage": "grade-9"}, NotInClass),
    ],
)
def test_what_is_no_promotion(
    scene: Scene, database_url: str, changed: dict[str, Any], error: type[LedgerError]
) -> None:
    """Is refused, and nothing is recorded."""
    before = events_in(database_url)
    with pytest.raises(error):
        promote(scene, **changed)
    assert events_in(database_url) == before


def test_nobody_is_promoted_if_one_is_not(scene: Scene, database_url: str) -> None:
    """Who was promoted alone, has left, or is named twice: the refusal names who."""
    students, juris = scene.ledger.students, scene.id("Juris")
    on: dict[str, Any] = {"enrolment_id": scene.id("Juris enrolment")}
    students.promote(juris, stage="grade-8", occurred_on=date(2021, 9, 3), **on)
    before = events_in(database_url)
    with pytest.raises(PromotedAlready, match=str(juris)):
        promote(scene)
    with pytest.raises(ClassSizeInvalid):
        promote(scene, "Anna", "Anna")
    assert events_in(database_url) == before
    students.void_promotion(juris, promoted_on=date(2021, 9, 3), occurred_on=date(2021, 9, 3), **on)
    students.leave(juris, last_day=date(2021, 8, 31), **on)
    with pytest.raises(NotInClass, match=str(juris)):
        promote(scene)


def test_a_learner_comes_with_a_class_into_one_stage_a_year(scene: Scene) -> None:
    """In June with 7.a into grade 8; so in September not with 8.a into grade 9, unless that was taken back."""
    promote(scene, occurred_on=date(2021, 6, 1))
    eighth: dict[str, Any] = {"class_name": "8.a", "from_stage": "grade-8", "to_stage": "grade-9"}
    with pytest.raises(PromotedAlready, match="grade-8"):
        promote(scene, **eighth)
    juris: dict[str, Any] = {
        "enrolment_id": scene.id("Juris enrolment"),
        "occurred_on": SEPTEMBER,
    }
    students = scene.ledger.students
    students.void_promotion(scene.id("Juris"), promoted_on=date(2021, 6, 1), **juris)
    promote(scene, "Juris", class_name="7.b")
    promote(scene, **eighth, occurred_on=date(2022, 6, 1))


def test_a_promotion_of_a_class_is_taken_back_as_a_whole(scene: Scene) -> None:
    """Once, with a reason; who was taken back alone meanwhile stays so; then the class may be promoted anew."""
    made = promote(scene).made
    with somebody(), pytest.raises(ReasonMissing):
        void(scene, made)
    with pytest.raises(NotFound):
        void(scene, None)
    scene.ledger.students.void_promotion(
        scene.id("Anna"),
        enrolment_id=scene.id("Anna enrolment"),
        promoted_on=SEPTEMBER,
        occurred_on=SEPTEMBER,
    )
    void(scene, made)
    assert stages(scene) == ["grade-7", "grade-7"]
    with pytest.raises(AlreadyVoided):
        void(scene, made)
    promote(scene)
    with pytest.raises(AlreadyVoided):
        void(scene, made)


def test_a_last_class_graduates(scene: Scene) -> None:
    """The day is its last, and the outcome says so; taken back, both learn on."""
    for name in CLASS:
        scene.ledger.students.promote(
            scene.id(name),
            enrolment_id=scene.id(f"{name} enrolment"),
            stage="grade-9",
            occurred_on=date(2020, 9, 2),
        )
    june = date(2021, 6, 11)
    last: dict[str, Any] = {"from_stage": "grade-9", "to_stage": "graduated", "occurred_on": june}
    made = promote(scene, **last).made
    for name in CLASS:
        student = scene.ledger.load(Student, scene.id(name))
        assert student.enrolment(scene.id(f"{name} enrolment")).last_day == june
        assert [each.outcome for each in student.outcomes.values()] == ["graduated"]
    void(scene, made)
    assert stages(scene) == ["grade-9", "grade-9"]
    scene.consult("Anna", 12 * 20)
    with pytest.raises(MemberRefused, match=str(scene.id("Anna"))):
        promote(scene, **{**last, "occurred_on": date(2020, 9, 11)})
