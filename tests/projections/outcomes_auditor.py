"""An auditor's own computation of outcomes: from the stored JSON, in plain Python, one learner at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.calendar import semesters
from tests.auditor import Entry

CODES = [each.code for each in semesters()]
STARTS = [each.starts for each in semesters()]
Where = dict[str, str]


@dataclass
class Plan:
    """What was recorded of one plan."""

    student: str
    semester: str
    place: dict[str, str]
    risks: dict[int, list[str]]
    signatories: dict[int, set[str]]
    agreed: dict[int, dict[str, date]] = field(default_factory=lambda: defaultdict(dict))
    evaluated_on: date = date.max
    results: dict[str, str] = field(default_factory=dict)
    voided: bool = False

    def addressed(self, as_of: date) -> dict[str, str | None]:
        """Its risks and their results on a day; none while it is not in force."""
        for number in sorted(self.risks, reverse=True):
            days = self.agreed[number]
            if set(days) == self.signatories[number] and max(days.values()) <= as_of:
                found: dict[str, str | None] = dict.fromkeys(self.risks[number])
                return found | (self.results if self.evaluated_on <= as_of else {})
        return {}


class Audit:
    """Everything that was known at a position."""

    def __init__(self, entries: list[Entry], known_at: int) -> None:
        self.plans: dict[str, Plan] = {}
        self.groups: dict[str, str] = {}
        self.stays: dict[str, list[Any]] = {}
        self.ends: dict[str, tuple[str, date, str]] = {}
        self.given: dict[str, tuple[str, str, str, Decimal, date]] = {}
        self.claims: dict[str, tuple[str, str]] = {}
        self.back: dict[str, date] = {}
        self.kept: dict[str, str] = {}
        for entry in entries[:known_at]:
            name = entry.topic.removeprefix("student.")
            for hear in (self.hear_plan, self.hear_measure, self.hear_place):
                hear(name, entry, entry.fact)

    def hear_plan(self, name: str, entry: Entry, fact: Any) -> None:
        """Plans, agreements, evaluations, risks."""
        plan = self.plans.get(fact.get("plan_id", ""))
        if name == "plan_drafted":
            self.plans[fact["plan_id"]] = Plan(
                entry.stream,
                fact["semester"],
                fact["place"],
                {1: fact["content"]["risks"]},
                {1: set(fact["signatories"])},
            )
        elif name == "risk_identified":
            self.groups[fact["risk_id"]] = fact["factor"].split(".")[0]
        elif plan and name == "plan_revised":
            plan.risks[fact["revision"]] = fact["content"]["risks"]
            plan.signatories[fact["revision"]] = set(fact["signatories"])
        elif plan and name == "plan_agreed":
            plan.agreed[fact["revision"]][fact["signatory"]] = entry.day
        elif plan and name == "agreement_voided":
            del plan.agreed[fact["revision"]][fact["signatory"]]
        elif plan and name == "plan_evaluated":
            plan.evaluated_on = entry.day
            plan.results = {each["risk_id"]: each["result"] for each in fact["results"]}
        elif plan and name == "evaluation_voided":
            plan.evaluated_on, plan.results = date.max, {}
        elif plan and name == "plan_voided":
            plan.voided = True

    def hear_measure(self, name: str, entry: Entry, fact: Any) -> None:
        """What was given and taken back."""
        if name == "consultation_recorded":
            semester, kind = self.plans[fact["plan_id"]].semester, fact["kind"]
            hours = Decimal(fact["hours"])
            self.given[fact["consultation_id"]] = (entry.stream, semester, kind, hours, entry.day)
        elif name == "consultation_voided":
            self.given.pop(fact["consultation_id"], None)
        elif name == "compensation_claimed":
            semester = self.plans[fact["plan_id"]].semester
            self.claims[fact["compensation_id"]] = (semester, fact["kind"])
        elif name == "compensation_paid":
            semester, kind = self.claims[fact["compensation_id"]]
            amount = Decimal(fact["amount"])
            self.given[fact["payment_id"]] = (entry.stream, semester, kind, amount, entry.day)
        elif name == "compensation_reversed":
            self.back[fact["payment_id"]] = entry.day

    def hear_place(self, name: str, entry: Entry, fact: Any) -> None:
        """Where the learner is."""
        if name == "enrolled":
            self.stays[fact["enrolment_id"]] = [entry.stream, entry.day, date.max]
        elif name == "enrolment_voided":
            del self.stays[fact["enrolment_id"]]
        elif name == "left":
            self.stays[fact["enrolment_id"]][2] = entry.day
        elif name == "leaving_voided":
            self.stays[fact["enrolment_id"]][2] = date.max
        elif name == "outcome_recorded":
            self.ends[fact["outcome_id"]] = (entry.stream, entry.day, fact["outcome"])
        elif name == "outcome_voided":
            del self.ends[fact["outcome_id"]]
        elif name == "merged_into":
            self.kept[entry.stream] = fact["kept_id"]
        elif name == "merge_voided":
            del self.kept[entry.stream]

    def person(self, student: str) -> str:
        """The record that stands for a learner."""
        return self.kept.get(student, student)

    def records(self, student: str) -> set[str]:
        """A record, and those merged into it."""
        return {student} | {each for each, kept in self.kept.items() if kept == student}

    def learners(
        self, as_of: date, where: Where | None = None, group: str | None = None
    ) -> dict[tuple[str, str], dict[str, tuple[date, str | None]]]:
        """By learner and semester: each risk with its latest result."""
        found: dict[tuple[str, str], dict[str, tuple[date, str | None]]] = defaultdict(dict)
        for plan in self.plans.values():
            if plan.voided or any(plan.place[name] != is_ for name, is_ in (where or {}).items()):
                continue
            for risk, result in plan.addressed(as_of).items():
                if group in (None, self.groups[risk]):
                    day = plan.evaluated_on if result else date.min
                    known = found[self.person(plan.student), plan.semester]
                    if risk not in known or known[risk][0] <= day:
                        known[risk] = day, result
        return found

    def support(
        self, student: str, semester: str, as_of: date
    ) -> tuple[set[str], Decimal, Decimal]:
        """Kinds, hours and euros."""
        kinds, sums = set(), Counter[bool]()
        for key, (whose, when, kind, number, day) in self.given.items():
            if (self.person(whose), when) == (student, semester) and day <= as_of < self.back.get(
                key, date.max
            ):
                kinds.add(kind)
                sums[kind in ("subject", "advisory")] += number  # type: ignore[assignment]  # exact
        return kinds, Decimal(sums[True]), Decimal(sums[False])

    def status(self, student: str, semester: str, later: int, as_of: date) -> str:
        """Where a learner is so many semesters later."""
        number = CODES.index(semester) + later
        if number >= len(CODES) or STARTS[number] > as_of:
            return "too_early"
        day = STARTS[number]
        mine = [
            (first, last) for who, first, last in self.stays.values() if self.person(who) == student
        ]
        if any(first <= day <= last for first, last in mine):
            return "enrolled"
        gone = max((last for _, last in mine if last < day), default=date.min)
        told = [
            (when, what)
            for who, when, what in self.ends.values()
            if self.person(who) == student
            and gone <= when <= day
            and what not in ("continues", "promoted")
        ]
        return max(told)[1] if told else "not_known"


def together(results: list[str | None]) -> str:
    """The least favourable of several results."""
    order = ["worse", "persists", None, "reduced"]
    return min(results, key=order.index) or "not_evaluated"
