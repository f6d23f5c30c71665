"""Three invented school years of some learners: plans, support, evaluations, leavings, and mistakes mended."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID, uuid4

import msgspec

from ledger.calendar import Semester, semesters
from ledger.document import Document
from ledger.errors import LedgerError
from ledger.student.values import (
    PlanContent,
    PlannedCompensation,
    PlannedConsultation,
    RiskResult,
)
from tests.ledger.scene import PLANNED, Scene, somebody

FACTORS = ("learning.behaviour", "learning.conflict", "economic.travel", "family.conflict")
NOTHING_ELSE: dict[str, Any] = {
    "crisis_support": False,
    "holiday_support": False,
    "youth_project_id": None,
    "prepared_by": "teacher",
}
TERMS = [each for each in semesters() if "2019/20 I" <= each.code <= "2021/22 I"]


class Learner:
    """One learner, whose life is drawn by lot; what the rules refuse does not happen."""

    def __init__(self, scene: Scene, number: int, random: Random) -> None:
        self.scene, self.students, self.random = scene, scene.ledger.students, random
        self.name, self.number, self.enrolment = f"learner {number}", number, uuid4()
        self.id = scene.id(self.name)
        self.plans: dict[UUID, tuple[UUID, ...]] = {}
        day = date(2019, 9, 2)
        self.students.register(
            self.id, name="Bērns", personal_code=None, birth_date=None, occurred_on=day
        )
        self.enrol(day)
        self.students.name_representative(
            self.id,
            representative_id=uuid4(),
            relation="mother",
            name="Māte",
            contact=None,
            occurred_on=day,
        )
        self.risks = tuple(uuid4() for _ in FACTORS)
        for risk, factor in zip(self.risks, FACTORS, strict=True):
            self.students.identify_risk(
                self.id, risk_id=risk, factor=factor, note=None, occurred_on=day
            )

    def enrol(self, day: date) -> None:
        """At the only school there is."""
        self.enrolment = uuid4()
        self.students.enrol(
            self.id,
            enrolment_id=self.enrolment,
            institution_id=self.scene.id("school"),
            stage="grade-6",
            occurred_on=day,
        )

    def live(self, term: Semester) -> None:
        """Perhaps a plan, perhaps support under it, perhaps an evaluation, perhaps an end."""
        plan = uuid4()
        chances: tuple[tuple[int, Any], ...] = (
            (70, lambda: self.plan(plan, term)),
            (60, lambda: self.consult(plan, term)),
            (30, lambda: self.compensate(plan, term)),
            (60, lambda: self.evaluate(plan, term)),
            (15, lambda: self.mend(plan, term)),
            (30, lambda: self.part(term)),
            (12, lambda: self.enrol(term.last_day)),
        )
        for chance, step in chances:
            if self.random.randrange(100) < chance:
                with suppress(LedgerError), somebody(reason="wrong", actor=str(uuid4())):
                    step()

    def plan(self, plan: UUID, term: Semester) -> None:
        """Of some of the risks, with or without the last signature; another revision now and then."""
        risks = tuple(self.random.sample(self.risks, self.random.randrange(1, 4)))
        meals = PlannedCompensation("catering", Decimal(500))
        content = PlanContent(risks, (PLANNED,), (meals,), **NOTHING_ELSE)
        on: dict[str, Any] = {"plan_id": plan, "occurred_on": term.starts}
        self.students.draft_plan(
            self.id, semester=term.code, enrolment_id=self.enrolment, content=content, **on
        )
        self.plans[plan] = risks
        self.agree(1, **on)
        if self.random.randrange(4) == 0:
            fewer = msgspec.structs.replace(content, risks=self.risks[:1])
            self.students.revise_plan(self.id, content=fewer, **on)
            self.agree(2, **on)
            self.plans[plan] = fewer.risks

    def agree(self, revision: int, **on: Any) -> None:
        """The learner always, the mother mostly."""
        for signatory in ("learner", "representative")[: 1 + (self.random.randrange(8) > 0)]:
            self.students.agree_plan(
                self.id,
                revision=revision,
                signatory=signatory,
                form="paper",
                document_sha256=None,
                **on,
            )

    def consult(self, plan: UUID, term: Semester) -> None:
        """Some hours of mathematics; the last may be taken back."""
        first = (term.starts - date(2020, 9, 7)).days * 12 + self.number % 12 + 12
        for each in range(self.random.randrange(1, 8)):
            given, hour = uuid4(), first + 12 * (7 * each + self.number // 12)
            hours = Decimal(self.random.randrange(1, 5)) / 4
            planned = PlannedConsultation("subject", "pedagogue", "mathematics", hours)
            self.scene.consult(
                self.name, hour, plan_id=plan, consultation_id=given, consultation=planned
            )
        if self.random.randrange(3) == 0:
            self.students.void_consultation(
                self.id, consultation_id=given, occurred_on=term.last_day
            )

    def compensate(self, plan: UUID, term: Semester) -> None:
        """Meals, approved by somebody else and paid; perhaps taken back."""
        amount, claim = Decimal(self.random.randrange(1, 250)), {"compensation_id": uuid4()}
        document = Document(str(uuid4()), term.starts, "SIA", uuid4().hex * 2, amount)
        late: dict[str, Any] = {"occurred_on": term.ends, **claim}
        self.students.claim_compensation(
            self.id,
            plan_id=plan,
            kind="catering",
            first_day=term.starts,
            last_day=term.starts + timedelta(20),
            amount=amount,
            document=document,
            **late,
        )
        with somebody(actor="director", reason="twice"):
            self.students.approve_compensation(self.id, amount=amount, **late)
            self.students.pay_compensation(
                self.id, payment_id=uuid4(), amount=amount, payment_reference="MU", **late
            )
            if self.random.randrange(3) == 0:
                self.students.reverse_compensation(self.id, **late)

    def evaluate(self, plan: UUID, term: Semester) -> None:
        """Each risk of it."""
        found = self.random.choices(("reduced", "persists", "worse"), (6, 2, 1), k=4)
        results = tuple(map(RiskResult, self.plans.get(plan, ()), found))
        self.students.evaluate_plan(
            self.id,
            plan_id=plan,
            results=results,
            narrative=None,
            support_goes_on=True,
            occurred_on=term.ends,
        )

    def mend(self, plan: UUID, term: Semester) -> None:
        """An evaluation, or a whole plan, had been recorded wrongly; or there is a second plan."""
        what = self.random.randrange(3)
        on: dict[str, Any] = {"plan_id": plan, "occurred_on": term.last_day}
        if what == 0:
            self.students.void_evaluation(self.id, **on)
        elif what == 1:
            self.students.void_plan(self.id, **on)
        else:
            self.students.close_plan(self.id, **on)
            second = uuid4()
            self.plan(second, term)
            self.evaluate(second, term)

    def part(self, term: Semester) -> None:
        """The learner leaves; what became of it is recorded mostly, and sometimes wrongly."""
        self.students.leave(self.id, enrolment_id=self.enrolment, last_day=term.ends)
        outcome = uuid4()
        what = self.random.choice(("graduated", "moved", "left_early", "left_early", ""))
        if what:
            day = term.ends + timedelta(1)
            self.students.record_outcome(self.id, outcome_id=outcome, outcome=what, occurred_on=day)
            if self.random.randrange(3) == 0:
                self.students.void_outcome(self.id, outcome_id=outcome, occurred_on=day)


def live(scene: Scene, seed: int, learners: int) -> None:
    """Let so many learners live through the semesters, one after the other."""
    random = Random(seed)  # noqa: S311  it draws lots, no secrets
    everybody = [Learner(scene, number, random) for number in range(learners)]
    for term in TERMS:
        for each in everybody:
            each.live(term)
    for number, (kept, duplicate) in enumerate(zip(everybody[::2], everybody[1::2], strict=True)):
        with suppress(LedgerError), somebody(reason="one child"):
            merge(scene, kept, duplicate, takes_back=number % 3 == 0)


def merge(scene: Scene, kept: Learner, duplicate: Learner, *, takes_back: bool) -> None:
    """Two records were of one child after all; or that, too, was wrong."""
    both: dict[str, Any] = {"duplicate_id": duplicate.id, "occurred_on": date(2022, 6, 1)}
    students = scene.ledger.students
    for plan in duplicate.plans:
        with suppress(LedgerError):
            students.close_plan(duplicate.id, plan_id=plan, occurred_on=date(2022, 6, 1))
    students.merge(kept.id, **both)
    if takes_back:
        students.void_merge(kept.id, **both)
