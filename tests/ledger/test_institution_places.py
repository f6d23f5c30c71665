"""Where an institution lies and whose it is, by date; and who coordinates there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    IdTaken,
    LedgerError,
    MunicipalityNotThen,
    NotEnded,
    PeriodReversed,
    ReasonMissing,
    UnknownCode,
)
from ledger.institution import Institution, Place
from ledger.institution.errors import (
    InstitutionNotPlaced,
    InstitutionWithoutPartner,
)
from tests.ledger.spec import NAME, given, id_of

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


def placed(code: str, day: date, name: str = "") -> Verb:
    """In a municipality from a day on."""
    return lambda school: school.place(id_of(name or code), municipality=code, occurred_on=day)


def attached(partner: str, day: date = JOINED) -> Verb:
    """With a partner from a day on."""
    return lambda school: school.attach_to_partner(
        id_of(f"to {partner}"), partner_id=id_of(partner), occurred_on=day
    )


def place_on(day: date) -> Verb:
    """Asked where it is."""
    return lambda school: school.place_on(day)


def appointed(school: Institution) -> None:
    """A coordinator."""
    school.appoint_coordinator(id_of("person"), name=NAME, contact=None, occurred_on=JOINED)


def ended(school: Institution) -> None:
    """The coordinator's last day."""
    school.end_coordination(id_of("person"), occurred_on=LEFT)


def removed(school: Institution) -> None:
    """The coordinator taken back."""
    school.remove_coordinator(id_of("person"), occurred_on=LEFT)


def test_a_place_is_that_of_the_day() -> None:
    """Cesvaine's school lies in Cesvaine until the reform of 2021-07-01, then in Madona."""
    told = given(registered, placed(CESVAINE, JOINED), attached("Cesvaine"))
    told.when(placed(MADONA, REFORM)).then(Institution.PlacedInMunicipality)
    told.when(attached("Madona", REFORM)).then(Institution.AttachedToPartner)
    school = told.aggregate
    before = Place(school.id, id_of("Cesvaine"), CESVAINE, "vidzeme")
    after = Place(school.id, id_of("Madona"), MADONA, "vidzeme")
    assert school.place_on(JOINED) == school.place_on(REFORM - DAY) == before
    assert school.place_on(REFORM) == after


def test_a_school_is_somewhere_or_it_is_refused() -> None:
    """Not placed, not yet, in a municipality dissolved since, or with nobody: each in words."""
    given(registered).when(place_on(JOINED)).then_refused(InstitutionNotPlaced)
    placed_only = given(registered, placed(CESVAINE, JOINED))
    placed_only.when(place_on(JOINED)).then_refused(InstitutionWithoutPartner)
    whole = given(registered, placed(CESVAINE, JOINED), attached("Cesvaine"))
    for day in (JOINED - DAY, REFORM):
        whole.when(place_on(day)).then_refused(InstitutionNotPlaced)


@pytest.mark.parametrize(
    ("code", "day", "refusal"),
    [
        (CESVAINE, REFORM, MunicipalityNotThen),
        ("LV-113", REFORM - DAY, MunicipalityNotThen),
        ("EE-37", JOINED, UnknownCode),
    ],
)
def test_a_municipality_exists_on_the_day(code: str, day: date, refusal: type[LedgerError]) -> None:
    """Dissolved by then, not yet founded, or none of Latvia's."""
    given(registered).when(placed(code, day)).then_refused(refusal)


def test_a_placement_recorded_late_counts_from_its_day() -> None:
    """Recorded after a later one, it fills the time before; voided, it leaves it empty."""
    told = given(registered, attached("Madona"), placed(MADONA, REFORM))
    told.when(placed(CESVAINE, JOINED)).then(Institution.PlacedInMunicipality)
    assert told.aggregate.place_on(LEFT).municipality == CESVAINE
    assert told.aggregate.place_on(REFORM).municipality == MADONA

    def voided(school: Institution) -> None:
        school.void_placement(id_of(CESVAINE), occurred_on=REFORM)

    told.when(placed(CESVAINE, LEFT)).then_refused(IdTaken)
    told.when(voided, reason=None).then_refused(ReasonMissing)
    told.when(voided).then(Institution.PlacementVoided)
    told.when(voided).then_refused(AlreadyVoided)
    told.when(place_on(LEFT)).then_refused(InstitutionNotPlaced)


def test_an_attachment_is_taken_back() -> None:
    """The partner before it counts again."""
    told = given(registered, placed(MADONA, JOINED), attached("Cesvaine"), attached("Madona", LEFT))

    def voided(school: Institution) -> None:
        school.void_attachment(id_of("to Madona"), occurred_on=REFORM)

    told.when(voided).then(Institution.AttachmentVoided)
    assert told.aggregate.place_on(REFORM - DAY).partner_id == id_of("Cesvaine")
    told.when(voided).then_refused(AlreadyVoided)


def test_a_coordinator_recorded_wrongly_never_was() -> None:
    """An appointment has an id of its own; it is taken back once, with a reason."""
    told = given(registered)
    assert told.when(appointed).then(Institution.CoordinatorAppointed).name == NAME
    told.when(appointed).then_refused(IdTaken)
    told.when(removed, reason=None).then_refused(ReasonMissing)
    told.when(removed).then(Institution.CoordinatorRemoved)
    told.when(removed).then_refused(AlreadyVoided)
    told.when(ended).then_refused(AlreadyVoided)


def test_a_coordinator_who_goes_was_one_until_that_day() -> None:
    """An ending is no correction: it needs no reason, and can be taken back itself."""
    told = given(registered, appointed)

    def resumed(school: Institution) -> None:
        school.void_coordination_end(id_of("person"), occurred_on=LEFT)

    def ended_early(school: Institution) -> None:
        school.end_coordination(id_of("person"), occurred_on=JOINED - DAY)

    told.when(resumed).then_refused(NotEnded)
    told.when(ended_early).then_refused(PeriodReversed)
    told.when(ended, reason=None).then(Institution.CoordinationEnded)
    told.when(ended).then_refused(AlreadyEnded)
    [coordinator] = told.aggregate.coordinators.values()
    assert [coordinator.covers(day) for day in (JOINED, LEFT, LEFT + DAY)] == [True, True, False]
    told.when(resumed, reason=None).then_refused(ReasonMissing)
    told.when(resumed).then(Institution.CoordinationEndVoided)
    assert coordinator.covers(LEFT + DAY)
