"""Commands on surveys: open them, record responses by the batch, close them, and take it back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.passed_on import passed_on
from ledger.store.holds import Holds
from ledger.survey import survey as verbs
from ledger.survey.survey import Survey
from ledger.survey.values import Questionnaire

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Surveys:
    """`ledger.surveys`. All but `open_survey` may raise NotFound; what takes back or corrects, ReasonMissing."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    correct_questionnaire = passed_on(verbs.correct_questionnaire)
    void_opening = passed_on(verbs.void_opening)
    record_responses = passed_on(verbs.record_responses, made="batch_id")
    void_responses = passed_on(verbs.void_responses)
    close_survey = passed_on(verbs.close_survey)
    reopen_survey = passed_on(verbs.reopen_survey)

    def open_survey(
        self, *, survey_id: UUID, questionnaire: Questionnaire, occurred_on: date
    ) -> "Recorded":
        """Questions with their answers, asked of some kinds of respondents."""
        return self._ledger.create(
            Survey,
            survey_id,
            lambda: verbs.open_survey(
                survey_id, questionnaire=questionnaire, occurred_on=occurred_on
            ),
        )

    def change(
        self,
        survey_id: UUID,
        decide: Callable[[Survey], Holds | None],
        *,
        made: UUID | None = None,
    ) -> "Recorded":
        """Load a survey, let verbs decide, append what they decided."""
        return self._ledger.change(Survey, survey_id, decide, made=made)
