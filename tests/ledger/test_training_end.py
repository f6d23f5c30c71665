"""Trainings: what may be certified, completed and cancelled, and how it is taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    CountNotPositive,
    LedgerError,
    NotFound,
    NotYetHappened,
    ReasonMissing,
)
from ledger.training import Training
from ledger.training.errors import (
    HoursNotReached,
    ModulesMissing,
    TooManyCertificates,
    TrainingCancelled,
    TrainingCompleted,
    TrainingNotCancelled,
    TrainingNotCompleted,
)
from tests.ledger.spec import given
from tests.ledger.trainings import (
    DAYS,
    FIRST,
    PAID,
    Verb,
    cancellation_voided,
    cancelled,
    certification_voided,
    certified,
    completed,
    completion_voided,
    held,
    module_voided,
    move_voided,
    moved,
    planned,
    planning_voided,
)

ALL_HELD = (held(1), held(2), held(3))


# --- certificates ---------------------------------------------------------------------------------


def test_there_are_no_more_certificates_than_participants() -> None:
    """Those of the best attended module, held by the day of the certificates."""
    told = given(planned(), held(1, participants=18), held(2, participants=20))
    told.when(certified(21)).then_refused(TooManyCertificates)
    told.when(certified(19, day=DAYS[0])).then_refused(TooManyCertificates)
    told.when(certified(18, day=DAYS[0], name="first")).then(Training.ParticipantsCertified)
    told.when(certified(3)).then_refused(TooManyCertificates)
    told.when(certified(2)).then(Training.ParticipantsCertified)
    told.when(module_voided(2)).then_refused(TooManyCertificates)
    told.when(certification_voided).then(Training.CertificationVoided)
    told.when(certification_voided).then_refused(AlreadyVoided)
    told.when(module_voided(2)).then(Training.ModuleVoided)


@pytest.mark.parametrize(
    ("verb", "error"),
    [
        (certified(0), CountNotPositive),
        (certified(1, day=FIRST), TooManyCertificates),
        (certification_voided, NotFound),
    ],
)
def test_certificates_are_for_who_was_there(verb: Verb, error: type[LedgerError]) -> None:
    """At least one, and not before anything was held."""
    given(planned(), held(1)).when(verb).then_refused(error)


# --- how it ends ----------------------------------------------------------------------------------


def test_a_workshop_is_completed_when_its_three_modules_were_held() -> None:
    """Not with one missing; taken back, one of them may be voided."""
    told = given(planned(), held(1), held(3))
    refusal = told.when(completed).then_refused(ModulesMissing)
    assert "still missing: 2" in str(refusal)
    told.when(held(2)).then(Training.ModuleHeld)
    told.when(completion_voided).then_refused(TrainingNotCompleted)
    told.when(completed).then(Training.Completed)
    told.when(completed).then_refused(TrainingCompleted)
    told.when(cancelled()).then_refused(TrainingCompleted)
    told.when(completion_voided, reason=None).then_refused(ReasonMissing)
    told.when(completion_voided).then(Training.CompletionVoided)
    told.when(module_voided(2)).then(Training.ModuleVoided)
    told.when(completed).then_refused(ModulesMissing)


def test_a_programme_is_completed_with_its_hours() -> None:
    """House rule: 24 hours were planned, and held."""
    kind: dict[str, Any] = {"kind": "development_programme", "hours": Decimal(24)}
    told = given(planned(**kind), held(1), held(2), held(3, hours="7.75"))
    told.when(completed).then_refused(HoursNotReached)
    given(planned(**kind), *ALL_HELD).when(completed).then(Training.Completed)


def test_what_was_held_before_a_training_was_cancelled_stays_held() -> None:
    """House rule; one of the days before may be recorded late, none of the days after."""
    told = given(planned(), held(1))
    told.when(cancelled(DAYS[0] - timedelta(1))).then_refused(BeforeWhatItCorrects)
    told.when(cancelled(), reason=None).then_refused(ReasonMissing)
    told.when(cancellation_voided).then_refused(TrainingNotCancelled)
    told.when(cancelled()).then(Training.Cancelled)
    told.when(held(2)).then(Training.ModuleHeld)
    told.when(held(3)).then_refused(TrainingCancelled)
    told.when(cancelled()).then_refused(TrainingCancelled)
    told.when(completed).then_refused(TrainingCancelled)
    told.when(cancellation_voided).then(Training.CancellationVoided)
    told.when(held(3)).then(Training.ModuleHeld)
    told.when(completed).then(Training.Completed)
    assert [each.number for each in told.aggregate.held] == [1, 2, 3]


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ((), planning_voided),
        ((), moved()),
        ((moved(),), move_voided()),
        ((held(1),), module_voided()),
        ((held(1), certified(1)), certification_voided),
        ((cancelled(),), cancellation_voided),
    ],
)
def test_nothing_is_taken_back_without_a_reason(before: tuple[Verb, ...], verb: Verb) -> None:
    """Nor moved."""
    given(planned(), *before).when(verb, reason=" ").then_refused(ReasonMissing)


def test_a_training_of_tomorrow_is_planned_today_but_not_yesterday() -> None:
    """Only its days may lie ahead, not the planning."""
    with pytest.raises(NotYetHappened):
        given(planned(day=date(2024, 1, 2)))


def test_what_was_completed_by_mistake_is_not_corrected_before_it_was() -> None:
    """A correction is not dated before what it corrects."""
    told = given(planned(), *ALL_HELD, completed)
    told.when(lambda each: completion_voided(each, DAYS[1])).then_refused(BeforeWhatItCorrects)
    assert DAYS[2] < PAID
