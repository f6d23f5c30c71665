"""Surveys: what was asked of whom, and how many gave which answer."""

from ledger.survey.commands import Surveys
from ledger.survey.survey import Survey
from ledger.survey.values import Answers, Question, Questionnaire, RespondentCount

__all__ = ["Answers", "Question", "Questionnaire", "RespondentCount", "Survey", "Surveys"]
