"""Two records of one child, and money: what was taken of a ceiling, and what may be funded twice."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from ledger.student.compensation_errors import CeilingExceeded
from ledger.student.merging_errors import WarningUnderWay
from tests.ledger.scene import START, Scene, somebody
from tests.ledger.test_merging import DAY, closed, merge, refused, student, void


def test_a_ceiling_is_the_childs(scene: Scene) -> None:
    """What was paid under the second record counts, and no longer when the merge is taken back."""
    students, juris = scene.ledger.students, scene.id("Juris")
    scene.ledger.operations.set_ceiling(
        rule_id=uuid4(),
        kind="catering",
        period="month",
        amount=Decimal(30),
        valid_from=START,
        source="test",
        occurred_on=START,
    )
    claim: dict[str, Any] = {"compensation_id": uuid4(), "occurred_on": DAY}
    scene.claim("Juris", "20.00", **claim)
    with somebody(actor="somebody else"):
        students.approve_compensation(juris, amount=Decimal(20), **claim)
    paid: dict[str, Any] = {"payment_id": uuid4(), "payment_reference": "MU"}
    students.pay_compensation(juris, amount=Decimal(20), **paid, **claim)
    closed(scene, "Juris")
    merge(scene)
    other: dict[str, Any] = {"first_day": date(2020, 10, 2), "last_day": date(2020, 10, 30)}
    with pytest.raises(CeilingExceeded, match=r"10\.00"):
        scene.claim("Anna", "10.01", **other)
    scene.claim("Anna", "10.00", **other)
    void(scene)
    scene.claim("Anna", "20.00", first_day=date(2020, 10, 3), last_day=date(2020, 10, 30))


def test_no_warning_is_left_that_nobody_can_decide(scene: Scene) -> None:
    """A record that ended takes no decision: it is taken before; and double funding is taken back before."""
    students, juris, given = scene.ledger.students, scene.id("Juris"), uuid4()
    students.declare_other_support(
        juris,
        support_id=uuid4(),
        programme="SAM 8.3.2",
        funder="ESF",
        kinds=("subject",),
        first_day=date(2020, 9, 1),
        occurred_on=date(2020, 9, 1),
    )
    scene.consult("Juris", consultation_id=given)
    closed(scene, "Juris")
    [warning_id] = student(scene, "Juris").warnings
    on: dict[str, Any] = {"warning_id": warning_id, "occurred_on": DAY}
    assert "is open" in str(refused(scene, WarningUnderWay))
    with somebody(actor="somebody else", reason="they told us"):
        students.decide_warning(juris, decision="double_funding", **on)
        refused(scene, WarningUnderWay)
        students.void_decision(juris, **on)
        students.decide_warning(juris, decision="no_double_funding", **on)
    merge(scene)
