"""A small world, made through the API alone: an operation, a partner, a school, a specialist, a learner."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from tests.api.http import Api

SHA = "ab" * 32
MATHEMATICS = {"kind": "subject", "specialist_kind": "pedagogue", "subject": "mathematics"}


class World:
    """Ids of what there is, and requests that are right, to be spoiled by a test."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.agreed = ""
        """The plan in force, once there is one."""
        _open_operation(api)
        day = {"occurred_on": "2017-03-16"}
        self.partner = api.made(
            "/partners",
            {"name": "Madona", "kind": "municipality", "municipality": "LV-059", **day},
            "partner_id",
        )
        api.made(
            f"/partners/{self.partner}/agreement", {"number": "8.3.4.0/16/I/001/1", **day}, "id"
        )
        self.school = api.made(
            "/institutions", {"name": "School 1", "kind": "general", **day}, "institution_id"
        )
        school = f"/institutions/{self.school}"
        api.made(f"{school}/placements", {"municipality": "LV-059", **day}, "placement_id")
        api.made(f"{school}/attachments", {"partner_id": self.partner, **day}, "attachment_id")
        api.made(f"{school}/join", day, "membership_id")
        self.specialist = api.made("/specialists", {"name": "S", **day}, "specialist_id")
        person = f"/specialists/{self.specialist}"
        qualified = {"kind": "pedagogue", "valid_from": "2017-03-16", **day}
        api.made(f"{person}/qualifications", qualified, "qualification_id")
        api.made(f"{person}/attachments", {"institution_id": self.school, **day}, "attachment_id")
        self.student = api.made("/students", {"name": "A B", **day}, "student_id")
        self.at = f"/students/{self.student}"
        enrolled = {"institution_id": self.school, "stage": "grade-7", "occurred_on": "2020-09-01"}
        self.enrolment = api.made(f"{self.at}/enrolments", enrolled, "enrolment_id")
        mother = {"relation": "mother", "name": "M B", "occurred_on": "2020-09-01"}
        api.made(f"{self.at}/representatives", mother, "representative_id")
        risk = {"factor": "learning.low_achievement", "occurred_on": "2020-09-02"}
        self.risk = api.made(f"{self.at}/risks", risk, "risk_id")

    def draft(self, semester: object = "2020/21 I", **changes: Any) -> dict[str, Any]:
        """A plan for a semester."""
        return {
            "semester": semester,
            "enrolment_id": self.enrolment,
            "content": self.content(),
            "occurred_on": "2020-09-03",
            **changes,
        }

    def content(self, **changes: Any) -> dict[str, Any]:
        """What a plan plans: two hours of mathematics and 60 EUR of catering."""
        return {
            "risks": [self.risk],
            "consultations": [{**MATHEMATICS, "hours": "2.00"}],
            "compensations": [{"kind": "catering", "amount": "60.00"}],
            "crisis_support": False,
            "holiday_support": False,
            "prepared_by": "class teacher",
            **changes,
        }

    def plan(self) -> str:
        """Draft a plan and have everybody agree; its id."""
        plan = self.api.made(f"{self.at}/plans", self.draft(), "plan_id")
        for signatory in ("learner", "representative"):
            agreed = self.agree(plan, signatory)
            assert agreed.status_code == 201, agreed.text
        self.agreed = plan
        return plan

    def agree(self, plan: str, signatory: str, revision: int = 1) -> TestResponse:
        """One signatory agrees."""
        said = {"signatory": signatory, "form": "paper", "occurred_on": "2020-09-04"}
        path = f"{self.at}/plans/{plan}/revisions/{revision}/agree"
        return self.api.post(path, said, headers={"If-Match": self.version()})

    def version(self) -> str:
        """The learner's ETag."""
        reach = self.api.app.extensions["reach"]
        return f'"{len(reach.ledger.recorder.select_events(self.student))}"'

    def consultation(self, plan: str, **changes: Any) -> dict[str, Any]:
        """One hour of mathematics on 7 September 2020."""
        return {
            "plan_id": plan,
            "specialist_id": self.specialist,
            "consultation": {**MATHEMATICS, "hours": "1.00"},
            "starts": "2020-09-07T14:00:00+03:00",
            "ends": "2020-09-07T15:00:00+03:00",
            "delivery": "in_person",
            "attendance": {"reference": "journal 1", "sha256": SHA},
            **changes,
        }

    def claim(self, plan: str, **changes: Any) -> dict[str, Any]:
        """20.00 EUR of catering in September 2020."""
        return {
            "plan_id": plan,
            "kind": "catering",
            "first_day": "2020-09-07",
            "last_day": "2020-09-11",
            "amount": "20.00",
            "document": {
                "number": "A-1",
                "issued_on": "2020-09-12",
                "issuer": "Caterer",
                "sha256": SHA,
                "total": "100.00",
            },
            "occurred_on": "2020-09-14",
            **changes,
        }


def _open_operation(api: Api) -> None:
    said = {"source": "MK 460", "occurred_on": "2017-03-16"}
    rule = {"valid_from": "2017-03-16", **said}
    period = {"first_day": "2017-03-16", "last_day": "2022-12-31"}
    opened = {"number": "8.3.4.0/16/I/001", "name": "PuMPuRS", **period, **said}
    api.made("/operation", opened, "id")
    shares = {"esf": "85", "state": "15", "state_non_eligible": "0"}
    api.made("/operation/cofinancing", {"shares": shares, **rule}, "rule_id")
    grades = [f"grade-{grade}" for grade in range(5, 13)]
    api.made("/operation/target-groups", {"stages": grades, **rule}, "rule_id")
    api.made("/operation/delivery-modes", {"mode": "in_person", **rule}, "rule_id")
    rate = {"specialist_kind": "pedagogue", "unit_cost": "12.35", "hour": "clock", **rule}
    rate["method_document"] = "method of unit costs"
    api.made("/operation/rates", rate, "rule_id")
