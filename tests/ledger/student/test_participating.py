"""Participants of the ESF: entry, exit, the answers that may be refused, and what is never in plain."""

from datetime import date

import pytest

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    NotEnded,
    PeriodReversed,
    ReasonMissing,
    UnknownCode,
)
from ledger.operation.errors import OutsidePeriod
from ledger.sealed import Sealed
from ledger.student import participating, participation
from ledger.student.participation import Answer, written
from ledger.student.result_errors import (
    AgeBandDiffers,
    AgeBandMissing,
    AlreadyParticipating,
    EntryStandsOnIt,
    RefusalMisplaced,
    StatusesContradict,
)
from ledger.student.student import Student
from tests.ledger.scene import Scene, somebody
from tests.ledger.student.moving_steps import there, transfer_voided, transferred
from tests.ledger.student.spec import NAME, Step, given, id_of
from tests.ledger.student.steps import enrolled, enrolment_voided, left

ENTRY, EXIT = date(2020, 9, 14), date(2021, 5, 31)


def entered(day: date = ENTRY, name: str = "participation", **changed: str) -> Step:
    """An entry."""
    said = {"gender": "female", "education": "isced_1", **changed}
    return lambda world: participating.enter_participant(
        world.student,
        world.operation,
        world.institution,
        participation_id=id_of(name),
        gender=said["gender"],
        age_band="under_15",
        education=said["education"],
        disability=NAME,
        background=NAME,
        disadvantage=NAME,
        occurred_on=day,
    )


def exited(*statuses: str, day: date = EXIT) -> Step:
    """An exit."""
    return lambda world: participating.exit_participant(
        world.student,
        participation_id=id_of("participation"),
        statuses=statuses or ("in_education",),
        occurred_on=day,
    )


def entry_voided(day: date = EXIT) -> Step:
    """The entry taken back."""
    return lambda world: participating.void_entry(
        world.student, participation_id=id_of("participation"), occurred_on=day
    )


def exit_voided(day: date = EXIT) -> Step:
    """The exit taken back."""
    return lambda world: participating.void_exit(
        world.student, participation_id=id_of("participation"), occurred_on=day
    )


def test_an_entry_stays_in_the_stay_it_was_recorded_in() -> None:
    """Indicators count it at that school: the stay is neither voided nor ended before it, unless the entry is void."""
    base = (enrolled(), entered())
    for gone in (enrolment_voided(), left(date(2020, 9, 13)), transferred(ENTRY)):
        given(*base).when(gone, reason="x").then_refused(EntryStandsOnIt)
    given(*base, entry_voided()).when(enrolment_voided(), reason="x").then(Student.EnrolmentVoided)
    given(*base).when(left(ENTRY)).then(Student.Left)
    given(enrolled(), transferred(ENTRY), there(entered())).when(
        transfer_voided(day=EXIT), reason="x"
    ).then_refused(EntryStandsOnIt)


def test_a_participant_enters_and_exits_and_both_can_be_taken_back() -> None:
    """Each once, with a reason, and not before what it takes back; the place is the school's of that day."""
    [fact] = given(enrolled()).when(entered()).then(Student.ParticipantEntered)
    assert (fact.place.municipality, fact.age_band) == ("LV-059", "under_15")
    base = (enrolled(), entered())
    given(*base).when(exited("in_education", "qualification")).then(Student.ParticipantExited)
    given(*base).when(entry_voided(), reason="x").then(Student.EntryVoided)
    given(*base).when(entry_voided()).then_refused(ReasonMissing)
    early = entry_voided(ENTRY.replace(day=1))
    given(*base).when(early, reason="x").then_refused(BeforeWhatItCorrects)
    given(*base, entry_voided()).when(entry_voided(), reason="x").then_refused(AlreadyVoided)
    given(*base, exited()).when(exit_voided(), reason="x").then(Student.ExitVoided)
    given(*base, exited()).when(exit_voided()).then_refused(ReasonMissing)
    soon = exit_voided(date(2021, 5, 30))
    given(*base, exited()).when(soon, reason="x").then_refused(BeforeWhatItCorrects)
    given(*base).when(exit_voided(), reason="x").then_refused(NotEnded)
    given(*base, exited(), entry_voided()).when(exit_voided(), reason="x").then_refused(
        AlreadyVoided
    )


def test_a_learner_takes_part_once_at_a_time() -> None:
    """Again after the exit; and then the exit stands."""
    base = (enrolled(), entered())
    again = entered(date(2021, 6, 1), "again")
    given(*base).when(again).then_refused(AlreadyParticipating)
    given(*base).when(entered()).then_refused(IdTaken)
    given(*base, exited()).when(again).then(Student.ParticipantEntered)
    given(*base, exited(), again).when(exit_voided(), reason="x").then_refused(AlreadyParticipating)


def test_an_exit_follows_its_entry_once() -> None:
    """Not before it, and not twice."""
    base = (enrolled(), entered())
    given(*base).when(exited(day=date(2020, 9, 13))).then_refused(PeriodReversed)
    given(*base, exited()).when(exited()).then_refused(AlreadyEnded)
    given(*base, entry_voided()).when(exited()).then_refused(AlreadyVoided)


@pytest.mark.parametrize(
    "statuses", [("none", "employed"), ("not_known", "none"), ("employed", "employed")]
)
def test_statuses_on_exit_go_together(statuses: tuple[str, ...]) -> None:
    """Whoever is employed is not "none of these"; nothing is said twice, and something is said."""
    given(enrolled(), entered()).when(exited(*statuses)).then_refused(StatusesContradict)


def test_at_least_one_status_is_given_and_the_list_has_it() -> None:
    """What nobody knows is recorded as not known."""
    with pytest.raises(StatusesContradict):
        participation.require_statuses(())
    given(enrolled(), entered()).when(exited("rich")).then_refused(UnknownCode)


def test_who_enters_does_so_in_the_operation_with_codes_that_exist() -> None:
    """After its end nobody enters."""
    given(enrolled()).when(entered(date(2023, 1, 9))).then_refused(OutsidePeriod)
    given(enrolled()).when(entered(gender="f")).then_refused(UnknownCode)
    given(enrolled()).when(entered(education="isced_9")).then_refused(UnknownCode)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (Answer("maybe", None), UnknownCode),
        (Answer("refused", None), RefusalMisplaced),
        (Answer("yes", "learner_declined"), RefusalMisplaced),
        (Answer("refused", "tired"), UnknownCode),
    ],
)
def test_an_answer_is_yes_no_or_refused_and_why(answer: Answer, error: type) -> None:
    """Nothing else."""
    with pytest.raises(error):
        written(answer)


def test_answers_are_all_of_one_length() -> None:
    """The length of a sealed box gives nothing away."""
    answers = [
        Answer("yes", None),
        Answer("no", None),
        Answer("refused", "representative_declined"),
    ]
    assert len({len(written(each)) for each in answers}) == 1
    assert [participation.read(written(each)) for each in answers] == ["yes", "no", "refused"]


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2005, 9, 15), "under_15"),
        (date(2005, 9, 14), "15_17"),
        (date(2002, 9, 14), "18_24"),
        (date(1995, 9, 14), "25_54"),
        (date(1965, 9, 14), "over_54"),
    ],
)
def test_the_age_band_is_that_of_the_birth_date_on_entry(born: date, band: str) -> None:
    """To the day; a given one has to be the same."""
    assert participation.age_band(None, born, ENTRY) == band
    assert participation.age_band(band, born, ENTRY) == band
    other = "under_15" if band != "under_15" else "15_17"
    with pytest.raises(AgeBandDiffers):
        participation.age_band(other, born, ENTRY)


def test_without_a_birth_date_the_age_band_is_given() -> None:
    """From the list."""
    assert participation.age_band("18_24", None, ENTRY) == "18_24"
    with pytest.raises(AgeBandMissing):
        participation.age_band(None, None, ENTRY)
    with pytest.raises(UnknownCode):
        participation.age_band("young", None, ENTRY)


def test_special_categories_are_sealed_under_the_learner_s_key(scene: Scene) -> None:
    """All boxes are equally long, and open again with the key of care."""
    anna, students = scene.id("Anna"), scene.ledger.students
    with somebody(reason="born on another day"):
        students.correct_personal_data(
            anna,
            name="Anna",
            personal_code=None,
            birth_date=date(2006, 9, 14),
            occurred_on=ENTRY,
        )
    students.enter_participant(
        anna,
        participation_id=scene.id("participation"),
        gender="female",
        age_band=None,
        education="isced_1",
        disability=Answer("no", None),
        background=Answer("refused", "learner_declined"),
        disadvantage=Answer("yes", None),
        occurred_on=ENTRY,
    )
    [*_, fact] = scene.ledger.events.get(anna)
    assert isinstance(fact, Student.ParticipantEntered)
    assert fact.age_band == "under_15"
    boxes: list[Sealed] = [fact.disability, fact.background, fact.disadvantage]
    assert len({len(each.box) for each in boxes}) == 1
    opened = [scene.ledger.keys.unseal(anna, each) for each in boxes]
    assert [each.split() for each in opened] == [["no"], ["refused", "learner_declined"], ["yes"]]
