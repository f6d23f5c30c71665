"""What may happen to a survey: opened, responded to, closed and reopened."""

from typing import TYPE_CHECKING
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.survey.values import Answers, Batch, Questionnaire, RespondentCount

if TYPE_CHECKING:
    from ledger.survey.survey import Survey


class Opened(Birth):
    """A survey was opened."""

    TOPIC = "survey.opened"
    questionnaire: Questionnaire


class QuestionnaireCorrected(Fact):
    """What is asked, or of whom, had been recorded wrongly."""

    TOPIC = "survey.questionnaire_corrected"
    questionnaire: Questionnaire

    def apply(self, survey: "Survey") -> None:
        survey.questionnaire = self.questionnaire


class OpeningVoided(Fact):
    """A survey had been recorded that was never opened."""

    TOPIC = "survey.opening_voided"

    def apply(self, survey: "Survey") -> None:
        survey.voided = True


class ResponsesRecorded(Fact):
    """So many responded, and answered so; who, nobody knows."""

    TOPIC = "survey.responses_recorded"
    batch_id: UUID
    respondents: tuple[RespondentCount, ...]
    answers: tuple[Answers, ...]

    def apply(self, survey: "Survey") -> None:
        survey.batches[self.batch_id] = Batch(self.occurred_on)


class ResponsesVoided(Fact):
    """A batch of responses had been recorded wrongly."""

    TOPIC = "survey.responses_voided"
    batch_id: UUID

    def apply(self, survey: "Survey") -> None:
        survey.batches[self.batch_id].voided = True


class Closed(Fact):
    """No more responses are taken."""

    TOPIC = "survey.closed"

    def apply(self, survey: "Survey") -> None:
        survey.closed_on = self.occurred_on


class Reopened(Fact):
    """Responses are taken again."""

    TOPIC = "survey.reopened"

    def apply(self, survey: "Survey") -> None:
        survey.closed_on = None
