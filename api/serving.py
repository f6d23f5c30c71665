"""How gunicorn serves the API: two workers of eight threads, where $HOST and $PORT say."""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

from api import metrics_files
from api.identity import IssuersInvalid
from api.identity.starting import require_safe

metrics_files.share(os.environ)  # before what counts is loaded

wsgi_app = "api.application:create_app()"
host = os.environ.get("HOST", "127.0.0.1")
bind = f"{f'[{host}]' if ':' in host else host}:{os.environ.get('PORT', '8000')}"
worker_class = "api.gunicorn_parts.Worker"  # gthread, and its refusals are problems
logger_class = "api.gunicorn_parts.Logger"
workers = 2
threads = 8
control_socket_disable = True
limit_request_line = 8190  # bytes: a query with a hundred ids in a filter
limit_request_fields = 64
limit_request_field_size = 8190  # bytes: a token is a tenth of that
forwarded_allow_ips = ""  # gunicorn believes no header of a proxy
keepalive = 5  # seconds that a connection is kept for the next request
timeout = 30  # seconds without a sign of life, then a worker is killed
graceful_timeout = 5  # seconds to finish what is under way when told to stop
GARBAGE = (10_000, 10, 10)
"""How much more there has to be before it is looked for: a request makes hundreds of things, and drops them."""
errorlog = "-"
loglevel = "warning"


def post_worker_init(_worker: Any) -> None:
    """What a worker has loaded stays: it need not all be looked at for garbage, while every thread waits."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GARBAGE)


def worker_exit(_server: Any, _worker: Any) -> None:
    """Nor need it be at the end, while somebody waits for it."""
    gc.freeze()


def on_exit(_server: Any) -> None:
    """Leave nothing behind, unless others go on counting."""
    metrics_files.let_go(os.environ)
    gc.freeze()  # as in the workers


def when_ready(server: Any) -> None:
    """Refuse to serve where it would not be known who asks."""
    addresses = [listener.sock.getsockname() for listener in server.LISTENERS]
    hosts = [address[0] for address in addresses if isinstance(address, tuple)]
    try:
        require_safe(os.environ, hosts)
    except IssuersInvalid as refusal:
        sys.exit(str(refusal))
