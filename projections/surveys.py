"""Surveys: how many of each kind responded, and which share gave which answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from ledger.store.connection import Connection
from ledger.survey import events
from projections import survey_rows as rows
from projections.grouping import grouped
from projections.projection import At, Projection, on
from projections.table import Table
from projections.versions import Versions, moment


class Surveys(Projection):
    """Surveys and their answers.

    What was corrected or voided never was as first recorded, on any day; a survey that was reopened had been
    closed until then. Every question takes `as_of` and `known_at` (None: now).
    """

    surveys = Versions(rows.Survey, key=("survey_id",))
    options = Table(rows.Option)
    batches = Versions(rows.Batch, key=("survey_id", "batch_id"))
    respondents = Table(rows.Respondents)
    answers = Table(rows.Answered)
    turns = Table(rows.Turn)

    # --- folding ----------------------------------------------------------------------------------

    @on(events.Opened)
    def opened(self, event: events.Opened, at: At) -> None:
        asked = event.questionnaire
        self.surveys.learn(
            rows.Survey(
                survey_id=event.originator_id,
                position=at.position,
                title=asked.title,
                kinds=list(asked.respondents),
                questions=len(asked.questions),
                opened_on=event.occurred_on,
                known_from=at.position,
            )
        )
        self._ask(event, at)

    @on(events.QuestionnaireCorrected)
    def questionnaire_corrected(self, event: events.QuestionnaireCorrected, at: At) -> None:
        asked = event.questionnaire
        self.surveys.revise(
            event.originator_id,
            at=at,
            title=asked.title,
            kinds=list(asked.respondents),
            questions=len(asked.questions),
        )
        self._ask(event, at)

    @on(events.OpeningVoided)
    def opening_voided(self, event: events.OpeningVoided, at: At) -> None:
        self.surveys.withdraw(event.originator_id, at=at)

    @on(events.ResponsesRecorded)
    def responses_recorded(self, event: events.ResponsesRecorded, at: At) -> None:
        survey_id, batch_id = event.originator_id, event.batch_id
        self.batches.learn(rows.Batch(survey_id, batch_id, event.occurred_on, at.position))
        for responded in event.respondents:
            self.respondents.add(
                rows.Respondents(survey_id, batch_id, responded.kind, responded.number)
            )
        for given in event.answers:
            for option, answers in enumerate(given.counts, start=1):
                self.answers.add(
                    rows.Answered(survey_id, batch_id, given.kind, given.question, option, answers)
                )

    @on(events.ResponsesVoided)
    def responses_voided(self, event: events.ResponsesVoided, at: At) -> None:
        self.batches.withdraw(event.originator_id, event.batch_id, at=at)

    @on(events.Closed)
    def closed(self, event: events.Closed, at: At) -> None:
        self.turns.add(rows.Turn(event.originator_id, "closed", event.occurred_on, at.position))

    @on(events.Reopened)
    def reopened(self, event: events.Reopened, at: At) -> None:
        self.turns.add(rows.Turn(event.originator_id, "open", event.occurred_on, at.position))

    def _ask(self, event: events.Opened | events.QuestionnaireCorrected, at: At) -> None:
        """Its questions from now on; those of the questionnaire before are known no more."""
        for question, asked in enumerate(event.questionnaire.questions, start=1):
            for option, answer in enumerate(asked.options, start=1):
                self.options.add(
                    rows.Option(
                        event.originator_id, question, option, asked.text, answer, at.position
                    )
                )

    # --- asking -----------------------------------------------------------------------------------

    @classmethod
    def get(
        cls,
        connection: Connection,
        survey_id: UUID,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
    ) -> rows.SurveyShown | None:
        """One survey with its answers, or None if it was not opened by then."""
        where = rows.SurveyFilter(survey_id)
        asked = {"survey_id": survey_id, **moment(as_of, known_at)}
        with cls.reading(connection):
            for survey in cls.page(connection, where, as_of=as_of, known_at=known_at):
                return rows.SurveyShown(
                    survey,
                    cls.fetch(connection, rows.RespondentTotal, "respondents", asked),
                    cls.fetch(connection, rows.Share, "shares", asked),
                )
        return None

    @classmethod
    def page(
        cls,
        connection: Connection,
        where: rows.SurveyFilter = rows.ANY_SURVEY,
        *,
        as_of: date | None = None,
        known_at: int | None = None,
        after: int = 0,
        limit: int = 1000,
    ) -> list[rows.SurveyState]:
        """Surveys in the order of their opening, those after a position."""
        asked = {**asdict(where), **moment(as_of, known_at), "after": after, "limit": limit}
        return cls.fetch(connection, rows.SurveyState, "page", asked)

    @classmethod
    def responses(
        cls, connection: Connection, group_by: Sequence[str], asked: Mapping[str, Any]
    ) -> list[rows.Responses]:
        """How many responded on some days, to whatever survey; by kind, or all. UnknownDimension."""
        statement = grouped(cls.statement("responses"), group_by, ("kind",))
        return cls.fetch(connection, rows.Responses, statement, asked)

    @classmethod
    def opinions(
        cls, connection: Connection, group_by: Sequence[str], asked: Mapping[str, Any]
    ) -> list[rows.Opinions]:
        """How many gave an `answer`, of those asked a question that offers it. UnknownDimension."""
        statement = grouped(cls.statement("opinions"), group_by, ("kind",))
        return cls.fetch(connection, rows.Opinions, statement, asked)

    @classmethod
    def response_events(cls, connection: Connection, asked: Mapping[str, Any]) -> list[int]:
        """The positions of the events that recorded responses of some days."""
        with cls.reading(connection):
            found = connection.execute(cls.statement("response_events"), asked).fetchall()
        return [position for (position,) in found]
