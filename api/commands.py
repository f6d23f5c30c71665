"""A command as the API offers it: described once, for HTTP, for its documentation and for the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import getdoc
from typing import Any
from uuid import UUID

from marshmallow import Schema

from api.openapi import PREFIX
from api.schemas import command_schema, pascal
from ledger.application import Ledger, Recorded
from ledger.errors import code_of
from ledger.fact import Context, recording

Verb = Callable[..., Recorded]

_VARYING = re.compile(r"<(?:(\w+):)?(\w+)>")
_ERROR = re.compile(r"\b[A-Z][a-z]+(?:[A-Z][a-z]*)+\b")


@dataclass(frozen=True)
class OnceShown:
    """A secret that the API draws: the first answer shows it as `name`, and the command is told what stands for it."""

    name: str
    parameter: str
    draw: Callable[[UUID], tuple[str, str]]
    """For the id of what is made, else of the stream: what is shown, and what is told."""
    words: str


@dataclass(frozen=True)
class Command:
    """One thing that the ledger may be told.

    `of`: the name of the ledger's commands, "students". `rule`: its address. `makes`: the parameter for
    the id of what it makes, which the API gives. `reason`: it asks for one. `guarded`: two people could
    contradict each other, so the version that was read has to be named. `once_shown`: a secret that is
    drawn for what it makes.
    """

    of: str
    rule: str
    verb: Verb
    makes: str | None
    reason: bool
    guarded: bool
    once_shown: OnceShown | None = None

    @property
    def name(self) -> str:
        """students.draft_plan."""
        return f"{self.of}.{self.verb.__name__}"

    @cached_property
    def body(self) -> Schema:
        """What it is told with, beside its address."""
        drawn = self.once_shown.parameter if self.once_shown else None
        given = (*self.address, self.makes, drawn)
        return command_schema(pascal(self.name), self.verb, without=given, reason=self.reason)

    @property
    def address(self) -> Mapping[str, str]:
        """The parts of its address that vary, each with what it is: uuid or int."""
        return varying(self.rule)

    def at(self, address: Mapping[str, object]) -> str:
        """The address itself."""
        return PREFIX + _VARYING.sub(lambda part: str(address[part[2]]), self.rule)

    @property
    def words(self) -> str:
        """Its docstring, with refusals by the codes that clients see."""
        return _ERROR.sub(lambda error: f"`{code_of(error[0])}`", getdoc(self.verb) or "")

    @property
    def verb_words(self) -> str:
        """Draft plan."""
        return self.verb.__name__.replace("_", " ").capitalize()

    @property
    def summary(self) -> str:
        """How its words begin, unless with parameters or refusals; then what it is called."""
        said = re.split(r"[.;]\s|\.$", self.words, maxsplit=1)[0]
        return said if said and "`" not in said else self.verb_words

    def tell(
        self, ledger: Ledger, context: Context, told: Mapping[str, Any], made: UUID | None
    ) -> Recorded:
        """Tell the ledger: what its address and its body say, and the id of what it makes."""
        ids = {self.makes: made} if self.makes else {}
        if context.permission:
            context.permission.tell(told)
        with recording(context):
            return self.verb(getattr(ledger, self.of), **told, **ids)


def varying(rule: str) -> dict[str, str]:
    """The parts of an address that vary, each with what it is."""
    return {name: kind for kind, name in _VARYING.findall(rule)}
