"""The description of the API as a file: `python -m api.openapi_json > docs/openapi.json`."""

from __future__ import annotations

from api.application import create_app
from api.openapi import LedgerApi
from api.reach import Reach


def text() -> str:
    """What the ledger serves as /api/v1/openapi.json; no database is asked."""
    app = create_app(Reach("", bytes(32)))
    api: LedgerApi = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    return api.text


if __name__ == "__main__":
    print(text(), end="")  # noqa: T201
