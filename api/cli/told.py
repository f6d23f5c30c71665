"""What a command is told with on the command line: NAME=VALUE and JSON, put together as HTTP takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import click
from marshmallow import Schema, fields

from api import body
from api.commands import Command
from api.errors import BadRequest, MalformedJson
from api.fields import Flag, Many, Whole

ADDRESS: Mapping[str, click.ParamType[Any]] = {"uuid": click.UUID, "int": click.IntRange(0)}
"""What the varying parts of an address are read as."""
_FORMS = {"uuid": "a UUID", "int": "a whole number"}
_JSON = (Whole, Flag, Many, fields.Nested)
"""Fields whose values are written as JSON; those of all others are texts."""


def told(
    command: Command, document: bytes | None, words: Sequence[str]
) -> tuple[dict[str, Any], Any]:
    """The address and the body; a usage error where the words cannot be understood.

    What the body says is not looked at here: the API reads it, as it reads any other.
    """
    said = _object(document) if document is not None else {}
    for word in words:
        _say(command, said, word)
    address = {
        name: _part(name, kind, said.pop(name, None)) for name, kind in command.address.items()
    }
    return address, said


def described(command: Command) -> Iterator[tuple[str, str]]:
    """Each field with what it takes, those of the address first."""
    for name, kind in command.address.items():
        yield name, f"{_FORMS[kind]}, required"
    yield from _described(command.body, "")


def _described(schema: Schema, prefix: str) -> Iterator[tuple[str, str]]:
    for name, field in schema.fields.items():
        yield f"{prefix}{name}", _takes(field)
        inner = field.inner if isinstance(field, Many) else field
        if isinstance(inner, fields.Nested):
            several = "[]" if isinstance(field, Many) else ""
            yield from _described(inner.schema, f"{prefix}{name}{several}.")


def _takes(field: fields.Field[Any]) -> str:
    meaning = field.metadata.get("description")
    return (
        _form(field)
        + (", required" if field.required else "")
        + (f". {meaning}" if meaning else "")
    )


def _form(field: fields.Field[Any]) -> str:
    if isinstance(field, Many):
        return f"a list in JSON, each: {_form(field.inner)}"
    form: str = getattr(field, "form", "an object")
    return form.replace(" in a string", "")  # which only JSON needs


def _object(document: bytes) -> dict[str, Any]:
    try:
        said = body.read(document)
    except BadRequest as error:
        raise click.UsageError(str(error)) from None
    if not isinstance(said, dict):
        raise click.UsageError("The document is not a JSON object.")
    return said


def _say(command: Command, said: dict[str, Any], word: str) -> None:
    """Put NAME=VALUE, or OUTER.INNER=VALUE, where it belongs."""
    path, equals, text = word.partition("=")
    if not equals:
        raise click.UsageError(f"{word!r} is not NAME=VALUE.")
    *outer, name = path.split(".")
    schema: Schema | None = command.body
    for each in outer:
        schema = _inner(schema, each)
        said = said.setdefault(each, {})
        if not isinstance(said, dict):
            raise click.UsageError(f"{path!r}: {each!r} has a value already.")
    if name in said:
        raise click.UsageError(f"{path!r} is given more than once.")
    said[name] = _value(schema.fields.get(name) if schema else None, text)


def _inner(schema: Schema | None, name: str) -> Schema | None:
    field = schema.fields.get(name) if schema else None
    return field.schema if isinstance(field, fields.Nested) else None


def _value(field: fields.Field[Any] | None, text: str) -> Any:
    """What a field is given; what is no JSON where it should be is left to the API to refuse."""
    if isinstance(field, _JSON):
        try:
            return body.read(text.encode())
        except (MalformedJson, UnicodeEncodeError):
            return text
    return text


def _part(name: str, kind: str, value: Any) -> Any:
    if value is None:
        raise click.UsageError(f"Missing field {name!r}.")
    try:
        return ADDRESS[kind].convert(str(value), None, None)
    except click.BadParameter as error:
        raise click.UsageError(f"{name}: {error.message}") from None
