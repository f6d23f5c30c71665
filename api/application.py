"""The web application: blueprints and error handlers, nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence

from flask import Flask, Response, g

from api import access, answers, cors, limits, observation, problems, protection, proxies
from api.access.requests import Identify, identified
from api.body import BODY_MAX
from api.cloud_events import source
from api.context import request_id
from api.documentation import documentation
from api.feed import WAIT_MAX_S, Feed
from api.health import health
from api.openapi import SETTINGS, LedgerApi
from api.printed_plan import printed_plan
from api.reach import Reach
from api.resource import Resource
from api.resources import ALL
from api.resources.events import events

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")


def create_app(
    reach: Reach | None = None,
    identify: Identify = identified,
    *,
    resources: Sequence[Resource] = ALL,
    wait_max_s: int = 0,
) -> Flask:
    """The application; what it reaches comes from the environment, unless given.

    `identify` says who sends a request: whom its token or key speaks of, unless given. `wait_max_s`: how
    long who follows the log may wait for it; not at all in the workers that write.
    """
    app = Flask("api", static_folder=None)
    app.config.update(SETTINGS, MAX_CONTENT_LENGTH=BODY_MAX + 1, TRUSTED_HOSTS=trusted_hosts())
    observation.install(app)
    protection.install(app)
    cors.install(app, cors.origins(os.environ))
    app.wsgi_app = proxies.Forwarded(app.wsgi_app, proxies.trusted(os.environ))  # type: ignore[method-assign]
    reach = reach or Reach.from_environment()
    reach.attach(app)
    Feed(reach.url, source(os.environ), wait_max_s=wait_max_s).attach(app)
    app.before_request(limits.count_request)
    app.extensions["identify"] = identify
    app.before_request(access.admit)
    app.after_request(_finished)
    api = LedgerApi(app)
    for resource in resources:
        api.register_blueprint(resource)
    app.register_blueprint(documentation)
    app.register_blueprint(health)
    app.register_blueprint(printed_plan)
    problems.install(app)
    return app


def create_feed(reach: Reach | None = None) -> Flask:
    """The application of the feed's own process: who follows the log may wait there, and ask for nothing else."""
    return create_app(reach, resources=(events,), wait_max_s=WAIT_MAX_S)


def trusted_hosts() -> list[str]:
    """Under which names the ledger is asked: those of $PUMPURS_HOSTS, and of its own machine.

    A page of another site cannot pretend to be one of them.
    """
    named = os.environ.get("PUMPURS_HOSTS", "")
    return [*LOCAL_HOSTS, *(host.strip() for host in named.split(",") if host.strip())]


def _finished(answer: Response) -> Response:
    """What every answer says, and how it ends."""
    answer.headers["X-Request-Id"] = str(request_id())
    if "position" in g:
        answer.headers["Ledger-Position"] = str(g.position)
    limits.say_standing(answer)
    protection.protect(answer)
    answers.end_line(answer)
    return answer
