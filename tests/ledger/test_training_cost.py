"""What a training costs: paid once, from a document with so much left, for what was held."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.application import Recorded
from ledger.document import DocumentTooSmall
from ledger.errors import (
    AlreadyVoided,
    AmountNotPositive,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    NotADigest,
    NotFound,
    NotInCents,
    NotYetHappened,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.held import DocumentExceeded, DocumentScanDiffers, DocumentTotalDiffers
from ledger.operation.errors import OutsidePeriod
from ledger.training import StaffCount, Training
from ledger.training.errors import CostAlreadyRecorded, CostBeforeHeld
from tests.ledger.scene import Scene
from tests.ledger.spec import given
from tests.ledger.trainings import (
    DAYS,
    PAID,
    ROOM,
    Verb,
    cost_reversed,
    document,
    held,
    module_voided,
    outline,
    paid,
    planned,
    school,
)


def test_a_cost_is_paid_with_the_shares_of_its_day_and_where_it_counts() -> None:
    """For one school alone, with its municipality on the first day of the training."""
    fact = (
        given(planned(schools=(school("A", "LV-059"),)), held(1))
        .when(paid())
        .then(Training.CostRecorded)
    )
    assert (fact.training_kind, fact.kind) == ("school_workshop", "teaching")
    assert (fact.municipality, fact.region) == ("LV-059", "vidzeme")
    assert fact.institution_id is not None
    assert fact.semester == "2019/20 II"
    assert fact.shares.esf == 85


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((), paid(), CostBeforeHeld),
        ((held(1),), paid(day=DAYS[0] - timedelta(1)), NotYetHappened),
        ((held(1),), paid("0.00"), AmountNotPositive),
        ((held(1),), paid("0.001"), NotInCents),
        ((held(1),), paid("1000.01"), DocumentTooSmall),
        ((held(1),), paid(kind="gift"), UnknownCode),
        ((held(1),), paid(proof=document(number=" ")), TextMissing),
        ((held(1),), paid(day=date(2024, 1, 1)), OutsidePeriod),
        ((held(1), paid()), paid(), IdTaken),
        ((held(1),), cost_reversed(), NotFound),
        ((held(1), paid()), cost_reversed(day=PAID - timedelta(1)), BeforeWhatItCorrects),
        ((held(1), paid(), cost_reversed()), cost_reversed(), AlreadyVoided),
        ((held(1), paid()), module_voided(1), CostBeforeHeld),
    ],
)
def test_a_cost_is_not_paid_or_reversed_so(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Nor is a module taken back that it was paid for."""
    given(planned(), *before).when(verb).then_refused(error)


def test_a_cost_needs_a_digest_and_a_reversal_its_reason() -> None:
    """What proves it, and why it came back."""
    told = given(planned(), held(1), paid())
    told.when(paid(name="other", proof=document(sha="nonsense"))).then_refused(NotADigest)
    told.when(cost_reversed(), reason=None).then_refused(ReasonMissing)
    told.when(cost_reversed()).then(Training.CostReversed)


# --- across trainings and students, on the database -------------------------------------------------


def workshop(scene: Scene, name: str) -> UUID:
    """A training of which one module was held."""
    trainings, training = scene.ledger.trainings, scene.id(name)
    trainings.plan_training(
        training_id=training, outline=outline(), schedule=ROOM, occurred_on=ROOM.first_day
    )
    trainings.hold_module(
        training_id=training,
        module_id=uuid4(),
        number=1,
        hours=Decimal(8),
        delivery="in_person",
        staff=(StaffCount("pedagogue", 20),),
        occurred_on=DAYS[0],
    )
    return training


def pay(scene: Scene, training: UUID, amount: str, **changed: Any) -> Recorded:
    """Pay a part of an invoice of 1000.00 EUR."""
    fields: dict[str, Any] = {"kind": "teaching", "document": document(), "occurred_on": PAID}
    return scene.ledger.trainings.record_cost(
        training_id=training,
        **{"cost_id": uuid4(), "amount": Decimal(amount), **fields, **changed},
    )


def test_a_document_is_paid_once_for_a_training_and_kind_of_cost(scene: Scene) -> None:
    """The second is refused, naming the first, until that one was reversed; other kinds have parts of their own."""
    training = workshop(scene, "one")
    first = pay(scene, training, "600.00")
    with pytest.raises(CostAlreadyRecorded, match=str(first.made)):
        pay(scene, training, "1.00")
    pay(scene, training, "400.00", kind="venue")
    assert first.made
    scene.ledger.trainings.reverse_cost(training_id=training, cost_id=first.made, occurred_on=PAID)
    pay(scene, training, "600.00")


def test_a_document_is_never_overdrawn_whatever_is_paid_from_it(scene: Scene) -> None:
    """By another training, or by a compensation of a student, however its number is spelled."""
    pay(scene, workshop(scene, "one"), "600.00")
    other = workshop(scene, "other")
    with pytest.raises(DocumentExceeded, match=r"600\.00 are claimed already"):
        pay(scene, other, "400.01")
    with pytest.raises(DocumentTotalDiffers):
        pay(scene, other, "1.00", document=document(total="999.00"))
    with pytest.raises(DocumentScanDiffers):
        pay(scene, other, "1.00", document=document(sha="cd" * 32))
    pay(scene, other, "399.00")
    meal: dict[str, Any] = {"document": document(number="r- 7"), "occurred_on": date(2020, 11, 2)}
    with pytest.raises(DocumentExceeded):
        scene.claim("Anna", "2.00", **meal)
    scene.claim("Anna", "1.00", **meal)
