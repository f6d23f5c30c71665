"""Trainings: what may be planned, held, certified, completed and cancelled, and how it is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    CountNotPositive,
    HoursNotInQuarters,
    IdTaken,
    LedgerError,
    MunicipalityNotThen,
    NotFound,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.operation.errors import OutsidePeriod
from ledger.training import Schedule, StaffCount, Training
from ledger.training.errors import (
    AudienceAmbiguous,
    FactsStandOnIt,
    HoursMissing,
    ModuleAlreadyHeld,
    ModuleHeldOutside,
    ModulesBeyond,
    NoSuchModule,
    OutsidePlannedDays,
    ParticipantsMissing,
    StaffCountedTwice,
    TrainingCancelled,
    TrainingCompleted,
    WorkshopOfThreeModules,
)
from tests.ledger.spec import given
from tests.ledger.trainings import (
    DAYS,
    FIRST,
    LAST,
    Verb,
    cancelled,
    certified,
    completed,
    corrected,
    held,
    module_voided,
    move_voided,
    moved,
    paid,
    planned,
    planning_voided,
    school,
)

ALL_HELD = (held(1), held(2), held(3))
REFORM = date(2021, 7, 1)
LATE = Schedule(REFORM, REFORM, "in_person", None)


# --- what is planned ------------------------------------------------------------------------------


def test_a_workshop_is_planned_before_its_days_come() -> None:
    """For the whole nation, where nobody is named."""
    training = given(planned()).aggregate
    assert training.outline.modules == 3
    assert training.area == (None, None)


@pytest.mark.parametrize(
    ("schools", "changed", "area"),
    [
        ((("A", "LV-059"),), {}, ("LV-059", "vidzeme")),
        ((("A", "LV-059"), ("B", "LV-059")), {}, ("LV-059", "vidzeme")),
        ((("A", "LV-059"), ("B", "LV-021")), {}, (None, "vidzeme")),
        ((("A", "LV-059"), ("B", "LV-RIX")), {}, (None, None)),
        ((), {"municipality": "LV-059"}, ("LV-059", "vidzeme")),
        ((), {"region": "latgale"}, (None, "latgale")),
    ],
)
def test_a_training_counts_where_all_it_is_for_lies(
    schools: tuple[tuple[str, str], ...], changed: dict[str, Any], area: tuple[str | None, ...]
) -> None:
    """One municipality if all lie in it, one region if all lie in it; on its first day."""
    named = tuple(school(*each) for each in schools)
    assert given(planned(schools=named, **changed)).aggregate.area == area


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "lecture"}, UnknownCode),
        ({"title": " "}, TextMissing),
        ({"provider": ""}, TextMissing),
        ({"modules": 0}, CountNotPositive),
        ({"modules": 2}, WorkshopOfThreeModules),
        ({"kind": "development_programme", "modules": 4}, HoursMissing),
        ({"hours": Decimal("0.1")}, HoursNotInQuarters),
        ({"municipality": "LV-059", "region": "vidzeme"}, AudienceAmbiguous),
        ({"municipality": "LV-059", "schools": (school("A", "LV-059"),)}, AudienceAmbiguous),
        ({"region": "east"}, UnknownCode),
        ({"municipality": "LV-021", "schedule": LATE}, MunicipalityNotThen),
        ({"schedule": Schedule(LAST, FIRST, "remote", None)}, PeriodReversed),
        ({"schedule": Schedule(FIRST, LAST, "by_owl", None)}, UnknownCode),
    ],
)
def test_a_plan_says_what_it_must(changed: dict[str, Any], error: type[LedgerError]) -> None:
    """A school workshop has exactly 3 modules, a programme its hours, and a training one audience."""
    with pytest.raises(error):
        given(planned(**changed))


def test_what_was_planned_can_be_corrected() -> None:
    """Before anything stands on it, even its kind."""
    told = given(planned())
    told.when(corrected(kind="conference", modules=1)).then(Training.PlanningCorrected)
    assert told.aggregate.outline.kind == "conference"
    told.when(corrected(), reason=None).then_refused(ReasonMissing)
    told.when(corrected(modules=2)).then_refused(WorkshopOfThreeModules)


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((held(2),), corrected(kind="conference", modules=1), ModulesBeyond),
        ((held(1),), corrected(Schedule(DAYS[1], LAST, "remote", None)), ModuleHeldOutside),
        ((held(1), paid()), corrected(kind="conference", modules=3), FactsStandOnIt),
        ((held(1), paid()), corrected(region="vidzeme"), FactsStandOnIt),
        ((moved(),), corrected(municipality="LV-059"), FactsStandOnIt),
        ((*ALL_HELD, completed), corrected(title="Cits"), TrainingCompleted),
        ((planning_voided,), corrected(), AlreadyVoided),
        ((held(1),), planning_voided, FactsStandOnIt),
        ((held(1), paid()), planning_voided, FactsStandOnIt),
        ((planning_voided,), planning_voided, AlreadyVoided),
        ((planning_voided,), held(1), AlreadyVoided),
        ((planning_voided,), paid(), AlreadyVoided),
        ((planning_voided,), certified(1), AlreadyVoided),
        ((planning_voided,), cancelled(), AlreadyVoided),
    ],
)
def test_a_plan_is_not_corrected_against_what_stands_on_it(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Modules held, costs booked, moves made; and a training that never was has no more facts."""
    given(planned(), *before).when(verb).then_refused(error)


def test_a_title_is_corrected_though_costs_stand() -> None:
    """The books do not name it."""
    told = given(planned(), held(1), paid())
    told.when(corrected(title="Cits nosaukums")).then(Training.PlanningCorrected)


# --- moved ----------------------------------------------------------------------------------------


def test_a_training_is_moved_and_held_on_the_new_days() -> None:
    """On the old ones no more; the move taken back, on the old ones again."""
    new = date(2021, 2, 2)
    told = given(planned(), moved(new, new))
    told.when(held(1)).then_refused(OutsidePlannedDays)
    told.when(held(1, day=new)).then(Training.ModuleHeld)
    told.when(move_voided()).then_refused(ModuleHeldOutside)
    told.when(module_voided(1, day=new)).then(Training.ModuleVoided)
    told.when(move_voided(day=new)).then(Training.MoveVoided)
    told.when(held(1, name="again")).then(Training.ModuleHeld)
    told.when(move_voided(day=new)).then_refused(AlreadyVoided)


def test_the_last_move_holds_and_the_one_before_it_when_it_is_taken_back() -> None:
    """By the day of the move, whatever was recorded first."""
    second, first = moved(DAYS[0], DAYS[0], day=date(2019, 10, 10), name="second"), moved()
    told = given(planned(), second, first)
    assert told.aggregate.schedule.last_day == DAYS[0]
    told.when(move_voided("second")).then(Training.MoveVoided)
    assert told.aggregate.schedule == Schedule(FIRST, LAST, "remote", None)


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((), moved(LAST, FIRST), PeriodReversed),
        ((), moved(delivery="by_owl"), UnknownCode),
        ((moved(),), moved(), IdTaken),
        ((held(1),), moved(DAYS[1], LAST), ModuleHeldOutside),
        ((*ALL_HELD, completed), moved(), TrainingCompleted),
        ((cancelled(),), moved(), TrainingCancelled),
        ((), move_voided(), NotFound),
        ((moved(),), move_voided(day=FIRST - timedelta(30)), BeforeWhatItCorrects),
    ],
)
def test_a_training_is_not_moved_so(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Nor when it is over."""
    given(planned(), *before).when(verb).then_refused(error)


# --- held -----------------------------------------------------------------------------------------


def test_modules_may_span_school_years() -> None:
    """The third one in the next: the workshop is completed then."""
    long = Schedule(FIRST, date(2021, 6, 30), "in_person", None)
    autumn = date(2020, 10, 6)
    told = given(planned(schedule=long), held(1), held(2), held(3, day=autumn))
    told.when(completed).then_refused(BeforeWhatItCorrects)
    told.when(lambda each: completed(each, autumn)).then(Training.Completed)


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((held(1),), held(1, name="again"), ModuleAlreadyHeld),
        ((held(1),), held(2, name="module 1"), IdTaken),
        ((), held(4, day=DAYS[0]), NoSuchModule),
        ((), held(0, day=DAYS[0]), NoSuchModule),
        ((), held(1, day=FIRST - timedelta(1)), OutsidePlannedDays),
        ((), held(1, day=LAST + timedelta(1)), OutsidePlannedDays),
        ((), held(1, day=date(2017, 3, 15)), OutsidePeriod),
        ((), held(1, participants=0), CountNotPositive),
        ((), held(1, staff=()), ParticipantsMissing),
        ((), held(1, staff=(StaffCount("parent", 3),)), UnknownCode),
        ((), held(1, staff=(StaffCount("other", 3),) * 2), StaffCountedTwice),
        ((), held(1, hours="8.1"), HoursNotInQuarters),
        ((), held(1, delivery="by_owl"), UnknownCode),
        ((*ALL_HELD, completed), held(1, name="again"), TrainingCompleted),
        ((cancelled(),), held(3), TrainingCancelled),
        ((), module_voided(), NotFound),
        ((held(1), module_voided()), module_voided(), AlreadyVoided),
        ((held(1),), module_voided(day=DAYS[0] - timedelta(1)), BeforeWhatItCorrects),
        ((*ALL_HELD, completed), module_voided(), TrainingCompleted),
    ],
)
def test_a_module_is_not_held_or_taken_back_so(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Twice, beyond the plan, on other days, without participants, or when the training is over."""
    given(planned(), *before).when(verb).then_refused(error)


def test_a_module_lies_not_ahead() -> None:
    """What is planned may; what was held happened."""
    future = Schedule(FIRST, date(2030, 1, 1), "remote", None)
    ahead = held(1, day=date(2023, 12, 31) + timedelta(1))
    given(planned(schedule=future)).when(ahead).then_refused(OutsidePeriod)


def test_a_module_that_was_voided_is_held_again() -> None:
    """Its number is free."""
    told = given(planned(), held(1), module_voided())
    told.when(held(1, name="again")).then(Training.ModuleHeld)
