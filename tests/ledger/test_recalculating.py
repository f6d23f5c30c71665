"""What came out otherwise than a back-dated rule says is corrected by reversal and anew, in one append."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.errors import AlreadyVoided, NotFound, ReasonMissing
from ledger.held import (
    AlreadyBooked,
    DocumentAlreadyClaimed,
    DocumentExceeded,
    GroupDiffers,
    GroupPlaceTaken,
)
from ledger.operation import Shares
from ledger.sealed import Sealed
from ledger.student.compensation_errors import ApprovedByClaimant, CompensationNotAt
from ledger.student.correcting_errors import GroupMemberTwice, NothingDiffers
from ledger.student.errors import HoursExceedDuration
from ledger.student.merging_errors import MergedAway
from ledger.student.student import Student
from ledger.student.values import Group, GroupMember, PlannedConsultation
from tests.ledger.scene import Scene, events_in, somebody

AUTUMN, PAID, FOUND = date(2020, 9, 1), date(2020, 11, 20), date(2021, 2, 1)
OTHERS_PAY = Shares(Decimal(80), Decimal(15), Decimal(5))


def rate(scene: Scene, cost: str, hour: str = "clock") -> None:
    """A unit cost of pedagogues, recorded in February for the autumn before."""
    scene.ledger.operations.set_rate(
        rule_id=uuid4(),
        specialist_kind="pedagogue",
        unit_cost=Decimal(cost),
        hour=hour,
        method_document="method",
        valid_from=AUTUMN,
        source="MK 460",
        occurred_on=FOUND,
    )


def other_shares(scene: Scene) -> None:
    """Others pay from the autumn on, as is found in February."""
    scene.ledger.operations.set_cofinancing(
        rule_id=uuid4(), shares=OTHERS_PAY, valid_from=AUTUMN, source="MK 460", occurred_on=FOUND
    )


def recalculate(scene: Scene, name: str, consultation: UUID, *others: GroupMember) -> UUID:
    """Correct a consultation; the id of the new one."""
    new = uuid4()
    scene.ledger.students.recalculate_consultation(
        scene.id(name),
        consultation_id=consultation,
        recalculated_id=new,
        others=others,
        occurred_on=FOUND,
    )
    return new


def said(scene: Scene, name: str) -> list[Any]:
    """The events of a student, from the first measure on."""
    events = list(scene.ledger.events.get(scene.id(name)))
    measures = (Student.ConsultationRecorded, Student.CompensationClaimed)
    first = next(n for n, each in enumerate(events) if isinstance(each, measures))
    return events[first:]


def test_a_consultation_is_recorded_anew_at_the_rate_in_force(scene: Scene) -> None:
    """All else is as it was, the reason is sealed, the hours count once, and nobody's time becomes free."""
    given = uuid4()
    scene.consult("Anna", consultation_id=given)
    rate(scene, "14.10")
    new = recalculate(scene, "Anna", given)
    first, voided, anew = said(scene, "Anna")
    assert (voided.consultation_id, voided.occurred_on) == (given, first.occurred_on)
    assert isinstance(voided.reason, Sealed)
    assert voided.request_id == anew.request_id
    assert (first.amount, anew.amount) == (Decimal("12.35"), Decimal("14.10"))
    assert (anew.consultation_id, anew.rate_version, anew.unit_cost) == (new, 2, Decimal("14.10"))
    for field in ("occurred_on", "starts", "ends", "place", "attendance", "specialist_id", "hours"):
        assert getattr(anew, field) == getattr(first, field)
    with pytest.raises(AlreadyBooked, match=str(new)):
        scene.consult("Juris")
    [held] = scene.ledger.load(Student, scene.id("Anna")).plan(scene.id("Anna plan")).held.values()
    assert sum(held.values()) == 1


def test_other_shares_are_recalculated_too_and_a_closed_plan_does_not_hinder(scene: Scene) -> None:
    """A correction is no new support: what was planned and given stays so."""
    given = uuid4()
    scene.consult("Anna", consultation_id=given)
    scene.ledger.students.close_plan(
        scene.id("Anna"), plan_id=scene.id("Anna plan"), occurred_on=date(2021, 1, 20)
    )
    other_shares(scene)
    recalculate(scene, "Anna", given)
    anew = said(scene, "Anna")[-1]
    assert (anew.shares, anew.amount) == (OTHERS_PAY, Decimal("12.35"))


def test_what_does_not_differ_is_not_recalculated(scene: Scene, database_url: str) -> None:
    """Nor what is not there, nor without a reason, nor a second time; nothing is recorded."""
    given = uuid4()
    scene.consult("Anna", consultation_id=given)
    before = events_in(database_url)
    with pytest.raises(NothingDiffers):
        recalculate(scene, "Anna", given)
    with pytest.raises(NotFound):
        recalculate(scene, "Anna", uuid4())
    assert events_in(database_url) == before
    rate(scene, "14.10")
    with pytest.raises(ReasonMissing), somebody():
        recalculate(scene, "Anna", given)
    recalculate(scene, "Anna", given)
    with pytest.raises(AlreadyVoided):
        recalculate(scene, "Anna", given)


def test_hours_that_do_not_fit_any_more_are_not_recalculated(scene: Scene) -> None:
    """Three academic hours fit into two clock hours; where clock hours count now, they do not."""
    rate(scene, "10.00", hour="academic")
    given, starts = uuid4(), datetime(2020, 9, 7, 8, tzinfo=UTC)
    three = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(3))
    ends = starts + timedelta(hours=2)
    scene.consult("Anna", consultation_id=given, consultation=three, starts=starts, ends=ends)
    rate(scene, "14.10", hour="clock")
    with pytest.raises(HoursExceedDuration):
        recalculate(scene, "Anna", given)


def test_a_group_is_recalculated_as_one(scene: Scene) -> None:
    """Its places make one cost, so none is left out or named twice; all keep their places."""
    group, annas, juris = uuid4(), uuid4(), uuid4()
    scene.consult("Anna", group=Group(group, 2, 1), consultation_id=annas)
    scene.consult("Juris", group=Group(group, 2, 2), consultation_id=juris)
    rate(scene, "14.11")
    other = GroupMember(scene.id("Juris"), juris)
    with pytest.raises(GroupDiffers):
        recalculate(scene, "Anna", annas)
    with pytest.raises(GroupMemberTwice):
        recalculate(scene, "Anna", annas, other, other)
    recalculate(scene, "Anna", annas, other)
    both = [said(scene, name)[-1] for name in ("Anna", "Juris")]
    assert sum(each.amount for each in both) == Decimal("14.11")
    assert [each.group.place for each in both] == [1, 2]
    with pytest.raises(GroupPlaceTaken, match=str(both[1].consultation_id)):
        scene.consult("Juris", hour=5, group=Group(group, 2, 2))


def test_the_record_that_was_merged_into_another_has_ended(scene: Scene) -> None:
    """Nothing more is recorded in it, a correction neither, until the merge is taken back."""
    given, kept = uuid4(), scene.id("kept")
    scene.consult("Anna", consultation_id=given)
    rate(scene, "14.10")
    scene.register(kept, None)
    scene.ledger.students.merge(kept, duplicate_id=scene.id("Anna"), occurred_on=FOUND)
    with pytest.raises(MergedAway):
        recalculate(scene, "Anna", given)
    scene.ledger.students.void_merge(kept, duplicate_id=scene.id("Anna"), occurred_on=FOUND)
    recalculate(scene, "Anna", given)


def claimed(scene: Scene, name: str = "Anna") -> UUID:
    """Catering claimed by one and approved by another, 60.00 of 80.00 EUR; its id."""
    claim = uuid4()
    scene.claim(name, "80.00", compensation_id=claim)
    with somebody(actor="berta"):
        scene.ledger.students.approve_compensation(
            scene.id(name), compensation_id=claim, amount=Decimal(60), occurred_on=PAID
        )
    return claim


def recalculate_claim(scene: Scene, claim: UUID, actor: str) -> UUID:
    """Correct a compensation of Anna's; the id of the new one."""
    new = uuid4()
    with somebody(reason="other shares", actor=actor):
        scene.ledger.students.recalculate_compensation(
            scene.id("Anna"), compensation_id=claim, recalculated_id=new, occurred_on=FOUND
        )
    return new


def test_a_paid_compensation_is_claimed_anew_with_the_shares_in_force(scene: Scene) -> None:
    """Its payment is reversed and its claim refused; who corrected it does not approve it."""
    students, anna, claim = scene.ledger.students, scene.id("Anna"), claimed(scene)
    paid: dict[str, Any] = {"amount": Decimal(60), "payment_reference": "MU-1"}
    students.pay_compensation(
        anna, compensation_id=claim, payment_id=uuid4(), occurred_on=PAID, **paid
    )
    other_shares(scene)
    new = recalculate_claim(scene, claim, "carl")
    assert [type(each).__name__ for each in said(scene, "Anna")[3:]] == [
        "CompensationReversed",
        "CompensationRefused",
        "CompensationClaimed",
    ]
    anew = said(scene, "Anna")[-1]
    assert (anew.amount, anew.shares, anew.actor) == (60, OTHERS_PAY, "carl")
    approve: dict[str, Any] = {"amount": Decimal(60), "occurred_on": FOUND}
    with pytest.raises(ApprovedByClaimant), somebody(actor="carl"):
        students.approve_compensation(anna, compensation_id=new, **approve)
    with somebody(actor="berta"):
        students.approve_compensation(anna, compensation_id=new, **approve)
    students.pay_compensation(
        anna, compensation_id=new, payment_id=uuid4(), occurred_on=FOUND, **paid
    )


def test_a_document_is_never_free_while_a_compensation_is_recalculated(scene: Scene) -> None:
    """Of its 100.00 EUR 60.00 stay taken, by the same claim under its new id."""
    claim = claimed(scene)
    other_shares(scene)
    new = recalculate_claim(scene, claim, "carl")
    with pytest.raises(DocumentAlreadyClaimed, match=str(new)):
        scene.claim("Anna", "1.00")
    with pytest.raises(DocumentExceeded):
        scene.claim("Juris", "40.01")
    scene.claim("Juris", "40.00")


def test_only_a_standing_compensation_that_differs_is_recalculated(scene: Scene) -> None:
    """Neither one with the shares in force, nor one that was refused or recalculated."""
    claim = claimed(scene)
    with pytest.raises(NothingDiffers):
        recalculate_claim(scene, claim, "carl")
    other_shares(scene)
    recalculate_claim(scene, claim, "carl")
    with pytest.raises(CompensationNotAt):
        recalculate_claim(scene, claim, "carl")
    with pytest.raises(NotFound):
        recalculate_claim(scene, uuid4(), "carl")
