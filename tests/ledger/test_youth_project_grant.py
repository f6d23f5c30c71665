"""The money of a youth project: one lump sum, neither more nor less, once; and all of it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from ledger.application import Ledger
from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    NotFound,
    ReasonMissing,
    TextMissing,
)
from ledger.operation.errors import OutsidePeriod
from ledger.student.student import Student
from ledger.student.values import PlanContent
from ledger.youth_project import YouthProject
from ledger.youth_project.errors import (
    ApplicationAlreadySubmitted,
    GrantAlreadyPaid,
    GrantAlreadyRecovered,
    GrantEntryTaken,
    GrantNotPaid,
    SomethingStandsOnIt,
    YouthProjectNotAt,
    YouthProjectNotPlaced,
)
from tests.ledger.scene import Scene, somebody
from tests.ledger.spec import given, id_of
from tests.ledger.youth_projects import (
    APPLICATION,
    APPLIED,
    ENDED,
    LATER,
    PAID,
    REFORM,
    STARTED,
    Verb,
    approved,
    called,
    completed,
    failed,
    paid,
    passed,
    recovered,
    refused,
    running,
    started,
    submitted,
    void,
    void_grant,
    void_recovery,
)

DAY = timedelta(1)
RUNNING = (approved(), started())


def test_the_amount_is_the_operations() -> None:
    """With the version of the rule, exact shares, the municipality of the day, and its semester."""
    fact = given(submitted, *RUNNING).when(paid()).then(YouthProject.GrantPaid)
    assert (fact.amount, fact.lump_sum_version, fact.shares.esf) == (4600, 1, 85)
    assert (fact.home.municipality, fact.semester) == ("LV-021", "2019/20 II")
    late = given(submitted, *RUNNING)
    late.when(paid(day=REFORM)).then_refused(YouthProjectNotPlaced)
    late.when(passed()).then(YouthProject.PassedToPartner)
    assert late.when(paid(day=REFORM)).then(YouthProject.GrantPaid).home.municipality == "LV-059"


@pytest.mark.parametrize(
    ("before", "verb", "refusal"),
    [
        ((), paid(), YouthProjectNotAt),
        ((approved(),), paid(), YouthProjectNotAt),
        ((refused,), paid(), YouthProjectNotAt),
        ((approved(), failed()), paid(), YouthProjectNotAt),
        ((*RUNNING, failed()), paid(), YouthProjectNotAt),
        (RUNNING, paid(day=STARTED - DAY), BeforeWhatItCorrects),
        (RUNNING, paid(reference=" "), TextMissing),
        (RUNNING, paid(day=date(2023, 1, 2)), OutsidePeriod),
        ((*RUNNING, paid()), paid("second"), GrantAlreadyPaid),
        ((*RUNNING, paid(), completed()), paid("second"), GrantAlreadyPaid),
        ((*RUNNING, paid(), void_grant()), paid(), IdTaken),
        ((*RUNNING, paid()), void("start"), SomethingStandsOnIt),
        ((*RUNNING, paid()), void_grant(day=PAID - DAY), BeforeWhatItCorrects),
        ((*RUNNING, paid()), void_grant("another"), NotFound),
        ((*RUNNING, paid()), recovered(), YouthProjectNotAt),
        ((*RUNNING, paid(), completed()), recovered(), YouthProjectNotAt),
        ((*RUNNING, failed()), recovered(), GrantNotPaid),
        ((*RUNNING, paid(), failed()), recovered(day=ENDED - DAY), BeforeWhatItCorrects),
        ((*RUNNING, paid(), failed(), recovered()), recovered("more"), GrantAlreadyRecovered),
        ((*RUNNING, paid(), failed(), recovered()), void_grant(), SomethingStandsOnIt),
        ((*RUNNING, paid(), failed(), recovered()), void("end"), SomethingStandsOnIt),
        ((*RUNNING, paid(), failed(), recovered()), void_recovery(day=ENDED), BeforeWhatItCorrects),
        ((*RUNNING, paid(), failed()), void_recovery(), NotFound),
    ],
)
def test_a_project_is_paid_once_and_gives_back_what_it_got(
    before: tuple[Verb, ...], verb: Verb, refusal: type[LedgerError]
) -> None:
    """Not before it starts, not when it failed, not twice; nothing comes back but what was paid, once."""
    given(submitted, *before).when(verb).then_refused(refusal)


def test_what_was_paid_comes_back_in_full() -> None:
    """When the project fails; recorded wrongly, the grant stands again and may come back again."""
    project = given(submitted, *RUNNING, paid(), failed())
    assert project.when(recovered()).then(YouthProject.GrantRecovered).amount == 4600
    project.when(void_recovery(), reason=None).then_refused(ReasonMissing)
    project.when(void_recovery()).then(YouthProject.RecoveryVoided)
    project.when(void_recovery()).then_refused(AlreadyVoided)
    project.when(recovered()).then_refused(IdTaken)
    project.when(recovered("again")).then(YouthProject.GrantRecovered)


def test_a_grant_recorded_wrongly_is_paid_anew() -> None:
    """It is taken back once, with a reason."""
    project = given(submitted, *RUNNING, paid(), completed())
    project.when(void_grant(), reason=None).then_refused(ReasonMissing)
    project.when(void_grant()).then(YouthProject.GrantVoided)
    project.when(void_grant()).then_refused(AlreadyVoided)
    project.when(paid("second")).then(YouthProject.GrantPaid)


# --- through the ledger ---------------------------------------------------------------------------


@pytest.fixture
def scene(ledger: Ledger) -> Iterator[Scene]:
    """An operation with a lump sum, a partner, and a call of it."""
    with somebody(reason="it was wrong"):
        scene = Scene(ledger)
        scene.set()
        called(scene)
        yield scene


def test_a_bank_entry_pays_one_project(ledger: Ledger, scene: Scene) -> None:
    """Whoever's it is, and however it is written; taken back, it may be recorded again."""
    del scene
    first, second = running(ledger, "first"), running(ledger, "second")
    projects = ledger.youth_projects
    done = projects.pay_grant(grant_id=id_of("g1"), reference="MU-1", occurred_on=PAID, **first)
    assert done.made == id_of("g1")
    again: dict[str, Any] = {"grant_id": id_of("g2"), "occurred_on": PAID}
    with pytest.raises(GrantEntryTaken, match=str(id_of("first"))):
        projects.pay_grant(reference=" mu -1", **again, **second)
    with pytest.raises(GrantAlreadyPaid):
        projects.pay_grant(reference="MU-2", **again, **first)
    projects.void_grant(grant_id=id_of("g1"), occurred_on=PAID, **first)
    projects.pay_grant(reference="MU-1", **again, **second)
    projects.fail(occurred_on=ENDED, **second)
    back: dict[str, Any] = {"recovery_id": id_of("r"), "occurred_on": LATER, **second}
    with pytest.raises(GrantEntryTaken):
        projects.recover_grant(reference="MU-1", **back)
    projects.recover_grant(reference="MU-3", **back)
    projects.void_recovery(**back)
    last = projects.recover_grant(reference="MU-3", **{**back, "recovery_id": id_of("r2")})
    assert ledger.load(YouthProject, last.id).grants[id_of("g2")].recovery


def test_nobody_applies_for_the_same_project_twice(ledger: Ledger, scene: Scene) -> None:
    """In one call; corrected or taken back, the name is free."""
    del scene
    projects, said = ledger.youth_projects, {**APPLICATION, "call_id": id_of("call")}
    first: dict[str, Any] = {"youth_project_id": id_of("first"), "occurred_on": APPLIED}
    second: dict[str, Any] = {**first, "youth_project_id": id_of("second")}
    projects.submit_application(**said, **first)
    with pytest.raises(ApplicationAlreadySubmitted, match=str(id_of("first"))):
        projects.submit_application(**{**said, "title": " KOPĀ  varam"}, **second)
    projects.correct_application(**{**APPLICATION, "title": "Cits"}, **first)
    projects.submit_application(**said, **second)
    with pytest.raises(ApplicationAlreadySubmitted):
        projects.correct_application(**APPLICATION, **first)
    projects.void_application(**second)
    projects.correct_application(**APPLICATION, **first)


def test_what_a_project_is_recorded_with_has_to_be_there(ledger: Ledger, scene: Scene) -> None:
    """The partner of a call, the call of an application, the partner it passes to."""
    known: dict[str, Any] = {"occurred_on": APPLIED}
    one = running(ledger, "first")
    projects = ledger.youth_projects
    with pytest.raises(NotFound):
        projects.submit_application(
            youth_project_id=id_of("x"), call_id=id_of("x"), **APPLICATION, **known
        )
    with pytest.raises(NotFound):
        projects.pass_to_partner(passing_id=id_of("x"), partner_id=id_of("x"), **one, **known)
    with pytest.raises(NotFound):
        projects.void_call(call_id=scene.id("Madona"), **known)


def test_a_plan_names_a_youth_project_that_exists(ledger: Ledger, scene: Scene) -> None:
    """Drafted or revised; the version of the project looked at is in the fact's basis."""
    student = scene.student("Anna")
    project = running(ledger, "first")["youth_project_id"]

    def content(youth_project_id: UUID) -> PlanContent:
        planned = scene.content("Anna")
        return msgspec.structs.replace(planned, youth_project_id=youth_project_id)

    plan: dict[str, Any] = {"plan_id": scene.id("Anna plan"), "occurred_on": LATER}
    with pytest.raises(NotFound):
        ledger.students.revise_plan(student, content=content(id_of("x")), **plan)
    ledger.students.revise_plan(student, content=content(project), **plan)
    revised = list(ledger.events.get(student))[-1]
    assert isinstance(revised, Student.PlanRevised)
    assert revised.basis["youth_project"] == 3
    with pytest.raises(NotFound):
        ledger.students.draft_plan(
            student,
            plan_id=id_of("new"),
            semester="2020/21 II",
            enrolment_id=scene.id("Anna enrolment"),
            content=content(id_of("x")),
            occurred_on=date(2021, 1, 4),
        )
