"""Institutions: member or not, where they lay and to whom they belonged, on any day."""

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
    TextMissing,
    UnknownCode,
)
from ledger.institution import Institution
from ledger.institution.errors import (
    InstitutionAlreadyMember,
    InstitutionMemberLater,
    InstitutionNeverMember,
    InstitutionNotMember,
    InstitutionWasMember,
)
from tests.ledger.spec import given, id_of

JOINED, LEFT = date(2017, 11, 1), date(2018, 5, 31)
REJOINED = date(2019, 9, 1)
REFORM = date(2021, 7, 1)
CESVAINE, MADONA = "LV-021", "LV-059"
DAY = timedelta(1)
Verb = Callable[[Institution], object]


def registered() -> Institution:
    """A school of general education."""
    return Institution.register(
        id_of("school"), name=" Cesvaines vidusskola ", kind="general", occurred_on=JOINED
    )


def joined(day: date = JOINED, name: str = "membership", last_day: date | None = None) -> Verb:
    """A member from a day on, or between two days."""
    return lambda school: school.join_operation(id_of(name), occurred_on=day, last_day=last_day)


def rejoined(day: date = REJOINED, name: str = "second", last_day: date | None = None) -> Verb:
    """A member again."""
    return lambda school: school.rejoin_operation(id_of(name), occurred_on=day, last_day=last_day)


def left(day: date = LEFT, name: str = "membership") -> Verb:
    """A member until a day."""
    return lambda school: school.leave_operation(id_of(name), occurred_on=day)


def membership_voided(name: str = "membership") -> Verb:
    """Never a member."""
    return lambda school: school.void_membership(id_of(name), occurred_on=LEFT)


def leaving_voided(name: str = "membership") -> Verb:
    """A member still."""
    return lambda school: school.void_leaving(id_of(name), occurred_on=LEFT)


def place_on(day: date) -> Verb:
    """Asked where it is."""
    return lambda school: school.place_on(day)


# --- what it is -----------------------------------------------------------------------------------


def test_a_school_is_registered_under_its_name() -> None:
    """Blanks around the name go; the kind is a code of the list."""
    school = given(registered).aggregate
    assert (school.name, school.kind) == ("Cesvaines vidusskola", "general")


@pytest.mark.parametrize(
    ("name", "kind", "refusal"), [(" ", "general", TextMissing), ("A", "nursery", UnknownCode)]
)
def test_a_school_has_a_name_and_a_kind(name: str, kind: str, refusal: type[LedgerError]) -> None:
    """No name, or a kind that is not in the list, is refused."""
    with pytest.raises(refusal):
        given(lambda: Institution.register(id_of("it"), name=name, kind=kind, occurred_on=JOINED))


def test_the_latest_name_is_the_name() -> None:
    """A renaming recorded late does not undo a later one, one taken back never was; a correction touches the first."""

    def renamed(name: str, day: date) -> Verb:
        return lambda school: school.rename(id_of(name), name=name, occurred_on=day)

    def corrected(school: Institution) -> None:
        school.correct_registration(name="Vidusskola", kind="vocational", occurred_on=LEFT)

    told = given(registered, renamed("Newest", REFORM))
    told.when(renamed("Newer", REJOINED)).then(Institution.Renamed)
    assert told.aggregate.name == "Newest"

    def voided(school: Institution) -> None:
        school.void_renaming(id_of("Newest"), occurred_on=REFORM)

    told.when(renamed("Newest", REFORM)).then_refused(IdTaken)
    told.when(voided, reason=None).then_refused(ReasonMissing)
    told.when(voided).then(Institution.RenamingVoided)
    assert told.aggregate.name == "Newer"
    told.when(voided).then_refused(AlreadyVoided)
    told = given(registered)
    told.when(corrected, reason=None).then_refused(ReasonMissing)
    told.when(corrected).then(Institution.RegistrationCorrected)
    assert (told.aggregate.name, told.aggregate.kind) == ("Vidusskola", "vocational")


# --- membership -----------------------------------------------------------------------------------


def test_membership_lasts_from_the_first_to_the_last_day() -> None:
    """Both days are inside; afterwards it may rejoin."""
    told = given(registered, joined(), left())
    told.when(rejoined()).then(Institution.RejoinedOperation)
    school = told.aggregate
    inside = [JOINED, LEFT, REJOINED, date(2023, 12, 31)]
    assert all(school.is_member(day) for day in inside)
    for day in (JOINED - DAY, LEFT + DAY, REJOINED - DAY):
        with pytest.raises(InstitutionNotMember, match=f"Cesvaines vidusskola .* {day}"):
            school.require_member(day)


@pytest.mark.parametrize(
    ("facts", "verb", "refusal"),
    [
        ((joined(),), joined(LEFT, "other"), InstitutionAlreadyMember),
        ((joined(),), rejoined(LEFT), InstitutionAlreadyMember),
        ((joined(), left()), joined(REJOINED, "other"), InstitutionWasMember),
        ((joined(), left()), joined(REJOINED), IdTaken),
        ((), rejoined(), InstitutionNeverMember),
        ((), left(), NotFound),
        ((joined(),), left(JOINED - DAY), PeriodReversed),
        ((joined(), left()), left(LEFT + DAY), AlreadyEnded),
        ((joined(REJOINED, "later"),), joined(), InstitutionMemberLater),
        ((joined(REJOINED, "later"),), joined(last_day=REJOINED), InstitutionMemberLater),
        ((joined(), left(), rejoined(REFORM)), rejoined(name="new"), InstitutionMemberLater),
        ((joined(), left(), rejoined()), leaving_voided(), InstitutionMemberLater),
        ((), joined(last_day=JOINED - DAY), PeriodReversed),
        ((joined(),), leaving_voided(), NotEnded),
        ((joined(), membership_voided()), membership_voided(), AlreadyVoided),
        ((joined(), membership_voided()), left(), AlreadyVoided),
    ],
)
def test_a_membership_that_cannot_be(
    facts: tuple[Verb, ...], verb: Verb, refusal: type[LedgerError]
) -> None:
    """Twice at once, again without before, out of order, or taken back."""
    given(registered, *facts).when(verb).then_refused(refusal)


def test_a_forgotten_membership_is_recorded_late() -> None:
    """An earlier membership may be recorded after a later one; it ends before that begins."""
    told = given(registered, joined(REJOINED, "later"))
    told.when(joined(last_day=LEFT)).then(Institution.JoinedOperation, Institution.LeftOperation)
    assert [told.aggregate.is_member(day) for day in (JOINED, LEFT, LEFT + DAY, REJOINED)] == [
        True,
        True,
        False,
        True,
    ]


def test_a_membership_and_a_leaving_are_taken_back() -> None:
    """A voided membership never was; a voided leaving lets it go on. Both need a reason."""
    told = given(registered, joined(), left())
    told.when(leaving_voided(), reason=None).then_refused(ReasonMissing)
    told.when(leaving_voided()).then(Institution.LeavingVoided)
    assert told.aggregate.is_member(REFORM)
    told.when(membership_voided(), reason="").then_refused(ReasonMissing)
    told.when(membership_voided()).then(Institution.MembershipVoided)
    assert not told.aggregate.is_member(JOINED)


@any_given(st.sets(st.integers(0, 60), min_size=2, max_size=8), st.data(), st.integers(-1, 61))
def test_membership_does_not_depend_on_the_order_of_recording(
    days: set[int], data: st.DataObject, day: int
) -> None:
    """Periods recorded in any order make a member of the same days."""
    bounds = sorted(days)[: len(days) // 2 * 2]
    periods = list(zip(bounds[::2], bounds[1::2], strict=True))
    told = given(registered)
    for first, last in data.draw(st.permutations(periods)):
        start, end = JOINED + first * DAY, JOINED + last * DAY
        school = told.aggregate
        if any(each.first_day < start for each in school.memberships.values()):
            told.when(rejoined(start, str(first), end)).then(
                Institution.RejoinedOperation, Institution.LeftOperation
            )
        else:
            told.when(joined(start, str(first), end)).then(
                Institution.JoinedOperation, Institution.LeftOperation
            )
    inside = any(first <= day <= last for first, last in periods)
    assert told.aggregate.is_member(JOINED + day * DAY) == inside
