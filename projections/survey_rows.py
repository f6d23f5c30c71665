"""What the projection `surveys` keeps of a survey, row by row, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from projections.versions import FOREVER


@dataclass(frozen=True, slots=True)
class Survey:
    """A survey and whom it asks."""

    survey_id: UUID
    position: int
    title: str
    kinds: list[str]
    questions: int
    opened_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be chosen."""

    survey_id: UUID
    question: int
    option: int
    text: str
    """Of the question."""
    answer: str
    known_from: int
    """Of the questionnaire that it stands in: `known_from` of the survey's version is not before."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Responses that were recorded together."""

    survey_id: UUID
    batch_id: UUID
    responded_on: date
    known_from: int
    known_to: int = FOREVER


@dataclass(frozen=True, slots=True)
class Respondents:
    """How many of a kind responded in a batch."""

    survey_id: UUID
    batch_id: UUID
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Answered:
    """How many of a kind gave an answer in a batch."""

    survey_id: UUID
    batch_id: UUID
    kind: str
    question: int
    option: int
    answers: int


@dataclass(frozen=True, slots=True)
class Turn:
    """From a day on the survey takes no responses, or takes them again."""

    survey_id: UUID
    state: str
    """closed or open"""
    since: date
    known_from: int


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SurveyState:
    """A survey as of a day."""

    survey_id: UUID
    position: int
    """Of its opening; lists are in this order."""
    title: str
    kinds: list[str]
    """Kinds of respondents that are asked."""
    questions: int
    opened_on: date
    state: str
    """open or closed"""
    closed_on: date | None
    batches: int
    respondents: int


@dataclass(frozen=True, slots=True)
class RespondentTotal:
    """How many of a kind had responded."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Share:
    """How many respondents of a kind gave an answer; `kind` None: of all kinds together."""

    question: int
    text: str
    option: int
    answer: str
    kind: str | None
    answers: int
    answered: int
    """How many of the kind answered the question at all."""
    share: Decimal | None
    """Per cent of these, rounded half up to one decimal; None where nobody answered."""


@dataclass(frozen=True, slots=True)
class SurveyShown:
    """A survey as of a day, with its respondents and the shares of answers."""

    survey: SurveyState
    respondents: list[RespondentTotal]
    shares: list[Share]


@dataclass(frozen=True, slots=True)
class Responses:
    """How many responded, of a kind or of all."""

    group: dict[str, str]
    respondents: int


@dataclass(frozen=True, slots=True)
class Opinions:
    """How many answered a question, and how many of them so."""

    group: dict[str, str]
    answered: int
    gave: int


@dataclass(frozen=True, slots=True)
class SurveyFilter:
    """Which surveys: None stands for any."""

    survey_id: UUID | None = None
    state: str | None = None


ANY_SURVEY = SurveyFilter()
