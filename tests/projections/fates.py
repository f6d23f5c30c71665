"""What might become of a few learners: their lives, and evaluations, stays and outcomes besides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from ledger.student.student import Student
from ledger.student.values import RiskResult
from tests.projections.lives import LEARNERS, Lives, Picks, day

RESULTS = ("reduced", "reduced", "reduced", "persists", "worse")
OUTCOMES = ("graduated", "moved", "left_early", "continues")


@dataclass
class Fates(Lives):
    """The same, and what of it came after."""

    stays: list[dict[str, Any]] = field(default_factory=list)
    ends: list[tuple[UUID, UUID]] = field(default_factory=list)

    def take(self, name: str, picks: Picks) -> None:
        """Let something happen, if it can."""
        getattr(self, name)(picks)

    def draft(self, picks: Picks) -> None:
        super().draft(picks)
        self.plans[-1]["who"] = [1 + picks[2] % 2]

    def revise(self, picks: Picks) -> None:
        if plan := self._plan(picks):
            plan["who"].append(1 + picks[1] % 2)
        super().revise(picks)

    def _sign(self, picks: Picks, event: type[Any], **fields: Any) -> None:
        """Nobody agrees who has not to sign."""
        plan = self._plan(picks)
        if plan and picks[2] % 2 < plan["who"][picks[1] % len(plan["who"])]:
            super()._sign(picks, event, **fields)

    def evaluate(self, picks: Picks) -> None:
        """A plan, and perhaps a risk that it did not address."""
        if plan := self._plan(picks):
            known = [risk for whose, risk, _ in self.risks if whose == plan["student"]]
            results = tuple(
                RiskResult(risk, RESULTS[(picks[1] + number) % 5])
                for number, risk in enumerate(known[picks[2] % 2 :])
            )
            said = {"results": results, "narrative": None, "support_goes_on": False}
            self._on_plan(Student.PlanEvaluated, plan, picks, **said)

    def void_evaluation(self, picks: Picks) -> None:
        if plan := self._plan(picks):
            self._on_plan(Student.EvaluationVoided, plan, picks)

    def _on_plan(self, event: type[Any], plan: dict[str, Any], picks: Picks, **said: Any) -> None:
        self.story.record(event, plan["student"], day(picks), plan_id=plan["plan_id"], **said)

    def enrol(self, picks: Picks) -> None:
        stay = {"student": LEARNERS[picks[0] % 3], "id": uuid4(), "left": False}
        self.stays.append(stay)
        said = {"institution_id": UUID(int=1001), "stage": "grade_7", "programme_kind": "general"}
        self._on_stay(Student.Enrolled, stay, picks, **said)

    def leave(self, picks: Picks) -> None:
        self._turn(picks, Student.Left, left=False)

    def void_leaving(self, picks: Picks) -> None:
        self._turn(picks, Student.LeavingVoided, left=True)

    def void_enrolment(self, picks: Picks) -> None:
        if self.stays:
            stay = self.stays.pop(picks[0] % len(self.stays))
            self._on_stay(Student.EnrolmentVoided, stay, picks)

    def _turn(self, picks: Picks, event: type[Any], *, left: bool) -> None:
        for stay in [each for each in self.stays if each["left"] == left][picks[0] % 2 :][:1]:
            stay["left"] = not left
            self._on_stay(event, stay, picks)

    def _on_stay(self, event: type[Any], stay: dict[str, Any], picks: Picks, **said: Any) -> None:
        self.story.record(event, stay["student"], day(picks), enrolment_id=stay["id"], **said)

    def end(self, picks: Picks) -> None:
        student, outcome = LEARNERS[picks[0] % 3], uuid4()
        self.ends.append((student, outcome))
        said = {"outcome_id": outcome, "outcome": OUTCOMES[picks[1] % 4]}
        self.story.record(Student.OutcomeRecorded, student, day(picks), **said)

    def void_end(self, picks: Picks) -> None:
        if self.ends:
            student, outcome = self.ends.pop(picks[0] % len(self.ends))
            self.story.record(Student.OutcomeVoided, student, day(picks), outcome_id=outcome)


_SUPPORT = ("identify", "identify", "draft", "sign", "sign", "revise", "agree")
_RESULTS = (*["evaluate"] * 5, "void_evaluation", "enrol", "leave", "end", "end")
_MISTAKES = (
    "void_agreement",
    "void_plan",
    "void_risk",
    "void_leaving",
    "void_enrolment",
    "void_end",
)
_RECORDS = ("merge", "unmerge", "move")
_PICK = st.integers(0, 60)


@st.composite
def fates(draw: st.DrawFn) -> list[Any]:
    """The events of three learners, two plans of whom are in force at the least."""
    made = Fates()
    names = st.sampled_from(_SUPPORT + _RESULTS + _MISTAKES + _RECORDS)
    steps = [
        ("identify", 0),
        ("draft", 0),
        ("sign", 0),
        ("enrol", 0),
        ("identify", 1),
        ("draft", 1),
    ]
    for name, number in steps:
        made.take(name, (number, draw(_PICK), draw(_PICK)))
    for name in draw(st.lists(names, min_size=10, max_size=60)):
        made.take(name, (draw(_PICK), draw(_PICK), draw(_PICK)))
    return made.story.events
