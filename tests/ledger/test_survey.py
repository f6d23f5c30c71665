"""Surveys: what is asked, how many answered how, and never more answers than respondents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from ledger.errors import (
    AlreadyVoided,
    BeforeWhatItCorrects,
    CountNotPositive,
    IdTaken,
    LedgerError,
    NotFound,
    ReasonMissing,
    TextMissing,
    UnknownCode,
)
from ledger.survey import Answers, Question, Questionnaire, RespondentCount, Survey
from ledger.survey import survey as verbs
from ledger.survey.errors import (
    CountedTwice,
    CountNegative,
    MoreAnswersThanRespondents,
    NotAsked,
    OptionsMissing,
    QuestionsMissing,
    RespondentsMissing,
    ResponsesStand,
    SurveyClosed,
    SurveyNotClosed,
)
from tests.ledger.spec import given, id_of

DAY, LATER = date(2019, 10, 1), date(2019, 12, 1)
HELP = Question("Vai atbalsts mazina riskus?", ("Jā", "Nē", "Nezinu"))
ASKED = Questionnaire("Aptauja 2019", ("municipal", "parent"), (HELP, HELP))
Verb = Callable[[Survey], object]


def opened(questionnaire: Questionnaire = ASKED) -> Callable[[], Survey]:
    """A survey was opened."""
    return lambda: verbs.open_survey(id_of("survey"), questionnaire=questionnaire, occurred_on=DAY)


def corrected(questionnaire: Questionnaire = ASKED) -> Verb:
    """It asks otherwise."""
    return lambda survey: verbs.correct_questionnaire(
        survey, questionnaire=questionnaire, occurred_on=LATER
    )


def opening_voided(survey: Survey) -> None:
    """It was never opened."""
    verbs.void_opening(survey, occurred_on=LATER)


def responded(
    *answers: Answers,
    respondents: tuple[RespondentCount, ...] = (RespondentCount("parent", 10),),
    day: date = DAY,
    name: str = "batch",
) -> Verb:
    """Ten parents responded."""
    return lambda survey: verbs.record_responses(
        survey, batch_id=id_of(name), respondents=respondents, answers=answers, occurred_on=day
    )


def parents(*counts: int, question: int = 1) -> Answers:
    """How many of them gave each answer."""
    return Answers("parent", question, counts)


def responses_voided(survey: Survey) -> None:
    """They did not."""
    verbs.void_responses(survey, batch_id=id_of("batch"), occurred_on=LATER)


def closed(survey: Survey, day: date = LATER) -> None:
    """No more responses are taken."""
    verbs.close_survey(survey, occurred_on=day)


def reopened(survey: Survey, day: date = LATER) -> None:
    """More are."""
    verbs.reopen_survey(survey, occurred_on=day)


@pytest.mark.parametrize(
    ("questionnaire", "error"),
    [
        (Questionnaire(" ", ("parent",), (HELP,)), TextMissing),
        (Questionnaire("Aptauja", (), (HELP,)), QuestionsMissing),
        (Questionnaire("Aptauja", ("parent",), ()), QuestionsMissing),
        (Questionnaire("Aptauja", ("teacher",), (HELP,)), UnknownCode),
        (Questionnaire("Aptauja", ("parent", "parent"), (HELP,)), CountedTwice),
        (Questionnaire("Aptauja", ("parent",), (Question("Vai?", ("Jā",)),)), OptionsMissing),
        (Questionnaire("Aptauja", ("parent",), (Question("Vai?", ("Jā", "Jā")),)), OptionsMissing),
        (Questionnaire("Aptauja", ("parent",), (Question("", ("Jā", "Nē")),)), TextMissing),
        (Questionnaire("Aptauja", ("parent",), (Question("Vai?", ("Jā", "")),)), TextMissing),
    ],
)
def test_a_survey_asks_somebody_something(
    questionnaire: Questionnaire, error: type[LedgerError]
) -> None:
    """With at least two answers to choose from, each once."""
    with pytest.raises(error):
        given(opened(questionnaire))


@pytest.mark.parametrize(
    "verb",
    [
        responded(parents(6, 3, 1)),
        responded(parents(6, 3, 0), parents(0, 0, 0, question=2)),
        responded(),
        responded(
            parents(6, 3, 1),
            Answers("municipal", 1, (1, 0, 0)),
            respondents=(RespondentCount("parent", 10), RespondentCount("municipal", 1)),
        ),
    ],
)
def test_responses_are_recorded_by_kind_of_respondent(verb: Verb) -> None:
    """Nobody has to answer every question, or any."""
    given(opened()).when(verb).then(Survey.ResponsesRecorded)


@pytest.mark.parametrize(
    ("verb", "error"),
    [
        (responded(parents(6, 4, 1)), MoreAnswersThanRespondents),
        (responded(Answers("municipal", 1, (1, 0, 0))), MoreAnswersThanRespondents),
        (responded(parents(5, -1, 1)), CountNegative),
        (responded(parents(5, 1)), NotAsked),
        (responded(parents(5, 1, 0, question=3)), NotAsked),
        (responded(parents(5, 1, 0, question=0)), NotAsked),
        (responded(Answers("learner", 1, (0, 0, 0))), NotAsked),
        (responded(parents(5, 1, 0), parents(1, 1, 1)), CountedTwice),
        (responded(respondents=()), RespondentsMissing),
        (responded(respondents=(RespondentCount("parent", 0),)), CountNotPositive),
        (responded(respondents=(RespondentCount("learner", 3),)), NotAsked),
        (responded(respondents=(RespondentCount("owl", 3),)), UnknownCode),
        (responded(respondents=(RespondentCount("parent", 3),) * 2), CountedTwice),
        (responded(day=DAY - timedelta(1)), BeforeWhatItCorrects),
    ],
)
def test_there_are_no_more_answers_than_respondents(verb: Verb, error: type[LedgerError]) -> None:
    """Of no kind and to no question; and only answers that could be given."""
    given(opened()).when(verb).then_refused(error)


@pytest.mark.parametrize(
    ("before", "verb", "error"),
    [
        ((responded(),), responded(), IdTaken),
        ((responded(),), corrected(), ResponsesStand),
        ((responded(),), opening_voided, ResponsesStand),
        ((), responses_voided, NotFound),
        ((responded(), responses_voided), responses_voided, AlreadyVoided),
        ((closed,), responded(name="late"), SurveyClosed),
        ((closed,), closed, SurveyClosed),
        ((), reopened, SurveyNotClosed),
        ((closed,), lambda survey: reopened(survey, DAY), BeforeWhatItCorrects),
        ((responded(day=LATER),), lambda survey: closed(survey, DAY), BeforeWhatItCorrects),
        ((opening_voided,), opening_voided, AlreadyVoided),
        ((opening_voided,), responded(), AlreadyVoided),
        ((opening_voided,), corrected(), AlreadyVoided),
        ((opening_voided,), closed, AlreadyVoided),
    ],
)
def test_a_survey_is_not_changed_so(
    before: tuple[Verb, ...], verb: Verb, error: type[LedgerError]
) -> None:
    """Twice, when it is closed, or under what stands on it."""
    given(opened(), *before).when(verb).then_refused(error)


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        ((), corrected()),
        ((), opening_voided),
        ((responded(),), responses_voided),
        ((closed,), reopened),
    ],
)
def test_nothing_is_taken_back_without_a_reason(before: tuple[Verb, ...], verb: Verb) -> None:
    """Nor opened again."""
    given(opened(), *before).when(verb, reason=None).then_refused(ReasonMissing)


def test_responses_are_voided_and_questions_corrected_then() -> None:
    """Those of a closed survey, too; reopened, it takes more."""
    told = given(opened(), responded(), closed)
    told.when(responses_voided).then(Survey.ResponsesVoided)
    told.when(corrected(Questionnaire("Cita", ("parent",), (HELP,)))).then(
        Survey.QuestionnaireCorrected
    )
    told.when(reopened).then(Survey.Reopened)
    told.when(responded(name="again", day=LATER)).then(Survey.ResponsesRecorded)
