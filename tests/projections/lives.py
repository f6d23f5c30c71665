"""What a few learners might live through, as facts put in the log directly: the rules are not asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from ledger.institution import Institution
from ledger.student.student import Student
from ledger.student.values import PlanContent
from tests.projections.facts import Story, place

FIRST, DAYS = date(2020, 9, 1), 500
LEARNERS = [UUID(int=number) for number in (1, 2, 3)]
SEMESTERS = ("2020/21 I", "2020/21 II", "2021/22 I")
PLACES = (
    place(1, "LV-059", "vidzeme"),
    place(1, "LV-062", "vidzeme"),
    place(2, "LV-059", "vidzeme"),
    place(3, "LV-002", "latgale"),
)
FACTORS = ("learning.behaviour", "learning.conflict", "economic.travel", "family.conflict")
KINDS = ("catering", "public_transport")
WHO = ("learner", "representative")

Picks = tuple[int, int, int]


@dataclass
class Lives:
    """A story under way, and what of it can still be corrected."""

    story: Story = field(default_factory=Story)
    risks: list[list[Any]] = field(default_factory=list)
    plans: list[dict[str, Any]] = field(default_factory=list)
    consultations: list[tuple[UUID, UUID]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    merges: list[tuple[UUID, UUID]] = field(default_factory=list)

    def take(self, name: str, picks: Picks) -> None:
        """Let something happen, if it can."""
        ACTIONS[name](self, picks)

    def register(self, _picks: Picks) -> None:
        """All institutions, at the beginning."""
        for number, kind in ((1, "general"), (2, "vocational"), (3, "general")):
            self.story.record(
                Institution.Registered,
                UUID(int=1000 + number),
                FIRST,
                originator_topic="institution",
                name="skola",
                kind=kind,
            )

    def correct(self, picks: Picks) -> None:
        """An institution is of another kind."""
        kind = ("general", "vocational")[picks[1] % 2]
        school = UUID(int=1001 + picks[0] % 3)
        self.story.record(Institution.RegistrationCorrected, school, FIRST, name="skola", kind=kind)

    def identify(self, picks: Picks) -> None:
        student, factor = LEARNERS[picks[0] % 3], FACTORS[picks[1] % 4]
        risk = uuid4()
        self.risks.append([student, risk, "open"])
        self.story.record(
            Student.RiskIdentified, student, day(picks), risk_id=risk, factor=factor, note=None
        )

    def resolve(self, picks: Picks) -> None:
        self._on_risk(picks, "open", "resolved", Student.RiskResolved)

    def reopen(self, picks: Picks) -> None:
        self._on_risk(picks, "resolved", "open", Student.RiskReopened)

    def void_risk(self, picks: Picks) -> None:
        self._on_risk(picks, ("open", "resolved")[picks[1] % 2], "voided", Student.RiskVoided)

    def _on_risk(self, picks: Picks, state: str, then: str, event: type[Any]) -> None:
        for risk in [each for each in self.risks if each[2] == state][picks[0] % 3 :][:1]:
            risk[2] = then
            self.story.record(event, risk[0], day(picks), risk_id=risk[1])

    def draft(self, picks: Picks) -> None:
        student = LEARNERS[picks[0] % 3]
        plan = {"student": student, "plan_id": uuid4(), "where": [], "revisions": [set()]}
        self.plans.append({**plan, "voided": False})
        self.story.record(
            Student.PlanDrafted,
            student,
            day(picks),
            plan_id=plan["plan_id"],
            semester=SEMESTERS[picks[1] % 3],
            enrolment_id=student,
            place=PLACES[picks[2] % 4],
            content=self._content(student, picks),
            signatories=WHO[: 1 + picks[2] % 2],
            copied_from=None,
        )

    def _content(self, student: UUID, picks: Picks) -> PlanContent:
        known = [risk for whose, risk, _ in self.risks if whose == student]
        return PlanContent(
            risks=tuple(known[picks[1] % 2 :]),
            consultations=(),
            compensations=(),
            crisis_support=False,
            holiday_support=False,
            youth_project_id=None,
            prepared_by="teacher",
        )

    def revise(self, picks: Picks) -> None:
        if plan := self._plan(picks):
            plan["revisions"].append(set())
            self.story.record(
                Student.PlanRevised,
                plan["student"],
                day(picks),
                plan_id=plan["plan_id"],
                revision=len(plan["revisions"]),
                content=self._content(plan["student"], picks),
                signatories=WHO[: 1 + picks[1] % 2],
            )

    def agree(self, picks: Picks) -> None:
        self._sign(picks, Student.PlanAgreed, form="paper", document_sha256=None)

    def void_agreement(self, picks: Picks) -> None:
        self._sign(picks, Student.AgreementVoided)

    def _sign(self, picks: Picks, event: type[Any], **fields: Any) -> None:
        if plan := self._plan(picks):
            revision = 1 + picks[1] % len(plan["revisions"])
            signed, who = plan["revisions"][revision - 1], WHO[picks[2] % 2]
            if (who in signed) == (event is Student.PlanAgreed):
                return
            signed ^= {who}
            of = {"plan_id": plan["plan_id"], "revision": revision, "signatory": who}
            self.story.record(event, plan["student"], day(picks), **of, **fields)

    def sign(self, picks: Picks) -> None:
        """Both agree."""
        for who in (0, 1):
            self.agree((picks[0], picks[1], 2 * (picks[2] // 2) + who))

    def void_plan(self, picks: Picks) -> None:
        if plan := self._plan(picks):
            plan["voided"] = True
            self.story.record(
                Student.PlanVoided, plan["student"], day(picks), plan_id=plan["plan_id"]
            )

    def move(self, picks: Picks) -> None:
        if plan := self._plan(picks):
            last = plan["where"][-1] if plan["where"] else FIRST
            plan["where"].append(last + timedelta(days=1 + picks[1] % 40))
            self.story.record(
                Student.PlanMoved,
                plan["student"],
                plan["where"][-1],
                plan_id=plan["plan_id"],
                enrolment_id=plan["plan_id"],
                place=PLACES[picks[2] % 4],
            )

    def void_move(self, picks: Picks) -> None:
        if (plan := self._plan(picks)) and plan["where"]:
            moved = plan["where"].pop()
            self.story.record(
                Student.PlanMoveVoided,
                plan["student"],
                day(picks),
                plan_id=plan["plan_id"],
                moved_on=moved,
            )

    def _plan(self, picks: Picks) -> dict[str, Any] | None:
        standing = [plan for plan in self.plans if not plan["voided"]]
        return standing[picks[0] % len(standing)] if standing else None

    def consult(self, picks: Picks) -> None:
        student, hours = LEARNERS[picks[0] % 3], Decimal(1 + picks[2] % 8) / 4
        given = self.story.consultation(student, day(picks), hours, PLACES[picks[1] % 4])
        self.consultations.append((student, given))

    def miss(self, picks: Picks) -> None:
        student = LEARNERS[picks[0] % 3]
        self.consultations.append((student, self.story.missed(student, day(picks))))

    def void(self, picks: Picks) -> None:
        if self.consultations:
            which = self.consultations.pop(picks[0] % len(self.consultations))
            self.story.void(which[0], day(picks), which[1])

    def claim(self, picks: Picks) -> None:
        student, amount = LEARNERS[picks[0] % 3], Decimal(100 + picks[2]) / 100
        where, kind = PLACES[picks[1] % 4], KINDS[picks[2] % 2]
        claim = self.story.claim(student, day(picks), amount, where, kind)
        self.claims.append({"student": student, "id": claim, "state": "claimed", "on": day(picks)})

    def approve(self, picks: Picks) -> None:
        for claim in self._claims(picks, "claimed", "approved"):
            self.story.approve(claim["student"], claim["on"], claim["id"], Decimal(1))

    def refuse(self, picks: Picks) -> None:
        state = ("claimed", "approved")[picks[2] % 2]
        for claim in self._claims(picks, state, "refused"):
            self.story.record(
                Student.CompensationRefused,
                claim["student"],
                claim["on"],
                compensation_id=claim["id"],
            )

    def pay(self, picks: Picks) -> None:
        for claim in self._claims(picks, "approved", "paid"):
            of = claim["student"], claim["on"], claim["id"]
            claim["payment"] = self.story.pay(*of, Decimal("0.75"))

    def reverse(self, picks: Picks) -> None:
        for claim in self._claims(picks, "paid", "approved"):
            of = claim["student"], claim["on"], claim["id"]
            self.story.reverse(*of, claim["payment"])

    def _claims(self, picks: Picks, state: str, then: str) -> list[dict[str, Any]]:
        found = [each for each in self.claims if each["state"] == state][picks[0] % 3 :][:1]
        for claim in found:
            claim["state"] = then
            claim["on"] += timedelta(days=picks[1] % 40)
        return found

    def merge(self, picks: Picks) -> None:
        kept, ended = LEARNERS[picks[0] % 3], LEARNERS[(picks[0] + 1 + picks[1] % 2) % 3]
        ends = {each for pair in self.merges for each in pair[:1]}
        if ended not in {each for pair in self.merges for each in pair} and kept not in ends:
            self.merges.append((ended, kept))
            of = {"kept_id": kept, "plans_closed": ()}
            self.story.record(Student.MergedInto, ended, day(picks), **of)

    def unmerge(self, picks: Picks) -> None:
        if self.merges:
            ended, kept = self.merges.pop(picks[0] % len(self.merges))
            self.story.record(Student.MergeVoided, ended, day(picks), kept_id=kept)


def day(picks: Picks) -> date:
    """Some day of two school years."""
    return FIRST + timedelta(days=(picks[0] * 7 + picks[1] * 31 + picks[2] * 3) % DAYS)


_NAMES = """
    correct identify resolve reopen void_risk draft revise agree void_agreement sign void_plan
    move void_move consult miss void claim approve refuse pay reverse merge unmerge
"""
ACTIONS: dict[str, Callable[[Lives, Picks], None]] = {
    name: getattr(Lives, name) for name in _NAMES.split()
}
OFTEN = ("identify", "draft", "sign", "sign", "draft", "consult", "claim", "approve", "pay")


def lives(most: int = 60) -> st.SearchStrategy[list[Any]]:
    """Facts in the order in which they are recorded, of any days."""
    picks = st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
    action = st.tuples(st.sampled_from((*ACTIONS, *OFTEN, *OFTEN)), picks)
    return st.lists(action, min_size=10, max_size=most).map(_told)


def _told(taken: list[tuple[str, Picks]]) -> list[Any]:
    told = Lives()
    told.register((0, 0, 0))
    for name, picks in taken:
        told.take(name, picks)
    return told.story.events
