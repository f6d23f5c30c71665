"""Who wants to know how appending goes: the store tells, and does not count itself."""

from typing import Protocol


class Observer(Protocol):
    """Told by the recorder, in the thread that appends."""

    def appended(self, seconds: float) -> None:
        """An append was committed, after so long."""

    def conflicted(self) -> None:
        """Somebody else had appended this version of a stream; it will be decided again."""


class Nobody:
    """Is told, and forgets."""

    def appended(self, seconds: float) -> None:
        """Nothing."""

    def conflicted(self) -> None:
        """Nothing."""


NOBODY: Observer = Nobody()
