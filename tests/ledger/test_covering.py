"""Days that are paid for once: catering at one school, one season ticket on a route."""

import json
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import msgspec
import psycopg
import pytest
from msgspec.structs import astuple

from ledger.application import Recorded
from ledger.document import Document
from ledger.held import CateringClaimedElsewhere, SeasonTicketClaimed
from ledger.store.holds import Cover, Holds
from ledger.store.migrate import migrate
from ledger.student.covering import covers
from ledger.student.measures import Compensation
from ledger.student.student import Student
from ledger.student.values import PlannedCompensation, Route
from tests.ledger.golden import FOLDER
from tests.ledger.scene import Scene
from tests.ledger.store.older import migrated_up_to
from tests.ledger.student.spec import SHA

OCTOBER = (date(2020, 10, 1), date(2020, 10, 31))
TO_SCHOOL, HOME = Route("Madona", "Kalsnava"), Route("Kalsnava", "Madona")


@pytest.fixture
def scene(scene: Scene) -> Scene:
    """The usual one; Anna's plan has money for tickets."""
    content = scene.content("Anna")
    planned = (*content.compensations, PlannedCompensation("public_transport", Decimal(500)))
    content = msgspec.structs.replace(content, compensations=planned)
    students, plan, day = scene.ledger.students, scene.id("Anna plan"), date(2020, 9, 2)
    students.revise_plan(scene.id("Anna"), plan_id=plan, content=content, occurred_on=day)
    for signatory in ("learner", "representative"):
        students.agree_plan(
            scene.id("Anna"),
            plan_id=plan,
            revision=2,
            signatory=signatory,
            form="paper",
            document_sha256=None,
            occurred_on=day,
        )
    return scene


def ticket(
    scene: Scene, number: str, route: Route, days: tuple[date, date] = OCTOBER, **changed: Any
) -> Recorded:
    """A ticket, each with a document of its own."""
    scan = SHA[: -len(number)] + number
    return scene.claim(
        "Anna",
        "10.00",
        kind="public_transport",
        route=route,
        first_day=days[0],
        last_day=days[1],
        document=Document(number, date(2020, 10, 1), "SIA Autobuss", scan, Decimal(10)),
        **changed,
    )


def test_one_season_ticket_on_a_route(scene: Scene) -> None:
    """Another for a day of the first is refused, names the first one, and records nothing."""
    first = ticket(scene, "1", TO_SCHOOL)
    before = scene.ledger.load(Student, scene.id("Anna")).version
    with pytest.raises(SeasonTicketClaimed) as refused:
        ticket(scene, "2", Route(" MADONA", "kalsnava "), (date(2020, 10, 31), date(2020, 11, 2)))
    assert refused.value.details["first"] == first.made
    assert refused.value.details["last_day"] == date(2020, 10, 31)
    assert scene.ledger.load(Student, scene.id("Anna")).version == before


def test_other_tickets_stand_beside_a_season_ticket(scene: Scene) -> None:
    """The way back, the time after, tickets of a single day, and the same ticket of somebody else."""
    ticket(scene, "1", TO_SCHOOL)
    ticket(scene, "2", HOME)
    ticket(scene, "3", TO_SCHOOL, (date(2020, 11, 1), date(2020, 11, 2)))
    ticket(scene, "4", TO_SCHOOL, (date(2020, 10, 9), date(2020, 10, 9)))


def test_a_refused_ticket_frees_its_days(scene: Scene) -> None:
    """Then the right one can be claimed."""
    wrong = ticket(scene, "1", TO_SCHOOL)
    assert wrong.made
    scene.ledger.students.refuse_compensation(
        scene.id("Anna"), compensation_id=wrong.made, occurred_on=date(2020, 11, 3)
    )
    ticket(scene, "2", TO_SCHOOL)


def test_a_school_may_have_two_invoices_for_a_month(scene: Scene) -> None:
    """Breakfast and lunch come from two caterers."""
    scene.claim("Anna", "10.00")
    scan = SHA[:-1] + "1"
    other = Document("18", date(2020, 10, 31), "SIA Brokastis", scan, Decimal(100))
    scene.claim("Anna", "10.00", document=other)


def test_two_schools_do_not_feed_one_learner_on_a_day(scene: Scene) -> None:
    """Whatever the enrolments say: the day is covered by the first school until that is refused."""
    first = scene.claim("Anna", "10.00")
    student, other_school = scene.id("Anna"), uuid4()

    def claimed_elsewhere(_: Student) -> Holds:
        days = (date(2020, 10, 30), date(2020, 11, 2))
        return Holds(cover=_catering(student, other_school, days))

    with pytest.raises(CateringClaimedElsewhere) as refused:
        scene.ledger.students.change(student, claimed_elsewhere)
    assert refused.value.details["first"] == first.made
    assert first.made
    scene.ledger.students.refuse_compensation(
        student, compensation_id=first.made, occurred_on=date(2020, 11, 3)
    )
    scene.ledger.students.change(student, claimed_elsewhere)


def _catering(student: UUID, school: UUID, days: tuple[date, date]) -> tuple[Cover, ...]:
    return covers(student, uuid4(), _claim("catering", days), school)


def _claim(
    kind: str, days: tuple[date, date] = OCTOBER, route: Route | None = None
) -> Compensation:
    """A claim of 10.00 EUR."""
    document = Document("1", days[0], "SIA Autobuss", SHA, Decimal(10))
    who = (uuid4(), 1, kind, *days, Decimal(10), "a teacher", document, days[1], Decimal(10))
    return Compensation(*who, route=route)


def test_claims_from_before_the_guard_hold_their_days(empty_database_url: str) -> None:
    """The migration covers what was claimed and not refused, under the same subjects as the program."""
    student, school, plain = uuid4(), uuid4(), {"origin": "Rēzekne ", "destination": "ĒRGĻI  ciems"}
    lines: list[tuple[str, dict[str, Any]]] = [
        ("catering", {"place": {"institution_id": str(school)}}),
        ("public_transport", {"route": plain}),
        ("public_transport", {"route": plain, "last_day": "2020-10-01"}),
        ("catering", {"place": {"institution_id": str(school)}}),
        ("learning_aids", {}),
    ]
    migrated_up_to(empty_database_url, "0008")
    ids = [uuid4() for _ in lines]
    with psycopg.connect(empty_database_url, autocommit=True) as superuser:
        for number, (kind, fields) in enumerate(lines, 1):
            days = {"first_day": "2020-10-01", "last_day": "2020-10-31"}
            claim = {"kind": kind, "compensation_id": str(ids[number - 1]), **days, **fields}
            _stored(superuser, student, number, "compensation_claimed", claim)
        refused = {"compensation_id": str(ids[3])}
        _stored(superuser, student, len(lines) + 1, "compensation_refused", refused)
        migrate(empty_database_url)
        held = superuser.execute(
            "SELECT kind, subject, lower(days), upper(days) - 1, party, student, measure FROM covers ORDER BY kind"
        ).fetchall()
    season = _claim("public_transport", route=Route("rēzekne", "Ērgļi ciems"))
    expected = (
        *covers(student, ids[0], _claim("catering"), school),
        *covers(student, ids[1], season, school),
    )
    assert held == [astuple(each) for each in expected]


def _stored(
    superuser: psycopg.Connection[Any],
    student: UUID,
    number: int,
    name: str,
    fields: dict[str, Any],
) -> None:
    """An event as the program of that time stored it."""
    golden = json.loads((FOLDER / f"student.{name}.v1.json").read_text("utf-8"))
    superuser.execute(
        "INSERT INTO events (originator_id, originator_version, topic, state, ticket, line)"
        " VALUES (%s, %s, %s, %s, 1, %s)",
        [student, number, f"student.{name}", json.dumps(golden | fields).encode(), number],
    )
