"""Access over HTTP: opened, granted, given a key and closed, with the version that was read; who could do what when."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from werkzeug.test import TestResponse

from api import api_keys
from api.api_keys import KeyRefused
from api.moment import now, today
from ledger.application import opened as opened_ledger
from tests.api.http import NOBODY, Api, pointers, refused
from tests.api.test_cli import document, on

WHY = {"reason": "left the school"}
NATION = {"kind": "nation"}
UNTIL = {"valid_until": str(today() + timedelta(days=30))}


class Opened:
    """Somebody's access, told as it is now."""

    def __init__(self, api: Api, **fields: Any) -> None:
        said = {"actor": "e-klase", "kind": "machine", **fields}
        answer = api.post("/access", said)
        assert answer.status_code == 201, answer.text
        self.api = api
        self.id = answer.get_json()["id"]
        self.at = f"/access/{self.id}"
        self.version = answer.headers["ETag"]
        assert answer.headers["Location"] == f"/api/v1{self.at}"

    def tell(self, path: str, body: Any, **headers: str) -> TestResponse:
        """POST below its address, at the version that was answered with last."""
        answer = self.api.post(
            f"{self.at}{path}", body, headers={"If-Match": self.version, **headers}
        )
        if answer.status_code == 201:
            self.version = answer.headers["ETag"]
        return answer

    def grant(self, role: str, scope: dict[str, str]) -> TestResponse:
        """From today on."""
        return self.tell("/grants", {"role": role, "scope": scope, "valid_from": str(today())})


def test_somebody_is_let_in_and_out_again(api: Api) -> None:
    """Each step with the version that was read; afterwards it can be read what they could do today."""
    person = {"kind": "person", "actor": "anna.berzina", "issuer": "schools"}
    anna = Opened(api, **person, subject="010190-12345", name="Anna Bērziņa")
    made = anna.grant("auditor", NATION)
    assert made.status_code == 201, made.text
    grant = f"/grants/{made.get_json()['grant_id']}"
    region = {"scope": {"kind": "region", "id": "riga"}, **WHY}
    assert anna.tell(f"{grant}/narrow", region).status_code == 201
    told = api.get(anna.at).get_json()
    assert (told["name"], told["access"]["roles"]) == ("Anna Bērziņa", ["auditor"])
    assert [each["scope_kind"] for each in told["grants"]] == ["nation", "region"]
    for step in (f"{grant}/revoke", "/close", "/reopen", "/close"):
        assert anna.tell(step, WHY).status_code == 201
    assert api.get(anna.at).headers["ETag"] == anna.version == '"7"'
    [listed] = api.get("/access?closed=true").get_json()["items"]
    assert (listed["actor"], listed["closed"]) == ("anna.berzina", True)
    everywhere = api.look("/access").text + api.look("/access/grants").text + api.look("/log").text
    assert "Bērziņa" not in everywhere
    assert "010190" not in everywhere + api.look(anna.at).text


def test_who_could_do_what_on_a_day_is_a_question(api: Api) -> None:
    """By role and scope, on a day, and as it was known before."""
    machine = Opened(api)
    machine.grant("auditor", {"kind": "region", "id": "riga"})
    [granted] = api.get("/access/grants?role=auditor&scope_kind=region").get_json()["items"]
    assert (granted["actor"], granted["ended"]) == ("e-klase", False)
    before = api.look("/access/grants").headers["Ledger-Position"]
    machine.tell("/close", WHY)
    [ended] = api.get("/access/grants?scope_id=riga&actor=e-klase").get_json()["items"]
    assert ended["ended"] is True
    yesterday, tomorrow = (today() + timedelta(days=days) for days in (-1, 1))
    for asked in (f"on={yesterday}", f"on={tomorrow}", "role=machine", "actor=e", "kind=person"):
        assert api.look(f"/access/grants?{asked}").get_json()["items"] == []
    asked = f"/access/grants?on={tomorrow}&known_at={before}"
    assert len(api.look(asked).get_json()["items"]) == 1
    assert api.look("/access/grants", Accept="text/csv").text.count("\n") == 2
    refused(api.look("/access/grants?role=king"), 422, "unknown_code")
    refused(api.look("/access?kind=robot"), 422, "unknown_code")


def test_a_key_is_shown_once(api: Api) -> None:
    """Sent again, the request is answered without it; neither a dry run, nor a question, nor the log shows one."""
    machine = Opened(api)
    again = {"Idempotency-Key": str(uuid4())}
    rehearsed = machine.tell("/keys?dry_run=true", UNTIL)
    assert (rehearsed.status_code, rehearsed.get_json()["key"]) == (200, None)
    answer = machine.tell("/keys", UNTIL, **again)
    key = answer.get_json()["key"]
    replayed = machine.tell("/keys", UNTIL, **again)
    assert replayed.headers["Idempotent-Replayed"] == "true"
    assert replayed.get_json() == {**answer.get_json(), "key": None}
    ledger = api.app.extensions["reach"].ledger
    assert str(api_keys.verify(ledger, key, now()).id) == machine.id
    [told] = api.get(machine.at).get_json()["keys"]
    assert told["key_id"] == answer.get_json()["key_id"]
    assert told["last_used_at"] is not None
    digest = api_keys.parse(key).digest
    assert digest not in api.look(machine.at).text
    assert key.rpartition("_")[2] not in api.look("/log").text
    assert machine.tell(f"/keys/{told['key_id']}/revoke", WHY).status_code == 201
    assert api.get(machine.at).get_json()["keys"][0]["revoked_on"] == str(today())
    with pytest.raises(KeyRefused):
        api_keys.verify(ledger, key, now())


def test_two_who_decide_at_once_do_not_overrule_each_other(api: Api) -> None:
    """Who has not read it is asked to, and who read it before somebody else changed it, too."""
    machine = Opened(api)
    steps = {
        "/grants": {"role": "machine", "scope": NATION, "valid_from": str(today())},
        "/keys": UNTIL,
        "/close": WHY,
        "/reopen": WHY,
        f"/grants/{NOBODY}/revoke": WHY,
        f"/grants/{NOBODY}/narrow": WHY,
        f"/keys/{NOBODY}/revoke": WHY,
    }
    before = api.log_length()
    for step, body in steps.items():
        refused(api.post(f"{machine.at}{step}", body), 428, "version_missing")
        stale = api.post(f"{machine.at}{step}", body, headers={"If-Match": '"9"'})
        refused(stale, 412, "stale_version")
    assert api.log_length() == before


def test_what_is_refused_says_why(api: Api) -> None:
    """With the place in the request; nothing is recorded, and no secret is taken from a client."""
    machine = Opened(api)
    before = api.log_length()
    own = machine.tell("/keys", UNTIL, Actor="e-klase")
    refused(own, 409, "own_access")
    refused(machine.grant("director", NATION), 409, "role_not_for_kind")
    refused(machine.grant("auditor", {"kind": "region"}), 422, "scope_invalid")
    nobody = {"kind": "partner", "id": NOBODY}
    refused(machine.grant("auditor", nobody), 404, "not_found")
    refused(machine.grant("auditor", {"kind": "planet"}), 422, "unknown_code")
    digest = refused(machine.tell("/keys", {**UNTIL, "digest": "ab" * 32}), 422, "fields_invalid")
    assert pointers(digest) == {"/digest"}
    long = {"valid_until": str(today() + timedelta(days=401))}
    refused(machine.tell("/keys", long), 409, "key_lives_too_long")
    refused(machine.tell(f"/grants/{NOBODY}/revoke", WHY), 404, "not_found")
    taken = api.post("/access", {"actor": "e-klase", "kind": "machine"})
    assert machine.id in refused(taken, 409, "already_opened")["detail"]
    handle = refused(api.post("/access", {"actor": "E", "kind": "machine"}), 422, "handle_invalid")
    assert pointers(handle) == {"/actor"}
    refused(api.get(f"/access/{NOBODY}"), 404, "not_found")
    assert api.log_length() == before


def test_no_batch_issues_keys(api: Api) -> None:
    """A batch may be kept and sent again: a key is shown in the answer to a request of its own."""
    machine = Opened(api)
    line = {
        "key": "1",
        "command": "accesses.issue_key",
        "address": {"access_id": machine.id},
        "body": UNTIL,
        "if_match": 1,
    }
    answer = api.post("/batches", data=json.dumps(line), content_type="application/x-ndjson")
    assert json.loads(answer.text)["problem"]["code"] == "line_invalid"
    assert api.log_length() == 1


def test_access_on_the_command_line(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a fresh server whoever has its shell lets the first person in; the lists say what HTTP says."""
    monkeypatch.setenv("PUMPURS_KEK", "A" * 43 + "=")
    pumpurs = on(database_url, monkeypatch)
    who = ("actor=anna.berzina", "kind=person", "issuer=ikvd", "subject=s-1", "name=Anna")
    opened = document(pumpurs("record", "accesses.open", *who, "--json"))["id"]
    role = ("role=national", "scope.kind=nation", f"valid_from={today()}")
    granted = ("record", "accesses.grant", f"access_id={opened}", *role, "--version", "1")
    assert pumpurs(*granted).exit_code == 0
    [listed] = document(pumpurs("access", "list", "--kind", "person", "--json"))
    assert (listed["actor"], listed["roles"]) == ("anna.berzina", ["national"])
    [could] = document(pumpurs("access", "grants", "--role", "national", "--json"))
    assert (could["scope_kind"], could["first_day"]) == ("nation", str(today()))
    yesterday = str(today() - timedelta(days=1))
    assert document(pumpurs("access", "grants", "--as-of", yesterday, "--json")) == []
    shown = document(pumpurs("access", "show", opened, "--json"))
    assert [each["role"] for each in shown["grants"]] == ["national"]
    for words in (("list",), ("grants",), ("show", opened)):
        assert "anna.berzina" in pumpurs("access", *words).stdout
    assert pumpurs("access", "show", NOBODY).exit_code == 1


def test_a_key_made_on_the_command_line_is_shown_with_its_last_use(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once, where it is made; its last use where it is asked for."""
    monkeypatch.setenv("PUMPURS_KEK", "A" * 43 + "=")
    pumpurs = on(database_url, monkeypatch)
    machine = ("actor=e-klase", "kind=machine", "--json")
    opened = document(pumpurs("record", "accesses.open", *machine))["id"]
    issue = (f"access_id={opened}", f"valid_until={UNTIL['valid_until']}", "--version", "1")
    key = document(pumpurs("record", "accesses.issue_key", *issue, "--json"))["key"]
    assert "last used: never" in pumpurs("access", "show", opened).stdout
    with opened_ledger(database_url, bytes(32)) as ledger:
        assert str(api_keys.verify(ledger, key, now()).id) == opened
    assert f"last used: {now():%Y-%m-%d}" in pumpurs("access", "show", opened).stdout
    document_ = document(pumpurs("access", "show", opened, "--json"))
    assert document_["keys"][0]["last_used_at"]
    assert key.rpartition("_")[2] not in json.dumps(document_)
