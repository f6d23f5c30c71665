"""What the processes of the API read from the environment, read once before any of them is started."""

from __future__ import annotations

from collections.abc import Mapping

from api import buckets, cloud_events, cors, proxies
from api.batches.spool import Room
from api.webhooks.targets import Allowed, SettingInvalid
from ledger.webhook.errors import TargetInvalid

READ_BY = (
    cors.origins,
    proxies.trusted,
    buckets.configured,
    cloud_events.source,
    Room.configured,
    Allowed.from_environment,
)


class SettingUnreadable(ValueError):
    """A setting that a process would end at, again and again; its text names it."""


def require_readable(environ: Mapping[str, str]) -> None:
    """That each setting says something; SettingUnreadable. Whose tokens are believed is `require_safe`'s."""
    try:
        for read in READ_BY:
            read(environ)
    except (ValueError, SettingInvalid, TargetInvalid) as error:
        raise SettingUnreadable(str(error)) from error
