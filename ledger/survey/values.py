"""What a survey asks, and what a batch of responses says."""

from datetime import date
from typing import Annotated

import msgspec

from ledger.fact import Value
from ledger.text import Listed

RespondentKind = Annotated[str, Listed("respondent")]


class Question(Value, frozen=True):
    """A question, and the answers of which a respondent chooses one, or none."""

    text: str
    options: tuple[str, ...]


class Questionnaire(Value, frozen=True):
    """What is asked, and of which kinds of respondents; questions and answers are numbered from 1."""

    title: str
    respondents: tuple[RespondentKind, ...]
    questions: tuple[Question, ...]


class RespondentCount(Value, frozen=True):
    """How many of one kind responded."""

    kind: RespondentKind
    number: int


class Answers(Value, frozen=True):
    """How many respondents of one kind gave each answer to one question, in the order of the answers."""

    kind: RespondentKind
    question: int
    """Its number, from 1."""
    counts: tuple[int, ...]


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """Responses that were recorded together."""

    recorded_on: date
    voided: bool = False
