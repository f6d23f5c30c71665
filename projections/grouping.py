"""Counts by some columns: how a query says what it groups by."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from psycopg import sql

from projections.dimensions import UnknownDimension


def grouped(statement: sql.SQL, group_by: Sequence[str], known: Collection[str]) -> sql.Composed:
    """A statement with its {chosen} and {by}: a JSON object of the columns, and what to group by; UnknownDimension.

    Without columns it answers with one row, of everything.
    """
    for name in group_by:
        if name not in known:
            raise UnknownDimension(value=name, known=", ".join(known))
    columns = [sql.Identifier(name) for name in group_by]
    pairs = [part for name in group_by for part in (sql.Literal(name), sql.Identifier(name))]
    return statement.format(
        chosen=sql.SQL("jsonb_build_object({})").format(sql.SQL(", ").join(pairs)),
        by=sql.SQL(", ").join(columns) if columns else sql.SQL("()"),
    )
