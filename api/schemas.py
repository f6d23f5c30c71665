"""Schemas derived from what is declared elsewhere: a command's signature, a value's fields, a row's columns."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Callable, Container, Hashable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin, get_type_hints

import msgspec
from marshmallow import Schema, fields, post_load

from api.fields import BY_TYPE, QUERIED, SHOWN, Day, ExactNumber, Id, Many, QueryFlag, Text
from api.moment import today
from ledger.application import Recorded
from ledger.money import ExactEuros

if TYPE_CHECKING:
    from api.commands import OnceShown


class Strict(Schema):
    """Takes the fields it has, and says which they are to who sends another."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["unknown"] = f"Unknown field; known are: {', '.join(self.fields)}."


def command_schema(
    name: str, command: Callable[..., Recorded], *, without: Container[str | None], reason: bool
) -> Schema:
    """The body of a command: its parameters but those that the address or the API gives.

    `occurred_on` is today in Riga where it is left out; `reason` is for commands that ask for one.
    """
    hints = get_type_hints(command, localns={"Recorded": Recorded}, include_extras=True)
    asked = {
        each.name: _field(hints[each.name], each.default)
        for each in inspect.signature(command).parameters.values()
        if each.name != "self" and each.name not in without
    }
    if "occurred_on" in asked:
        meaning = {"description": "The day it happened; today in Riga where it is left out."}
        asked["occurred_on"] = Day(load_default=today, metadata=meaning)
    if reason:
        asked["reason"] = Text(required=True, metadata={"description": "Why."})
    return _schema(name, asked)


@cache
def recorded_schema(made: str | None, once_shown: OnceShown | None = None) -> Schema:
    """The answer to a command that makes something whose id has that name, and may show a secret with it."""
    shown: dict[str, fields.Field[Any]] = {
        "id": Id(required=True, metadata={"description": "The stream it is recorded in."}),
        "version": fields.Integer(
            required=True, metadata={"description": "The stream's version now."}
        ),
        "ticket": fields.Integer(
            required=True,
            allow_none=True,
            metadata={"description": "For the header Ledger-Ticket; null for a dry run."},
        ),
    }
    if made:
        shown[made] = Id(required=True, metadata={"description": "What was made."})
    if once_shown:
        meaning = {"description": once_shown.words}
        shown[once_shown.name] = fields.String(required=True, allow_none=True, metadata=meaning)
    of = (made or "").removesuffix("_id") or (once_shown.name if once_shown else "")
    return _schema(f"Recorded{pascal(of)}", shown)


def row_schema(row: type[Any]) -> Schema:
    """The JSON of a dataclass or struct that answers a question; for documentation."""
    return _row_schema(cast(Hashable, row))


@cache
def _row_schema(row: Any) -> Schema:
    hints = get_type_hints(row, include_extras=True)
    names = [each.name for each in members(row)]
    shown = {name: _shown(hints[name]) for name in names}
    if "known_to" in shown:
        shown["known_to"].allow_none = True
    return _schema(_row_name(row), shown)


def list_schema(row: type[Any]) -> Schema:
    """A page of rows, and the cursor of the next page."""
    return _list_schema(cast(Hashable, row))


@cache
def _list_schema(row: Any) -> Schema:
    return _schema(
        f"{_row_name(row)}List",
        {
            "items": fields.List(fields.Nested(row_schema(row)), required=True),
            "next": Text(
                required=True,
                allow_none=True,
                metadata={"description": "The cursor of the next page; null on the last."},
            ),
        },
    )


DRY_RUN_FLAG = QueryFlag(
    load_default=False, metadata={"description": "Check everything, record nothing."}
)
DRY_RUN = Strict.from_dict({"dry_run": DRY_RUN_FLAG}, name="DryRun")()


def filters(where: type[Any], *, without: Container[str] = ()) -> dict[str, fields.Field[Any]]:
    """The fields of a filter as query parameters, each of which may be left out."""
    hints = {name: without_none(hint)[0] for name, hint in get_type_hints(where).items()}
    return {
        each.name: QUERIED[hints[each.name]]()
        for each in dataclasses.fields(where)
        if each.name not in without and not each.metadata.get("narrowing")
    }


def pascal(name: str) -> str:
    """identify_risk → IdentifyRisk."""
    return "".join(part.capitalize() for part in name.replace(".", "_").split("_"))


def _row_name(row: type[Any]) -> str:
    """projections.plan_rows.Agreement → plan.Agreement: two modules may call theirs the same."""
    if row.__module__.startswith("api."):
        return row.__name__
    module = row.__module__.rpartition(".")[2].removesuffix("_rows")
    return f"{module}.{row.__name__}"


def _schema(name: str, declared: Mapping[str, fields.Field[Any]]) -> Schema:
    return Strict.from_dict(dict(declared), name=name)()


@cache
def _value_schema(value: type[msgspec.Struct]) -> Schema:
    """A nested value: loaded, it is one."""

    def made(_: Schema, data: dict[str, Any], **__: Any) -> msgspec.Struct:
        return value(**data)

    hints = get_type_hints(value, include_extras=True)
    declared = {
        each.name: _field(
            hints[each.name],
            inspect.Parameter.empty if each.required else each.default,
        )
        for each in msgspec.structs.fields(value)
    }
    said = {**declared, "made": post_load(made), "VALUE": value}
    schema: type[Schema] = type(value.__name__, (Strict,), said)
    return schema()


def _field(hint: Any, default: Any = inspect.Parameter.empty) -> fields.Field[Any]:
    """The field that takes a value of this type; what may be None may be left out."""
    inner, optional = without_none(hint)
    if default is not inspect.Parameter.empty:
        return _plain(inner, allow_none=optional, load_default=default)
    if optional:
        return _plain(inner, allow_none=True, load_default=None)
    return _plain(inner, required=True)


def _plain(hint: Any, **kwargs: Any) -> fields.Field[Any]:
    if hasattr(hint, "__metadata__"):
        return _plain(get_args(hint)[0], **kwargs)
    if get_origin(hint) is tuple:
        return Many(_field(get_args(hint)[0]), **kwargs)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return fields.Nested(_value_schema(hint), **kwargs)
    return BY_TYPE[hint](**kwargs)


def _shown(hint: Any) -> fields.Field[Any]:
    """The field that shows a value of this type."""
    inner, optional = without_none(hint)
    kwargs: dict[str, Any] = {"required": True, "allow_none": optional}
    while hasattr(inner, "__metadata__"):
        if inner == ExactEuros:
            return ExactNumber(**kwargs)
        inner = get_args(inner)[0]
    if get_origin(inner) in (tuple, list):
        return fields.List(_shown(get_args(inner)[0]), **kwargs)
    if get_origin(inner) is dict:
        return fields.Dict(values=_shown(get_args(inner)[1]), **kwargs)
    if isinstance(inner, type) and members(inner):
        return fields.Nested(row_schema(inner), **kwargs)
    return SHOWN.get(inner, fields.Raw)(**kwargs)


def members(row: type[Any]) -> tuple[Any, ...]:
    """The fields of a dataclass or struct, in their order; nothing else has any."""
    if dataclasses.is_dataclass(row):
        return dataclasses.fields(row)
    return msgspec.structs.fields(row) if issubclass(row, msgspec.Struct) else ()


def without_none(hint: Any) -> tuple[Any, bool]:
    """A type without its `| None`, and whether it had one."""
    if get_origin(hint) in (Union, types.UnionType):
        [inner] = [each for each in get_args(hint) if each is not type(None)]
        return inner, True
    return hint, False
