"""Worklists: what is to be done, since when and by whom, as of a day and as it was known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.document import Document
from ledger.student.values import RiskResult
from projections.worklist_rows import ALL_WORK, KINDS, Task, WorkCount, WorkFilter
from projections.worklists import Worklists
from tests.ledger.scene import SEMESTER, somebody
from tests.ledger.student.spec import SHA
from tests.projections.shown import Shown, shown

DRAFTED, AGREED, END = date(2020, 9, 1), date(2020, 9, 1), date(2020, 12, 18)
NEXT_YEAR = date(2021, 2, 1)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    with shown(database_url, Worklists) as world:
        world.scene.student("Anna")
        yield world


def work(world: Shown, kind: str, day: date = NEXT_YEAR, **asked: Any) -> list[Task]:
    """What is to be done of a kind on a day."""
    return Worklists.page(world.now(), kind, as_of=day, **asked)


def of_anna(world: Shown) -> tuple[Any, UUID, dict[str, Any]]:
    """What can be commanded, about whom, and about which plan."""
    plan = {"plan_id": world.scene.id("Anna plan")}
    return world.scene.ledger.students, world.scene.id("Anna"), plan


def agree(
    world: Shown, signatory: str, day: date, revision: int = 2, sha: str | None = SHA
) -> None:
    """A signatory agrees to a revision of Anna's plan, with a document."""
    students, anna, plan = of_anna(world)
    students.agree_plan(
        anna,
        **plan,
        revision=revision,
        signatory=signatory,
        form="paper",
        document_sha256=sha,
        occurred_on=day,
    )


def revise(world: Shown, day: date) -> None:
    """Another revision, the same in content."""
    students, anna, plan = of_anna(world)
    students.revise_plan(anna, **plan, content=world.scene.content("Anna"), occurred_on=day)


def test_who_has_not_agreed_yet(world: Shown) -> None:
    """Each signatory is waited for from the day the revision was written; a further one takes its place."""
    assert work(world, "plan_not_agreed") == []
    revise(world, date(2020, 10, 1))
    agree(world, "learner", date(2020, 10, 5))
    [both] = work(world, "plan_not_agreed", date(2020, 10, 4))
    assert (both.who, both.revision) == (["learner", "representative"], 2)
    [one] = work(world, "plan_not_agreed", date(2020, 10, 5))
    assert (one.who, one.since) == (["representative"], date(2020, 10, 1))
    assert (one.item_id, one.semester) == (world.scene.id("Anna plan"), SEMESTER)
    assert one.institution_id == world.scene.id("school")
    revise(world, date(2020, 10, 9))
    [later] = work(world, "plan_not_agreed")
    assert (later.revision, later.since, len(later.who)) == (3, date(2020, 10, 9), 2)
    [before] = work(world, "plan_not_agreed", date(2020, 10, 8))
    assert before.revision == 2


def test_a_voided_agreement_never_was(world: Shown) -> None:
    """On any day as it is known now; as it was known before, all was done. A closed plan waits for nobody."""
    students, anna, plan = of_anna(world)
    before = world.position()
    students.void_agreement(
        anna, **plan, revision=1, signatory="learner", occurred_on=date(2020, 10, 1)
    )
    [waiting] = work(world, "plan_not_agreed", date(2020, 9, 15))
    assert (waiting.who, waiting.since) == (["learner"], DRAFTED)
    assert work(world, "plan_not_agreed", date(2020, 9, 15), known_at=before) == []
    assert work(world, "plan_not_evaluated") == []
    students.close_plan(anna, **plan, occurred_on=date(2020, 10, 2))
    assert work(world, "plan_not_agreed") == []
    assert len(work(world, "plan_not_agreed", date(2020, 10, 1))) == 1
    students.reopen_plan(anna, **plan, occurred_on=date(2020, 10, 3))
    assert len(work(world, "plan_not_agreed")) == 1
    students.void_plan(anna, **plan, occurred_on=date(2020, 10, 4))
    assert {kind: work(world, kind) for kind in KINDS} == {kind: [] for kind in KINDS}


def test_a_plan_is_to_be_evaluated_when_its_semester_ends(world: Shown) -> None:
    """From the last teaching day on, until it is; an evaluation that is void never was; an early one counts."""
    students, anna, plan = of_anna(world)
    assert work(world, "plan_not_evaluated", date(2020, 12, 17)) == []
    [due] = work(world, "plan_not_evaluated", END)
    assert (due.since, due.item_id) == (END, plan["plan_id"])
    evaluation: Any = {
        "results": (RiskResult(world.scene.id("Anna risk"), "reduced"),),
        "narrative": None,
        "support_goes_on": True,
    }
    students.evaluate_plan(anna, **plan, **evaluation, occurred_on=date(2021, 1, 10))
    assert len(work(world, "plan_not_evaluated", date(2021, 1, 9))) == 1
    assert work(world, "plan_not_evaluated", date(2021, 1, 10)) == []
    students.void_evaluation(anna, **plan, occurred_on=date(2021, 1, 11))
    assert len(work(world, "plan_not_evaluated")) == 1
    students.evaluate_plan(anna, **plan, **evaluation, occurred_on=date(2020, 12, 10))
    assert work(world, "plan_not_evaluated", END) == []


def test_agreements_are_proved_by_a_document(world: Shown) -> None:
    """One agreed to without any stands here until it is taken back and recorded with one."""
    students, anna, plan = of_anna(world)
    [both] = work(world, "agreement_without_document")
    assert (both.who, both.since) == (["learner", "representative"], AGREED)
    assert work(world, "agreement_without_document", date(2020, 8, 31)) == []
    students.void_agreement(
        anna, **plan, revision=1, signatory="learner", occurred_on=date(2020, 10, 1)
    )
    agree(world, "learner", AGREED, revision=1)
    [other] = work(world, "agreement_without_document")
    assert other.who == ["representative"]


def test_a_claim_waits_to_be_approved_then_to_be_paid(world: Shown) -> None:
    """Reversed, it is to be paid again; refused, nothing is left to do."""
    students, anna, _ = of_anna(world)
    claim = world.scene.claim("Anna", "40.00").made
    [waiting] = work(world, "claim_to_approve")
    assert (waiting.item_id, waiting.code) == (claim, "catering")
    assert (waiting.amount, waiting.since) == (Decimal("40.00"), date(2020, 11, 2))
    with somebody(actor="accountant", reason="it was wrong"):
        students.approve_compensation(
            anna, compensation_id=claim, amount=Decimal(30), occurred_on=date(2020, 11, 3)
        )
    assert work(world, "claim_to_approve") == []
    [to_pay] = work(world, "claim_to_pay")
    assert (to_pay.amount, to_pay.since) == (Decimal("30.00"), date(2020, 11, 3))
    students.pay_compensation(
        anna,
        compensation_id=claim,
        payment_id=uuid4(),
        amount=Decimal(30),
        payment_reference="MU-1",
        occurred_on=date(2020, 11, 5),
    )
    assert work(world, "claim_to_pay") == []
    students.reverse_compensation(anna, compensation_id=claim, occurred_on=date(2020, 11, 9))
    [again] = work(world, "claim_to_pay")
    assert again.since == date(2020, 11, 9)
    assert work(world, "claim_to_pay", date(2020, 11, 8)) == []
    students.refuse_compensation(anna, compensation_id=claim, occurred_on=date(2020, 11, 10))
    assert work(world, "claim_to_pay") == []
    assert len(work(world, "claim_to_approve", date(2020, 11, 2))) == 1


def warned(world: Shown) -> Task:
    """A consultation given that another project gives, too."""
    students, anna, _ = of_anna(world)
    students.declare_other_support(
        anna,
        support_id=world.scene.id("support"),
        programme="SAM 8.3.2",
        funder="ESF",
        kinds=("subject",),
        first_day=date(2020, 9, 1),
        occurred_on=date(2020, 9, 2),
    )
    world.scene.consult("Anna", consultation_id=world.scene.id("consultation"))
    [warning] = work(world, "warning_open")
    return warning


def decide(world: Shown, warning: Task, decision: str, day: date) -> None:
    """Somebody else decides."""
    students, anna, _ = of_anna(world)
    with somebody(actor="coordinator", reason="the same hours"):
        students.decide_warning(
            anna, warning_id=warning.item_id, decision=decision, occurred_on=day
        )


def test_a_warning_is_to_be_decided(world: Shown) -> None:
    """It says what it is about; decided as no double funding, nothing is left to do."""
    warning = warned(world)
    assert (warning.code, warning.since) == ("other_support", date(2020, 9, 7))
    assert warning.measure_id == world.scene.id("consultation")
    assert warning.conflict_id == world.scene.id("support")
    assert warning.semester == SEMESTER
    decide(world, warning, "no_double_funding", date(2020, 9, 10))
    assert work(world, "warning_open") == work(world, "double_funding") == []
    assert len(work(world, "warning_open", date(2020, 9, 9))) == 1


def test_double_funding_stays_until_the_measure_is_taken_back(world: Shown) -> None:
    """A decision that is void never was: the warning is open, on any day."""
    students, anna, _ = of_anna(world)
    warning = warned(world)
    decide(world, warning, "double_funding", date(2020, 9, 10))
    [doubled] = work(world, "double_funding")
    assert (doubled.item_id, doubled.since) == (warning.item_id, date(2020, 9, 10))
    before = world.position()
    students.void_decision(anna, warning_id=warning.item_id, occurred_on=date(2020, 9, 11))
    assert work(world, "double_funding") == []
    assert len(work(world, "double_funding", known_at=before)) == 1
    assert len(work(world, "warning_open")) == 1
    decide(world, warning, "double_funding", date(2020, 9, 12))
    students.void_consultation(
        anna, consultation_id=world.scene.id("consultation"), occurred_on=date(2020, 9, 20)
    )
    assert work(world, "double_funding") == work(world, "warning_open") == []
    [until_then] = work(world, "double_funding", date(2020, 9, 19))
    assert until_then.since == date(2020, 9, 12)


def only(name: str, value: Any) -> WorkFilter:
    """A scope."""
    return replace(ALL_WORK, **{name: value})


def test_counts_are_by_kind_and_institution(world: Shown) -> None:
    """A plan that two have to sign is one thing to do; everything can be asked for a scope."""
    world.scene.student("Juris")
    revise(world, date(2020, 10, 1))
    counts = Worklists.counts(world.now(), as_of=date(2020, 10, 2))
    school, partner = world.scene.id("school"), world.scene.id("Madona")
    place = (school, partner, "LV-059", "vidzeme")
    assert counts == [
        WorkCount("agreement_without_document", *place, 2, 2, AGREED),
        WorkCount("plan_not_agreed", *place, 1, 1, date(2020, 10, 1)),
    ]
    scopes: tuple[tuple[str, Any, Any], ...]
    scopes = ("region", "vidzeme", "riga"), ("municipality", "LV-059", "LV-001")
    more = ("semester", SEMESTER, "2020/21 II"), ("institution_id", school, uuid4())
    for name, here, elsewhere in (*scopes, *more, ("partner_id", partner, uuid4())):
        where, nowhere = only(name, here), only(name, elsewhere)
        assert Worklists.counts(world.now(), where, as_of=date(2020, 10, 2)) == counts
        assert Worklists.counts(world.now(), nowhere, as_of=date(2020, 10, 2)) == []
        assert len(work(world, "plan_not_agreed", where=where)) == 1
        assert work(world, "plan_not_agreed", where=nowhere) == []
    of_juris = WorkFilter(student_id=world.scene.id("Juris"))
    assert work(world, "plan_not_agreed", where=of_juris) == []


def test_pages_follow_each_other(world: Shown) -> None:
    """Each item once, in the order in which it came up."""
    for number in range(4):
        scan = SHA[:-1] + str(number)
        document = Document(str(number), date(2020, 10, 31), "SIA Ēdnīca", scan, Decimal(100))
        world.scene.claim("Anna", f"1{number}.00", document=document)
    first = work(world, "claim_to_approve", limit=3)
    second = work(world, "claim_to_approve", after=first[-1].position, limit=3)
    assert [each.amount for each in (*first, *second)] == [Decimal(f"1{n}.00") for n in range(4)]


def test_rebuilt_is_live_in_batches_of_any_size(world: Shown) -> None:
    """What a batch begins with makes no difference."""
    revise(world, date(2020, 10, 1))
    world.now(batch=1)
    agree(world, "learner", date(2020, 10, 5))
    warning = warned(world)
    world.now(batch=2)
    decide(world, warning, "double_funding", date(2020, 9, 10))
    agree(world, "representative", date(2020, 10, 6))
    world.now(batch=3)
    assert world.differences() == []
