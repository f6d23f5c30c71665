"""How gunicorn serves the feed: one process whose many threads wait, apart from the workers that write."""

from __future__ import annotations

import os
import signal
from threading import Thread
from types import FrameType
from typing import Any

from api import serving
from api.feed.feed import SEATS
from api.serving import *  # noqa: F403  as the API is served, but for what follows
from api.serving import host

wsgi_app = "api.application:create_feed()"
bind = f"{f'[{host}]' if ':' in host else host}:{os.environ.get('FEED_PORT', '8001')}"
workers = 1
threads = SEATS + 24  # those who wait, and some for who is answered at once


def post_worker_init(worker: Any) -> None:  # type: ignore[no-redef]  # in its place
    """As the API; and told to stop, answer all who wait before anything else: gunicorn gives them a few seconds."""
    serving.post_worker_init(worker)
    feed, gunicorns = worker.wsgi.extensions["feed"], signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        Thread(target=feed.stop).start()  # a handler may have interrupted who holds the lock
        if callable(gunicorns):
            gunicorns(number, frame)

    signal.signal(signal.SIGTERM, stop)
