"""Every operation of the API as it is tried by every role: with what, and in whose scope what it is about lies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from flask import Flask

from api.commands import Command
from api.examples import examples
from ledger.scope import INSTITUTION, NATION, NATIONAL, PARTNER, REGION, Scope
from tests.api.demo_ids import ids
from tests.api.examples import commands
from tests.api.http import NOBODY, Api

VARYING = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Case:
    """One operation: how it is asked for, and the scopes that what it is about lies in."""

    operation: str
    method: str
    path: str
    body: Mapping[str, Any] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Scope] = field(default_factory=dict)
    """By kind; the nation alone where it is nobody's."""
    begins: bool = False
    """It makes a record that is then whoever's makes it."""
    refused: str = ""
    """The code of the rule that forbids it in the demo, whoever asks."""


def operations(app: Flask) -> dict[str, tuple[str, str]]:
    """The operation of each route below /api/v1: its method and its rule."""
    found = {}
    for rule in app.url_map.iter_rules():
        operation = getattr(app.view_functions[rule.endpoint], "operation", None)
        if operation is not None:
            [method] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            found[operation] = (method, rule.rule.removeprefix("/api/v1"))
    return found


class Cases:
    """Made of the examples of the commands and of ids of the demo."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._known = ids()
        self._around: dict[str, dict[str, Scope]] = {}
        [first, *_] = self._shown("/access")["items"]
        self._known["access_id"] = first["access_id"]

    def __iter__(self) -> Iterator[Case]:
        told = commands()
        for operation, (method, rule) in operations(self._api.app).items():
            if operation in told:
                yield self._command(operation, told[operation])
            elif method == "GET":
                yield self._question(operation, rule)

    def _command(self, operation: str, command: Command) -> Case:
        example = examples()[operation]
        if "access_id" in example.address:  # that of the example has to be opened first
            address = {**example.address, "access_id": self._known["access_id"]}
            example = msgspec.structs.replace(example, address=address)
        headers = self._version(example.address) if command.guarded else {}
        path = command.at(example.address).removeprefix("/api/v1")
        own = self._scopes({**example.body, **example.address})
        named = {*example.address, *example.body} & {"partner_id", "call_id", "region"}
        begins = not example.address and not named
        return Case(operation, "POST", path, example.body, headers, own, begins, example.refused)

    def _version(self, address: Mapping[str, Any]) -> dict[str, str]:
        """What If-Match names: the version of the stream that is changed."""
        recorder = self._api.app.extensions["reach"].ledger.recorder
        return {"If-Match": f'"{len(recorder.select_events(next(iter(address.values()))))}"'}

    def _question(self, operation: str, rule: str) -> Case:
        address = {name: self._known.get(name, NOBODY) for name in VARYING.findall(rule)}
        path = VARYING.sub(lambda part: address[part[1]], rule)
        if path.endswith("plan-in-force"):
            path += "?" + urlencode({"on": self._known["starts"][:10]})
        refused = "not_found" if NOBODY in address.values() else ""  # there is none in the demo
        return Case(operation, "GET", path, own=self._scopes(address), refused=refused)

    def _scopes(self, said: Mapping[str, Any]) -> dict[str, Scope]:
        """Whose what is named lies in: a school's, else a partner's, a region's or nobody's."""
        if "access_id" in said:  # somebody's access is theirs alone who may grant all of it
            return {NATION: NATIONAL}
        if "student_id" in said:
            stays = self._shown(f"/students/{said['student_id']}")["enrolments"]
            named = [each for each in stays if each["enrolment_id"] == said.get("enrolment_id")]
            return self._of_institution(max(named or stays, key=_lasting)["institution_id"])
        if "specialist_id" in said and "institution_id" not in said:
            stays = self._shown(f"/specialists/{said['specialist_id']}")["attachments"]
            named = [each for each in stays if each["attachment_id"] == said.get("attachment_id")]
            return self._of_institution((named or stays)[0]["institution_id"])
        if "youth_project_id" in said or "call_id" in said:
            return self._of_youth_project(said)
        if "verification_id" in said:
            shown = self._shown(f"/verifications/{said['verification_id']}")
            return self._of_partner(shown["verification"]["partner_id"])
        if "institution_id" in said:
            return self._of_institution(said["institution_id"])
        if "partner_id" in said:
            return self._of_partner(said["partner_id"])
        if "region" in said or "coordinator_id" in said:
            return {REGION: Scope(REGION, "vidzeme"), NATION: NATIONAL}
        return self._of_institution(self._known["institution_id"])

    def _of_institution(self, institution: str) -> dict[str, Scope]:
        if institution not in self._around:
            now = self._shown(f"/institutions/{institution}")["institution"]
            self._around[institution] = {
                INSTITUTION: Scope(INSTITUTION, str(UUID(institution))),
                PARTNER: Scope(PARTNER, now["partner_id"]),
                REGION: Scope(REGION, now["region"]),
                NATION: NATIONAL,
            }
        return self._around[institution]

    def _of_partner(self, partner: str) -> dict[str, Scope]:
        return {PARTNER: Scope(PARTNER, partner), NATION: NATIONAL}

    def _of_youth_project(self, said: Mapping[str, Any]) -> dict[str, Scope]:
        rows = self._shown("/youth-projects?limit=1000")["items"]
        calls = self._shown("/youth-project-calls?limit=1000")["items"]
        for name, listed in (("youth_project_id", rows), ("call_id", calls)):
            for row in listed:
                if name in said and row[name] == said[name]:
                    region = Scope(REGION, row["region"])
                    return {**self._of_partner(row["partner_id"]), REGION: region}
        raise LookupError(said)

    def _shown(self, path: str) -> Any:
        answer = self._api.look(path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.get_json()


def _lasting(stay: Mapping[str, Any]) -> tuple[str, str]:
    """Which of several stays at schools is the last one."""
    return stay["last_day"] or "9999", stay["first_day"]
