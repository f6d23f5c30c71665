"""The API in the process of a command, for commands that say what HTTP says."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager

from flask.testing import FlaskClient

from api.access.requests import at_the_shell
from api.application import create_app
from api.cli.database import kek
from api.reach import Reach, Times
from api.webhooks.targets import Allowed

PATIENT = Times(patience_s=25)
"""A decision that a command began ends with the command: it waits longer than a server does."""


@contextmanager
def client_of_api(url: str) -> Iterator[FlaskClient]:
    """A client of the API; no server need be going."""
    targets = Allowed.from_environment(os.environ)
    with closing(Reach(url, kek(), times=PATIENT, targets=targets)) as reach:
        yield create_app(reach, at_the_shell).test_client()
