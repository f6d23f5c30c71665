"""The timeline of a student: every event, in order, with who and why, and nothing that is sealed."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from projections.summary import summary
from projections.timeline import EVENTS, Timeline
from tests.projections.shown import shown
from tests.samples import sample_event


def test_a_timeline_shows_everything_in_order(database_url: str) -> None:
    """A correction stands beside what it corrects; pages, types, days and positions narrow it."""
    with shown(database_url, Timeline) as world:
        anna = world.scene.student("Anna")
        world.scene.student("Juris")
        given = world.scene.consult("Anna")
        known = world.position()
        assert given.made
        world.scene.ledger.students.void_consultation(
            anna, consultation_id=given.made, occurred_on=date(2020, 9, 9)
        )
        entries = Timeline.page(world.now(), anna)
        assert [each.version for each in entries] == list(range(1, len(entries) + 1))
        *_, consultation, void = entries
        assert consultation.topic == "student.consultation_recorded"
        assert consultation.summary["amount"] == "12.35"
        assert consultation.summary["place"]["municipality"] == "LV-059"
        assert void.summary == {"consultation_id": str(given.made)}
        assert (void.actor, void.role) == ("pedagogue", "pedagogue")
        assert void.reason is None  # it is sealed, and read from the event
        assert (void.client, void.occurred_on) == ("test", date(2020, 9, 9))
        assert Timeline.page(world.now(), anna, known_at=known) == entries[:-1]
        assert Timeline.page(world.now(), anna, as_of=date(2020, 9, 6)) == entries[:-2]
        assert Timeline.page(world.now(), anna, topics=[void.topic]) == [void]
        assert Timeline.page(world.now(), anna, after=entries[1].position, limit=1) == [entries[2]]
        assert world.differences() == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: str(event.TOPIC))
def test_no_sealed_value_is_in_a_summary(event: type) -> None:
    """Of no event of a student's: what is sealed stays in the events alone."""
    said = msgspec.json.encode(summary(sample_event(event)))
    assert b'"box"' not in said
    assert b"originator" not in said
