"""Which roles may do what: one row for each operation of the API; what has no row, nobody may."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

from ledger.role import Role
from ledger.scope import INSTITUTION, NATION, PARTNER, REGION

LEVELS = (INSTITUTION, PARTNER, REGION, NATION)
"""The kinds of scope, from the narrowest on."""

Checked = Literal["record", "rows", "nation", "open"]


@dataclass(frozen=True)
class Permission:
    """Who may do one thing, and how it is seen to that it is theirs.

    `scope`: `record` where what the address or the command names has to be theirs, `rows` where an
    answer is narrowed to what is theirs, `nation` where only the whole nation is scope enough, `open`
    where it is the same for everybody who may.
    """

    operation: str
    scope: Checked
    roles: Mapping[Role, Collection[str]]
    """Each role with the kinds of scope in which it may: `machine`, or `machine:partner+nation`."""

    def allows(self, role: Role, kind: str) -> bool:
        """Whether a role may, granted in a scope of this kind."""
        return kind in self.roles.get(role, ())


@cache
def permissions() -> Mapping[str, Permission]:
    """The rows of permissions.csv by operation."""
    text = resources.files("api.access").joinpath("permissions.csv").read_text("utf-8")
    return {row["operation"]: _permission(row) for row in csv.DictReader(text.splitlines())}


def _permission(row: dict[str, str]) -> Permission:
    scope = msgspec.convert(row["scope"], Checked)
    every = (NATION,) if scope == "nation" else LEVELS
    roles = {}
    for named in row["roles"].split():
        role, _, kinds = named.partition(":")
        roles[Role(role)] = tuple(kinds.split("+")) if kinds else every
    return Permission(row["operation"], scope, roles)
