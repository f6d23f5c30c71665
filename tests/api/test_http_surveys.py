"""Surveys over HTTP and on the command line: opened, responded to, closed, and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import NOBODY, Api, refused

DAY, LATER = "2019-10-01", "2019-12-01"
HELP = {"text": "Vai atbalsts ir būtisks?", "options": ["Jā", "Nē"]}
ASKED = {"title": "Aptauja 2019", "respondents": ["municipal", "parent"], "questions": [HELP]}
WHY = {"reason": "it was recorded wrongly", "occurred_on": LATER}


@pytest.fixture
def survey(api: Api) -> str:
    """An open survey: its address."""
    made = api.made("/surveys", {"questionnaire": ASKED, "occurred_on": DAY}, "survey_id")
    return f"/surveys/{made}"


def responses(number: int, *counts: int) -> dict[str, Any]:
    """So many parents, and how they answered."""
    return {
        "respondents": [{"kind": "parent", "number": number}],
        "answers": [{"kind": "parent", "question": 1, "counts": list(counts)}],
        "occurred_on": DAY,
    }


def test_responses_are_recorded_and_read_back(api: Api, survey: str) -> None:
    """The share beside its counts; more answers than respondents are refused, and nothing is recorded."""
    batch = api.made(f"{survey}/responses", responses(2004, 1650, 340), "batch_id")
    before = api.log_length()
    more = api.post(f"{survey}/responses", responses(3, 2, 2))
    problem = refused(more, 422, "more_answers_than_respondents")
    assert "4 answers by 3 respondents" in problem["detail"]
    negative = api.post(f"{survey}/responses", responses(3, 4, -1))
    refused(negative, 422, "count_negative")
    assert api.log_length() == before
    shown = api.get(survey).get_json()
    assert shown["respondents"] == [{"kind": "parent", "number": 2004}]
    [all_of_them, *_] = shown["shares"]
    assert (all_of_them["kind"], all_of_them["answer"]) == (None, "Jā")
    assert (all_of_them["answers"], all_of_them["answered"]) == (1650, 1990)
    assert all_of_them["share"] == "82.9"
    position = api.get(survey).headers["Ledger-Position"]
    api.made(f"{survey}/responses/{batch}/void", WHY, "id")
    refused(api.post(f"{survey}/responses/{batch}/void", WHY), 409, "already_voided")
    assert api.get(survey).get_json()["shares"] == []
    assert api.get(f"{survey}?known_at={position}").get_json() == shown
    refused(api.get(f"/surveys/{NOBODY}"), 404, "not_found")


def test_a_survey_is_closed_by_who_has_read_it_and_reopened(api: Api, survey: str) -> None:
    """It takes responses only while it is open; what was recorded wrongly is taken back."""
    refused(api.post(f"{survey}/close", {"occurred_on": LATER}), 428, "version_missing")
    closing = api.post(f"{survey}/close", {"occurred_on": LATER}, headers={"If-Match": '"1"'})
    assert closing.status_code == 201, closing.text
    refused(api.post(f"{survey}/responses", responses(1, 1, 0)), 409, "survey_closed")
    [closed] = api.get("/surveys?state=closed").get_json()["items"]
    assert closed["closed_on"] == LATER
    assert api.get(f"/surveys?state=closed&as_of={DAY}").get_json()["items"] == []
    refused(api.get("/surveys?state=draft"), 422, "unknown_code")
    reopened = api.post(f"{survey}/reopen", WHY, headers={"If-Match": '"2"'})
    assert reopened.status_code == 201, reopened.text
    other = {"questionnaire": {**ASKED, "title": "Cita"}, **WHY}
    api.made(f"{survey}/correct-questionnaire", other, "id")
    assert api.get(survey).get_json()["survey"]["title"] == "Cita"
    api.made(f"{survey}/void", WHY, "id")
    refused(api.get(survey), 404, "not_found")


def test_the_command_line_tells_the_same(
    api: Api, survey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list, and one survey with its shares; in columns and as JSON."""
    monkeypatch.setenv("DATABASE_URL", api.url)
    api.made(f"{survey}/responses", responses(10, 7, 2), "batch_id")
    number = survey.rpartition("/")[2]

    def pumpurs(*words: str) -> str:
        result = CliRunner().invoke(main, ["surveys", *words], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.stdout

    [listed] = json.loads(pumpurs("list", "--state", "open", "--json"))
    assert (listed["survey_id"], listed["respondents"]) == (number, 10)
    assert pumpurs("list", "--as-of", "2019-09-30").count("\n") == 1
    assert "77.8" in pumpurs("show", number)
    shown = json.loads(pumpurs("show", number, "--known-at", "1", "--json"))
    assert shown["shares"] == []
    missing = CliRunner().invoke(main, ["surveys", "show", NOBODY])
    assert missing.exit_code == 1
