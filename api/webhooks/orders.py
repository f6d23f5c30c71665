"""What is said about webhooks in the log, brought to their queues."""

from __future__ import annotations

from ledger.store import webhook_orders
from ledger.store.connection import Connection
from ledger.store.log import Entry
from ledger.webhook import events

TOPICS = (
    events.Subscribed.TOPIC,
    events.Paused.TOPIC,
    events.Resumed.TOPIC,
    events.Tested.TOPIC,
    events.DeliveryResent.TOPIC,
    events.Ended.TOPIC,
    events.EndVoided.TOPIC,
)


def follow(connection: Connection) -> None:
    """Bring what is new to the queues, once, whatever dies when."""
    with connection.transaction():
        if (read := webhook_orders.read(connection, TOPICS)) is None:
            return
        found, until = read
        for entry in found:
            _carry_out(connection, entry)
        webhook_orders.done(connection, until)


def _carry_out(connection: Connection, entry: Entry) -> None:
    webhook_id = entry.stream
    match entry.topic:
        case events.Subscribed.TOPIC:
            webhook_orders.opened(connection, webhook_id, entry.position)
        case events.Paused.TOPIC | events.Resumed.TOPIC:
            paused = entry.topic == events.Paused.TOPIC
            webhook_orders.paused(connection, webhook_id, paused=paused)
        case events.Ended.TOPIC | events.EndVoided.TOPIC:
            ended = entry.topic == events.Ended.TOPIC
            webhook_orders.ended(connection, webhook_id, ended=ended)
        case events.Tested.TOPIC:
            webhook_orders.added(connection, webhook_id, entry.position)
        case events.DeliveryResent.TOPIC:
            webhook_orders.revived(connection, webhook_id, entry.content["letter"])
