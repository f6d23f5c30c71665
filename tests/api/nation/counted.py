"""Counts taken from the lines of a nation alone, by somebody who knows the rules of the published figures only."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from api.nation.lines import Line


class Counted:
    """Reads lines in their order; what it counts is what the figures mean, at the end of all."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.day = 0
        self.commands: Counter[str] = Counter()
        self.plans: dict[str, dict[str, Any]] = {}
        """By id: semester, student, groups of its risks."""
        self.hours: dict[str, tuple[str, str, Decimal]] = {}
        """By consultation: the plan, the subject, the hours."""
        self.paid: dict[str, str] = {}
        """By compensation, the plan."""
        self.joined: dict[str, str] = {}
        """By institution, the day."""
        self._claims: dict[str, str] = {}
        self._risks: dict[str, str] = {}
        for line in lines:
            assert line.day >= self.day, "a line stands before one that became known earlier"
            self.day = line.day
            said = json.loads(line.text)
            self.commands[said["command"]] += 1
            name = said["command"].replace(".", "_")
            if count := getattr(self, f"_{name}", None):
                count(f"made-by:{said['key']}", said.get("address", {}), said["body"])

    def persons(self, *semesters: str, group: str = "") -> int:
        """With a plan of one of these semesters, against a risk of a group."""
        return len(
            {
                each["student"]
                for each in self.plans.values()
                if each["semester"] in semesters and (not group or group in each["groups"])
            }
        )

    def plans_of(self, semester: str) -> int:
        """How many."""
        return sum(each["semester"] == semester for each in self.plans.values())

    def mathematics(self, semester: str) -> Decimal:
        """Hours."""
        return sum(
            (
                hours
                for plan, subject, hours in self.hours.values()
                if subject == "mathematics" and self.plans[plan]["semester"] == semester
            ),
            Decimal(0),
        )

    def persons_paid(self, semester: str) -> int:
        """For whose plan something was paid."""
        plans = {plan for plan in self.paid.values() if self.plans[plan]["semester"] == semester}
        return len({self.plans[plan]["student"] for plan in plans})

    def shares(self, year: str) -> dict[str, float]:
        """Of measures by risk group, in per cent; and of lessons."""
        groups: Counter[str] = Counter()
        of_kind: Counter[str] = Counter()
        given = [
            ("lessons" if subject else "advice", plan) for plan, subject, _ in self.hours.values()
        ]
        given += [("compensations", plan) for plan in self.paid.values()]
        for kind, plan in given:
            if self.plans[plan]["semester"].startswith(year):
                of_kind[kind] += 1
                groups.update(self.plans[plan]["groups"])
        shares = {group: 100 * count / groups.total() for group, count in groups.items()}
        return {**shares, "lessons": 100 * of_kind["lessons"] / of_kind.total()}

    # --- one method for each command that counts ----------------------------------------------------

    def _institutions_join_operation(
        self, _: str, at: dict[str, str], said: dict[str, Any]
    ) -> None:
        self.joined[at["institution_id"]] = said["occurred_on"]

    def _students_identify_risk(self, made: str, _: object, said: dict[str, Any]) -> None:
        self._risks[made] = said["factor"].split(".")[0]

    def _students_draft_plan(self, made: str, at: dict[str, str], said: dict[str, Any]) -> None:
        groups = {self._risks[each] for each in said["content"]["risks"]}
        named = {"semester": said["semester"], "student": at["student_id"]}
        self.plans[made] = {**named, "groups": groups}

    def _students_void_plan(self, _: str, at: dict[str, str], __: object) -> None:
        del self.plans[at["plan_id"]]

    def _students_record_consultation(self, made: str, _: object, said: dict[str, Any]) -> None:
        given = said["consultation"]
        self.hours[made] = (said["plan_id"], given["subject"] or "", Decimal(given["hours"]))

    def _students_void_consultation(self, _: str, at: dict[str, str], __: object) -> None:
        del self.hours[at["consultation_id"]]

    def _students_claim_compensation(self, made: str, _: object, said: dict[str, Any]) -> None:
        self._claims[made] = said["plan_id"]

    def _students_pay_compensation(self, _: str, at: dict[str, str], __: object) -> None:
        self.paid[at["compensation_id"]] = self._claims[at["compensation_id"]]

    def _students_reverse_compensation(self, _: str, at: dict[str, str], __: object) -> None:
        del self.paid[at["compensation_id"]]
