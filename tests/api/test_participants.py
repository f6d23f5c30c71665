"""Participants over HTTP and on the command line: only counts of sensitive answers leave the process."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from api.cli import main
from tests.api.http import Api, refused
from tests.api.world import World

ENTRY = {
    "gender": "female",
    "age_band": "under_15",
    "education": "isced_1",
    "disability": {"answer": "yes"},
    "background": {"answer": "refused", "refused_because": "learner_declined"},
    "disadvantage": {"answer": "no"},
    "occurred_on": "2020-09-14",
}
Counts = dict[str, tuple[int, int, int]]


def participations(world: World) -> str:
    """Where a learner's participations are recorded and read."""
    return f"{world.at}/participations"


def another(world: World, **changed: Any) -> str:
    """Another learner who enters; its id."""
    api, day = world.api, {"occurred_on": "2020-09-01"}
    student = api.made("/students", {"name": "C D", **day}, "student_id")
    enrolled = {"institution_id": world.school, "stage": "grade-7", **day}
    api.made(f"/students/{student}/enrolments", enrolled, "enrolment_id")
    path = f"/students/{student}/participations"
    api.made(path, {**ENTRY, "gender": "male", **changed}, "participation_id")
    return student


def counts(api: Api, query: str = "", gender: str = "female") -> Counts:
    """Participants, refused, not known: of the indicators that are not all zero."""
    answer = api.get(f"/participants/indicators{query}")
    assert answer.status_code == 200, answer.text
    found = {
        each["indicator"]: (each["participants"], each["refused"], each["not_known"])
        for each in answer.get_json()["items"]
        if each["gender"] == gender
    }
    return {name: each for name, each in found.items() if any(each)}


def test_a_participant_enters_and_exits_and_is_counted(world: World) -> None:
    """By gender; a refusal is no missing answer; before the exit nothing is said of results."""
    api = world.api
    entered = api.made(participations(world), ENTRY, "participation_id")
    assert counts(api) == {
        "participants": (1, 0, 0),
        "below_25": (1, 0, 0),
        "isced_1_2": (1, 0, 0),
        "background": (0, 1, 0),
        "disability": (1, 0, 0),
    }
    assert counts(api, gender="male") == {}
    left = {"statuses": ["in_education"], "occurred_on": "2020-12-18"}
    api.made(f"{participations(world)}/{entered}/exit", left, "version")
    results = {"left", "in_education", "disadvantaged_result"}
    assert {name for name in counts(api) if counts(api)[name] == (1, 0, 0)} >= results
    assert results.isdisjoint(counts(api, "?as_of=2020-12-17"))
    assert counts(api, "?municipality=LV-RIX") == {}
    refused(api.look("/participants/indicators?region=atlantis"), 422, "unknown_code")
    [shown] = api.get(participations(world)).get_json()["items"]
    assert (shown["participation_id"], shown["last_day"]) == (entered, "2020-12-18")


def test_entry_and_exit_are_taken_back(world: World) -> None:
    """With a reason; counts as known before do not change."""
    api, back = world.api, {"reason": "Wrong.", "occurred_on": "2021-01-05"}
    entered = api.made(participations(world), ENTRY, "participation_id")
    path = f"{participations(world)}/{entered}"
    refused(api.post(participations(world), ENTRY), 409, "already_participating")
    left = {"statuses": ["not_known"], "occurred_on": "2020-12-18"}
    api.made(f"{path}/exit", left, "version")
    assert counts(api)["employed"] == (0, 0, 1)
    api.made(f"{path}/void-exit", back, "version")
    assert "left" not in counts(api)
    known = api.log_length()
    api.made(f"{path}/void", back, "version")
    assert counts(api) == {}
    assert counts(api, f"?known_at={known}")["disability"] == (1, 0, 0)
    refused(api.post(f"{path}/void", back), 409, "already_voided")
    assert len(api.get(f"/participants?known_at={known}").get_json()["items"]) == 1


def test_an_entry_says_everything(world: World) -> None:
    """No answer may be missing silently; a refusal has its reason; the age band is given or derived."""
    api, path = world.api, participations(world)
    for name in ("disability", "background", "disadvantage", "gender", "education"):
        said = {key: each for key, each in ENTRY.items() if key != name}
        refused(api.post(path, said), 422, "fields_invalid")
    unsaid = {**ENTRY, "disability": {"answer": "refused"}}
    refused(api.post(path, unsaid), 422, "refusal_misplaced")
    refused(api.post(path, {**ENTRY, "age_band": None}), 422, "age_band_missing")
    born = {"name": "A B", "birth_date": "2007-01-01", "reason": "Known now."}
    api.made(f"{world.at}/personal-data", born, "version")
    refused(api.post(path, {**ENTRY, "age_band": "25_54"}), 422, "age_band_differs")
    derived = {key: each for key, each in ENTRY.items() if key != "age_band"}
    api.made(path, derived, "participation_id")
    assert counts(api)["below_25"] == (1, 0, 0)


def test_whose_key_is_destroyed_counts_as_not_known(world: World) -> None:
    """The person is counted still; only what was sealed is gone."""
    api, erased = world.api, another(world)
    another(world, disability={"answer": "no"})
    with psycopg.connect(api.url, autocommit=True) as connection:
        connection.execute("DELETE FROM keys.student_keys WHERE student_id = %s", [erased])
    found = counts(api, gender="male")
    assert (found["participants"], found["below_25"]) == ((2, 0, 0), (2, 0, 0))
    assert (found["disability"], found["background"]) == ((0, 0, 1), (0, 1, 1))
    assert found["disadvantage"] == (0, 0, 1)


def test_no_sensitive_answer_is_stored_in_plain_or_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in an event, nor in a read model, nor in the log of the process, nor in an answer."""
    another(world, background={"answer": "refused", "refused_because": "representative_declined"})
    assert counts(world.api, gender="male")["background"] == (0, 1, 0)
    told = [world.api.get(path).text for path in ("/participants", "/log?limit=1000")]
    with psycopg.connect(world.api.url) as connection:
        tables = connection.execute(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        for [table] in tables:
            told += [str(row) for row in connection.execute(f"SELECT t::text FROM {table} AS t")]
    for text in (*told, caplog.text):
        assert "declined" not in text
    assert any("student.participant_entered" in text for text in told)


def test_indicators_on_the_command_line_are_those_of_http(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the words of the code list for people."""
    another(world)
    monkeypatch.setenv("DATABASE_URL", world.api.url)
    kek: bytes = world.api.app.extensions["reach"].keys._kek
    monkeypatch.setenv("PUMPURS_KEK", b64encode(kek).decode())

    def pumpurs(*words: str) -> str:
        command = ["participants", "indicators", *words]
        return CliRunner().invoke(main, command, catch_exceptions=False).stdout

    expected = world.api.get("/participants/indicators?as_of=2020-12-31").get_json()["items"]
    assert json.loads(pumpurs("--json", "--as-of", "2020-12-31")) == expected
    assert "Participants with disabilities" in pumpurs("--region", "vidzeme")
    nobody = json.loads(pumpurs("--json", "--known-at", "1"))
    assert not any(each["participants"] for each in nobody)
