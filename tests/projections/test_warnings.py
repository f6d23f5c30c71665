"""Warnings: open, decided or lapsed on a day, as it was known then; and what other projects give."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from projections.warnings import Warnings, WarningState
from tests.ledger.scene import somebody
from tests.projections.shown import Shown, shown

GIVEN, DECIDED, VOIDED = date(2020, 9, 7), date(2020, 9, 10), date(2020, 9, 20)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """Anna had an hour that another project gives, too."""
    with shown(database_url, Warnings) as world:
        world.scene.student("Anna")
        world.scene.ledger.students.declare_other_support(
            world.scene.id("Anna"),
            support_id=world.scene.id("support"),
            programme="SAM 8.3.2",
            funder="ESF",
            kinds=("subject",),
            first_day=date(2020, 9, 1),
            occurred_on=date(2020, 9, 2),
        )
        world.scene.consult("Anna", consultation_id=world.scene.id("consultation"))
        yield world


def warning(world: Shown, day: date | None = None, known_at: int | None = None) -> WarningState:
    """The one there is, on a day."""
    anna = world.scene.id("Anna")
    [found] = Warnings.of_student(world.now(), anna, as_of=day, known_at=known_at)
    return found


def decide(world: Shown) -> None:
    """Somebody else decides that it is double funding."""
    with somebody(actor="coordinator", reason="the same hours"):
        world.scene.ledger.students.decide_warning(
            world.scene.id("Anna"),
            warning_id=warning(world).warning_id,
            decision="double_funding",
            occurred_on=DECIDED,
        )


def test_a_warning_is_open_then_decided_then_lapsed(world: Shown) -> None:
    """Each from its day on; before it was raised there was none."""
    decide(world)
    world.scene.ledger.students.void_consultation(
        world.scene.id("Anna"), consultation_id=world.scene.id("consultation"), occurred_on=VOIDED
    )
    states = {day: warning(world, day).state for day in (GIVEN, DECIDED, VOIDED)}
    assert states == {GIVEN: "open", DECIDED: "double_funding", VOIDED: "lapsed"}
    before = warning(world, DECIDED)
    assert (before.decided_on, before.lapsed_on) == (DECIDED, None)
    assert (before.rule, before.conflict_kind) == ("other_support", "other_support")
    assert before.measure_id == world.scene.id("consultation")
    anna = world.scene.id("Anna")
    assert Warnings.of_student(world.now(), anna, as_of=date(2020, 9, 6)) == []
    assert Warnings.of_student(world.now(), anna, after=before.position) == []


def test_a_void_decision_never_was(world: Shown) -> None:
    """On any day, as it is known now; before, it was known."""
    decide(world)
    known = world.position()
    world.scene.ledger.students.void_decision(
        world.scene.id("Anna"), warning_id=warning(world).warning_id, occurred_on=VOIDED
    )
    assert warning(world, DECIDED).state == "open"
    assert warning(world, DECIDED, known).state == "double_funding"
    assert world.differences() == []


def test_support_is_there_until_it_is_withdrawn(world: Shown) -> None:
    """It says from whom, what and when; withdrawn, it never was, but was known."""
    anna = world.scene.id("Anna")

    def support(**asked: Any) -> list[Any]:
        return Warnings.support_of(world.now(), anna, **asked)

    [declared] = support()
    assert (declared.programme, declared.funder, declared.kinds) == (
        "SAM 8.3.2",
        "ESF",
        ["subject"],
    )
    assert (declared.first_day, declared.last_day) == (date(2020, 9, 1), None)
    assert support(as_of=date(2020, 9, 1)) == []
    known = world.position()
    world.scene.ledger.students.withdraw_other_support(
        anna, support_id=world.scene.id("support"), occurred_on=VOIDED
    )
    assert support() == []
    [before] = support(known_at=known)
    assert before.support_id == declared.support_id
    assert warning(world).state == "lapsed"
