"""What a read model is made of: subscriptions, tables, and SQL in named blocks."""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, ClassVar, LiteralString, NamedTuple, TypeVar, cast
from uuid import UUID

import msgspec
from psycopg import IsolationLevel, sql
from psycopg.pq import TransactionStatus
from psycopg.rows import class_row

from ledger.errors import LedgerError
from ledger.store.connection import Connection
from projections.table import Table

Handler = TypeVar("Handler", bound=Callable[..., None])
Row = TypeVar("Row")


class At(NamedTuple):
    """Where in the log an event stands."""

    position: int
    recorded_at: datetime


class View(msgspec.Struct, frozen=True, gc=False):
    """Some of the fields of an event, named and typed alike (or `msgspec.Raw`): much faster to read than all."""

    class_version: int
    originator_id: UUID


class ProjectionNotReady(LedgerError):
    """The answers of {name} are being put together; ask again in a moment."""

    en = "The answers are being put together."
    lv = "Dati vēl tiek apkopoti; mēģiniet vēlreiz pēc brīža."


def on(*events: type[Any], reads: type[View] | None = None) -> Callable[[Handler], Handler]:
    """Subscribe a handler `(self, event, at: At)` to events, by their TOPIC.

    `reads`: the handler needs no more of the events than this view has.
    """

    def subscribe(handler: Handler) -> Handler:
        handler.__dict__.update(topics=tuple(event.TOPIC for event in events), reads=reads)
        return handler

    return subscribe


class Projection:
    """One question about the log: the tables its answer lives in, and how events change them.

    A projection is two files, `hours.py` and `hours.sql`:

        @dataclass(frozen=True, slots=True)
        class Hour:                                   # a row; equals its table, column by column
            consultation_id: UUID
            hours: Decimal

        class Hours(Projection):
            VERSION = 1                               # raise it with any change of tables or handlers
            hours = Table(Hour, key="consultation_id")

            @on(Student.ConsultationRecorded)
            def recorded(self, event: Any, at: At) -> None:
                self.hours.add(Hour(event.consultation_id, event.hours))

            @on(Student.ConsultationVoided)
            def voided(self, event: Any, at: At) -> None:
                if self.hours.get(event.consultation_id):  # one that was missed never counted
                    self.hours.remove(event.consultation_id)

            @classmethod
            def total(cls, connection: Connection) -> Decimal:
                with cls.reading(connection):
                    return connection.execute(cls.statement("total")).fetchone()[0]

    and in the SQL file the blocks `-- name: schema` (its DDL) and `-- name: total` (a query). No
    block names a schema: the engine and `reading` put the right one on the search path. Indexes
    that only questions need stand in a block `-- name: indexes`: a rebuild makes them when the
    tables are full, which takes a fraction of the time.

    The engine makes one instance for each batch, calls `prepare` with all its events, each event's
    handler in the order of the log, writes the tables, calls `finish`, and moves the position, all
    in one transaction. Two batches or one must make no difference: what a handler does depends on
    the events alone, never on a clock, a random number or where a batch ends.
    """

    NAME: ClassVar[str]
    """The class's name in lower case with underscores: what the registry and the CLI call it."""
    VERSION: ClassVar[int] = 1
    """A new version fills a schema of its own, beside the one in use."""
    COST: ClassVar[int] = 1
    """How much work the log is to it beside others, roughly: by it they are dealt out to processes."""
    handlers: ClassVar[Mapping[str, Callable[[Any, Any, At], None]]]
    """By topic."""
    tables: ClassVar[tuple[Table[Any], ...]]

    def __init_subclass__(cls) -> None:
        cls.NAME = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
        members = [member for base in reversed(cls.__mro__) for member in vars(base).values()]
        cls.tables = tuple(member for member in members if isinstance(member, Table))
        cls.handlers = {
            topic: member for member in members for topic in getattr(member, "topics", ())
        }

    def __init__(self, connection: Connection) -> None:
        """A batch, on the engine's connection: in its transaction, with the schema on its path."""
        self.connection = connection

    # --- folding: what the engine calls -----------------------------------------------------------

    def prepare(self, batch: Sequence[Any]) -> None:
        """Called with all events before the first handler, to read what the handlers will need in one go.

        By default it reads, of each table with a key, the rows that the events may touch. (A row
        that was not read ahead is read when a handler asks for it: slower, never wrong.)
        """
        kinds: defaultdict[type[Any], list[Any]] = defaultdict(list)
        for event in batch:
            kinds[type(event)].append(event)
        for table in self.tables:
            table.__get__(self, type(self)).load_for(kinds.values())

    def finish(self, after: int, until: int) -> None:
        """Called when the tables are written: they hold `after`, and now this batch up to `until`."""

    @classmethod
    def has_to_finish(cls, _after: int, _until: int) -> bool:
        """Whether `finish` has to be called for a stretch in which nothing happens that is subscribed to."""
        return cls.finish is not Projection.finish

    def write(self) -> None:
        """Write what the handlers have made of the tables."""
        for table in self.tables:
            table.__get__(self, type(self)).write()

    # --- asking ----------------------------------------------------------------------------------

    @classmethod
    def statement(cls, name: str) -> sql.SQL:
        """The named block of the SQL file beside the class; KeyError."""
        return _statements(cls.__module__)[name]

    @classmethod
    def definitions(cls, block: str = "schema") -> list[sql.SQL]:
        """The DDL of its tables, or of their `indexes`: first what it derives from has, then its own."""
        bases = [base for base in reversed(cls.__mro__) if issubclass(base, Projection)]
        modules = dict.fromkeys(base.__module__ for base in bases)
        return [each[block] for each in map(_statements, modules) if block in each]

    @classmethod
    def schema(cls, connection: Connection) -> str:
        """The schema that answers now; ProjectionNotReady."""
        return cls._live(connection)[0]

    @classmethod
    def position(cls, connection: Connection) -> int:
        """The position up to which the answers speak; ProjectionNotReady."""
        return cls._live(connection)[1]

    @classmethod
    @contextmanager
    def reading(cls, connection: Connection) -> Iterator[int]:
        """One consistent look at the tables, which need no schema inside it.

        Yields the position that everything read inside speaks for. Several projections can be read
        in one `snapshot`. Raises ProjectionNotReady.
        """
        nested = connection.info.transaction_status != TransactionStatus.IDLE
        with snapshot(connection), _path_kept(connection) if nested else nullcontext():
            schema, position = cls._live(connection)
            set_path(connection, schema)
            yield position

    @classmethod
    def fetch(
        cls,
        connection: Connection,
        row: type[Row],
        query: str | sql.SQL | sql.Composed,
        parameters: Mapping[str, Any] | None = None,
    ) -> list[Row]:
        """Rows of a query (or of the block of that name), its columns named like the row's fields."""
        statement = cls.statement(query) if isinstance(query, str) else query
        with cls.reading(connection), connection.cursor(row_factory=class_row(row)) as cursor:
            return cursor.execute(statement, parameters).fetchall()

    @classmethod
    def _live(cls, connection: Connection) -> tuple[str, int]:
        row = connection.execute(
            "SELECT schema, position FROM public.projections"
            " WHERE name = %s AND version = %s AND state = 'live'",
            [cls.NAME, cls.VERSION],
        ).fetchone()
        if row is None:
            raise ProjectionNotReady(name=cls.NAME)
        return row[0], row[1]


def set_path(connection: Connection, schema: str) -> None:
    """Until the end of the transaction, tables without a schema are this one's."""
    connection.execute(
        "SELECT set_config('search_path', quote_ident(%s) || ', public', true)", [schema]
    )


@contextmanager
def _path_kept(connection: Connection) -> Iterator[None]:
    """Inside a look at another projection's tables, that one's path comes back."""
    query = "SELECT current_setting('search_path')"
    [before] = connection.execute(query).fetchone() or ("public",)
    yield
    connection.execute("SELECT set_config('search_path', %s, true)", [before])


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """One moment of the database: everything read inside is from the same one. May be nested."""
    if connection.info.transaction_status != TransactionStatus.IDLE:
        yield
        return
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    try:
        with connection.transaction():
            yield
    finally:
        if not connection.closed:
            connection.isolation_level = connection.read_only = None


@cache
def _statements(module: str) -> dict[str, sql.SQL]:
    """The named blocks of the SQL file beside a module, if there is one."""
    package, _, name = module.rpartition(".")
    anchor = sys.modules[package] if package else sys.modules[module]
    file = resources.files(anchor).joinpath(f"{name}.sql")
    text = file.read_text("utf-8") if file.is_file() else ""
    _, *parts = re.split(r"^-- name: (\w+)\s*$", text, flags=re.MULTILINE)
    return {
        block: sql.SQL(cast(LiteralString, body.strip().rstrip(";")))
        for block, body in zip(parts[::2], parts[1::2], strict=True)
    }
