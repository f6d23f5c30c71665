"""Specialists: who may act as what, where, on which day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    IdTaken,
    LedgerError,
    NotEnded,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    UnknownCode,
)
from ledger.specialist import Specialist
from ledger.specialist.errors import (
    SpecialistAlreadyAttached,
    SpecialistAttachedLater,
    SpecialistNotAtInstitution,
    SpecialistNotQualified,
)
from tests.ledger.spec import NAME, given, id_of

START, END = date(2019, 9, 1), date(2021, 5, 31)
DAY = timedelta(1)
Verb = Callable[[Specialist], object]


def registered() -> Specialist:
    """A person."""
    return Specialist.register(id_of("person"), name=NAME, occurred_on=START)


def qualified(
    kind: str = "pedagogue", first_day: date = START, last_day: date | None = END, name: str = ""
) -> Verb:
    """May act as one of a kind."""
    return lambda person: person.qualify(
        id_of(name or kind),
        kind=kind,
        valid_from=first_day,
        valid_until=last_day,
        occurred_on=first_day,
    )


def attached(
    school: str = "school", day: date = START, name: str = "", last_day: date | None = None
) -> Verb:
    """At work somewhere, from a day on or between two."""
    return lambda person: person.attach_to_institution(
        id_of(name or f"at {school}"),
        institution_id=id_of(school),
        occurred_on=day,
        last_day=last_day,
    )


def left(day: date = END, school: str = "school") -> Verb:
    """Gone from there."""
    return lambda person: person.leave(id_of(f"at {school}"), occurred_on=day)


def acting(day: date, kind: str = "pedagogue", school: str = "school") -> Verb:
    """Asked whether the person may act."""
    return lambda person: person.require_acting(kind, id_of(school), day)


def qualification_voided(name: str = "pedagogue") -> Verb:
    """Never qualified."""
    return lambda person: person.void_qualification(id_of(name), occurred_on=END)


def attachment_voided(person: Specialist) -> None:
    """Never worked there."""
    person.void_attachment(id_of("at school"), occurred_on=END)


def leaving_voided(person: Specialist) -> None:
    """Works there still."""
    person.void_leaving(id_of("at school"), occurred_on=END)


def test_a_specialist_acts_as_qualified_where_at_work() -> None:
    """Both on that day, first and last days included; each lack has its own refusal."""
    told = given(registered, qualified())
    told.when(acting(START)).then_refused(SpecialistNotAtInstitution)
    assert told.when(attached()).then(Specialist.AttachedToInstitution).occurred_on == START
    for day in (START, END):
        told.aggregate.require_acting("pedagogue", id_of("school"), day)
    for day in (START - DAY, END + DAY):
        told.when(acting(day)).then_refused(SpecialistNotQualified)
    told.when(acting(START, kind="psychologist")).then_refused(SpecialistNotQualified)
    told.when(acting(START, kind="wizard")).then_refused(UnknownCode)
    told.when(acting(START, school="elsewhere")).then_refused(SpecialistNotAtInstitution)


def test_a_specialist_may_be_two_kinds_at_two_schools() -> None:
    """Qualifications and places of work are independent, and may be open-ended."""
    told = given(registered, qualified(), attached("one"), attached("two"))
    told.when(qualified("psychologist", START, None)).then(Specialist.Qualified)
    told.aggregate.require_acting("psychologist", id_of("one"), END + DAY)
    told.aggregate.require_acting("pedagogue", id_of("two"), END)


def test_a_specialist_leaves_and_comes_back() -> None:
    """The last day is inside; coming back is another attachment; a leaving may be taken back."""
    told = given(registered, qualified(last_day=None), attached())
    told.when(left()).then(Specialist.Left)
    told.when(acting(END + DAY)).then_refused(SpecialistNotAtInstitution)
    told.when(leaving_voided, reason=None).then_refused(ReasonMissing)
    told.when(leaving_voided).then(Specialist.LeavingVoided)
    told.aggregate.require_acting("pedagogue", id_of("school"), END + DAY)
    again = given(registered, attached(), left())
    again.when(attached(day=END + DAY, name="again")).then(Specialist.AttachedToInstitution)


def test_a_forgotten_time_at_work_is_recorded_late() -> None:
    """With its last day, before the one that is known."""
    told = given(registered, attached(day=END))
    told.when(attached(name="earlier", last_day=END - DAY)).then(
        Specialist.AttachedToInstitution, Specialist.Left
    )


@pytest.mark.parametrize(
    ("facts", "verb", "refusal"),
    [
        ((), qualified("wizard"), UnknownCode),
        ((), qualified(last_day=START - DAY), PeriodReversed),
        ((qualified(),), qualified("psychologist", name="pedagogue"), IdTaken),
        ((attached(),), attached(name="again"), SpecialistAlreadyAttached),
        ((attached(),), attached("other", name="at school"), IdTaken),
        ((attached(day=END),), attached(name="earlier"), SpecialistAttachedLater),
        ((attached(day=END),), attached(name="earlier", last_day=END), SpecialistAttachedLater),
        (
            (attached(), left(END - DAY), attached(day=END, name="again")),
            leaving_voided,
            SpecialistAttachedLater,
        ),
        ((), attached(last_day=START - DAY), PeriodReversed),
        ((), left(), NotFound),
        ((attached(),), left(START - DAY), PeriodReversed),
        ((attached(), left()), left(), AlreadyEnded),
        ((attached(),), leaving_voided, NotEnded),
        ((attached(), attachment_voided), attachment_voided, AlreadyVoided),
        ((attached(), attachment_voided), left(), AlreadyVoided),
        ((qualified(), qualification_voided()), qualification_voided(), AlreadyVoided),
    ],
)
def test_what_cannot_be_of_a_specialist(
    facts: tuple[Verb, ...], verb: Verb, refusal: type[LedgerError]
) -> None:
    """Unknown, reversed, twice, or taken back already."""
    given(registered, *facts).when(verb).then_refused(refusal)


def test_what_is_taken_back_never_was() -> None:
    """A voided qualification or attachment does not let one act; voiding needs a reason."""
    told = given(registered, qualified(), attached())
    told.when(qualification_voided(), reason=" ").then_refused(ReasonMissing)
    told.when(attachment_voided, reason=" ").then_refused(ReasonMissing)
    told.when(attachment_voided).then(Specialist.AttachmentVoided)
    told.when(acting(START)).then_refused(SpecialistNotAtInstitution)
    told.when(qualification_voided()).then(Specialist.QualificationVoided)
    told.when(acting(START)).then_refused(SpecialistNotQualified)


def test_a_name_is_corrected() -> None:
    """With a reason."""

    def corrected(person: Specialist) -> None:
        person.correct_name(name=NAME, occurred_on=END)

    given(registered).when(corrected, reason=None).then_refused(ReasonMissing)
    assert given(registered).when(corrected).then(Specialist.NameCorrected).name == NAME


PERIODS = st.tuples(st.integers(0, 30), st.none() | st.integers(0, 30), st.booleans())


@any_given(st.lists(PERIODS, max_size=6), st.integers(-1, 62))
def test_one_standing_qualification_is_enough(
    periods: list[tuple[int, int | None, bool]], day: int
) -> None:
    """Whatever overlaps: qualified on a day if some standing qualification covers it."""
    told = given(registered, attached(day=START - DAY))
    for number, (first, length, voided) in enumerate(periods):
        last_day = None if length is None else START + (first + length) * DAY
        told.when(qualified("pedagogue", START + first * DAY, last_day, str(number))).then(
            Specialist.Qualified
        )
        if voided:
            told.when(qualification_voided(str(number))).then(Specialist.QualificationVoided)
    covered = any(
        first <= day and (length is None or day <= first + length) and not voided
        for first, length, voided in periods
    )
    if covered:
        told.aggregate.require_acting("pedagogue", id_of("school"), START + day * DAY)
    else:
        told.when(acting(START + day * DAY)).then_refused(SpecialistNotQualified)
