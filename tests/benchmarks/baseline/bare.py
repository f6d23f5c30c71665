"""The barest endpoint: Flask and psycopg; it reads nothing, checks nothing, and inserts one row of the same size."""

from __future__ import annotations

import os
from uuid import UUID, uuid4

from flask import Flask, request
from psycopg_pool import ConnectionPool

TABLE = (
    "CREATE TABLE facts (student_id uuid, consultation_id uuid, topic text, state bytea,"
    " PRIMARY KEY (student_id, consultation_id))"
)
INSERT = "INSERT INTO facts VALUES (%s, %s, %s, %s)"


def create_app() -> Flask:
    """The application; what was sent is filled up to $ROW_BYTES."""
    app = Flask("bare")
    pool = ConnectionPool(
        os.environ["DATABASE_URL"], max_size=8, kwargs={"autocommit": True}, open=True
    )
    row_bytes = int(os.environ["ROW_BYTES"])

    @app.post("/api/v1/students/<uuid:student_id>/consultations")
    def record(student_id: UUID) -> tuple[dict[str, str], int]:
        made, state = uuid4(), request.get_data().ljust(row_bytes)
        with pool.connection() as connection:
            connection.execute(INSERT, (student_id, made, "consultation_recorded", state))
        return {"consultation_id": str(made)}, 201

    return app
