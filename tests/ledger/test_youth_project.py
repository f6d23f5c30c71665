"""What may become of a youth project: called for, applied for, decided on, carried out, ended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    IdTaken,
    LedgerError,
    MunicipalityNotThen,
    PeriodReversed,
    ReasonMissing,
    TextMissing,
)
from ledger.operation.errors import OutsidePeriod
from ledger.partner import Partner
from ledger.youth_project import YouthProject, YouthProjectCall
from ledger.youth_project.errors import (
    ApprovedByApplicant,
    CallNotOpen,
    ParticipantsInvalid,
    PartnerNotMunicipality,
    SomethingStandsOnIt,
    YouthProjectNotAt,
    YouthProjectNotPlaced,
)
from tests.ledger import youth_projects as told
from tests.ledger.spec import given, id_of
from tests.ledger.youth_projects import (
    APPLICATION,
    APPLIED,
    CLOSED,
    DECIDED,
    ENDED,
    OPENED,
    REFORM,
    STARTED,
    Verb,
    approved,
    call,
    completed,
    failed,
    passed,
    refused,
    reported,
    started,
    submitted,
    void,
)

DAY = timedelta(1)
RUNNING = (approved(), started())


def test_a_call_says_whose_it_is_and_until_when() -> None:
    """It belongs to the municipality that the partner is, and can be corrected and taken back, with a reason."""
    opened = given(call)
    assert opened.aggregate.home.municipality == "LV-021"
    corrected: dict[str, Any] = {
        "name": "JIP",
        "opens_on": OPENED,
        "closes_on": APPLIED,
        "source": "x",
    }

    def correct(one: YouthProjectCall) -> None:
        one.correct(**corrected, occurred_on=APPLIED)

    opened.when(correct, reason=None).then_refused(ReasonMissing)
    opened.when(correct).then(YouthProjectCall.Corrected)
    opened.when(lambda one: one.require_open(CLOSED)).then_refused(CallNotOpen)
    opened.when(lambda one: one.void(occurred_on=CLOSED)).then(YouthProjectCall.Voided)
    opened.when(lambda one: one.void(occurred_on=CLOSED)).then_refused(AlreadyVoided)
    opened.when(correct).then_refused(AlreadyVoided)
    opened.when(lambda one: one.require_open(APPLIED)).then_refused(AlreadyVoided)


@pytest.mark.parametrize(
    ("partner", "changed", "refusal"),
    [
        (told.partner(None), {}, PartnerNotMunicipality),
        (told.partner(), {"occurred_on": REFORM}, MunicipalityNotThen),
        (told.partner(), {"closes_on": OPENED - DAY}, PeriodReversed),
        (told.partner(), {"name": " "}, TextMissing),
    ],
)
def test_a_call_is_of_a_municipality_of_that_day(
    partner: Partner, changed: dict[str, Any], refusal: type[LedgerError]
) -> None:
    """Not of a school of the state, nor of one dissolved by then; it does not close before it opens."""
    said: dict[str, Any] = {"name": "JIP", "opens_on": OPENED, "closes_on": CLOSED, "source": "x"}

    def opened(_: YouthProjectCall) -> None:
        YouthProjectCall.open(id_of("c"), partner, **{**said, "occurred_on": OPENED, **changed})

    given(call).when(opened).then_refused(refusal)


@pytest.mark.parametrize("day", [OPENED - DAY, CLOSED + DAY])
def test_applications_are_taken_while_the_call_is_open(day: date) -> None:
    """Its first and last day included."""
    for open_day in (OPENED, CLOSED):
        assert submitted(open_day).state == "submitted"
    given(submitted).when(lambda _: submitted(day)).then_refused(CallNotOpen)


def test_an_application_is_corrected_and_taken_back() -> None:
    """With a reason; once it is decided on, the decision has to go first."""
    project = given(submitted)

    def correct(one: YouthProject) -> None:
        one.correct_application(**{**APPLICATION, "title": "Cits"}, occurred_on=APPLIED)

    project.when(correct, reason=None).then_refused(ReasonMissing)
    project.when(correct).then(YouthProject.ApplicationCorrected)
    assert project.aggregate.title == "Cits"
    project.when(lambda _: submitted(title=" ")).then_refused(TextMissing)
    project.when(lambda _: submitted(planned_until=APPLIED)).then_refused(PeriodReversed)
    given(submitted, refused).when(void("application")).then_refused(YouthProjectNotAt)
    project.when(void("application")).then(YouthProject.ApplicationVoided)
    project.when(void("application")).then_refused(AlreadyVoided)
    project.when(correct).then_refused(AlreadyVoided)
    project.when(approved()).then_refused(AlreadyVoided)


def test_who_applied_does_not_approve() -> None:
    """Nor who corrected the application: four eyes."""

    def correct(one: YouthProject) -> None:
        one.correct_application(**APPLICATION, occurred_on=APPLIED)

    given(submitted, correct).when(approved()).then_refused(ApprovedByApplicant)
    project = given(submitted)
    project.when(lambda one: one.approve(decision="", occurred_on=DECIDED)).then_refused(
        TextMissing
    )
    project.when(approved(APPLIED - DAY)).then_refused(BeforeWhatItCorrects)
    assert project.when(approved()).then(YouthProject.Approved).decision == "12"


def test_a_decision_is_one_until_it_is_taken_back() -> None:
    """Refused is not approved; a refusal has its reason."""
    project = given(submitted)
    project.when(refused, reason=None).then_refused(ReasonMissing)
    project.when(refused).then(YouthProject.Refused)
    for verb in (approved(), refused, started(), failed()):
        project.when(verb).then_refused(YouthProjectNotAt)
    project.when(void("decision")).then(YouthProject.DecisionVoided)
    project.when(void("decision")).then_refused(YouthProjectNotAt)
    project.when(approved()).then(YouthProject.Approved)


@pytest.mark.parametrize(
    ("before", "verb", "refusal"),
    [
        ((), started(), YouthProjectNotAt),
        ((approved(),), started(DECIDED - DAY), BeforeWhatItCorrects),
        ((approved(),), started(date(2023, 1, 1)), OutsidePeriod),
        ((approved(),), completed(), YouthProjectNotAt),
        ((approved(),), reported(), YouthProjectNotAt),
        ((approved(), failed()), reported(), YouthProjectNotAt),
        (RUNNING, started(), YouthProjectNotAt),
        (RUNNING, completed(STARTED - DAY), BeforeWhatItCorrects),
        (RUNNING, reported(day=STARTED - DAY), BeforeWhatItCorrects),
        (RUNNING, void("decision"), YouthProjectNotAt),
        ((*RUNNING, reported()), void("start"), SomethingStandsOnIt),
        ((*RUNNING, completed()), failed(), YouthProjectNotAt),
        ((*RUNNING, completed()), void("start"), YouthProjectNotAt),
        ((*RUNNING, failed()), void("end", ENDED - DAY), BeforeWhatItCorrects),
        (RUNNING, void("end"), YouthProjectNotAt),
    ],
)
def test_one_step_follows_another(
    before: tuple[Verb, ...], verb: Verb, refusal: type[LedgerError]
) -> None:
    """Approved, started, ended; none is left out, and none is dated before the one it follows."""
    given(submitted, *before).when(verb).then_refused(refusal)


def test_every_step_is_taken_back() -> None:
    """From the last to the first, each with a reason, until nothing but the application is left."""
    project = given(submitted, *RUNNING, reported(), completed())
    steps = [
        (void("end"), YouthProject.EndVoided, "running"),
        (void("report", report_id=id_of("report")), YouthProject.ReportVoided, "running"),
        (void("start"), YouthProject.StartVoided, "approved"),
        (void("decision"), YouthProject.DecisionVoided, "submitted"),
        (void("application"), YouthProject.ApplicationVoided, "voided"),
    ]
    for verb, fact, state in steps:
        project.when(verb, reason=None).then_refused(ReasonMissing)
        project.when(verb).then(fact)
        assert project.aggregate.state == state


def test_a_project_may_fail_before_it_begins() -> None:
    """With a reason; that, too, can be taken back."""
    project = given(submitted, approved())
    project.when(failed(), reason=None).then_refused(ReasonMissing)
    project.when(failed()).then(YouthProject.Failed)
    project.when(void("end")).then(YouthProject.EndVoided)
    assert project.aggregate.state == "approved"


@pytest.mark.parametrize(("everybody", "at_risk"), [(0, 0), (10, 11), (10, -1)])
def test_no_more_have_a_risk_than_take_part(everybody: int, at_risk: int) -> None:
    """And somebody takes part."""
    running = given(submitted, *RUNNING)
    running.when(reported(everybody, at_risk)).then_refused(ParticipantsInvalid)


def test_participants_are_reported_as_often_as_one_likes() -> None:
    """Each report has an id, and is taken back once; also when the project has ended."""
    project = given(submitted, *RUNNING)
    project.when(reported(10, 10)).then(YouthProject.ParticipantsReported)
    project.when(reported(30, 0)).then_refused(IdTaken)
    project.when(completed()).then(YouthProject.Completed)
    project.when(reported(30, 0, "last")).then(YouthProject.ParticipantsReported)
    one: dict[str, Any] = {"report_id": id_of("report")}
    project.when(void("report", ENDED - DAY, **one)).then_refused(BeforeWhatItCorrects)
    project.when(void("report", **one)).then(YouthProject.ReportVoided)
    project.when(void("report", **one)).then_refused(AlreadyVoided)


def test_a_project_passes_to_the_partner_that_follows() -> None:
    """From the reform on Cesvaine's project is Madona's; until that is recorded, it is nobody's that day."""
    project = given(submitted)
    project.when(lambda one: one.home_on(REFORM)).then_refused(YouthProjectNotPlaced)
    project.when(passed(None)).then_refused(PartnerNotMunicipality)
    project.when(passed("LV-021")).then_refused(MunicipalityNotThen)
    project.when(passed()).then(YouthProject.PassedToPartner)
    project.when(passed()).then_refused(IdTaken)
    assert project.aggregate.home_on(REFORM).municipality == "LV-059"
    assert project.aggregate.home_on(REFORM - DAY) == project.aggregate.home
    one: dict[str, Any] = {"passing_id": id_of("passing")}
    project.when(void("passing", **one), reason=None).then_refused(ReasonMissing)
    project.when(void("passing", **one)).then(YouthProject.PassingVoided)
    project.when(void("passing", **one)).then_refused(AlreadyVoided)
