"""Regional coordinators by day and as known then."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from projections.regional_coordinators import AppointmentFilter, RegionalCoordinators
from tests.ledger.spec import id_of
from tests.projections.shown import Shown, shown

APPOINTED, LAST, DAY = date(2018, 1, 2), date(2020, 8, 31), timedelta(1)


def acting(world: Shown, day: date, known_at: int | None = None, region: str = "vidzeme") -> int:
    """How many coordinate in a region that day."""
    where = AppointmentFilter(region=region, acting=True)
    found = RegionalCoordinators.page(world.now(), where, as_of=day, known_at=known_at)
    return len(found)


def test_an_appointment_holds_until_its_last_day(database_url: str) -> None:
    """Ended, not ended after all, never made: each known from its position on, for the days it is about."""
    with shown(database_url, RegionalCoordinators) as world:
        coordinators = world.scene.ledger.regional_coordinators
        for name in ("first", "second"):
            coordinators.appoint(
                coordinator_id=id_of(name), region="vidzeme", name=name, occurred_on=APPOINTED
            )
        one: dict[str, Any] = {"coordinator_id": id_of("first"), "occurred_on": LAST}
        coordinators.end(**one)
        ended = world.position()
        days = (APPOINTED - DAY, APPOINTED, LAST, LAST + DAY)
        assert [acting(world, day) for day in days] == [0, 2, 2, 1]
        assert acting(world, LAST, region="riga") == 0
        listed = RegionalCoordinators.page(world.now(), as_of=LAST)
        assert [each.last_day for each in listed] == [LAST, None]
        assert RegionalCoordinators.page(world.now(), as_of=LAST - DAY)[0].last_day is None
        assert len(RegionalCoordinators.page(world.now(), after=listed[0].position)) == 1
        coordinators.void_end(**one)
        assert acting(world, LAST + DAY) == 2
        coordinators.void_appointment(**one)
        assert acting(world, LAST) == 1
        assert acting(world, LAST + DAY, ended) == 1
        assert acting(world, LAST, ended) == 2
        assert world.differences() == []
