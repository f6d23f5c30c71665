"""What a context variable says for as long as something lasts."""

from contextvars import ContextVar, Token
from typing import Generic, TypeVar

T = TypeVar("T")


class Within(Generic[T]):
    """A variable has this value inside; each command opens a handful, and `contextmanager` costs thrice as much."""

    __slots__ = ("_token", "_value", "_variable")

    _token: Token[T]

    def __init__(self, variable: ContextVar[T], value: T) -> None:
        self._variable = variable
        self._value = value

    def __enter__(self) -> T:
        self._token = self._variable.set(self._value)
        return self._value

    def __exit__(self, *_: object) -> None:
        self._variable.reset(self._token)
