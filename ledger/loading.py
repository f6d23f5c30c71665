"""How commands get at records: those they change as they are now, those they only look at from memory."""

from contextvars import ContextVar
from typing import Any, TypeVar, cast
from uuid import UUID

from ledger.aggregate import Aggregate
from ledger.batch import current_batch
from ledger.errors import NotFound
from ledger.fact import decided_on, require_visible
from ledger.store.holds import Known
from ledger.store.recorder import Recorder
from ledger.streams import Streams
from ledger.within import Within

A = TypeVar("A", bound=Aggregate)
MOST_REFERENCES = 4096
"""How many streams a process keeps that commands only look at; more, and it begins anew."""

_read: ContextVar[dict[str, int]] = ContextVar("versions that the command has read")
_looked_at: ContextVar[dict[UUID, Aggregate] | None] = ContextVar(
    "what the command has looked at", default=None
)


class Looking:
    """Around a command: what it looks at is the same until it has been decided."""

    __slots__ = ("_withins",)

    def __init__(self) -> None:
        read: dict[str, int] = {}
        looked_at = cast("dict[UUID, Aggregate] | None", {})
        self._withins: tuple[Within[Any], ...] = (
            Within(_read, read),
            Within(_looked_at, looked_at),
            decided_on(read),
        )

    def __enter__(self) -> None:
        for each in self._withins:
            each.__enter__()

    def __exit__(self, *_: object) -> None:
        for each in self._withins:
            each.__exit__()


class Loading:
    """Loads what commands change, and keeps between commands what they look at."""

    recorder: Recorder
    _streams: Streams
    _references: dict[UUID, Aggregate]

    def load(self, kind: type[A], id: UUID) -> A:  # noqa: A002  the library's name
        """The aggregate as it is now, to be changed; NotFound."""
        batch = current_batch()
        aggregate = batch.load(kind, id) if batch else self._stored(kind, id)
        if not isinstance(aggregate, kind):
            raise NotFound(what=kind.TOPIC, id=id)
        return aggregate

    def reference(self, kind: type[A], id: UUID) -> A:  # noqa: A002
        """An aggregate that a command only looks at; never change it. NotFound.

        It is kept between commands; the version looked at goes into the `basis` of what is decided. That nobody
        has appended to it since is seen to by the append (`known`), or where the command is refused.
        """
        looked_at = _looked_at.get()
        known = looked_at.get(id) if looked_at is not None else None
        if known is None:
            known = self._current(kind, id, at_once=looked_at is None)
            if looked_at is not None:
                looked_at[id] = known
        if not isinstance(known, kind):
            raise NotFound(what=kind.TOPIC, id=id)
        require_visible(known)
        _read.get({})[kind.TOPIC] = known.version
        return known

    def last_seen(self, kind: type[A], id: UUID) -> A:  # noqa: A002
        """An aggregate as this process saw it last, else as it is now; never change it. NotFound.

        Whether it has gone on since is for who asks to have looked at: by the append, as `Known`.
        """
        known = self._references.get(id) or self._current(kind, id, at_once=True)
        if not isinstance(known, kind):
            raise NotFound(what=kind.TOPIC, id=id)
        return known

    def known(self) -> tuple[Known, ...]:
        """What the command has looked at, for its append; a batch has seen to it already."""
        looked_at = {} if current_batch() else _looked_at.get() or {}
        return tuple(Known(id_, each.version) for id_, each in looked_at.items())

    def has_seen_outdated(self) -> bool:
        """Whether something that the command has looked at had gone on: it is then to be decided again."""
        versions = {each.stream: each.version for each in self.known()}
        gone_on = self.recorder.outdated(versions) if versions else ()
        for id_ in gone_on:
            self.forget(id_)
        return bool(gone_on)

    def forget(self, id: UUID) -> None:  # noqa: A002
        """Load it anew when a command looks at it next."""
        self._references.pop(id, None)

    def _current(self, kind: type[A], id: UUID, *, at_once: bool) -> Aggregate:  # noqa: A002
        """The kept aggregate, else as it is now; whether it has gone on is asked `at_once` or later. NotFound."""
        batch = current_batch()
        if batch and (own := batch.reference(kind, id)):
            return own
        known = self._references.get(id)
        if known is None or ((batch or at_once) and self.recorder.outdated({id: known.version})):
            if len(self._references) > MOST_REFERENCES:
                self._references = {}
            known = self._references[id] = self._stored(kind, id)
        if batch:
            batch.keep_reference(id, known)
        return known

    def _stored(self, kind: type[A], id: UUID) -> Aggregate:  # noqa: A002
        """The aggregate as it is recorded; NotFound."""
        aggregate = self._streams.load(id)
        if aggregate is None:
            raise NotFound(what=kind.TOPIC, id=id)
        return aggregate
