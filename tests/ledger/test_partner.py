"""Partners: one agreement, plans for semesters, payments that may be reversed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given as any_given
from hypothesis import strategies as st

from ledger.errors import (
    AlreadyVoided,
    AmountNotPositive,
    CountNotPositive,
    IdTaken,
    LedgerError,
    MunicipalityNotThen,
    NoSuchSemester,
    NotFound,
    NotInCents,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.partner import Partner, agreement_number
from ledger.partner.budgeting import plan_semester_budget, withdraw_semester_budget
from ledger.partner.errors import (
    AgreementAlreadySigned,
    AgreementNotSigned,
    MunicipalityMisplaced,
    NoAgreement,
    PaymentsStandOnIt,
    ReversedBeforePaid,
    SemesterNotPlanned,
)
from tests.ledger.spec import given, id_of

SIGNED = date(2017, 9, 26)
PAID = date(2021, 1, 15)
DAY = timedelta(1)
Verb = Callable[[Partner], object]


def joined(**changed: Any) -> Partner:
    """Madona municipality."""
    fields = {"name": "Madonas novads", "kind": "municipality", "municipality": "LV-059"}
    return Partner.join(id_of("partner"), **{**fields, "occurred_on": SIGNED, **changed})


def signed(partner: Partner) -> str:
    """With its agreement."""
    return partner.sign_agreement(number="p6-13/51 ", occurred_on=SIGNED)


def agreement_voided(partner: Partner) -> str:
    """Without it."""
    return partner.void_agreement(occurred_on=PAID)


def amended(partner: Partner) -> None:
    """The agreement amended."""
    partner.amend_agreement(
        id_of("amendment"), number="1", subject="More institutions", occurred_on=PAID
    )


def amendment_voided(partner: Partner) -> None:
    """The amendment taken back."""
    partner.void_amendment(id_of("amendment"), occurred_on=PAID)


def planned(semester: str = "2017/18 I", amount: str = "22292.95", students: int = 51) -> Verb:
    """A semester planned."""
    return lambda partner: plan_semester_budget(
        partner, semester=semester, amount=Decimal(amount), students=students, occurred_on=SIGNED
    )


def advanced(amount: str = "1000.00", name: str = "advance", reference: str = "MU-1") -> Verb:
    """An advance paid."""
    return lambda partner: partner.pay_advance(
        id_of(name), amount=Decimal(amount), reference=reference, occurred_on=PAID
    )


def paid(amount: str = "29311.57", name: str = "payment", **changed: Any) -> Verb:
    """A payment made."""
    fields = {
        "period": "2020/21 I",
        "purpose": "measures",
        "prior_period": False,
        "reference": "MU-2",
        "occurred_on": PAID,
    }
    return lambda partner: partner.make_payment(
        id_of(name), amount=Decimal(amount), **{**fields, **changed}
    )


def budget_withdrawn(semester: str = "2017/18 I") -> Verb:
    """A semester's budget taken back."""
    return lambda partner: withdraw_semester_budget(partner, semester=semester, occurred_on=PAID)


def reversed_(name: str = "payment", day: date = PAID) -> Verb:
    """A payment taken back."""
    return lambda partner: partner.reverse_payment(id_of(name), occurred_on=day)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"municipality": None}, MunicipalityMisplaced),
        ({"kind": "state_vocational"}, MunicipalityMisplaced),
        ({"kind": "company"}, UnknownCode),
        ({"municipality": "LV-999"}, UnknownCode),
        ({"municipality": "LV-113"}, MunicipalityNotThen),
        ({"name": ""}, TextMissing),
    ],
)
def test_a_partner_is_a_municipality_or_a_school(
    change: dict[str, Any], refusal: type[LedgerError]
) -> None:
    """A municipality with its code of that day, or a school of the state without one."""
    with pytest.raises(refusal):
        given(lambda: joined(**change))


def test_a_joining_is_corrected() -> None:
    """A school taken for a municipality; with a reason."""

    def corrected(partner: Partner) -> None:
        partner.correct_joining(
            name="Rīgas Valsts tehnikums",
            kind="state_vocational",
            municipality=None,
            occurred_on=SIGNED,
        )

    given(joined).when(corrected, reason=None).then_refused(ReasonMissing)
    told = given(joined)
    told.when(corrected).then(Partner.JoiningCorrected)
    assert (told.aggregate.kind, told.aggregate.municipality) == ("state_vocational", None)


# --- the agreement --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("8.3.4.0/16/1/001", "8.3.4.0/16/I/001"),
        (" 8.3.4.0/16/i/001\n", "8.3.4.0/16/I/001"),
        ("8.3.4.0/16/ I /001", "8.3.4.0/16/I/001"),
        ("8.3.4.0/16/11/001", "8.3.4.0/16/11/001"),
        ("P6-13/51", "P6-13/51"),
        ("p6-13/ 5", "P6-13/5"),
    ],
)
def test_a_number_is_written_one_way(written: str, number: str) -> None:
    """The well-known misprint, blanks and small letters; any other number stays as it is."""
    assert agreement_number(written) == number


@any_given(st.text(min_size=1).filter(str.strip))
def test_writing_a_number_twice_changes_nothing(written: str) -> None:
    """What is normal stays normal."""
    assert agreement_number(agreement_number(written)) == agreement_number(written)


def test_a_partner_has_one_agreement() -> None:
    """A second is refused, until the first is taken back with a reason."""
    told = given(joined)
    assert told.when(signed).then(Partner.AgreementSigned).number == "P6-13/51"
    told.when(signed).then_refused(AgreementAlreadySigned)
    told.when(agreement_voided, reason=None).then_refused(ReasonMissing)
    assert told.when(agreement_voided).then(Partner.AgreementVoided).number == "P6-13/51"
    told.when(agreement_voided).then_refused(NoAgreement)
    told.when(signed).then(Partner.AgreementSigned)


def test_an_agreement_is_amended() -> None:
    """After it was signed; an amendment is taken back once."""
    given(joined).when(amended).then_refused(AgreementNotSigned)
    told = given(joined, signed)
    told.when(amendment_voided).then_refused(NotFound)
    assert told.when(amended).then(Partner.AgreementAmended).subject == "More institutions"
    told.when(amended).then_refused(IdTaken)
    told.when(amendment_voided).then(Partner.AmendmentVoided)
    told.when(amendment_voided).then_refused(AlreadyVoided)
    told.when(agreement_voided).then(Partner.AgreementVoided)
    told.when(amendment_voided).then_refused(NoAgreement)


@pytest.mark.parametrize("payment", [paid(name="it"), advanced(name="it")])
def test_an_agreement_stands_while_payments_do(payment: Verb) -> None:
    """It is taken back after they were reversed."""
    told = given(joined, signed, payment)
    told.when(agreement_voided).then_refused(PaymentsStandOnIt)
    told.when(reversed_("it")).then(Partner.PaymentReversed)
    told.when(agreement_voided).then(Partner.AgreementVoided)


# --- money ----------------------------------------------------------------------------------------


def test_a_semester_is_planned_and_planned_again() -> None:
    """Each time an event of its own."""
    told = given(joined)
    plan = told.when(planned()).then(Partner.SemesterBudgetPlanned)
    assert (plan.semester, plan.amount, plan.students) == ("2017/18 I", Decimal("22292.95"), 51)
    told.when(planned(students=52)).then(Partner.SemesterBudgetPlanned)


def test_a_plan_of_a_semester_is_taken_back() -> None:
    """Once, with a reason, and only where there is one; then it may be planned anew."""
    told = given(joined, planned())
    told.when(budget_withdrawn("2018/19 I")).then_refused(SemesterNotPlanned)
    told.when(budget_withdrawn("2018")).then_refused(NoSuchSemester)
    told.when(budget_withdrawn(), reason=None).then_refused(ReasonMissing)
    event = told.when(budget_withdrawn()).then(Partner.SemesterBudgetWithdrawn)
    assert event.semester == "2017/18 I"
    told.when(budget_withdrawn()).then_refused(SemesterNotPlanned)
    told.when(planned()).then(Partner.SemesterBudgetPlanned)


@pytest.mark.parametrize(
    ("verb", "refusal"),
    [
        (planned(semester="2017/18 III"), NoSuchSemester),
        (planned(amount="0"), AmountNotPositive),
        (planned(students=0), CountNotPositive),
        (paid("0.001"), NotInCents),
        (paid("-1"), AmountNotPositive),
        (paid(period="2020"), NoSuchSemester),
        (paid(purpose="party"), UnknownCode),
        (paid(reference=" "), TextMissing),
        (paid(occurred_on=SIGNED - DAY), AgreementNotSigned),
        (advanced("Infinity"), NotInCents),
        (reversed_(), NotFound),
    ],
)
def test_what_cannot_be_planned_or_paid(verb: Verb, refusal: type[LedgerError]) -> None:
    """Wrong amounts, semesters, purposes, references; nothing before the agreement."""
    given(joined, signed).when(verb).then_refused(refusal)


def test_a_payment_states_its_period_or_none() -> None:
    """For a semester, for an earlier one, or for no stated period."""
    told = given(joined, signed)
    assert told.when(paid()).then(Partner.PaymentMade).period == "2020/21 I"
    unstated = paid("15804.30", "unstated", period=None, reference="MU-3")
    assert told.when(unstated).then(Partner.PaymentMade).period is None
    prior = paid("10", "prior", period="2019/20 II", prior_period=True, reference="MU-4")
    assert told.when(prior).then(Partner.PaymentMade).prior_period


@pytest.mark.parametrize("payment", [paid(name="it"), advanced(name="it")])
def test_a_payment_is_reversed_once(payment: Verb) -> None:
    """An advance too; with a reason; its id stays taken."""
    told = given(joined, signed, payment)
    told.when(payment).then_refused(IdTaken)
    told.when(reversed_("it"), reason=None).then_refused(ReasonMissing)
    told.when(reversed_("it", PAID - DAY)).then_refused(ReversedBeforePaid)
    told.when(reversed_("it")).then(Partner.PaymentReversed)
    told.when(reversed_("it")).then_refused(AlreadyVoided)
    told.when(payment).then_refused(IdTaken)
