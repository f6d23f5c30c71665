"""Connections to the store, each in the one role its user needs."""

from collections.abc import Callable
from enum import StrEnum

import psycopg
from psycopg import sql
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

Connection = psycopg.Connection[TupleRow]

LOG_CHANNEL = "log"  # notified by the sequencer, once for each batch


class Role(StrEnum):
    """What a connection may do; the migrations grant it."""

    WRITER = "pumpurs_writer"  # append, read, keys
    WORKER = "pumpurs_worker"  # sequence, make and fill projections
    READER = "pumpurs_reader"  # read, but no keys


def connect(url: str, role: Role, *, autocommit: bool = True, statement_s: float = 0) -> Connection:
    """Open a connection in a role, in UTC, reading what is committed; `statement_s` as of a pool."""
    connection = psycopg.connect(url, autocommit=True, fallback_application_name=role)
    _assume(role, statement_s)(connection)
    connection.autocommit = autocommit
    return connection


def connection_pool(
    url: str,
    role: Role,
    *,
    min_size: int = 1,
    max_size: int = 8,
    timeout_s: float = 5.0,
    statement_s: float = 0,
    lock_s: float = 0,
) -> ConnectionPool[Connection]:
    """Pool of autocommit connections in a role; the caller opens it, after it forked.

    No statement takes longer than `statement_s`, none waits for a lock longer than `lock_s`; 0 is for ever.
    """
    return ConnectionPool(
        url,
        kwargs={"autocommit": True, "fallback_application_name": role},
        min_size=min_size,
        max_size=max_size,
        timeout=timeout_s,
        reconnect_timeout=0.5,  # then the next one who needs a connection tries anew, at once
        configure=_assume(role, statement_s, lock_s),
        open=False,
        name=role,
    )


def _assume(role: Role, statement_s: float = 0, lock_s: float = 0) -> Callable[[Connection], None]:
    # One who appends and then sits on the transaction holds up everyone's order: not for long.
    # Questions are of one school or of the nation: a plan made for any of them is wrong for many.
    statement = sql.SQL(
        "SET ROLE {role}; SET timezone TO 'UTC'; SET jit TO off;"
        " SET default_transaction_isolation TO 'read committed';"
        " SET idle_in_transaction_session_timeout TO '30s';"
        " SET plan_cache_mode TO {plans};"
        " SET statement_timeout TO {statement_ms}; SET lock_timeout TO {lock_ms}"
    ).format(
        role=sql.Identifier(role),
        plans=sql.Literal("force_custom_plan" if role is Role.READER else "auto"),
        statement_ms=sql.Literal(int(statement_s * 1000)),
        lock_ms=sql.Literal(int(lock_s * 1000)),
    )

    def assume(connection: Connection) -> None:
        connection.execute(statement)

    return assume
