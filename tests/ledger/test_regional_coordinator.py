"""Who coordinates in a region: appointed, gone on a day, or recorded wrongly."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ledger.application import Ledger
from ledger.errors import (
    AlreadyEnded,
    AlreadyVoided,
    NotEnded,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.regional_coordinator import RegionalCoordinator
from tests.ledger.scene import somebody
from tests.ledger.spec import NAME, given, id_of

APPOINTED, LAST, DAY = date(2018, 1, 2), date(2020, 8, 31), timedelta(1)


def appointed(region: str = "vidzeme") -> RegionalCoordinator:
    return RegionalCoordinator.appoint(
        id_of("coordinator"), region=region, name=NAME, contact=None, occurred_on=APPOINTED
    )


def ended(one: RegionalCoordinator) -> None:
    one.end(occurred_on=LAST)


def end_voided(one: RegionalCoordinator) -> None:
    one.void_end(occurred_on=LAST)


def voided(one: RegionalCoordinator) -> None:
    one.void_appointment(occurred_on=LAST)


def test_who_goes_was_one_until_that_day() -> None:
    """An ending is no correction; it can be taken back itself, with a reason."""
    told = given(appointed)
    told.when(end_voided).then_refused(NotEnded)
    told.when(lambda one: one.end(occurred_on=APPOINTED - DAY)).then_refused(PeriodReversed)
    told.when(ended, reason=None).then(RegionalCoordinator.Ended)
    told.when(ended).then_refused(AlreadyEnded)
    period = told.aggregate.period
    assert [period.covers(day) for day in (APPOINTED, LAST, LAST + DAY)] == [True, True, False]
    told.when(end_voided, reason=None).then_refused(ReasonMissing)
    told.when(end_voided).then(RegionalCoordinator.EndVoided)
    assert told.aggregate.period.covers(LAST + DAY)


def test_who_was_recorded_wrongly_never_was_one() -> None:
    """Taken back once, with a reason; nothing more becomes of it."""
    told = given(appointed)
    told.when(voided, reason=None).then_refused(ReasonMissing)
    told.when(voided).then(RegionalCoordinator.AppointmentVoided)
    for verb in (voided, ended, end_voided):
        told.when(verb).then_refused(AlreadyVoided)
    assert not told.aggregate.period.covers(APPOINTED)


def test_a_region_is_one_of_the_five() -> None:
    """As the operation reports them."""
    given(appointed).when(lambda _: appointed("pierīga")).then_refused(UnknownCode)


def test_a_region_may_have_several_and_their_names_are_sealed(ledger: Ledger) -> None:
    """Each under a key of their own; a name is not empty."""
    for name in ("Anna", "Juris"):
        with somebody():
            ledger.regional_coordinators.appoint(
                coordinator_id=id_of(name),
                region="vidzeme",
                name=f" {name} ",
                contact=f"{name}@example.lv",
                occurred_on=APPOINTED,
            )
        found = ledger.load(RegionalCoordinator, id_of(name))
        assert ledger.keys.unseal(found.id, found.name) == name
        [stored] = ledger.recorder.select_events(found.id)
        assert name.encode() not in stored.state
    with somebody(), pytest.raises(TextMissing):
        ledger.regional_coordinators.appoint(
            coordinator_id=id_of("x"), region="riga", name=" ", occurred_on=APPOINTED
        )
