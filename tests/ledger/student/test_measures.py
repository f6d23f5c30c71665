"""Consultations and compensations: what is given, under which plan and rules, and how it is taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import (
    AlreadyVoided,
    HoursNotInQuarters,
    IdTaken,
    LedgerError,
    NotFound,
    ReasonMissing,
    UnknownCode,
)
from ledger.institution.errors import InstitutionNotMember
from ledger.operation.errors import DeliveryNotAllowed, OutsidePeriod, OutsideTargetGroup
from ledger.specialist.errors import SpecialistNotQualified
from ledger.student import compensating, consulting
from ledger.student.consulting import _amount
from ledger.student.errors import (
    AmountNotPlanned,
    ApprovedByClaimant,
    CeilingExceeded,
    CompensationNotAt,
    ConsultationNotPlanned,
    DocumentTooSmall,
    EndsBeforeItStarts,
    GroupTooLarge,
    HoursExceedDuration,
    HoursNotPlanned,
    MoreThanApproved,
    MoreThanClaimed,
    NotEnrolled,
    NotYetHappened,
    OutsideSemester,
    PlaceNotInGroup,
    PlanNotAgreed,
    PlatformMisplaced,
    RouteMisplaced,
)
from ledger.student.student import Student
from ledger.student.values import (
    Attendance,
    Document,
    Group,
    PlannedCompensation,
    PlannedConsultation,
)
from tests.ledger.student.spec import (
    CONTEXT,
    PLAN_IN_FORCE,
    SHA,
    Step,
    World,
    agreed,
    approved,
    by,
    claimed,
    consultation,
    content,
    enrolled,
    given,
    id_of,
    paid,
    plan_drafted,
    risk_identified,
    route,
)

NOON = datetime(2020, 10, 6, 12, tzinfo=UTC)


def voided(name: str = "consultation") -> Step:
    """A consultation taken back."""
    return lambda world: consulting.void_consultation(
        world.student, consultation_id=id_of(name), occurred_on=date(2020, 11, 1)
    )


def refused(world: World) -> None:
    """The compensation refused."""
    compensating.refuse_compensation(
        world.student, compensation_id=id_of("compensation"), occurred_on=date(2020, 11, 4)
    )


def reversed_(world: World) -> None:
    """The payment taken back."""
    compensating.reverse_compensation(
        world.student, compensation_id=id_of("compensation"), occurred_on=date(2020, 11, 9)
    )


# --- consultations ----------------------------------------------------------------------------------


def test_a_consultation_costs_hours_times_the_unit_cost_of_that_day() -> None:
    """0.75 h × 12.35 EUR = 9.2625, rounded half up once; rate, shares and place are decided with it."""
    [fact] = (
        given(*PLAN_IN_FORCE).when(consultation(hours="0.75")).then(Student.ConsultationRecorded)
    )
    assert (str(fact.amount), str(fact.unit_cost), fact.rate_version) == ("9.26", "12.35", 1)
    assert (str(fact.shares.esf), str(fact.shares.state)) == ("85.00", "15.00")
    assert fact.place.partner_id == id_of("Madona")
    assert fact.occurred_on == date(2020, 10, 6)


def test_a_consultation_needs_an_agreed_plan() -> None:
    """A consultation before all have agreed is refused, and nothing is recorded."""
    drafted = (enrolled(), risk_identified(), plan_drafted(), agreed("learner"))
    given(*drafted).when(consultation()).then_refused(PlanNotAgreed)


def test_a_consultation_before_the_day_of_the_agreement_is_refused() -> None:
    """The revision has to be in force on the day of the measure, not on the day it is recorded."""
    early = consultation(starts=datetime(2020, 9, 14, 12, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(early).then_refused(PlanNotAgreed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"hours": "0"}, HoursNotInQuarters),
        ({"hours": "-1"}, HoursNotInQuarters),
        ({"hours": "0.1"}, HoursNotInQuarters),
        ({"hours": "25"}, HoursNotInQuarters),
        ({"hours": "NaN"}, HoursNotInQuarters),
        ({"hours": "2.25"}, HoursExceedDuration),
        ({"ends": NOON}, EndsBeforeItStarts),
        ({"ends": NOON.replace(day=7)}, EndsBeforeItStarts),
        ({"starts": datetime(2021, 3, 1, 12, tzinfo=UTC)}, OutsideSemester),
        ({"delivery": "by post"}, UnknownCode),
        ({"delivery": "remote"}, PlatformMisplaced),
        ({"attendance": Attendance("journal", SHA, "zoom")}, PlatformMisplaced),
        ({"group": Group(uuid4(), 4, 1)}, GroupTooLarge),
        ({"group": Group(uuid4(), 3, 4)}, PlaceNotInGroup),
        (
            {"planned": PlannedConsultation("advisory", "pedagogue", None, Decimal(1))},
            ConsultationNotPlanned,
        ),
        (
            {"planned": PlannedConsultation("subject", "psychologist", "latvian", Decimal(1))},
            SpecialistNotQualified,
        ),
    ],
)
def test_a_consultation_that_breaks_a_rule_is_refused(
    changed: Any, error: type[LedgerError]
) -> None:
    """Each rule has its own error, and nothing is recorded."""
    given(*PLAN_IN_FORCE).when(consultation(**changed)).then_refused(error)


def test_a_consultation_lies_in_the_past() -> None:
    """One that has not ended when it is recorded is refused."""
    now = replace(CONTEXT, at=datetime(2020, 10, 6, 13, tzinfo=UTC))
    given(*PLAN_IN_FORCE).when(consultation(), at=now.at).then_refused(NotYetHappened)


def test_the_same_id_is_not_recorded_twice() -> None:
    """An id names one consultation for ever."""
    later = consultation(starts=NOON.replace(day=8))
    given(*PLAN_IN_FORCE, consultation()).when(later).then_refused(IdTaken)


def test_remote_consultations_are_allowed_from_their_day_on() -> None:
    """From 2020-03-23, as data of the operation."""
    steps = (
        enrolled(day=date(2019, 9, 2)),
        risk_identified(day=date(2020, 1, 10)),
        plan_drafted(semester="2019/20 II", occurred_on=date(2020, 1, 13)),
        agreed("learner", day=date(2020, 1, 14)),
        agreed("representative", day=date(2020, 1, 14)),
    )
    remote: dict[str, Any] = {"delivery": "remote", "attendance": Attendance("log", SHA, "zoom")}
    before = consultation(starts=datetime(2020, 3, 20, 12, tzinfo=UTC), **remote)
    given(*steps).when(before).then_refused(DeliveryNotAllowed)
    after = consultation(starts=datetime(2020, 3, 23, 12, tzinfo=UTC), **remote)
    given(*steps).when(after).then(Student.ConsultationRecorded)


def test_the_target_group_is_the_one_of_the_day() -> None:
    """A first-grader is supported from 2021-09-01 only."""
    steps = (enrolled("grade-1"), risk_identified())
    given(*steps).when(plan_drafted()).then_refused(OutsideTargetGroup)
    later = plan_drafted(semester="2021/22 I", occurred_on=date(2021, 9, 2))
    given(*steps).when(later).then(Student.PlanDrafted)


def test_no_more_hours_than_planned_until_one_is_taken_back() -> None:
    """Two hours are planned; a voided one is free again."""
    second = consultation("second", starts=NOON.replace(day=7))
    third = consultation("third", hours="0.25", starts=NOON.replace(day=8))
    given(*PLAN_IN_FORCE, consultation(), second).when(third).then_refused(HoursNotPlanned)
    given(*PLAN_IN_FORCE, consultation(), second, voided()).when(third).then(
        Student.ConsultationRecorded
    )


def test_a_consultation_is_voided_once_and_with_a_reason() -> None:
    """The second correction of the same fact is refused."""
    given(*PLAN_IN_FORCE, consultation()).when(voided()).then_refused(ReasonMissing)
    given(*PLAN_IN_FORCE, consultation()).when(voided(), reason="ill").then(
        Student.ConsultationVoided
    )
    twice = given(*PLAN_IN_FORCE, consultation(), voided())
    twice.when(voided(), reason="ill").then_refused(AlreadyVoided)
    given(*PLAN_IN_FORCE).when(voided(), reason="ill").then_refused(NotFound)


def test_a_missed_consultation_costs_nothing_and_says_why() -> None:
    """It uses no hours of the plan."""

    def missed(world: World) -> None:
        consulting.miss_consultation(
            world.student,
            world.operation,
            world.institution,
            consultation_id=id_of("missed"),
            plan_id=id_of("plan"),
            specialist_id=world.specialist.id,
            consultation=PlannedConsultation("subject", "pedagogue", "mathematics", Decimal(2)),
            occurred_on=date(2020, 10, 7),
        )

    given(*PLAN_IN_FORCE).when(missed).then_refused(ReasonMissing)
    given(*PLAN_IN_FORCE).when(missed, reason="learner ill").then(Student.ConsultationMissed)
    given(*PLAN_IN_FORCE, missed).when(consultation(hours="2")).then(Student.ConsultationRecorded)


def test_the_school_is_a_member_and_the_operation_runs_that_day() -> None:
    """Before it joined, or outside the operation's period, nothing is given."""
    early = (
        enrolled(day=date(2017, 9, 4)),
        risk_identified(day=date(2017, 9, 5)),
    )
    drafted = plan_drafted(semester="2017/18 I", occurred_on=date(2017, 9, 6))
    given(*early).when(drafted).then_refused(InstitutionNotMember)
    late = (enrolled(day=date(2023, 1, 10)), risk_identified(day=date(2023, 1, 11)))
    in_2023 = plan_drafted(semester="2022/23 II", occurred_on=date(2023, 1, 12))
    after_the_end = consultation(starts=datetime(2023, 2, 6, 12, tzinfo=UTC))
    signed = (
        agreed("learner", day=date(2023, 1, 12)),
        agreed("representative", day=date(2023, 1, 12)),
    )
    now = datetime(2023, 6, 1, tzinfo=UTC)
    given(*late, in_2023, *signed).when(after_the_end, at=now).then_refused(OutsidePeriod)


def test_who_left_gets_nothing_after_the_last_day() -> None:
    """The enrolment has to cover the day of the measure."""

    def left(world: World) -> None:
        world.student.trigger_event(
            Student.Left, enrolment_id=id_of("enrolment"), occurred_on=date(2020, 10, 1)
        )

    given(*PLAN_IN_FORCE, left).when(consultation()).then_refused(NotEnrolled)


@any_given(
    hours=st.integers(1, 96).map(lambda quarters: Decimal(quarters) / 4),
    cost=st.decimals("0.01", "99.99", places=2),
    size=st.integers(1, 12),
)
def test_the_parts_of_a_group_make_exactly_its_cost(
    hours: Decimal, cost: Decimal, size: int
) -> None:
    """However many share it: the unit cost is paid once, to the cent."""
    parts = [_amount(hours * cost, Group(uuid4(), size, place)) for place in range(1, size + 1)]
    assert sum(parts) == _amount(hours * cost, None)
    assert max(parts) - min(parts) <= Decimal("0.01")


# --- compensations ----------------------------------------------------------------------------------


def test_a_compensation_goes_from_claim_to_payment() -> None:
    """Claimed by one, approved by another, paid no more than approved."""
    steps = (*PLAN_IN_FORCE, claimed())
    given(*PLAN_IN_FORCE).when(claimed()).then(Student.CompensationClaimed)
    given(*steps).when(approved("15.00"), actor="director").then(Student.CompensationApproved)
    in_part = (*steps, by("director", approved("15.00")))
    given(*in_part).when(paid("15.01")).then_refused(MoreThanApproved)
    given(*in_part).when(paid("15.00")).then(Student.CompensationPaid)
    given(*in_part, paid("15.00")).when(paid("15.00")).then_refused(CompensationNotAt)


def test_who_claimed_does_not_approve() -> None:
    """Four eyes: the same actor is refused, whatever the role."""
    given(*PLAN_IN_FORCE, claimed()).when(approved()).then_refused(ApprovedByClaimant)


def test_no_more_is_approved_than_claimed() -> None:
    """Not by a cent."""
    claim = given(*PLAN_IN_FORCE, claimed(amount="20.00"))
    claim.when(approved("20.01"), actor="director").then_refused(MoreThanClaimed)


def test_nothing_is_paid_before_it_is_approved() -> None:
    """Nor after it was refused."""
    given(*PLAN_IN_FORCE, claimed()).when(paid()).then_refused(CompensationNotAt)
    given(*PLAN_IN_FORCE, claimed(), refused).when(paid()).then_refused(CompensationNotAt)


def test_a_payment_taken_back_can_be_made_anew() -> None:
    """A reversal names its reason; the second is refused; then it may be paid again or refused."""
    done = (*PLAN_IN_FORCE, claimed(), by("director", approved()), paid())
    given(*done).when(reversed_).then_refused(ReasonMissing)
    [fact] = given(*done).when(reversed_, reason="wrong account").then(Student.CompensationReversed)
    assert fact.payment_id == id_of("payment of compensation")
    given(*done, reversed_).when(reversed_, reason="again").then_refused(CompensationNotAt)
    given(*done, reversed_).when(paid()).then(Student.CompensationPaid)
    given(*done, reversed_).when(refused, reason="not due").then(Student.CompensationRefused)


def test_what_was_refused_is_free_in_the_plan() -> None:
    """50.00 are planned: 40.00 and 20.00 do not fit until the first is refused."""
    first, second = (
        claimed(amount="40.00"),
        claimed("second", "20.00", first_day=date(2020, 11, 1), last_day=date(2020, 11, 2)),
    )
    given(*PLAN_IN_FORCE, first).when(second).then_refused(AmountNotPlanned)
    given(*PLAN_IN_FORCE, first, refused).when(second).then(Student.CompensationClaimed)


def test_a_ceiling_holds_for_each_month() -> None:
    """60.00 EUR a month of catering, whatever the plan allows."""
    rich = content(compensations=(PlannedCompensation("catering", Decimal(500)),))
    steps = (
        enrolled(),
        risk_identified(),
        plan_drafted(rich),
        agreed("learner"),
        agreed("representative"),
    )
    given(*steps).when(claimed(amount="60.01")).then_refused(CeilingExceeded)
    more = claimed("more", "0.01", first_day=date(2020, 10, 5), last_day=date(2020, 10, 9))
    given(*steps, claimed(amount="60.00")).when(more).then_refused(CeilingExceeded)
    november = claimed("november", "60.00", first_day=date(2020, 11, 1), last_day=date(2020, 11, 2))
    given(*steps, claimed(amount="60.00")).when(november).then(Student.CompensationClaimed)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "holidays"}, UnknownCode),
        ({"kind": "accommodation"}, AmountNotPlanned),
        ({"route": route("Madona", "Cesvaine")}, RouteMisplaced),
        ({"document": Document("1", date(2020, 10, 1), "SIA", SHA, Decimal(19))}, DocumentTooSmall),
        ({"document": Document("1", date(2020, 12, 1), "SIA", SHA, Decimal(90))}, NotYetHappened),
        ({"last_day": date(2020, 11, 3)}, NotYetHappened),
        ({"first_day": date(2020, 8, 31)}, OutsideSemester),
        ({"kind": "public_transport", "route": route("Madona", " madona ")}, RouteMisplaced),
        ({"kind": "public_transport"}, RouteMisplaced),
    ],
)
def test_a_claim_that_breaks_a_rule_is_refused(changed: Any, error: type[LedgerError]) -> None:
    """Each rule has its own error, and nothing is recorded."""
    given(*PLAN_IN_FORCE).when(claimed(**changed)).then_refused(error)
