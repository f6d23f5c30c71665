"""A call, a project applied for in it, and verbs on it: for the tests of youth projects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from ledger.application import Ledger
from ledger.fact import recording
from ledger.operation import Operation, Shares
from ledger.operation.rules import Setting
from ledger.partner import Partner
from ledger.youth_project import YouthProject, YouthProjectCall, granting
from tests.ledger.scene import Scene, somebody
from tests.ledger.spec import CONTEXT, id_of

Verb = Callable[[YouthProject], object]

OPENED, CLOSED = date(2020, 1, 6), date(2020, 1, 31)
APPLIED, DECIDED = date(2020, 1, 20), date(2020, 2, 10)
STARTED, PAID, ENDED, LATER = (
    date(2020, 3, 2),
    date(2020, 7, 10),
    date(2020, 8, 21),
    date(2020, 9, 1),
)
REFORM = date(2021, 7, 1)
MADONA, CESVAINE = "LV-059", "LV-021"
LUMP_SUM = Decimal(4600)
APPLICATION: dict[str, Any] = {
    "applicant": "Biedrība “Jaunieši”",
    "title": "Kopā varam",
    "planned_from": STARTED,
    "planned_until": ENDED,
}


def partner(municipality: str | None = CESVAINE) -> Partner:
    """A municipality, or a school of the state."""
    kind = "municipality" if municipality else "state_vocational"
    with recording(CONTEXT):
        return Partner.join(
            id_of(f"partner {municipality}"),
            name="Partneris",
            kind=kind,
            municipality=municipality,
            occurred_on=OPENED,
        )


def operation(lump_sum: Decimal = LUMP_SUM) -> Operation:
    """From 2017 to 2022: 85 % ESF, 15 % state, and one lump sum."""
    start = date(2017, 3, 16)
    with recording(CONTEXT):
        made = Operation.open(
            number="8.3.4.0/16/I/001",
            name="PuMPuRS",
            first_day=start,
            last_day=date(2022, 12, 31),
            source="test",
            occurred_on=start,
        )
        shares = Shares(Decimal(85), Decimal(15), Decimal(0))
        made.set_cofinancing(Setting(id_of("shares"), start, "test", start), shares=shares)
        made.set_lump_sum(
            Setting(id_of("lump sum"), start, "test", start),
            kind="youth_project",
            amount=lump_sum,
            valid_until=None,
        )
    return made


def call(**changed: Any) -> YouthProjectCall:
    """A call of Cesvaine."""
    said: dict[str, Any] = {
        "name": "JIP 2020",
        "opens_on": OPENED,
        "closes_on": CLOSED,
        "source": "cesvaine.lv",
        "occurred_on": OPENED,
    }
    return YouthProjectCall.open(id_of("call"), partner(), **{**said, **changed})


def submitted(day: date = APPLIED, **changed: Any) -> YouthProject:
    """Applied for in that call, by somebody other than who decides."""
    with recording(replace(CONTEXT, actor="applicant")):
        return YouthProject.submit(
            id_of("project"), call(), **{**APPLICATION, **changed}, occurred_on=day
        )


def approved(day: date = DECIDED) -> Verb:
    return lambda project: project.approve(decision="12", occurred_on=day)


def refused(project: YouthProject) -> None:
    project.refuse(occurred_on=DECIDED)


def started(day: date = STARTED) -> Verb:
    return lambda project: project.start(operation(), occurred_on=day)


def reported(
    everybody: int = 30, at_risk: int = 12, name: str = "report", day: date = ENDED
) -> Verb:
    return lambda project: project.report_participants(
        id_of(name), everybody=everybody, at_risk=at_risk, occurred_on=day
    )


def completed(day: date = ENDED) -> Verb:
    return lambda project: project.complete(occurred_on=day)


def failed(day: date = ENDED) -> Verb:
    return lambda project: project.fail(occurred_on=day)


def paid(name: str = "grant", day: date = PAID, reference: str = "MU-1") -> Verb:
    return lambda project: granting.pay(
        project, operation(), id_of(name), reference=reference, occurred_on=day
    )


def recovered(name: str = "recovery", day: date = LATER) -> Verb:
    return lambda project: granting.recover(project, id_of(name), reference="MU-2", occurred_on=day)


def void_grant(name: str = "grant", day: date = LATER) -> Verb:
    return lambda project: granting.void(project, id_of(name), occurred_on=day)


def void_recovery(name: str = "recovery", day: date = LATER) -> Verb:
    return lambda project: granting.void_recovery(project, id_of(name), occurred_on=day)


def void(what: str, day: date = LATER, **named: Any) -> Verb:
    """`void("start")`: project.void_start(…)."""
    return lambda project: getattr(project, f"void_{what}")(occurred_on=day, **named)


def passed(municipality: str | None = MADONA, day: date = REFORM) -> Verb:
    return lambda project: project.pass_to(id_of("passing"), partner(municipality), occurred_on=day)


# --- through the ledger ---------------------------------------------------------------------------


def called(scene: Scene) -> None:
    """The lump sum is set, and Madona has a call."""
    scene.ledger.operations.set_lump_sum(
        rule_id=id_of("lump sum"),
        kind="youth_project",
        amount=LUMP_SUM,
        valid_from=OPENED,
        source="IKVD",
        occurred_on=OPENED,
    )
    scene.ledger.youth_projects.open_call(
        call_id=id_of("call"),
        partner_id=scene.id("Madona"),
        name="JIP 2020",
        opens_on=OPENED,
        closes_on=CLOSED,
        source="madona.lv",
        occurred_on=OPENED,
    )


def running(ledger: Ledger, name: str) -> dict[str, Any]:
    """A project of that name in that call, under way: what its commands name it by."""
    one: dict[str, Any] = {"youth_project_id": id_of(name)}
    said: dict[str, Any] = {**APPLICATION, "title": name, "occurred_on": APPLIED}
    with somebody(actor="applicant"):
        ledger.youth_projects.submit_application(call_id=id_of("call"), **one, **said)
    ledger.youth_projects.approve(decision="1", occurred_on=DECIDED, **one)
    ledger.youth_projects.start(occurred_on=STARTED, **one)
    return one
