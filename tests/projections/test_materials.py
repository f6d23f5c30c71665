"""Materials: which are current on a day, and the chain of what took the place of what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from ledger.material import Description
from projections.materials import MaterialFilter, Materials
from tests.projections.shown import Shown, shown

FIRST, SECOND, THIRD = date(2018, 3, 1), date(2019, 9, 2), date(2020, 9, 1)
CURRENT = MaterialFilter(current=True)


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """A ledger, and what it shows of materials."""
    with shown(database_url, Materials) as world:
        yield world


def publish(world: Shown, name: str, day: date, sha: str) -> UUID:
    """A version of the guidelines."""
    world.scene.ledger.materials.publish_material(
        material_id=world.scene.id(name),
        description=Description("Vadlīnijas", "lv", name, None),
        sha256=sha * 64,
        occurred_on=day,
    )
    return world.scene.id(name)


def versions(world: Shown, where: MaterialFilter = CURRENT, **when: Any) -> list[str]:
    """The labels of the materials found."""
    return [each.version for each in Materials.page(world.now(), where, **when)]


def test_of_a_chain_the_last_one_is_current(world: Shown) -> None:
    """On each day the one of that day; its history is the whole chain, from whichever link it is asked."""
    materials = world.scene.ledger.materials
    one, two, three = (
        publish(world, name, day, sha)
        for name, day, sha in (("1", FIRST, "a"), ("2", SECOND, "b"), ("3", THIRD, "c"))
    )
    publish(world, "other", FIRST, "d")
    materials.supersede(material_id=one, by=two, occurred_on=SECOND)
    before = world.position()
    materials.supersede(material_id=two, by=three, occurred_on=THIRD)
    assert versions(world) == ["3", "other"]
    assert versions(world, as_of=date(2019, 9, 1)) == ["1", "other"]
    assert versions(world, as_of=SECOND) == ["2", "other"]
    assert versions(world, known_at=before) == ["2", "3", "other"]
    for link in (one, two, three):
        assert [each.version for each in Materials.history(world.now(), link)] == ["1", "2", "3"]
    then = Materials.history(world.now(), two, as_of=SECOND)
    assert [(each.version, each.current) for each in then] == [("1", False), ("2", True)]
    materials.void_supersession(material_id=two, occurred_on=THIRD)
    assert versions(world) == ["2", "3", "other"]
    assert [each.version for each in Materials.history(world.now(), three)] == ["3"]
    assert world.differences() == []


def test_a_material_is_withdrawn_corrected_and_voided(world: Shown) -> None:
    """Withdrawn from a day on; corrected and voided, it never was as first recorded, but was known so."""
    materials = world.scene.ledger.materials
    one = publish(world, "1", FIRST, "a")
    materials.withdraw_material(one, occurred_on=SECOND)
    found = Materials.get(world.now(), one)
    assert found
    assert (found.current, found.withdrawn_on) == (False, SECOND)
    assert found.withdrawn_because == "it was wrong"
    earlier = Materials.get(world.now(), one, as_of=FIRST)
    assert earlier
    assert (earlier.current, earlier.withdrawn_because) == (True, None)
    materials.void_withdrawal(one, occurred_on=THIRD)
    before = world.position()
    materials.correct_description(
        one, description=Description("Vadlīnijas", "en", "I", None), occurred_on=THIRD
    )
    assert versions(world, MaterialFilter(language="en"), as_of=FIRST) == ["I"]
    assert versions(world, MaterialFilter(sha256="A" * 64), known_at=before) == ["1"]
    materials.void_publishing(material_id=one, occurred_on=THIRD)
    assert Materials.get(world.now(), one) is None
    assert Materials.get(world.now(), one, known_at=before)
    assert world.differences() == []
