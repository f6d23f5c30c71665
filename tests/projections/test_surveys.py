"""Surveys: the published respondents by kind, and shares beside their exact counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from ledger.survey import Answers, Question, Questionnaire, RespondentCount
from projections.survey_rows import SurveyFilter
from projections.surveys import Surveys
from tests.projections.shown import Shown, shown

DAY, LATER = date(2019, 10, 1), date(2019, 12, 1)
HELP = Question("Vai atbalsts ir būtisks?", ("Jā", "Nē"))
KINDS = ("municipal", "institution", "parent")
ASKED = Questionnaire("Aptauja 2019", KINDS, (HELP,))


@pytest.fixture
def world(database_url: str) -> Iterator[Shown]:
    """A survey that is open."""
    with shown(database_url, Surveys) as world:
        world.scene.ledger.surveys.open_survey(
            survey_id=world.scene.id("survey"), questionnaire=ASKED, occurred_on=DAY
        )
        yield world


def respond(world: Shown, kind: str, number: int, *counts: int, day: date = DAY) -> UUID:
    """So many responded, and answered so; the id of the batch."""
    batch_id = uuid4()
    world.scene.ledger.surveys.record_responses(
        world.scene.id("survey"),
        batch_id=batch_id,
        respondents=(RespondentCount(kind, number),),
        answers=(Answers(kind, 1, counts),),
        occurred_on=day,
    )
    return batch_id


def shares(world: Shown, **when: Any) -> dict[tuple[str | None, str], tuple[int, int, Decimal]]:
    """Answers, of how many, and the share; by kind and answer."""
    found = Surveys.get(world.now(), world.scene.id("survey"), **when)
    assert found
    return {
        (each.kind, each.answer): (each.answers, each.answered, each.share or Decimal(0))
        for each in found.shares
    }


def test_the_published_respondents_and_share_can_be_told(world: Shown) -> None:
    """64 municipal, 936 institution and 2 004 parent respondents in 2019, and more than 80 % of one answer."""
    respond(world, "municipal", 64, 60, 4)
    respond(world, "institution", 936, 790, 140)
    respond(world, "parent", 2000, 1600, 380)
    respond(world, "parent", 4, 4, 0, day=LATER)
    found = Surveys.get(world.now(), world.scene.id("survey"), as_of=date(2019, 12, 31))
    assert found
    numbers = {each.kind: each.number for each in found.respondents}
    assert numbers == {"municipal": 64, "institution": 936, "parent": 2004}
    assert (found.survey.respondents, found.survey.batches) == (3004, 4)
    told = shares(world)
    assert told[None, "Jā"] == (2454, 2978, Decimal("82.4"))
    assert told["municipal", "Jā"] == (60, 64, Decimal("93.8"))
    assert told["parent", "Nē"] == (380, 1984, Decimal("19.2"))
    assert shares(world, as_of=DAY)["parent", "Jā"] == (1600, 1980, Decimal("80.8"))


def test_voided_responses_never_were_but_were_known(world: Shown) -> None:
    """Nobody having answered, there is no share."""
    batch = respond(world, "parent", 10, 7, 2)
    before, surveys = world.position(), world.scene.ledger.surveys
    surveys.void_responses(world.scene.id("survey"), batch_id=batch, occurred_on=LATER)
    assert shares(world) == {}
    assert shares(world, known_at=before)["parent", "Jā"] == (7, 9, Decimal("77.8"))
    respond(world, "parent", 3, 0, 0)
    found = Surveys.get(world.now(), world.scene.id("survey"))
    assert found
    assert {each.share for each in found.shares} == {None}
    assert world.differences() == []


def test_a_survey_was_closed_until_it_was_reopened(world: Shown) -> None:
    """By day; and its questions are those of the questionnaire that was known."""
    survey, surveys = world.scene.id("survey"), world.scene.ledger.surveys
    surveys.close_survey(survey, occurred_on=LATER)
    before = world.position()
    surveys.reopen_survey(survey, occurred_on=date(2020, 1, 15))
    [now] = Surveys.page(world.now(), SurveyFilter(state="open"))
    assert now.closed_on is None
    [then] = Surveys.page(world.now(), SurveyFilter(state="closed"), as_of=date(2020, 1, 14))
    assert then.closed_on == LATER
    assert Surveys.page(world.now(), SurveyFilter(state="closed"), known_at=before)
    other = Questionnaire("Cita aptauja", ("parent",), (Question("Kāpēc?", ("A", "B")), HELP))
    surveys.correct_questionnaire(survey, questionnaire=other, occurred_on=LATER)
    respond(world, "parent", 2, 1, 1, day=LATER)
    [corrected] = Surveys.page(world.now(), as_of=DAY)
    assert (corrected.title, corrected.questions, corrected.kinds) == (
        "Cita aptauja",
        2,
        ["parent"],
    )
    assert {answer for _, answer in shares(world)} == {"A", "B"}
    known = Surveys.get(world.now(), survey, known_at=before)
    assert known
    assert known.survey.title == "Aptauja 2019"
    assert Surveys.get(world.now(), survey, as_of=date(2019, 9, 30)) is None
    assert world.differences() == []


def test_a_survey_that_was_never_opened_is_not_shown(world: Shown) -> None:
    """But was known to be."""
    before = world.position()
    world.scene.ledger.surveys.void_opening(world.scene.id("survey"), occurred_on=LATER)
    assert Surveys.page(world.now()) == []
    assert len(Surveys.page(world.now(), known_at=before)) == 1
