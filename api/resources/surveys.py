"""Surveys: opened, responded to by the batch, closed; respondents by kind, and shares of answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.asked import TWO_TIMES
from api.resource import Resource
from ledger.errors import NotFound
from ledger.store.connection import Connection
from ledger.survey import Surveys as Commands
from projections.survey_rows import SurveyFilter, SurveyShown, SurveyState
from projections.surveys import Surveys

surveys = Resource(
    "surveys",
    "Surveys of municipalities, institutions and parents; nobody is named.",
    commands="surveys",
    location="/surveys/{survey_id}",
)

_SURVEY = "/surveys/<uuid:survey_id>"
_RESPONSES = f"{_SURVEY}/responses"

surveys.command("/surveys", Commands.open_survey, makes="survey_id")
surveys.command(f"{_SURVEY}/correct-questionnaire", Commands.correct_questionnaire, reason=True)
surveys.command(f"{_SURVEY}/void", Commands.void_opening, reason=True)
surveys.command(_RESPONSES, Commands.record_responses, makes="batch_id")
surveys.command(f"{_RESPONSES}/<uuid:batch_id>/void", Commands.void_responses, reason=True)
surveys.command(f"{_SURVEY}/close", Commands.close_survey, guarded=True)
surveys.command(f"{_SURVEY}/reopen", Commands.reopen_survey, reason=True, guarded=True)


@surveys.listing("/surveys", Surveys, shows=SurveyState, where=SurveyFilter, query=TWO_TIMES)
def listed(connection: Connection, **asked: Any) -> list[SurveyState]:
    """Surveys as of a day, in the order of their opening."""
    return Surveys.page(connection, **asked)


@surveys.question(_SURVEY, Surveys, shows=SurveyShown, query=TWO_TIMES, stream="survey_id")
def one(connection: Connection, *, survey_id: UUID, **when: Any) -> SurveyShown:
    """A survey as of a day: respondents by kind, and of each answer its count and share."""
    if (survey := Surveys.get(connection, survey_id, **when)) is None:
        raise NotFound(what="survey", id=survey_id)
    return survey
