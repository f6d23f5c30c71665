"""Semester budgets: what is planned is the limit, unless the partner coordinator allows more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from ledger.errors import LedgerError, ReasonMissing
from ledger.held import BudgetExceeded
from ledger.partner import Partner, budgeting, errors
from ledger.store.migrate import _apply, _migrations
from tests.ledger.partner_steps import DAY, SEMESTER, Verb, declared, joined
from tests.ledger.scene import Scene, somebody
from tests.ledger.spec import given


def planned(amount: str = "100.00", day: date = DAY) -> Verb:
    """A budget."""
    return lambda partner: budgeting.plan_semester_budget(
        partner, semester=SEMESTER, amount=Decimal(amount), students=1, occurred_on=day
    )


def allowed(up_to: str = "120.00") -> Verb:
    """More than planned."""
    return lambda partner: budgeting.allow_overspending(
        partner, semester=SEMESTER, up_to=Decimal(up_to), occurred_on=DAY
    )


def no_more(partner: Partner) -> None:
    """The plan is the limit again."""
    budgeting.withdraw_overspending(partner, semester=SEMESTER, occurred_on=DAY)


def unplanned(partner: Partner) -> None:
    """No budget."""
    budgeting.withdraw_semester_budget(partner, semester=SEMESTER, occurred_on=DAY)


def test_overspending_is_allowed_for_a_reason_and_taken_back() -> None:
    """More than is planned, where something is; it goes with the plan."""
    given(joined).when(allowed()).then_refused(errors.NoBudgetToExceed)
    told = given(joined, planned())
    told.when(allowed(), reason=None).then_refused(ReasonMissing)
    told.when(allowed("100.00")).then_refused(errors.AllowanceTooSmall)
    told.when(allowed()).then(Partner.OverspendingAllowed)
    assert budgeting.limit(told.aggregate, SEMESTER) == 120
    told.when(no_more, reason=None).then_refused(ReasonMissing)
    told.when(no_more).then(Partner.OverspendingWithdrawn)
    told.when(no_more).then_refused(errors.NothingAllowed)
    assert budgeting.limit(told.aggregate, SEMESTER) == 100
    told.when(allowed()).then(Partner.OverspendingAllowed)
    told.when(unplanned).then(Partner.SemesterBudgetWithdrawn)
    assert budgeting.limit(told.aggregate, SEMESTER) is None
    told.when(planned("130.00")).then(Partner.SemesterBudgetPlanned)
    assert budgeting.limit(told.aggregate, SEMESTER) == 130


def test_of_two_plans_the_later_day_counts() -> None:
    """One recorded late, of an earlier day, is not the limit; nor does a small allowance lower it."""
    told = given(joined, planned("100.00"), planned("50.00", date(2021, 1, 1)))
    assert budgeting.limit(told.aggregate, SEMESTER) == 100
    told = given(joined, planned("100.00"), allowed("110.00"), planned("150.00"))
    assert budgeting.limit(told.aggregate, SEMESTER) == 150


# --- by commands ----------------------------------------------------------------------------------


class Budget:
    """The scene's partner, its budget and what it has spent."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.partners = scene, scene.ledger.partners
        self.of: dict[str, Any] = {
            "partner_id": scene.id("Madona"),
            "semester": SEMESTER,
            "occurred_on": date(2020, 9, 1),
        }

    def plan(self, amount: str) -> None:
        """So much may be spent."""
        self.partners.plan_semester_budget(amount=Decimal(amount), students=2, **self.of)

    @property
    def spent(self) -> Decimal:
        """As it is counted."""
        return self.scene.ledger.recorder.spent(self.of["partner_id"], SEMESTER)


@pytest.fixture
def budget(scene: Scene) -> Budget:
    return Budget(scene)


def pay(scene: Scene, name: str, amount: str) -> UUID:
    """A compensation, from claim to payment; its id."""
    claim = uuid4()
    scene.claim(name, amount, compensation_id=claim)
    on: dict[str, Any] = {"compensation_id": claim, "occurred_on": date(2020, 11, 3)}
    students, student = scene.ledger.students, scene.id(name)
    with somebody(actor="director"):
        students.approve_compensation(student, amount=Decimal(amount), **on)
    paid: dict[str, Any] = {"payment_id": uuid4(), "payment_reference": "MU"}
    students.pay_compensation(student, amount=Decimal(amount), **paid, **on)
    return claim


def test_spending_beyond_the_budget_is_refused(scene: Scene, budget: Budget) -> None:
    """The refusal names what is planned, spent and left; a correction makes room, an allowance too."""
    budget.plan("24.70")
    first = scene.consult("Anna").made
    scene.consult("Juris", hour=1)
    with pytest.raises(BudgetExceeded) as refused:
        scene.consult("Anna", hour=2)
    said = {name: str(refused.value.details[name]) for name in ("planned", "spent", "left")}
    assert said == {"planned": "24.70", "spent": "24.70", "left": "0.00"}
    assert first
    scene.ledger.students.void_consultation(
        scene.id("Anna"), consultation_id=first, occurred_on=date(2020, 9, 9)
    )
    assert budget.spent == Decimal("12.35")
    scene.consult("Anna", hour=2)
    budget.partners.allow_overspending(up_to=Decimal("37.05"), **budget.of)
    scene.consult("Anna", hour=3)
    with pytest.raises(BudgetExceeded):
        scene.consult("Anna", hour=4)
    budget.partners.withdraw_overspending(**budget.of)
    budget.partners.withdraw_semester_budget(**budget.of)
    scene.consult("Anna", hour=4)
    assert budget.spent == Decimal("49.40")


def test_compensations_are_spent_when_they_are_paid(scene: Scene, budget: Budget) -> None:
    """Not when they are claimed; reversed, they are not, and paid anew they are again."""
    budget.plan("20.00")
    claim = pay(scene, "Anna", "15.00")
    assert budget.spent == 15
    on: dict[str, Any] = {"compensation_id": claim, "occurred_on": date(2020, 11, 4)}
    students = scene.ledger.students
    students.reverse_compensation(scene.id("Anna"), **on)
    assert budget.spent == 0
    again: dict[str, Any] = {"payment_id": uuid4(), "payment_reference": "MU 2", **on}
    students.pay_compensation(scene.id("Anna"), amount=Decimal("14.00"), **again)
    assert budget.spent == 14
    with pytest.raises(BudgetExceeded):
        pay(scene, "Juris", "6.01")


def test_what_is_refused_or_rehearsed_is_not_counted(scene: Scene, budget: Budget) -> None:
    """Nor what was recorded before, asked for again."""
    with somebody(dry_run=True):
        scene.consult("Anna")
    scene.consult("Anna")
    with pytest.raises(LedgerError):
        scene.consult("Juris")  # the teacher is with Anna
    assert budget.spent == Decimal("12.35")


def test_schools_at_once_never_exceed_it(scene: Scene, budget: Budget) -> None:
    """Of forty consultations that two learners' teachers record at once, seven fit in."""
    budget.plan("90.00")
    for name in ("Zane", "Pēteris", "Līga"):
        scene.student(name)
        scene.specialist(f"{name} teacher")

    def attempt(number: int) -> bool:
        name = ("Zane", "Pēteris", "Līga")[number % 3]
        try:
            scene.consult(name, hour=number, specialist_id=scene.id(f"{name} teacher"))
        except BudgetExceeded:
            return False
        return True

    with ThreadPoolExecutor(6) as crowd:
        recorded = sum(
            future.result()
            for future in [crowd.submit(copy_context().run, attempt, n) for n in range(40)]
        )
    assert recorded == 7
    assert budget.spent == Decimal("86.45")


def test_a_settlement_declares_no_more_than_is_counted(scene: Scene, budget: Budget) -> None:
    """By the append, exactly; what is voided afterwards changes nothing that was approved."""
    made = scene.consult("Anna").made
    settlement: dict[str, Any] = {"settlement_id": uuid4(), "documents_sha256": "ab" * 32}
    with pytest.raises(errors.DeclaredMoreThanSpent):
        budget.partners.submit_settlement(declared=declared("12.36"), **settlement, **budget.of)
    budget.partners.submit_settlement(declared=declared("12.35"), **settlement, **budget.of)
    approval: dict[str, Any] = {
        "settlement_id": settlement["settlement_id"],
        "occurred_on": date(2021, 1, 2),
    }
    with somebody(actor="ikvd"):
        budget.partners.approve_settlement(
            scene.id("Madona"), amount=Decimal("12.35"), approval_id=uuid4(), **approval
        )
    assert made
    scene.ledger.students.void_consultation(
        scene.id("Anna"), consultation_id=made, occurred_on=date(2021, 1, 3)
    )
    partner = scene.ledger.load(Partner, scene.id("Madona"))
    assert budget.spent == 0
    approved = partner.settlements[settlement["settlement_id"]].approval
    assert approved
    assert approved.amount == Decimal("12.35")


def test_one_bank_entry_is_one_receipt(scene: Scene, budget: Budget) -> None:
    """A repayment with the reference of a payment is refused; voided, the entry is free."""
    partners = budget.partners
    madona: dict[str, Any] = {"partner_id": scene.id("Madona")}
    scene.consult("Anna")
    settlement = uuid4()
    day: dict[str, Any] = {"occurred_on": date(2021, 1, 2)}
    partners.submit_settlement(
        settlement_id=settlement,
        declared=declared("12.35"),
        documents_sha256="ab" * 32,
        **budget.of,
    )
    on: dict[str, Any] = {"settlement_id": settlement, **day}
    with somebody(actor="ikvd"):
        partners.approve_settlement(
            scene.id("Madona"), amount=Decimal("12.35"), approval_id=uuid4(), **on
        )
    amount: dict[str, Any] = {"amount": Decimal(2)}
    recovery: dict[str, Any] = {"recovery_id": uuid4()}
    decided: dict[str, Any] = {"ground": "other", "means": "repaid"}
    partners.decide_recovery(scene.id("Madona"), **decided, **recovery, **amount, **on)
    payment = uuid4()
    partners.make_payment(payment_id=payment, reference="MU 1", **madona, **amount, **day)
    receipt: dict[str, Any] = {"receipt_id": uuid4(), **madona, **recovery, **amount, **day}
    with pytest.raises(errors.PaymentAlreadyRecorded):
        partners.receive_recovery(reference="mu1", **receipt)
    partners.reverse_payment(payment_id=payment, **madona, **day)
    partners.receive_recovery(reference="mu1", **receipt)
    partners.void_recovery_receipt(receipt_id=receipt["receipt_id"], **madona, **day)
    partners.make_payment(payment_id=uuid4(), reference="MU 1", **madona, **amount, **day)


def test_counters_are_filled_from_the_events_that_are_there(
    scene: Scene, budget: Budget, database_url: str
) -> None:
    """A database of before the guard: what stands is spent, what is planned last is the limit."""
    budget.plan("10.00")
    budget.partners.withdraw_semester_budget(**budget.of)
    made = scene.consult("Anna").made or uuid4()
    scene.consult("Juris", hour=1)
    pay(scene, "Anna", "15.00")
    reversed_ = pay(scene, "Juris", "5.00")
    day: dict[str, Any] = {"occurred_on": date(2020, 12, 1)}
    students = scene.ledger.students
    students.reverse_compensation(scene.id("Juris"), compensation_id=reversed_, **day)
    students.void_consultation(scene.id("Anna"), consultation_id=made, **day)
    budget.plan("30.00")
    before = _rows(database_url)
    with psycopg.connect(database_url) as superuser:
        [(append,)] = superuser.execute(
            "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE proname = 'append'"
        ).fetchall()
        superuser.execute("DROP TABLE budgets CASCADE")
        superuser.execute("DROP FUNCTION open_budget, locked_budget, limit_spending")
        superuser.execute("DROP FUNCTION spend(uuid, text, numeric), spend(jsonb)")
        superuser.execute("DELETE FROM migrations WHERE name = '0009_budgets.sql'")
        [migration] = [each for each in _migrations() if each.name == "0009_budgets.sql"]
        _apply(superuser, migration)
        superuser.execute(append)  # as later migrations left it
    assert _rows(database_url) == before
    assert budget.spent == Decimal("27.35")
    with pytest.raises(BudgetExceeded):
        scene.consult("Anna", hour=3)


def _rows(url: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(
            "SELECT partner, semester, count(*), sum(spent), sum(room) FROM budgets"
            " GROUP BY partner, semester ORDER BY partner, semester"
        ).fetchall()
