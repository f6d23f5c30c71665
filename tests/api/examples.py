"""An example of every command, tried against the demo: `python -m tests.api.examples` writes api/examples.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from marshmallow import Schema, fields
from werkzeug.test import TestResponse

from api import demo
from api.application import create_app
from api.commands import Command
from api.demo.diary import id_of
from api.examples import FILE, Example
from api.fields import Many
from api.reach import Reach
from api.resources import ALL
from ledger.application import opened
from ledger.role import Role
from ledger.store import embedded
from ledger.store.migrate import migrate
from tests.api.http import Api, anybody

TRIES = 60
"""Facts of the demo that an example is made of, at most, before a refusal is taken."""
SOMEBODY = {"Actor": "somebody", "Role": Role.NATIONAL.value}
"""Nobody of the demo, who may therefore approve what others submitted."""

FIRST = (
    "students.reopen_plan",
    "partners.void_approval",
    "surveys.reopen_survey",
    "verifications.reopen",
    "trainings.void_completion",
    "trainings.void_cancellation",
    "materials.void_supersession",
    "materials.withdraw_material",
    "accesses.open",
)
"""Examples that are recorded before others are tried: when the demo ends, all of that is over."""

WORDS: dict[str, Any] = {
    "reason": "Recorded by mistake.",
    "name": "Anna Paraudziņa",
    "personal_code": None,
    "url": "https://hooks.example.lv/pumpurs",
    "number": "8.3.4.0/16/I/001/2",
    "source": "Cabinet Regulation No. 460",
    "subject": "mathematics",
    "semester": "2021/22 I",
    "amount": "12.00",
    "up_to": "100.00",
    "reference": "bank statement 12, entry 3",
    "ground": "ineligible",
    "means": "repaid",
    "verdict": "accepted",
    "largest": 4,
}
"""What fields take that no fact of the demo says."""

MACHINE = {"access_id": "a4bb4a50-a9f9-47b3-8b10-79f0f854cf1b"}
"""The access that is opened as an example, under the key that the demo of the tests is made with."""

OTHERWISE: dict[str, dict[str, Any]] = {
    "accesses.open": {
        "actor": "e-klase",
        "kind": "machine",
        "issuer": "keys",
        "subject": None,
        "name": "E-klase",
    },
    "accesses.grant": {
        **MACHINE,
        "role": "machine",
        "scope": {"kind": "nation"},
        "valid_from": "2021-09-01",
        "valid_until": None,
    },
    "accesses.issue_key": {**MACHINE, "valid_until": "2022-08-31", "occurred_on": "2021-09-01"},
    "accesses.close": MACHINE,
    "accesses.reopen": MACHINE,
    "accesses.narrow": {**MACHINE, "scope": {"kind": "region", "id": "riga"}},
    "accesses.revoke": MACHINE,
    "accesses.revoke_key": MACHINE,
    "students.reopen_plan": {
        "student_id": "4780d79c-ec1e-5de4-9bc7-e8d2b6b92b36",
        "plan_id": "2ce65cf8-9d9b-5b25-a500-36e33ec974d0",
    },
    "operations.extend_period": {"last_day": "2024-12-31"},
    "partners.allow_overspending": {"semester": "2020/21 I", "up_to": "60000.00"},
    "partners.submit_settlement": {"semester": "2020/21 II"},
    "students.declare_other_support": {"programme": "Cits projekts", "last_day": "2021-02-20"},
    "students.miss_consultation": {"occurred_on": "2021-04-08"},
    "students.claim_compensation": {"amount": "12.00"},
    "specialists.attach_to_institution": {"occurred_on": "2017-09-01"},
    "trainings.hold_module": {"number": 3, "occurred_on": "2020-11-12"},
    "trainings.record_cost": {
        "amount": "12.00",
        "document": {
            "number": "MC-2020-12",
            "issued_on": "2020-12-01",
            "issuer": "SIA Mācību centrs (demo)",
            "sha256": "ab" * 32,
            "total": "12.00",
        },
    },
    "materials.publish_material": {"sha256": "ab" * 32},
    "youth_projects.submit_application": {"title": "Pārgājieni"},
    "partners.decide_recovery": {"amount": "12.00"},
}
"""What commands are told otherwise than in the demo, which would be the same once more."""


def commands() -> dict[str, Command]:
    """Every command of the API, by name."""
    return {command.name: command for resource in ALL for command in resource.commands}


@cache
def facts() -> list[tuple[str, dict[str, Any]]]:
    """What the demo is told, the latest first: the command, and as JSON what it was told with."""
    return [
        (entry.command, msgspec.to_builtins({**entry.arguments, "reason": entry.reason}))
        for entry in reversed(demo.entries())
    ]


def candidates(command: Command, first: dict[str, Any]) -> Iterator[Example]:
    """Examples that may be accepted: the demo's own, then those about what other facts are about.

    Those about the same as the example `first` come before.
    """
    told = [told for name, told in facts() if name == command.name]
    told += [told for _, told in facts() if command.address.keys() <= told.keys()]
    told += [told for _, told in facts() if next(iter(command.address), "") in told][:1]
    told.append({})
    told.sort(key=lambda each: sum(each.get(name) != it for name, it in first.items()))
    seen = set()
    changed = OTHERWISE.get(command.name, {})
    for each in ({**each, **more, **changed} for each in told for more in ({}, first)):
        address = {name: each.get(name, str(id_of(name))) for name in command.address}
        said = body(command.body, each)
        for example in (Example(address, said), Example(address, earlier(said))):
            if (text := json.dumps([example.address, example.body])) not in seen:
                seen.add(text)
                yield example


def body(schema: Schema, told: dict[str, Any]) -> dict[str, Any]:
    """What a command is told with, as far as a fact of the demo says it; and what it must say."""
    said = {}
    for name, field in schema.fields.items():
        value = stripped(told.get(name))
        if value is not None and name != "personal_code":
            said[name] = value
        elif field.required:
            said[name] = WORDS[name] if name in WORDS else made(name, field, told)
    return said


def stripped(value: Any) -> Any:
    """A value without what is left out of it."""
    if isinstance(value, dict):
        return {name: stripped(each) for name, each in value.items() if each is not None}
    return [stripped(each) for each in value] if isinstance(value, list | tuple) else value


def made(name: str, field: fields.Field[Any], told: dict[str, Any]) -> Any:
    """What a field is told with that no word is known for: one of the demo's."""
    if isinstance(field, fields.Nested):
        return body(field.schema, told)
    if isinstance(field, Many):
        return [made(name, field.inner, told)]
    return next((each[name] for _, each in facts() if name in each), "2021-09-01")


def earlier(said: dict[str, Any]) -> dict[str, Any]:
    """The same some hours before, when nobody is busy; else on the day it is told."""
    if "starts" in said:
        hours = {
            name: re.sub(r"T\d\d", lambda at: f"T0{int(at[0][1:]) % 4 + 5}", said[name])
            for name in ("starts", "ends")
        }
        return {**said, **hours}
    return {name: value for name, value in said.items() if name != "occurred_on"}


def tried(api: Api, command: Command, example: Example, *, dry_run: bool = True) -> TestResponse:
    """The answer to an example, at the version that its stream is at."""
    path = command.at(example.address).removeprefix("/api/v1") + "?dry_run=true" * dry_run
    headers = {**SOMEBODY, "If-Match": '"0"'} if command.guarded else SOMEBODY
    answer = api.post(path, example.body, headers=headers)
    if answer.status_code == 412:
        [version] = re.findall(r"at version (\d+)", answer.get_json()["detail"])
        answer = api.post(path, example.body, headers={**headers, "If-Match": f'"{version}"'})
    return answer


def chosen(api: Api, command: Command, first: dict[str, Any]) -> Example:
    """The first example that the demo accepts; else the first it has a rule against."""
    refused = None
    for example in islice(candidates(command, first), TRIES):
        answer = tried(api, command, example)
        if answer.status_code == 200:
            return example
        code = answer.get_json()["code"]
        if refused is None or refused.refused == "fields_invalid":
            refused = Example(example.address, example.body, refused=code)
    assert refused is not None
    return refused


def found(api: Api) -> dict[str, Example]:
    """An example of every command; some of the demo's own have to be recorded for the others."""
    known = commands()
    made = {name: chosen(api, command, {}) for name, command in known.items()}
    tell_first(api, made)
    for first in FIRST:
        for name in (each for each, example in made.items() if example.refused):
            if name.partition(".")[0] == first.partition(".")[0]:
                example = chosen(api, known[name], made[first].address)
                if not example.refused:
                    made[name] = Example(example.address, example.body, after=first)
    return made


def tell_first(api: Api, examples: Mapping[str, Example]) -> None:
    """Record what has to be recorded for the others."""
    for name in FIRST:
        answer = tried(api, commands()[name], examples[name], dry_run=False)
        assert answer.status_code == 201, answer.text
    api.settle()


def main() -> None:
    """Write the file, over a ledger with the demo that is gone afterwards."""
    with TemporaryDirectory() as folder, embedded.server(Path(folder), durable=False) as url:
        migrate(url)
        with opened(url, kek=bytes(32)) as ledger:
            demo.load(ledger)
        reach = Reach(url, bytes(32))
        api = Api(create_app(reach, anybody), url)
        api.settle()
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(found(api)), indent=1) + b"\n")
        reach.close()


if __name__ == "__main__":
    main()
