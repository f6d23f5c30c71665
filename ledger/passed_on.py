"""Commands that need nothing but the aggregate: what the verb takes, after the id of the stream."""

from collections.abc import Callable
from inspect import Parameter, get_annotations, signature
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

if TYPE_CHECKING:
    from ledger.application import Recorded

A = TypeVar("A")
P = ParamSpec("P")


def passed_on(
    verb: Callable[Concatenate[A, P], None], *, made: str | None = None
) -> Callable[Concatenate[Any, UUID, P], "Recorded"]:
    """The command of a class with `change(id, decide, made=…)`, for a verb whose first argument is the aggregate.

    A verb of a `student` makes a command that begins with `student_id`. `made` is the argument that
    names what is made.
    """
    aggregate, *own = signature(verb).parameters.values()
    stream = f"{aggregate.name}_id"

    def command(self: Any, *args: Any, **fields: Any) -> "Recorded":
        made_id = fields.get(made or "")
        id_, *rest = [fields.pop(stream)] if stream in fields else args
        recorded: Recorded = self.change(
            id_, lambda aggregate: verb(aggregate, *rest, **fields), made=made_id
        )
        return recorded

    named = [Parameter(name, Parameter.POSITIONAL_OR_KEYWORD) for name in ("self", stream)]
    command.__signature__ = signature(verb).replace(parameters=[*named, *own])  # type: ignore[attr-defined]
    command.__annotations__ = {**get_annotations(verb), stream: UUID, "return": "Recorded"}
    command.__name__, command.__doc__ = verb.__name__, verb.__doc__
    return command  # type: ignore[return-value]  # the API names the id, as it may with any command
