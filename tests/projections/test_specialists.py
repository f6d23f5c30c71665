"""Specialists by day and as known then: as what they may act, and where they work."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from projections.specialists import SpecialistFilter, Specialists
from tests.ledger.spec import id_of
from tests.projections.shown import Shown, shown

SINCE, LAST, DAY = date(2018, 1, 2), date(2020, 8, 31), timedelta(1)
ANNA, SCHOOL = id_of("anna"), id_of("another school")


def hired(world: Shown) -> None:
    """A psychologist who works at a school from a day on."""
    specialists = world.scene.ledger.specialists
    specialists.register(specialist_id=ANNA, name="Anna", occurred_on=SINCE)
    specialists.qualify(
        specialist_id=ANNA,
        qualification_id=id_of("diploma"),
        kind="psychologist",
        valid_from=SINCE,
        valid_until=LAST,
        occurred_on=SINCE,
    )
    ledger = world.scene.ledger
    ledger.institutions.register(
        institution_id=SCHOOL, name="Another", kind="general", occurred_on=SINCE
    )
    specialists.attach_to_institution(
        specialist_id=ANNA,
        attachment_id=id_of("work"),
        institution_id=SCHOOL,
        occurred_on=SINCE,
    )


def found(
    world: Shown,
    day: date,
    known_at: int | None = None,
    *,
    institution_id: UUID | None = None,
    kind: str | None = None,
) -> list[UUID]:
    """Who works there, or may act as one, that day."""
    where = SpecialistFilter(institution_id=institution_id, kind=kind)
    rows = Specialists.page(world.now(), where, as_of=day, known_at=known_at)
    return [each.specialist_id for each in rows]


def test_a_specialist_is_found_where_they_work(database_url: str) -> None:
    """From the first day to the last; left, not left after all, never there: each known from its position on."""
    with shown(database_url, Specialists) as world:
        hired(world)
        working = world.position()
        specialists = world.scene.ledger.specialists
        work = {"specialist_id": ANNA, "attachment_id": id_of("work")}
        specialists.leave(**work, occurred_on=LAST)
        left = world.position()
        days = (SINCE - DAY, SINCE, LAST, LAST + DAY)
        there = [found(world, day, institution_id=SCHOOL) for day in days]
        assert there == [[], [ANNA], [ANNA], []]
        assert found(world, LAST + DAY, working, institution_id=SCHOOL) == [ANNA]
        specialists.void_leaving(**work, occurred_on=LAST)
        assert found(world, LAST + DAY, institution_id=SCHOOL) == [ANNA]
        specialists.void_attachment(**work, occurred_on=LAST)
        assert found(world, LAST, institution_id=SCHOOL) == []
        assert found(world, LAST, left, institution_id=SCHOOL) == [ANNA]
        assert found(world, LAST, institution_id=uuid4()) == []
        assert world.differences() == []


def test_a_specialist_is_found_by_what_they_may_act_as(database_url: str) -> None:
    """While the qualification holds; one that was voided never did."""
    with shown(database_url, Specialists) as world:
        hired(world)
        days = (SINCE - DAY, SINCE, LAST, LAST + DAY)
        acting = [found(world, day, kind="psychologist") for day in days]
        assert acting == [[], [ANNA], [ANNA], []]
        assert found(world, LAST, kind="assistant") == []
        before = world.position()
        world.scene.ledger.specialists.void_qualification(
            specialist_id=ANNA, qualification_id=id_of("diploma"), occurred_on=LAST
        )
        assert found(world, LAST, kind="psychologist") == []
        assert found(world, LAST, before, kind="psychologist") == [ANNA]
        assert world.differences() == []


@pytest.mark.parametrize("batch", [1, 2, 5_000])
def test_a_specialist_is_shown_with_all_that_had_begun(database_url: str, batch: int) -> None:
    """An end that lies ahead is not told yet; before the registration was recorded nobody is there."""
    with shown(database_url, Specialists) as world:
        unknown = world.position()
        hired(world)
        world.scene.ledger.specialists.leave(
            specialist_id=ANNA, attachment_id=id_of("work"), occurred_on=LAST
        )
        now = world.now(batch)
        one = Specialists.get(now, ANNA, as_of=LAST)
        assert one is not None
        assert (one.specialist.kinds, one.specialist.institutions) == (["psychologist"], [SCHOOL])
        assert [each.last_day for each in one.attachments] == [LAST]
        earlier = Specialists.get(now, ANNA, as_of=LAST - DAY)
        assert earlier is not None
        assert [each.last_day for each in earlier.attachments] == [None]
        assert [each.last_day for each in earlier.qualifications] == [LAST]
        gone = Specialists.get(now, ANNA, as_of=LAST + DAY)
        assert gone is not None
        assert (gone.specialist.kinds, gone.specialist.institutions) == ([], [])
        assert Specialists.get(now, ANNA, known_at=unknown) is None
        everybody = Specialists.page(now)
        assert everybody[-1].specialist_id == ANNA
        assert Specialists.page(now, after=everybody[-2].position) == everybody[-1:]
