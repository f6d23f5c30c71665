"""What two schools share, a learner who moved or a specialist of both: each decides on its own part of it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from api.application import create_app
from api.moment import today
from api.reach import Reach
from ledger.role import Role
from ledger.scope import institution, partner
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.two_schools import TwoSchools

CALL = {
    "name": "JIP 2020",
    "source": "IKVD",
    "opens_on": "2020-01-06",
    "closes_on": "2020-01-31",
    "occurred_on": "2020-01-06",
}
APPLICATION = {
    "applicant": "Jaunieši",
    "title": "Kopā",
    "occurred_on": "2020-01-20",
    "planned_from": "2020-03-02",
    "planned_until": "2020-08-21",
}


class Shared:
    """Two schools, and a coordinator of each and of its partner."""

    def __init__(self, reach: Reach, people: People, url: str) -> None:
        self.schools = TwoSchools(Api(create_app(reach, anybody), url))
        self.guarded = Api(create_app(reach), url)
        self.who = {
            name: people.grant(
                reach.ledger,
                f"coordinator-{name.lower()}",
                (Role.INSTITUTION_COORDINATOR, institution(self.schools.institutions[name])),
                (Role.PARTNER_COORDINATOR, partner(self.schools.partners[name])),
            )
            for name in "AB"
        }

    def tell(self, by: str, path: str, **said: Any) -> TestResponse:
        """The coordinator of a school tells something of today, and why."""
        said = {"occurred_on": str(today()), "reason": "a mistake", **said}
        return self.guarded.post(path, said, headers=self.who[by])


@pytest.fixture
def shared(database_url: str, kek: bytes, tmp_path: Path) -> Iterator[Shared]:
    """Everybody is in."""
    people = People(tmp_path)
    reach = Reach(database_url, kek, issuers=people.issuers)
    yield Shared(reach, people, database_url)
    reach.close()


def test_a_learner_who_moved_is_two_schools_but_each_measure_one_s(shared: Shared) -> None:
    """The former undoes no stay at the new one, the new one takes nothing back that was given before."""
    world = shared.schools.world
    given = world.api.made(
        f"{world.at}/consultations", world.consultation(world.agreed), "consultation_id"
    )
    claim = world.api.made(
        f"{world.at}/compensations", world.claim(world.agreed), "compensation_id"
    )
    to_b = {"institution_id": str(shared.schools.institutions["B"]), "stage": "grade-7"}
    transfer = f"{world.at}/enrolments/{world.enrolment}/transfer"
    moved = _without_reason(shared, "A", transfer, **to_b).get_json()
    stay = f"{world.at}/enrolments/{moved['new_enrolment_id']}"
    before = world.api.log_length()
    leave = shared.guarded.post(
        f"{stay}/leave", {"last_day": str(today())}, headers=shared.who["A"]
    )
    refused(leave, 403, "not_permitted")
    foreign = (
        f"{world.at}/consultations/{given}/void",
        f"{world.at}/compensations/{claim}/refuse",
    )
    for path in foreign:
        refused(shared.tell("B", path), 403, "not_permitted")
    assert world.api.log_length() == before
    for path in (*foreign, f"{stay}/void-transfer"):
        answer = shared.tell("A", path)
        assert answer.status_code == 201, answer.text


def test_a_specialist_of_two_schools_is_let_go_by_each_from_its_own(shared: Shared) -> None:
    """Who takes somebody on does not thereby end what they do elsewhere."""
    world = shared.schools.world
    person = f"/specialists/{world.specialist}"
    world.api.settle()
    [there] = world.api.look(person).get_json()["attachments"]
    at_b = {"institution_id": str(shared.schools.institutions["B"])}
    joined = _without_reason(shared, "B", f"{person}/attachments", **at_b).get_json()
    before = world.api.log_length()
    elsewhere = f"{person}/attachments/{there['attachment_id']}/void"
    refused(shared.tell("B", elsewhere), 403, "not_permitted")
    assert world.api.log_length() == before
    own = shared.tell("B", f"{person}/attachments/{joined['attachment_id']}/void")
    assert own.status_code == 201, own.text


def _without_reason(shared: Shared, by: str, path: str, **said: str) -> TestResponse:
    said = {"occurred_on": str(today()), **said}
    return shared.guarded.post(path, said, headers=shared.who[by])


def test_a_plan_names_a_youth_project_of_its_partner_and_of_no_other(shared: Shared) -> None:
    """A school may know of it, though only the partner decides on it."""
    world = shared.schools.world
    projects = {}
    for name in "AB":
        call = {**CALL, "partner_id": str(shared.schools.partners[name])}
        call_id = world.api.made("/youth-project-calls", call, "call_id")
        said = {**APPLICATION, "call_id": call_id}
        projects[name] = world.api.made("/youth-projects", said, "youth_project_id")
    answers = {
        name: shared.guarded.post(
            f"{world.at}/plans/{world.agreed}/revisions",
            {"content": world.content(youth_project_id=each), "occurred_on": "2020-10-05"},
            headers={**shared.who["A"], "If-Match": world.version()},
        )
        for name, each in projects.items()
    }
    assert answers["A"].status_code == 201, answers["A"].text
    refused(answers["B"], 404, "not_found")
