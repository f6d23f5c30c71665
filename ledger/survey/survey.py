"""A survey: its questions, the batches of responses to them, and whether it takes more."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from eventsourcing.domain import event
from msgspec.structs import replace

from ledger import required, vocabulary
from ledger.aggregate import Aggregate
from ledger.dated import require_new, require_not_before, standing
from ledger.errors import AlreadyVoided
from ledger.role import Role
from ledger.survey import errors, events
from ledger.survey.values import Answers, Batch, Question, Questionnaire, RespondentCount


class Survey(Aggregate):
    """What an event changes stands with it; the verbs are functions, below."""

    TOPIC = "survey"
    RECORDED_BY = (Role.NATIONAL,)

    questionnaire: Questionnaire
    opened_on: date
    batches: dict[UUID, Batch]
    closed_on: date | None
    voided: bool

    Opened = events.Opened
    QuestionnaireCorrected = events.QuestionnaireCorrected
    OpeningVoided = events.OpeningVoided
    ResponsesRecorded = events.ResponsesRecorded
    ResponsesVoided = events.ResponsesVoided
    Closed = events.Closed
    Reopened = events.Reopened

    @event(Opened)
    def __init__(self, questionnaire: Questionnaire, occurred_on: date) -> None:
        self.questionnaire, self.opened_on = questionnaire, occurred_on
        self.batches, self.closed_on, self.voided = {}, None, False

    def require_standing(self) -> None:
        """AlreadyVoided."""
        if self.voided:
            raise AlreadyVoided(what="survey")

    def require_open(self) -> None:
        """AlreadyVoided, SurveyClosed."""
        self.require_standing()
        if self.closed_on is not None:
            raise errors.SurveyClosed(day=self.closed_on)

    def require_no_responses(self) -> None:
        """ResponsesStand."""
        if any(not each.voided for each in self.batches.values()):
            raise errors.ResponsesStand()


def open_survey(survey_id: UUID, *, questionnaire: Questionnaire, occurred_on: date) -> Survey:
    """TextMissing, UnknownCode, QuestionsMissing, OptionsMissing, CountedTwice."""
    return Survey._create(
        Survey.Opened,
        id=survey_id,
        questionnaire=_complete(questionnaire),
        occurred_on=occurred_on,
    )


def correct_questionnaire(
    survey: Survey, *, questionnaire: Questionnaire, occurred_on: date
) -> None:
    """While nobody has responded to it. As `open_survey`, and ReasonMissing, AlreadyVoided, ResponsesStand."""
    required.reason()
    survey.require_standing()
    survey.require_no_responses()
    survey.trigger_event(
        Survey.QuestionnaireCorrected,
        questionnaire=_complete(questionnaire),
        occurred_on=occurred_on,
    )


def void_opening(survey: Survey, *, occurred_on: date) -> None:
    """It was never opened. ReasonMissing, AlreadyVoided, ResponsesStand."""
    required.reason()
    survey.require_standing()
    survey.require_no_responses()
    survey.trigger_event(Survey.OpeningVoided, occurred_on=occurred_on)


def record_responses(
    survey: Survey,
    *,
    batch_id: UUID,
    respondents: tuple[RespondentCount, ...],
    answers: tuple[Answers, ...],
    occurred_on: date,
) -> None:
    """Of each kind, never more answers to a question than respondents: each gives one, or none (house rule).

    IdTaken, SurveyClosed, UnknownCode, CountNotPositive, RespondentsMissing, NotAsked, CountedTwice, CountNegative,
    MoreAnswersThanRespondents; not before it was opened (BeforeWhatItCorrects).
    """
    survey.require_open()
    require_new(survey.batches, batch_id, "batch of responses")
    require_not_before(survey.opened_on, occurred_on)
    numbers = _responding(survey.questionnaire, respondents)
    _once(f"question {each.question} by {each.kind}" for each in answers)
    for each in answers:
        _require_answered(survey.questionnaire, each, numbers.get(each.kind, 0))
    survey.trigger_event(
        Survey.ResponsesRecorded,
        batch_id=batch_id,
        respondents=respondents,
        answers=answers,
        occurred_on=occurred_on,
    )


def void_responses(survey: Survey, *, batch_id: UUID, occurred_on: date) -> None:
    """Of a closed survey, too. NotFound, ReasonMissing, AlreadyVoided."""
    required.reason()
    batch = standing(survey.batches, batch_id, "batch of responses")
    require_not_before(batch.recorded_on, occurred_on)
    survey.trigger_event(Survey.ResponsesVoided, batch_id=batch_id, occurred_on=occurred_on)


def close_survey(survey: Survey, *, occurred_on: date) -> None:
    """SurveyClosed, AlreadyVoided; not before the last responses (BeforeWhatItCorrects)."""
    survey.require_open()
    recorded = (each.recorded_on for each in survey.batches.values() if not each.voided)
    require_not_before(max(recorded, default=survey.opened_on), occurred_on)
    survey.trigger_event(Survey.Closed, occurred_on=occurred_on)


def reopen_survey(survey: Survey, *, occurred_on: date) -> None:
    """SurveyNotClosed, ReasonMissing, AlreadyVoided."""
    required.reason()
    survey.require_standing()
    if survey.closed_on is None:
        raise errors.SurveyNotClosed()
    require_not_before(survey.closed_on, occurred_on)
    survey.trigger_event(Survey.Reopened, occurred_on=occurred_on)


def _complete(questionnaire: Questionnaire) -> Questionnaire:
    if not questionnaire.questions or not questionnaire.respondents:
        raise errors.QuestionsMissing()
    _once(vocabulary.require("respondent", kind) for kind in questionnaire.respondents)
    return replace(
        questionnaire,
        title=required.text("questionnaire/title", questionnaire.title),
        questions=tuple(
            _question(number, each) for number, each in enumerate(questionnaire.questions, 1)
        ),
    )


def _question(number: int, question: Question) -> Question:
    where = f"questionnaire/questions/{number - 1}"
    options = tuple(required.text(f"{where}/options", each) for each in question.options)
    if len(set(options)) < max(2, len(options)):
        raise errors.OptionsMissing(question=number, options=len(set(options)))
    return Question(required.text(f"{where}/text", question.text), options)


def _responding(
    questionnaire: Questionnaire, respondents: tuple[RespondentCount, ...]
) -> dict[str, int]:
    """How many of each kind; only of those that are asked."""
    if not respondents:
        raise errors.RespondentsMissing()
    _once(each.kind for each in respondents)
    for each in respondents:
        if vocabulary.require("respondent", each.kind) not in questionnaire.respondents:
            raise errors.NotAsked(what=f"{each.kind} respondents")
    return {each.kind: required.count(each.number) for each in respondents}


def _require_answered(questionnaire: Questionnaire, answers: Answers, respondents: int) -> None:
    if answers.kind not in questionnaire.respondents:
        raise errors.NotAsked(what=f"{answers.kind} respondents")
    if not 1 <= answers.question <= len(questionnaire.questions):
        raise errors.NotAsked(what=f"question {answers.question}")
    question = questionnaire.questions[answers.question - 1]
    if len(answers.counts) != len(question.options):
        raise errors.NotAsked(what=f"question {answers.question} with so many answers")
    if min(answers.counts) < 0:
        raise errors.CountNegative(value=min(answers.counts))
    if sum(answers.counts) > respondents:
        raise errors.MoreAnswersThanRespondents(
            question=answers.question,
            answers=sum(answers.counts),
            respondents=respondents,
            kind=answers.kind,
        )


def _once(named: Iterable[str]) -> None:
    """CountedTwice."""
    for what, times in Counter(named).items():
        if times > 1:
            raise errors.CountedTwice(what=what)
