"""Participants of the ESF: entry and exit, and the common indicators counted."""

from __future__ import annotations

from typing import Any

from api.asked import TWO_TIMES
from api.indicators import IndicatorCount, count
from api.reach import reach
from api.resource import Resource
from ledger.store.connection import Connection
from ledger.student.commands import Students as Commands
from projections.participants import ParticipantFilter, Participants, Participation

participants = Resource(
    "participants",
    "Data of participants for the common indicators; answers on special categories stay sealed.",
    commands="students",
    location="/students/{student_id}/participations",
)

_PARTICIPATIONS = "/students/<uuid:student_id>/participations"
_PARTICIPATION = f"{_PARTICIPATIONS}/<uuid:participation_id>"

participants.command(_PARTICIPATIONS, Commands.enter_participant, makes="participation_id")
participants.command(f"{_PARTICIPATION}/void", Commands.void_entry, reason=True)
participants.command(f"{_PARTICIPATION}/exit", Commands.exit_participant)
participants.command(f"{_PARTICIPATION}/void-exit", Commands.void_exit, reason=True)

_LISTED: dict[str, Any] = {"shows": Participation, "query": TWO_TIMES}


@participants.listing(_PARTICIPATIONS, Participants, **_LISTED)
def of_student(connection: Connection, **asked: Any) -> list[Participation]:
    """When a learner took part, with what is not sealed."""
    return Participants.page(connection, **asked)


@participants.listing("/participants", Participants, where=ParticipantFilter, **_LISTED)
def listed(connection: Connection, **asked: Any) -> list[Participation]:
    """Participations in the order of their recording, as of a day."""
    return Participants.page(connection, **asked)


@participants.listing(
    "/participants/indicators",
    Participants,
    shows=IndicatorCount,
    where=ParticipantFilter,
    query=TWO_TIMES,
    paged=False,
)
def indicators(connection: Connection, **asked: Any) -> list[IndicatorCount]:
    """The common indicators by gender, of distinct participants who had entered by a day."""
    return count(connection, reach().keys, Participants.persons(connection, **asked))
