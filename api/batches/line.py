"""A line of a batch: one command, with its key, its address and its body, as a request of its own would have them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import Any
from uuid import UUID

from flask import request
from marshmallow import Schema, ValidationError
from marshmallow.fields import Field

from api import access, body, idempotency
from api.batches import quick
from api.batches.errors import LineInvalid, LineTooLong
from api.batches.incoming import Line
from api.body import faults, pointer
from api.commands import Command
from api.context import recording_context
from api.errors import Fault, FieldsInvalid, VersionMissing
from api.fields import Id, Whole
from api.moment import now
from api.reach import reach
from api.schemas import Strict, pascal
from ledger.batches import Told
from ledger.cycles import without_frames
from ledger.errors import LedgerError
from ledger.fact import Context

ENVELOPE = ("key", "command", "address", "body", "if_match")
MADE_BY = "made-by:"
"""Before a key, in the place of an id: the id of what the same client's line with that key makes."""
_NAMES = f'"{MADE_BY}'.encode()


@dataclass
class Said:
    """What a line says, as far as it could be read."""

    number: int
    key: str | None = None
    command: Command | None = None
    body: Any = None
    told: Told | None = None
    refused: LedgerError | None = None
    """Why it cannot be told."""


@dataclass
class Reader:
    """Reads the lines of one request, and gives each the context that a request of its own would have."""

    commands: Mapping[str, Command]
    dry_run: bool
    _contexts: dict[str, Context] = field(default_factory=dict)

    def renew(self) -> None:
        """From here on the lines are of whom the access says now; what `access.admit_again` raises."""
        access.admit_again()
        self._contexts.clear()

    def read(self, line: Line) -> Said:
        """What a line says, and with what it is told to the ledger."""
        number, text = line
        said = Said(number)
        try:
            if isinstance(text, LineTooLong):
                raise text
            said.told = self._told(said, text)
        except LedgerError as error:
            said.refused = without_frames(error)
        return said

    def _told(self, said: Said, text: bytes) -> Told:
        """MalformedJson, LineInvalid, FieldsInvalid, VersionMissing, and what a key is refused with."""
        try:
            document = quick.read(text)
        except quick.Unusual:
            document = body.read(text)
        if not isinstance(document, dict):
            raise LineInvalid([Fault("Not an object.", pointer="")])
        if isinstance(document.get("key"), str):
            said.key = document["key"]
        if unknown := document.keys() - ENVELOPE:
            known = f"Unknown field; known are: {', '.join(ENVELOPE)}."
            raise LineInvalid([Fault(known, pointer=pointer((name,))) for name in sorted(unknown)])
        command = said.command = self._command(document)
        if _NAMES in text:
            client = self.context_of(command).client
            for part in ("address", "body"):
                document[part] = _named(document.get(part, {}), client)
        address = _loaded(_address(command), document.get("address", {}), "/address")
        expected = _version(command, document)
        said.body = document.get("body", {})
        told = _loaded(command.body, said.body, "/body")
        context = self.context_of(command)
        once = idempotency.named(
            idempotency.required(document.get("key")),
            command.at(address).encode(),
            request.query_string if self.dry_run else b"",
            said.body,
            reach().keys,
        )
        context = context.but(
            at=self.at(),
            reason=told.pop("reason", None),
            once=once,
            expected_version=expected,
        )
        made = idempotency.id_made(context, reach().keys) if command.makes else None
        streams = [value for value in address.values() if isinstance(value, UUID)]
        return Told(
            context,
            partial(command.tell, reach().ledger, context, {**address, **told}, made),
            (*streams, made) if made else tuple(streams),
        )

    def at(self) -> datetime:
        """The instant at which what the next line says is recorded."""
        return now()

    def context_of(self, command: Command) -> Context:
        """Who tells a command, and as what; for all lines that tell it until `renew`."""
        if command.name not in self._contexts:
            self._contexts[command.name] = recording_context(
                None,
                None,
                dry_run=self.dry_run,
                once=idempotency.NAMELESS,
                permit=access.permit(command.name),
            )
        return self._contexts[command.name]

    def _command(self, document: Mapping[str, Any]) -> Command:
        name = document.get("command")
        command = self.commands.get(name) if isinstance(name, str) else None
        if command is None:
            detail = "Not the name of a command, such as students.record_consultation."
            raise LineInvalid([Fault(detail, pointer="/command")])
        return command


def _named(said: Any, client: str) -> Any:
    """With the ids in the place of the keys of lines that make them; IdempotencyKeyInvalid."""
    if isinstance(said, dict):
        return {name: _named(each, client) for name, each in said.items()}
    if isinstance(said, list):
        return [_named(each, client) for each in said]
    if isinstance(said, str) and said.startswith(MADE_BY):
        key = idempotency.required(said[len(MADE_BY) :])
        return str(idempotency.id_made_by(client, key, reach().keys))
    return said


@cache
def _address(command: Command) -> Schema:
    """What stands in the address of a request of its own."""
    parts: dict[str, Field[Any]] = {
        name: Id(required=True) if kind == "uuid" else Whole(required=True)
        for name, kind in command.address.items()
    }
    return Strict.from_dict(parts, name=f"{pascal(command.name)}Address")()


def _loaded(schema: Schema, said: Any, within: str) -> dict[str, Any]:
    try:
        loaded: dict[str, Any]
        with suppress(quick.Unusual):
            loaded = quick.loader(schema)(said)
            return loaded
        loaded = schema.load(said)
    except ValidationError as error:
        raise FieldsInvalid(
            [
                Fault(message, pointer=within + pointer(path))
                for path, message in faults(without_frames(error).messages)
            ]
        ) from None
    return loaded


def _version(command: Command, document: Mapping[str, Any]) -> int | None:
    """The version that was read, where two people could contradict each other; VersionMissing, LineInvalid."""
    said = document.get("if_match")
    if not command.guarded:
        if said is not None:
            raise LineInvalid([Fault("This command needs no version.", pointer="/if_match")])
        return None
    if said is None:
        raise VersionMissing()
    if type(said) is not int or not 0 <= said < 10**18:
        raise LineInvalid([Fault("Not the number of a version.", pointer="/if_match")])
    return said
