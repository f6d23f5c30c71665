"""Commands of every kind, right or refused, for histories that nobody would think of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from ledger.operation import Shares
from ledger.student.student import Student
from ledger.student.values import PlannedConsultation, RiskResult
from tests.ledger.scene import Scene, somebody

FIRST = date(2020, 9, 1)
STUDENTS = ("Anna", "Juris")
HOUR = PlannedConsultation("subject", "pedagogue", "mathematics", Decimal("0.50"))
MEMBERSHIPS, PLACEMENTS = ("membership", "again", "third"), ("placement", "p1", "p2")

Verbs = dict[str, Callable[[], object]]


@dataclass(frozen=True)
class Step:
    """One command: which, about whom, with which of a few ids, on which day."""

    verb: str
    student: str
    number: int
    day: date

    def take(self, scene: Scene) -> None:
        """Try it; a LedgerError where it is refused."""
        taken = _Taken(scene, self)
        with somebody(reason="it was wrong", actor=self.verb):
            verbs = taken.learning() | taken.planning() | taken.giving() | taken.references()
            (verbs | taken.ruling())[self.verb]()


class _Taken:
    """The commands that a step may mean."""

    def __init__(self, scene: Scene, step: Step) -> None:
        self.scene, self.step = scene, step
        self.students, self.student = scene.ledger.students, scene.id(step.student)
        self.on: dict[str, Any] = {"occurred_on": step.day}

    def id(self, part: str) -> dict[str, Any]:
        """The argument that names a part of the student; number 0 is the one the scene made."""
        number = f" {self.step.number}" if self.step.number else ""
        return {f"{part}_id": self.scene.id(f"{self.step.student} {part}{number}")}

    def learning(self) -> Verbs:
        """About the learner."""
        students, student, on = self.students, self.student, self.on
        enrolment, risk = self.id("enrolment"), self.id("risk")
        named = self.scene.ledger.load(Student, student).representatives
        former: dict[str, Any] = {
            "representative_id": [*named, uuid4()][: self.step.number + 1][-1]
        }
        someone: dict[str, Any] = {"representative_id": uuid4(), "relation": "mother"}
        factor = ("economic.travel", "family.conflict", "learning.behaviour")[self.step.number]
        outcome = ("left_early", "continues", "moved")[self.step.number]
        ended = self.id("outcome")
        school, stage = self.scene.id("school"), f"grade-{8 + self.step.number}"
        return {
            "enrol": lambda: students.enrol(
                student, institution_id=school, stage=stage, **enrolment, **on
            ),
            "promote": lambda: students.promote(student, stage=stage, **enrolment, **on),
            "leave": lambda: students.leave(student, last_day=self.step.day, **enrolment),
            "void_leaving": lambda: students.void_leaving(student, **enrolment, **on),
            "void_enrolment": lambda: students.void_enrolment(student, **enrolment, **on),
            "name": lambda: students.name_representative(
                student, name="Māte", contact=None, **someone, **on
            ),
            "remove": lambda: students.remove_representative(student, **former, **on),
            "conclude": lambda: students.record_outcome(student, outcome=outcome, **ended, **on),
            "void_outcome": lambda: students.void_outcome(student, **ended, **on),
            "identify": lambda: students.identify_risk(
                student, factor=factor, note=None, **risk, **on
            ),
            "resolve": lambda: students.resolve_risk(student, **risk, **on),
            "void_risk": lambda: students.void_risk(student, **risk, **on),
        }

    def planning(self) -> Verbs:
        """About plans."""
        students, student, on = self.students, self.student, self.on
        plan = self.id("plan")
        enrolment: dict[str, Any] = {"enrolment_id": self._made("enrolment")}
        content = self.scene.content(self.step.student)
        known = self.scene.ledger.load(Student, student).plans.get(plan["plan_id"])
        signed: dict[str, Any] = {
            "revision": known.latest.number if known else 1,
            "signatory": ("learner", "representative")[self.step.day.toordinal() % 2],
        }
        results = (RiskResult(self._made("risk"), "reduced"),)
        return {
            "draft": lambda: students.draft_plan(
                student, semester="2020/21 I", content=content, **plan, **enrolment, **on
            ),
            "revise": lambda: students.revise_plan(student, content=content, **plan, **on),
            "agree": lambda: students.agree_plan(
                student, form="paper", document_sha256=None, **signed, **plan, **on
            ),
            "void_agreement": lambda: students.void_agreement(student, **signed, **plan, **on),
            "return": lambda: students.return_plan(student, **signed, **plan, **on),
            "evaluate": lambda: students.evaluate_plan(
                student, results=results, narrative=None, support_goes_on=True, **plan, **on
            ),
            "void_evaluation": lambda: students.void_evaluation(student, **plan, **on),
            "close": lambda: students.close_plan(student, **plan, **on),
            "reopen": lambda: students.reopen_plan(student, **plan, **on),
            "void_plan": lambda: students.void_plan(student, **plan, **on),
        }

    def giving(self) -> Verbs:
        """About consultations and compensations, under the scene's plan."""
        students, student, on, step = self.students, self.student, self.on, self.step
        given, claim = self.id("consultation"), self.id("compensation")
        missed: dict[str, Any] = {"plan_id": self._made("plan"), "consultation": HOUR}
        amount: dict[str, Any] = {"amount": Decimal(10 + step.number)}
        paid: dict[str, Any] = {"payment_id": self.scene.id("paid"), "payment_reference": "MU"}
        hour, teacher = 12 * (step.day - FIRST).days + step.number, self.scene.id("teacher")
        return {
            "consult": lambda: self.scene.consult(step.student, hour, **given),
            "miss": lambda: students.miss_consultation(
                student, specialist_id=teacher, **missed, **given, **on
            ),
            "void_consultation": lambda: students.void_consultation(student, **given, **on),
            "claim": lambda: self.scene.claim(step.student, str(amount["amount"]), **claim),
            "approve": lambda: students.approve_compensation(student, **amount, **claim, **on),
            "refuse": lambda: students.refuse_compensation(student, **claim, **on),
            "pay": lambda: students.pay_compensation(student, **paid, **amount, **claim, **on),
            "reverse": lambda: students.reverse_compensation(student, **claim, **on),
        }

    def references(self) -> Verbs:
        """About the school and the partner."""
        scene, on, number = self.scene, self.on, str(self.step.number)
        school: dict[str, Any] = {"institution_id": scene.id("school")}
        madona: dict[str, Any] = {"partner_id": scene.id("Madona")}
        institutions, partners = scene.ledger.institutions, scene.ledger.partners
        membership: dict[str, Any] = {"membership_id": scene.id(MEMBERSHIPS[self.step.number])}
        placement: dict[str, Any] = {"placement_id": scene.id(PLACEMENTS[self.step.number])}
        municipality = ("LV-059", "LV-021", "LV-062")[self.step.number]
        payment: dict[str, Any] = {"payment_id": scene.id(f"payment {number}")}
        amount = Decimal(100)
        return {
            "school_leaves": lambda: institutions.leave_operation(**school, **membership, **on),
            "school_rejoins": lambda: institutions.rejoin_operation(**school, **membership, **on),
            "school_stayed": lambda: institutions.void_leaving(**school, **membership, **on),
            "school_joined_not": lambda: institutions.void_membership(**school, **membership, **on),
            "place": lambda: institutions.place(
                municipality=municipality, **school, **placement, **on
            ),
            "void_placement": lambda: institutions.void_placement(**school, **placement, **on),
            "plan_budget": lambda: partners.plan_semester_budget(
                semester="2020/21 I", amount=amount, students=5, **madona, **on
            ),
            "receive": lambda: partners.make_payment(
                amount=amount, reference=number, **madona, **payment, **on
            ),
            "reverse_payment": lambda: partners.reverse_payment(**madona, **payment, **on),
            "void_partnership": lambda: partners.void_agreement(**madona, **on),
            "sign": lambda: partners.sign_agreement(number=f"P6-13/{number}", **madona, **on),
        }

    def ruling(self) -> Verbs:
        """About the rules, back-dated, and what is recalculated by them."""
        scene, on, number = self.scene, self.on, self.step.number
        rule: dict[str, Any] = {"valid_from": self.step.day, "source": "MK 460", **on}
        rate: dict[str, Any] = {"rule_id": scene.id(f"rate {number}")}
        shares = Shares(Decimal(85 - number), Decimal(15), Decimal(number))
        anew: dict[str, Any] = {"recalculated_id": uuid4(), **on}
        return {
            "set_rate": lambda: scene.ledger.operations.set_rate(
                specialist_kind="pedagogue",
                unit_cost=Decimal("14.10") + number,
                hour="clock",
                method_document="method",
                **rate,
                **rule,
            ),
            "withdraw_rate": lambda: scene.ledger.operations.withdraw_rule(**rate, **on),
            "set_shares": lambda: scene.ledger.operations.set_cofinancing(
                rule_id=uuid4(), shares=shares, **rule
            ),
            "recalculate": lambda: self.students.recalculate_consultation(
                self.student, **self.id("consultation"), **anew
            ),
            "recalculate_claim": lambda: self.students.recalculate_compensation(
                self.student, **self.id("compensation"), **anew
            ),
        }

    def _made(self, part: str) -> UUID:
        return self.scene.id(f"{self.step.student} {part}")


EPISODES = tuple(
    tuple(line.split())
    for line in """
    claim approve pay reverse pay
    claim approve refuse
    claim pay refuse claim
    revise agree agree void_agreement agree
    revise return revise agree agree
    void_plan draft+ agree+ agree+
    close reopen revise
    evaluate void_evaluation evaluate close
    consult miss void_consultation consult
    identify resolve void_risk
    identify void_risk identify
    name name remove
    leave conclude void_outcome conclude
    conclude+ leave void_outcome+ leave
    promote leave void_leaving leave enrol+
    void_plan void_enrolment enrol+
    close draft+ agree+ agree+ consult+
    school_leaves school_stayed school_leaves school_rejoins+
    school_joined_not place void_placement
    set_rate consult set_rate+ recalculate
    set_rate consult withdraw_rate recalculate
    set_shares claim approve pay set_shares+ recalculate_claim
    plan_budget receive reverse_payment receive
    plan_budget void_partnership receive sign
    """.strip().splitlines()
)
"""Commands that make sense one after another (+: about the next id of three); mixed with others, they may not."""
VERBS = frozenset(verb.rstrip("+") for episode in EPISODES for verb in episode)


def episode(
    verbs: tuple[str, ...], student: str, number: int, day: date, between: int
) -> list[Step]:
    """The commands, so many days from one to the next."""
    return [
        Step(
            verb.rstrip("+"),
            student,
            (number + verb.count("+")) % 3,
            day + timedelta(days=between * each),
        )
        for each, verb in enumerate(verbs)
    ]


def histories() -> st.SearchStrategy[list[Step]]:
    """Episodes and single commands, mostly about one student and the first ids, over half a year."""
    singles = st.sampled_from(sorted(VERBS)).map(lambda verb: (verb,))
    told = st.builds(
        episode,
        st.sampled_from(EPISODES) | singles,
        st.sampled_from((*STUDENTS, STUDENTS[0])),
        st.sampled_from((0, 0, 1, 2)),
        st.integers(0, 120).map(lambda days: FIRST + timedelta(days=days)),
        st.integers(-1, 9),
    )
    return st.lists(told, min_size=12, max_size=24).map(lambda each: list(chain(*each)))
