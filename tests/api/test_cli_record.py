"""pumpurs record: any command of the API, told on the command line."""

from __future__ import annotations

import json
import re
import shlex
from base64 import b64encode
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from api.cli import main
from api.resources import ALL
from tests.api.http import NOBODY, Api
from tests.api.world import World
from tests.tree import ROOT

COMMANDS = [command for resource in ALL for command in resource.commands]
AGREED = ["number=8.3.4.0/16/I/001/7", "occurred_on=2017-03-16"]


@pytest.fixture(autouse=True)
def _on_the_database(database_url: str, kek: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("PUMPURS_KEK", b64encode(kek).decode())


def record(*words: str, document: str = "") -> Result:
    """Run a command; `document` is its standard input."""
    return CliRunner().invoke(main, ["record", *words], input=document, catch_exceptions=False)


def recorded(*words: str, document: str = "") -> dict[str, Any]:
    """What a command that must succeed answers."""
    ran = record(*words, "--json", document=document)
    assert (ran.exit_code, ran.stderr) == (0, ""), ran.stdout
    answer: dict[str, Any] = json.loads(ran.stdout)
    return answer


def partner(**options: str) -> str:
    """A municipality that joined; its id."""
    words = ["name=Madona", "kind=municipality", "municipality=LV-059", "occurred_on=2017-03-16"]
    named = [f"--{name}={value}" for name, value in options.items()]
    made: str = recorded("partners.join", *words, *named)["partner_id"]
    return made


def test_what_is_recorded_is_what_http_shows(api: Api) -> None:
    """Ids, amounts, whole numbers and days as words; nobody serves."""
    madona = partner()
    recorded("partners.sign_agreement", f"partner_id={madona}", *AGREED)
    budget = ["semester=2017/18 I", "amount=1234.5", "students=20", "occurred_on=2017-09-01"]
    recorded("partners.plan_semester_budget", f"partner_id={madona}", *budget)
    paid = ["amount=100.00", "reference=bank 7", "occurred_on=2017-09-02"]
    answer = recorded("partners.pay_advance", f"partner_id={madona}", *paid)
    assert answer.keys() == {"id", "payment_id", "version", "ticket", "replayed"}
    assert (answer["id"], answer["version"], answer["replayed"]) == (madona, 4, False)

    shown = api.get(f"/partners/{madona}").get_json()
    assert (shown["partner"]["agreement"], shown["partner"]["advanced"]) == (
        "8.3.4.0/16/I/001/7",
        "100.00",
    )
    first = api.look(f"/log?stream={madona}").get_json()["items"][0]["data"]
    assert (first["actor"], first["role"], first["client"]) == ("shell", "operator", "shell")


def test_nested_values_come_from_json_or_after_dots(world: World, tmp_path: Path) -> None:
    """A plan from standard input, a consultation word by word; a file and words together."""
    student = f"student_id={world.student}"
    drafted = recorded(
        "students.draft_plan", student, "--file", "-", document=json.dumps(world.draft())
    )
    version = drafted["version"]
    for signatory in ("learner", "representative"):
        said = [f"plan_id={drafted['plan_id']}", "revision=1", f"signatory={signatory}"]
        agreed = ["form=paper", "occurred_on=2020-09-04", f"--version={version}"]
        version = recorded("students.agree_plan", student, *said, *agreed)["version"]

    given = world.consultation(drafted["plan_id"])
    inner = [
        f"{outer}.{name}={value}"
        for outer in ("consultation", "attendance")
        for name, value in given.pop(outer).items()
    ]
    file = tmp_path / "consultation.json"
    file.write_text(json.dumps(given), "utf-8")
    answer = recorded("students.record_consultation", student, *inner, f"--file={file}")
    assert answer["consultation_id"]
    [line] = world.api.get("/funding/lines").get_json()["items"]
    assert line["amount"] == "12.35"


def test_a_correction_gives_its_reason_as_an_option(api: Api) -> None:
    """Or as a field; not both."""
    madona = f"partner_id={partner()}"
    recorded("partners.sign_agreement", madona, *AGREED)
    twice = record("partners.void_agreement", madona, "reason=x", "--reason=y")
    assert (twice.exit_code, twice.stdout) == (2, "")
    recorded("partners.void_agreement", madona, "--reason", "signed by nobody")
    last = api.get("/log?limit=1000").get_json()["items"][-1]
    assert last["data"]["reason"] == "signed by nobody"


def test_a_refusal_is_told_in_the_words_of_http(api: Api) -> None:
    """Code, sentence and the fields it is about; exit code 1, and nothing is recorded."""
    words = ["name= ", "kind=castle"]
    refused = record("partners.join", *words)
    assert (refused.exit_code, refused.stdout) == (1, "")
    told = api.post("/partners", {"name": " ", "kind": "castle"}).get_json()
    assert f"Error: {told['code']}: {told['detail']}" in refused.stderr

    as_json = record("partners.join", *words, "--json")
    problem = json.loads(as_json.stdout)
    assert (as_json.exit_code, as_json.stderr) == (1, "")
    assert {**problem, "request_id": ""} == {**told, "request_id": ""}

    wrong = record("partners.plan_semester_budget", f"partner_id={NOBODY}", "students=x", "sum=1")
    assert wrong.exit_code == 1
    for line in (
        "fields_invalid: ",
        "  /students: Not a whole number.",
        "  /amount: Missing data for required field.",
        "  /sum: Unknown field; known are: semester, amount, students, occurred_on.",
    ):
        assert line in wrong.stderr
    assert api.log_length() == 0


def test_what_is_told_again_under_its_key_is_recorded_once(api: Api) -> None:
    """And answered as the first time; another command under the key is refused."""
    first = partner(key="joining")
    words = ["name=Madona", "kind=municipality", "municipality=LV-059", "occurred_on=2017-03-16"]
    again = recorded("partners.join", *words, "--key=joining")
    assert (again["partner_id"], again["replayed"]) == (first, True)
    other = record("partners.join", "name=Other", "kind=state_general", "--key=joining")
    assert (other.exit_code, "key_reused" in other.stderr) == (1, True)
    assert api.log_length() == 1


def test_a_dry_run_records_nothing(api: Api) -> None:
    """It says what would be; a refusal it says as well."""
    ran = record("partners.join", "name=Madona", "kind=state_general", "--dry-run")
    assert ran.exit_code == 0
    assert ran.stdout.startswith("It would be recorded; nothing was.\n")
    assert record("partners.join", "name=Madona", "kind=x", "--dry-run").exit_code == 1
    assert api.log_length() == 0


def test_a_guarded_command_wants_the_version_that_was_read(world: World) -> None:
    """None is wrong usage, an old one is refused; a command that is not guarded takes none."""
    plan = world.plan()
    words = ["students.close_plan", f"student_id={world.student}", f"plan_id={plan}"]
    unversioned = record(*words)
    assert (unversioned.exit_code, unversioned.stdout) == (2, "")
    assert "--version" in unversioned.stderr
    stale = record(*words, "--version=1")
    assert (stale.exit_code, "stale_version" in stale.stderr) == (1, True)
    assert recorded(*words, "--version", world.version().strip('"'))["ticket"]
    assert record("partners.join", "--version=1").exit_code == 2


def test_the_documented_commands_work(api: Api) -> None:
    """Those of docs/api.md, as they stand there."""
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    lines = re.findall(r"^\.venv/bin/pumpurs record ([^<\n]+)(?: <<< '(.*)')?$", page, re.MULTILINE)
    assert len(lines) >= 3
    for words, document in lines:
        ran = record(*shlex.split(words, comments=True), document=document)
        assert ran.exit_code == 0, ran.stderr
    assert api.log_length() == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_says_what_it_is_told_with(command: Any) -> None:
    """Its address, its fields, and what it cannot do without."""
    shown = record(command.name, "--help")
    assert shown.exit_code == 0
    fields = {line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")}
    assert {*command.address, *command.body.fields} <= fields
    assert ("--version" in fields, "--reason" in fields) == (command.guarded, command.reason)


def test_all_that_can_be_recorded_is_listed() -> None:
    """By what it is about, each with a few words; every command of the API."""
    listed = record().stdout
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    assert {command.name for command in COMMANDS} <= set(listed.split())
    assert "Partners:\n" in listed
    assert "Risks:\n  students.identify_risk " in listed


@pytest.mark.parametrize(
    "words",
    [
        ["partners.conquer"],
        ["partners.join", "Madona"],
        ["partners.join", "name=A", "name=B"],
        ["partners.join", "name=A", "name.first=B"],
        ["partners.join", "--key=a\nb"],
        ["partners.join", "--file=/nowhere"],
        ["partners.sign_agreement", "number=1"],
        ["partners.sign_agreement", "partner_id=7", "number=1"],
        ["students.agree_plan", f"student_id={uuid4()}", f"plan_id={uuid4()}", "revision=-1"],
    ],
)
def test_wrong_usage_is_2(words: list[str]) -> None:
    """An unknown command, a word that is no field, an address that is none: nobody was asked."""
    ran = record(*words, "--version=1") if "agree" in words[0] else record(*words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr


@pytest.mark.parametrize("document", ["[]", "{", '{"name": "A", "name": "B"}', "\udcff"])
def test_a_document_that_is_no_json_object_is_2(document: str, tmp_path: Path) -> None:
    """A list, half an object, a name twice, and bytes that are not UTF-8."""
    file = tmp_path / "command.json"
    file.write_bytes(document.encode("utf-8", "surrogateescape"))
    ran = record("partners.join", "--file", str(file))
    assert (ran.exit_code, ran.stdout) == (2, "")
