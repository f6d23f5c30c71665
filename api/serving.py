"""How gunicorn serves the API: two workers of eight threads, on this machine's own address only."""

from __future__ import annotations

import os
import sys
from typing import Any

from api.access import is_local

wsgi_app = "api.application:create_app()"
bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
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
errorlog = "-"
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Refuse any address that others can reach, for as long as nobody is asked who they are."""
    addresses = [listener.sock.getsockname() for listener in server.LISTENERS]
    for host in (address[0] for address in addresses if isinstance(address, tuple)):
        if not is_local(host):
            sys.exit(
                f"The ledger has no access control yet: it listens on 127.0.0.1, not on {host}."
            )
