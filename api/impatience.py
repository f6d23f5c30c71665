"""Clients that stall: whoever sends nothing, or takes nothing of an answer, for a while is given up."""

from __future__ import annotations

from flask import Request

STALLED_S = 30.0
"""How long a client may send nothing, or take to receive one block of its answer."""


def give_up_stalled(request: Request) -> None:
    """From now on, so that the thread is free again; gunicorn itself would wait for ever."""
    if connection := request.environ.get("gunicorn.socket"):
        connection.settimeout(STALLED_S)
