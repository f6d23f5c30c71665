"""What the processes log: lines of JSON that hold nothing but what an allow-list knows, so nothing personal.

Everybody logs with the standard library, with a constant sentence and `extra={…}`; arguments of a sentence and
messages of exceptions can carry anything, so they are left out, and counted.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

import msgspec
import structlog

SETTING = "PUMPURS_LOG"
FRAMES_MAX = 32
OURS = ("api", "ledger", "projections")
_ROOT = Path(__file__).parent.parent
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}

Allowed = Callable[[Any], bool]
Event = MutableMapping[str, Any]


def _text(pattern: str) -> Allowed:
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63


def _number(value: Any) -> bool:
    return isinstance(value, float) or _whole(value)


_NAME, _UUID = (
    _text(r"[A-Za-z_][A-Za-z0-9_.]{0,99}"),
    _text(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
)

FIELDS: Mapping[str, Allowed] = {
    "request_id": _UUID,
    "trace_id": _text(r"[0-9a-f]{32}"),
    "client": _UUID,  # the id of its access, which the ledger can name
    "method": _text(r"[A-Z]{3,7}"),
    "route": _text(r"/[a-z0-9_/.:<>-]{0,150}|none"),
    "status": _whole,
    "duration_ms": _number,
    "ticket": _whole,
    "position": _whole,
    "code": _text(r"[a-z_]{1,60}"),
    "projection": _text(r"[a-z0-9_]{1,60}"),
    "count": _whole,
    "attempt": _whole,
    "webhook_id": _UUID,
    "event_id": _UUID,
    "topic": _text(r"[a-z_]{1,40}\.[a-z_]{1,60}"),
    "seconds": _number,
    "version": _whole,
    "kind": _NAME,
    "process": _text(r"[a-z]{1,20}"),
    "sqlstate": _text(r"[0-9A-Z]{5}"),
    "signal": _text(r"SIG[A-Z0-9]{1,9}"),
}
"""What may be said, and of what form it is. A field that could hold a person's name or code is not among them."""


def configure(stream: TextIO | None = None) -> None:
    """Log to stderr, as $PUMPURS_LOG says: json (which it is unless said), or text for a terminal."""
    text = os.environ.get(SETTING) == "text"
    structlog.configure(
        processors=[
            structlog.processors.TimeStamper("iso", utc=True, key="at"),
            allow,
            plain if text else structlog.processors.JSONRenderer(_json),
        ],
        wrapper_class=structlog.BoundLoggerBase,
        logger_factory=structlog.PrintLoggerFactory(stream or sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.INFO, handlers=[Handler()], force=True)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)


class Handler(logging.Handler):
    """Hands what is logged on to structlog."""

    def __init__(self) -> None:
        super().__init__()
        self.log = structlog.get_logger()

    def emit(self, record: logging.LogRecord) -> None:
        """A line; never an error."""
        try:
            self.log._proxy_to_logger(record.levelname.lower(), None, record=record)
        except Exception:  # noqa: BLE001  whatever is wrong with a log, its program goes on
            sys.stderr.write('{"level":"error","event":"a line could not be logged"}\n')


def allow(_logger: object, level: str, event: Event) -> Event:
    """The processor: what a record may say."""
    record: logging.LogRecord = event["record"]
    said: Event = {"at": event["at"], "level": level, "logger": record.name}
    withheld = len(record.args or ())
    if sentence(record):
        said["event"] = record.msg
    else:
        said["event"], withheld = "(withheld)", withheld + 1
        said["where"] = f"{record.module}:{record.lineno}:{record.funcName}"
    for name in [each for each in vars(record) if each not in _STANDARD]:
        if name in FIELDS and FIELDS[name](value := getattr(record, name)):
            said[name] = value
        else:
            withheld += 1
    if record.exc_info and record.exc_info[1]:
        said.update(described(record.exc_info[1]))
    if withheld:
        said["withheld"] = withheld
    return said


def sentence(record: logging.LogRecord) -> bool:
    """Whether what is said is a constant: of ours always, a test looks; of others where it has arguments."""
    ours = record.name.partition(".")[0] in OURS
    return isinstance(record.msg, str) and (ours or bool(record.args and "%" in record.msg))


def described(error: BaseException) -> Event:
    """What an exception is and where it comes from, and never what it says."""
    chain = list(_chain(error))
    said: Event = {
        "error": [f"{type(each).__module__}.{type(each).__qualname__}" for each in chain]
    }
    states = [getattr(each, "sqlstate", None) for each in chain]
    if state := next((each for each in states if FIELDS["sqlstate"](each)), None):
        said["sqlstate"] = state
    said["frames"] = [frame for each in chain for frame in _frames(each.__traceback__)][
        -FRAMES_MAX:
    ]
    return said


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and what it was raised for; each once."""
    seen: list[BaseException] = []
    while error is not None:
        seen.append(error)
        yield error
        others = (error.__cause__, error.__context__)  # an error may be its own cause
        error = next((each for each in others if each and each not in seen), None)


def _frames(raised: TracebackType | None) -> Iterator[str]:
    for frame, line in traceback.walk_tb(raised):
        if place := _place(frame.f_code.co_filename):
            yield f"{place}:{line}:{frame.f_code.co_name}"


@cache
def _place(file: str) -> str | None:
    """Where a file of ours is."""
    path = Path(file)
    if not path.is_relative_to(_ROOT) or path.relative_to(_ROOT).parts[0] not in OURS:
        return None
    return str(path.relative_to(_ROOT))


def plain(_logger: object, _level: str, event: Event) -> str:
    """For people who look at a terminal."""
    known = ("level", "event", "at", "logger")
    rest = " ".join(f"{name}={_shown(value)}" for name, value in event.items() if name not in known)
    return f"{event['level']} {event['logger']}: {event['event']} {rest}".rstrip()


def _shown(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _json(event: Event, **_: Any) -> str:
    return msgspec.json.encode(event).decode()


def _uncaught(
    kind: type[BaseException], error: BaseException | None, raised: TracebackType | None
) -> None:
    """What nobody caught is told as any other error, and not with what it says."""
    if error is not None and not issubclass(kind, KeyboardInterrupt):
        logging.getLogger(__name__).critical("not caught", exc_info=(kind, error, raised))
