"""Trainings: how many were planned, held, completed and cancelled between two days, and what they cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.store.connection import Role, connect
from ledger.training import Schedule, StaffCount, Training
from projections.dimensions import UnknownDimension
from projections.engine import Engine
from projections.funding import Funding
from projections.journal import Journal
from projections.journal_rows import BANK, TRAINING
from projections.training_rows import TrainingFilter
from projections.trainings import Trainings
from tests.ledger.trainings import DAYS, PAID, ROOM, document, outline
from tests.projections.facts import Story, put_in_log
from tests.projections.shown import Shown, shown

SECOND = date(2020, 10, 6)
LONG = Schedule(ROOM.first_day, date(2021, 6, 30), "in_person", "Kalsnava")


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """A ledger with nothing but rules, and what it shows of trainings and of money."""
    with shown(database_url, Trainings, Funding, Journal) as world:
        yield world


def plan(world: Shown, name: str, schedule: Schedule = LONG, **changed: Any) -> UUID:
    """A training of that name."""
    world.scene.ledger.trainings.plan_training(
        training_id=world.scene.id(name),
        outline=outline(**changed),
        schedule=schedule,
        occurred_on=date(2019, 9, 2),
    )
    return world.scene.id(name)


def hold(world: Shown, training: UUID, number: int, day: date, participants: int = 20) -> UUID:
    """A module of 8 hours; its id."""
    module_id = uuid4()
    world.scene.ledger.trainings.hold_module(
        training_id=training,
        module_id=module_id,
        number=number,
        hours=Decimal(8),
        delivery="in_person",
        staff=(StaffCount("pedagogue", participants - 2), StaffCount("leadership", 2)),
        occurred_on=day,
    )
    return module_id


def pay(world: Shown, training: UUID, amount: str, day: date = PAID) -> UUID:
    """A part of an invoice of 1000.00 EUR; the id of the cost."""
    cost_id = uuid4()
    world.scene.ledger.trainings.record_cost(
        training_id=training,
        cost_id=cost_id,
        kind="teaching",
        amount=Decimal(amount),
        document=document(),
        occurred_on=day,
    )
    return cost_id


def counted(world: Shown, **asked: Any) -> dict[str, Any]:
    """The one count, without its group."""
    [count] = Trainings.counts(world.now(), **asked)
    return {name: getattr(count, name) for name in count.__slots__ if name != "group"}


def test_a_training_shows_what_was_held_of_it_by_a_day(world: Shown) -> None:
    """Its state, participants of the best attended module, hours, certificates and costs; and nothing later."""
    training, trainings = plan(world, "workshop"), world.scene.ledger.trainings
    for number, (day, came) in enumerate(zip(DAYS, (18, 20, 15), strict=True), start=1):
        hold(world, training, number, day, came)
    trainings.certify_participants(
        training,
        certification_id=uuid4(),
        certificates=15,
        numbers="PP-1 … PP-15",
        occurred_on=DAYS[2],
    )
    trainings.complete_training(training, occurred_on=DAYS[2])
    pay(world, training, "800.00")

    found = Trainings.get(world.now(), training)
    assert found
    assert (found.training.state, found.training.ended_on) == ("completed", DAYS[2])
    assert (found.training.modules_held, found.training.hours_held) == (3, Decimal(24))
    assert (found.training.participants, found.training.certificates) == (20, 15)
    assert found.training.cost == 800
    assert found.modules[0].staff == {"pedagogue": 16, "leadership": 2}
    assert (found.costs[0].number, found.certifications[0].numbers) == ("R-7", "PP-1 … PP-15")
    earlier = Trainings.get(world.now(), training, as_of=DAYS[1])
    assert earlier
    assert (earlier.training.state, earlier.training.modules_held) == ("under_way", 2)
    assert (earlier.ending, earlier.certifications, earlier.costs) == (None, [], [])
    assert Trainings.get(world.now(), training, as_of=date(2019, 9, 1)) is None


def test_a_workshop_counts_its_modules_in_one_year_and_its_completion_in_another(
    world: Shown,
) -> None:
    """Each fact on its own day, so that any span of days can be asked for."""
    training = plan(world, "workshop")
    for number, day in enumerate((DAYS[0], DAYS[1], SECOND), start=1):
        hold(world, training, number, day, 10 + number)
    world.scene.ledger.trainings.complete_training(training, occurred_on=SECOND)
    year = {"since": date(2020, 1, 1), "until": date(2020, 12, 31)}
    in_2020 = counted(world, **year)
    assert (in_2020["planned"], in_2020["modules"], in_2020["completed"]) == (0, 2, 1)
    assert (in_2020["participants"], in_2020["attendances"], in_2020["hours"]) == (13, 25, 16)
    first, second = Trainings.counts(world.now(), ["school_year"])
    assert (first.group, first.planned, first.modules) == ({"school_year": "2019/20"}, 1, 2)
    assert (second.group, second.modules, second.completed) == ({"school_year": "2020/21"}, 1, 1)
    assert (first.participants, second.participants) == (12, 13)
    assert counted(world)["participants"] == 13
    assert counted(world, as_of=DAYS[1], **year)["modules"] == 1


def test_the_published_counts_of_workshops_can_be_told(database_url: str) -> None:
    """505 modules and 174 workshops completed in 2020: 17 of their modules had been held in 2019."""
    story = Story()
    for workshop in range(174):
        held = [date(2019, 12, 10) if workshop < 17 else DAYS[1], DAYS[1], SECOND]
        _workshop(story, UUID(int=10_000 + workshop), held)
    put_in_log(database_url, story.events)
    Engine(database_url, [Trainings]).catch_up()
    with connect(database_url, Role.READER) as reader:
        [in_2020] = Trainings.counts(
            reader,
            where=TrainingFilter(kind="school_workshop"),
            since=date(2020, 1, 1),
            until=date(2020, 12, 31),
        )
    assert (in_2020.modules, in_2020.completed) == (505, 174)


def _workshop(story: Story, training: UUID, held: list[date]) -> None:
    first = date(2019, 9, 2)
    plan: dict[str, Any] = {"outline": outline(), "schedule": LONG}
    plan |= {"municipality": None, "region": None, "originator_topic": Training.TOPIC}
    story.record(Training.Planned, training, first, **plan)
    for number, day in enumerate(held, start=1):
        story.record(
            Training.ModuleHeld,
            training,
            day,
            module_id=uuid4(),
            number=number,
            hours=Decimal(8),
            delivery="in_person",
            staff=(StaffCount("pedagogue", 20),),
        )
    story.record(Training.Completed, training, held[-1])


def test_trainings_are_counted_by_kind_state_and_region(world: Shown) -> None:
    """Those for one municipality in its region, those for the nation in none."""
    plan(world, "one", municipality="LV-059")
    plan(world, "two", kind="conference", modules=1)
    world.scene.ledger.trainings.cancel_training(
        world.scene.id("two"), occurred_on=date(2020, 3, 13)
    )
    names = ("kind", "region", "state")
    counts = Trainings.counts(world.now(), names)
    groups = {tuple(each.group[name] for name in names): each for each in counts}
    assert set(groups) == {
        ("school_workshop", "vidzeme", "planned"),
        ("conference", None, "cancelled"),
    }
    assert groups["conference", None, "cancelled"].cancelled == 1
    named = counted(world, where=TrainingFilter(municipality="LV-059"))
    assert (named["planned"], named["cancelled"]) == (1, 0)
    [state] = Trainings.page(world.now(), TrainingFilter(state="cancelled"))
    assert (state.training_id, state.ended_on) == (world.scene.id("two"), date(2020, 3, 13))
    found = Trainings.get(world.now(), state.training_id)
    assert found
    assert found.ending
    assert found.ending.reason == "it was wrong"
    [before] = Trainings.page(
        world.now(), TrainingFilter(kind="conference"), as_of=date(2020, 3, 12)
    )
    assert before.state == "planned"
    with pytest.raises(UnknownDimension):
        Trainings.counts(world.now(), ["weather"])


def test_a_moved_training_counts_on_its_new_days(world: Shown) -> None:
    """From the day of the move on; taken back, it was never moved, but was known to be."""
    school = world.scene.id("school")
    training = plan(world, "moved", institutions=(school,))
    new = Schedule(SECOND, SECOND, "remote", None)
    move_id = uuid4()
    trainings = world.scene.ledger.trainings
    trainings.move_training(
        training_id=training, move_id=move_id, schedule=new, occurred_on=date(2020, 3, 13)
    )
    autumn = {"since": SECOND, "until": SECOND}
    assert counted(world, **autumn)["planned"] == 1
    assert counted(world, as_of=date(2020, 3, 12), **autumn)["planned"] == 0
    found = Trainings.get(world.now(), training)
    assert found
    assert (found.training.delivery, found.training.venue) == ("remote", None)
    assert (found.training.municipality, found.moves[0].reason) == ("LV-059", "it was wrong")
    by_school = TrainingFilter(institution_id=school)
    assert [each.training_id for each in Trainings.page(world.now(), by_school)] == [training]
    before = world.position()
    trainings.void_move(training, move_id=move_id, occurred_on=date(2020, 3, 20))
    assert counted(world, **autumn)["planned"] == 0
    assert counted(world, known_at=before, **autumn)["planned"] == 1
    assert world.differences() == []


def test_what_is_taken_back_never_was_but_was_known(world: Shown) -> None:
    """Modules, certificates, a completion, a cancellation, a plan and its correction."""
    training, trainings = plan(world, "one"), world.scene.ledger.trainings
    back: dict[str, Any] = {"occurred_on": date(2021, 5, 1)}
    modules = [hold(world, training, number, DAYS[0]) for number in (1, 2, 3)]
    certificates = uuid4()
    trainings.certify_participants(
        training, certification_id=certificates, certificates=3, numbers="1-3", **back
    )
    trainings.complete_training(training, **back)
    whole, before = counted(world), world.position()
    assert (whole["completed"], whole["certificates"], whole["modules"]) == (1, 3, 3)
    trainings.void_completion(training, **back)
    trainings.void_certification(training, certification_id=certificates, **back)
    trainings.cancel_training(training, **back)
    trainings.void_cancellation(training, **back)
    for module_id in modules:
        trainings.void_module(training, module_id=module_id, **back)
    trainings.correct_planning(
        training_id=training, outline=outline(kind="conference", modules=1), schedule=LONG, **back
    )
    [corrected] = Trainings.page(world.now(), as_of=date(2019, 9, 2))
    assert (corrected.kind, corrected.state, corrected.modules_held) == ("conference", "planned", 0)
    trainings.void_planning(training, **back)
    assert counted(world) == dict.fromkeys(whole, 0)
    assert counted(world, known_at=before) == whole
    assert world.differences() == []


def test_a_cost_is_paid_by_the_operation_itself(world: Shown) -> None:
    """By funding source, out of the bank account; owed to no partner; a reversal is money of its own day."""
    training = plan(world, "one", municipality="LV-059")
    hold(world, training, 1, DAYS[0])
    cost_id = pay(world, training, "800.00")
    [total] = Funding.totals(world.now(), ["cost_category", "form_of_cost", "kind", "partner"])
    assert total.group == {
        "cost_category": "training",
        "form_of_cost": "actual_cost",
        "kind": "school_workshop",
        "partner": None,
    }
    assert total.amount == 800
    assert (total.esf, total.state) == (Decimal(680), Decimal(120))
    [line] = Funding.lines(world.now())
    assert (line.municipality, line.region, line.semester) == ("LV-059", "vidzeme", "2019/20 II")
    balances = {each.account: each.balance for each in Journal.balances(world.now())}
    assert balances == {BANK: -800, TRAINING: 800}

    world.scene.ledger.trainings.reverse_cost(
        training_id=training, cost_id=cost_id, occurred_on=date(2020, 5, 4)
    )
    pay(world, training, "500.00", day=date(2020, 5, 5))
    assert counted(world, until=PAID)["cost"] == 800
    assert counted(world, since=date(2020, 5, 4))["cost"] == -300
    assert counted(world, as_of=date(2020, 5, 4))["cost"] == 0
    balances = {each.account: each.balance for each in Journal.balances(world.now())}
    assert balances == {BANK: -500, TRAINING: 500}
    assert world.differences() == []
