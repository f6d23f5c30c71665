"""Two schools that have nothing to do with each other: each with a partner, a region, a specialist and a learner."""

from __future__ import annotations

from uuid import UUID

from tests.api.http import Api
from tests.api.world import World

DAY = {"occurred_on": "2017-03-16"}
MUNICIPALITIES = {"A": "LV-059", "B": "LV-002"}


class TwoSchools:
    """What each of them has, by its name: A, in Madona, or B, in another region."""

    def __init__(self, api: Api) -> None:
        self.api = api
        world = self.world = World(api)
        world.plan()
        self.institutions = {"A": UUID(world.school)}
        self.partners = {"A": UUID(world.partner)}
        self.specialists = {"A": UUID(world.specialist)}
        self.students = {"A": UUID(world.student)}
        self.plans = {"A": UUID(world.agreed)}
        self._another("B")
        api.settle()

    def _another(self, name: str) -> None:
        api, town = self.api, MUNICIPALITIES[name]
        joined = {"name": name, "kind": "municipality", "municipality": town, **DAY}
        self.partners[name] = UUID(api.made("/partners", joined, "partner_id"))
        path = f"/partners/{self.partners[name]}/agreement"
        api.made(path, {"number": "8.3.4.0/16/I/001/2", **DAY}, "id")
        general = {"name": name, "kind": "general", **DAY}
        self.institutions[name] = UUID(api.made("/institutions", general, "institution_id"))
        school = f"/institutions/{self.institutions[name]}"
        api.made(f"{school}/placements", {"municipality": town, **DAY}, "placement_id")
        partner = {"partner_id": str(self.partners[name]), **DAY}
        api.made(f"{school}/attachments", partner, "attachment_id")
        api.made(f"{school}/join", DAY, "membership_id")
        at = {"institution_id": str(self.institutions[name]), **DAY}
        self.specialists[name] = UUID(
            api.made("/specialists", {"name": name, **DAY}, "specialist_id")
        )
        api.made(f"/specialists/{self.specialists[name]}/attachments", at, "attachment_id")
        self.students[name] = UUID(api.made("/students", {"name": name, **DAY}, "student_id"))
        learner = f"/students/{self.students[name]}"
        enrolled = {**at, "stage": "grade-7", "occurred_on": "2020-09-01"}
        enrolment = api.made(f"{learner}/enrolments", enrolled, "enrolment_id")
        risk = {"factor": "learning.low_achievement", "occurred_on": "2020-09-02"}
        risk_id = api.made(f"{learner}/risks", risk, "risk_id")
        content = {
            "risks": [risk_id],
            "consultations": [],
            "compensations": [{"kind": "catering", "amount": "60.00"}],
            "crisis_support": False,
            "holiday_support": False,
            "prepared_by": "class teacher",
        }
        plan = {"semester": "2020/21 I", "enrolment_id": enrolment, "content": content}
        path = f"{learner}/plans"
        self.plans[name] = UUID(api.made(path, {**plan, "occurred_on": "2020-09-03"}, "plan_id"))
