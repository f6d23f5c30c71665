"""Delivery of webhooks under fire: receivers that fail, processes that die, orders that come meanwhile."""

from __future__ import annotations

import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from api.webhooks.pace import Pace
from ledger.store import outbox
from tests.api.http import Api, refused
from tests.api.webhook_receiver import (
    QUICK,
    Receiver,
    happened,
    receiving,
    sending,
    subscribed,
    until,
)

PATIENT = replace(QUICK, again=(0.05,) * 200)
PUMPURS = Path(sys.executable).with_name("pumpurs")


def state(hooks: Api, at: str) -> dict[str, Any]:
    """A webhook as it is shown."""
    shown: dict[str, Any] = hooks.get(at).get_json()
    return shown


def letters(hooks: Api, at: str, state: str) -> list[dict[str, Any]]:
    """Its deliveries in a state."""
    found: list[dict[str, Any]] = hooks.get(f"{at}/deliveries?state={state}").get_json()["items"]
    return found


def test_who_fails_and_recovers_gets_everything(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """Each message under the same id until it is taken, each stream in its order."""
    at, _ = subscribed(hooks, receiver.url)
    receiver.answers(500)
    with sending(hooks.url, kek, pace=PATIENT):
        partner = happened(hooks, 2)
        agreed = {"number": "8.3.4.0/16/I/001/1", "occurred_on": "2017-03-16"}
        hooks.made(f"/partners/{partner}/agreement", agreed, "id")
        hooks.settle()
        until(lambda: len(receiver.received) >= 6)
        assert 6 not in receiver.positions  # it waits for the one before in its stream
        assert state(hooks, at)["failures"] >= 5
        receiver.answers(204)
        until(lambda: 6 in receiver.positions)
    assert {4, 5, 6} <= set(receiver.positions)
    ids = {message.headers["webhook-id"] for message in receiver.received}
    assert len(ids) == 3
    assert state(hooks, at)["failures"] == 0
    assert [each["position"] for each in letters(hooks, at, "delivered")] == [4, 5, 6]


def test_what_is_never_taken_is_a_dead_letter_and_can_be_resent(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """One or all; sent twice under one key, it is resent once; what is not dead is refused."""
    at, _ = subscribed(hooks, receiver.url, topics=["partner.joined"])
    receiver.answers(500)
    with sending(hooks.url, kek):
        happened(hooks, 3)
        until(lambda: len(letters(hooks, at, "dead")) == 3)
        assert len(receiver.received) == 9
        dead = letters(hooks, at, "dead")[0]
        told = dead["attempts"], dead["last_status"], dead["last_error"], dead["next_attempt_at"]
        assert told == (3, 500, "status", None)
        refused(hooks.post(f"{at}/deliveries/resend", {"position": 1}), 409, "no_dead_letter")
        receiver.answers(204)
        receiver.received.clear()
        key = {"Idempotency-Key": "again"}
        first = hooks.post(f"{at}/deliveries/resend", {"position": 5}, headers=key)
        assert first.status_code == 201
        hooks.settle()
        until(lambda: receiver.positions == [5])
        until(lambda: len(letters(hooks, at, "dead")) == 2)
        again = hooks.post(f"{at}/deliveries/resend", {"position": 5}, headers=key)
        assert again.headers["Idempotent-Replayed"] == "true"
        hooks.made(f"{at}/deliveries/resend", {}, "version")
        hooks.settle()
        until(lambda: len(letters(hooks, at, "delivered")) == 3)
    assert sorted(receiver.positions) == [4, 5, 6]
    refused(hooks.post(f"{at}/deliveries/resend", {}), 409, "no_dead_letter")


def test_a_paused_webhook_misses_nothing(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """It goes on from where it was, at the address that it has then; ended, it is sent nothing more."""
    topics = ["partner.joined"]
    at, _ = subscribed(hooks, receiver.url, topics=topics)
    hooks.made(f"{at}/pause", {}, "version")
    with sending(hooks.url, kek), receiving() as other:
        happened(hooks, 2)
        until(lambda: state(hooks, at)["paused"] == "by_hand")
        refused(hooks.post(f"{at}/test"), 409, "webhook_paused")
        hooks.made(f"{at}/retarget", {"url": other.url}, "version")
        hooks.made(f"{at}/resume", {}, "version")
        hooks.settle()
        until(lambda: len(other.received) == 2)
        hooks.made(f"{at}/end", {}, "version")
        happened(hooks)
        until(lambda: state(hooks, at)["ended"])
        refused(hooks.post(f"{at}/resume"), 409, "already_ended")
        hooks.made(f"{at}/void-end", {"reason": "ended the wrong one"}, "version")
        hooks.settle()
        until(lambda: len(other.received) == 3)
    assert receiver.received == []


def test_a_webhook_is_tried(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """The message is the event that says so, whatever it is told of else, and comes once."""
    at, _ = subscribed(hooks, receiver.url, topics=["material.published"])
    every, _ = subscribed(hooks, receiver.url)
    for path in (at, every):
        hooks.made(f"{path}/test", {}, "version")
    with sending(hooks.url, kek):
        happened(hooks)
        until(lambda: len(receiver.received) >= 4)
    said = [(message.said["type"], message.position) for message in receiver.received]
    # The second one is told of all that is recorded, of the first one's trial as well.
    assert sorted(said) == [
        ("lv.pumpurs.partner.joined", 7),
        *[("lv.pumpurs.webhook.tested", position) for position in (5, 5, 6)],
    ]


@pytest.mark.parametrize(
    ("status", "pace", "cause"),
    [
        (410, QUICK, "target_gone"),
        (500, replace(QUICK, failing_max=0.2, again=(0.02,) * 200), "failing"),
        (400, replace(QUICK, dead_max=2, again=()), "too_many_dead"),
    ],
)
def test_a_hopeless_receiver_is_left_in_peace(
    hooks: Api, kek: bytes, receiver: Receiver, status: int, pace: Pace, cause: str
) -> None:
    """Gone, failing for long, or with too many dead letters: paused, with the cause, by an event."""
    at, _ = subscribed(hooks, receiver.url, topics=["partner.joined"])
    receiver.answers(status)
    with sending(hooks.url, kek, pace=pace):
        happened(hooks, 3)
        until(lambda: state(hooks, at)["paused"] == cause)
        until(lambda: queue(hooks, "paused"))
        happened(hooks)
        receiver.answers(204)
        hooks.made(f"{at}/resume", {}, "version")
        hooks.settle()
        until(lambda: letters(hooks, at, "pending") == [])
    [event] = hooks.get("/log?type=webhook.paused").get_json()["items"]
    assert (event["data"]["actor"], event["data"]["role"]) == ("pumpurs webhooks", "machine")


def queue(hooks: Api, column: str) -> Any:
    """What the only queue has in a column."""
    with hooks.app.extensions["reach"].readers.connection() as connection:
        [value] = connection.execute(f"SELECT {column} FROM webhook_queues").fetchone() or (None,)
    return value


def test_who_asks_for_a_rest_gets_it(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """Retry-After of 429 and 503, within bounds; of no other answer."""
    at, _ = subscribed(hooks, receiver.url)
    receiver.answers(503, Retry_After="9999999")
    with sending(hooks.url, kek, pace=replace(PATIENT, asked_max=1000.0)):
        happened(hooks)
        until(lambda: state(hooks, at)["failures"] == 1)
        until(lambda: queue(hooks, "held_by") is None)
        rest_s = queue(hooks, "extract(epoch FROM not_before - clock_timestamp())")
        assert 900 < rest_s <= 1000
    assert len(receiver.received) == 1


def test_a_process_killed_while_it_sends_is_taken_over(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """At once, by the next one: the message comes again under the same id, and is noted once."""
    subscribed(hooks, receiver.url)
    hold = Event()
    receiver.answer = lambda _: (204 if hold.wait(30) else 500, {})
    settings = {
        "DATABASE_URL": hooks.url,
        "PUMPURS_KEK": b64encode(kek).decode(),
        "PUMPURS_WEBHOOK_TARGETS": "localhost:*",
        "PUMPURS_WEBHOOK_NETWORKS": "127.0.0.0/8,::1/128",
    }
    for number in (1, 2):
        with subprocess.Popen([PUMPURS, "webhooks"], env=os.environ | settings) as process:
            if number == 1:
                happened(hooks, 2)
                until(lambda: len(receiver.received) == 1)
                process.kill()
            else:
                hold.set()
                until(lambda: len(receiver.received) == 3)
                until(lambda: queue(hooks, "held_by") is None)
                process.terminate()
    assert process.returncode == 0
    assert receiver.positions == [4, 4, 5]
    first, second, _ = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_two_processes_send_nothing_twice(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """They share the webhooks; each message comes once, in order."""
    addresses = [subscribed(hooks, receiver.url, topics=["partner.joined"])[0] for _ in range(4)]
    with sending(hooks.url, kek), sending(hooks.url, kek):
        for _ in range(5):
            happened(hooks, 8)
        until(lambda: len(receiver.received) >= 160)
        until(lambda: all(letters(hooks, at, "pending") == [] for at in addresses))
    ids = [message.headers["webhook-id"] for message in receiver.received]
    assert len(ids) == len(set(ids)) == 160
    for at in addresses:
        mine = [each for each in ids if at.rpartition("/")[2].replace("-", "") in each]
        positions = [int(each.rpartition("_")[2]) for each in mine]
        assert positions == sorted(positions)


def test_a_hundred_webhooks_are_not_held_up_by_the_slow_and_the_dead(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """Ten that never answer and ten that are not there: the others hear of everything meanwhile."""
    topics = ["partner.joined"]
    release = Event()
    with receiving() as silent, sending(hooks.url, kek):
        silent.answer = lambda _: (204 if release.wait(30) else 500, {})
        for number in range(100):
            url = (
                silent.url
                if number < 10
                else "http://localhost:1/"
                if number < 20
                else receiver.url
            )
            subscribed(hooks, url, topics=topics)
        happened(hooks, 3)
        until(lambda: len(receiver.received) == 240)
        assert not release.is_set()
        release.set()
    counted = {position: receiver.positions.count(position) for position in set(receiver.positions)}
    assert counted == dict.fromkeys((103, 104, 105), 80)


def test_what_is_kept_is_bounded(
    hooks: Api, kek: bytes, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many messages wait at most, the rest in the log; of those delivered, so many are kept."""
    monkeypatch.setattr(outbox, "WINDOW", 5)
    monkeypatch.setattr(outbox, "DELIVERED_KEPT", 3)
    at, _ = subscribed(hooks, receiver.url, topics=["partner.joined"])
    receiver.answers(500)
    with sending(hooks.url, kek, pace=PATIENT):
        happened(hooks, 12)
        until(lambda: len(receiver.received) >= 10)
        assert state(hooks, at)["pending"] == 5
        receiver.answers(204)
        until(lambda: state(hooks, at)["told_up_to"] == 15)
        until(
            lambda: [each["position"] for each in letters(hooks, at, "delivered")] == [13, 14, 15]
        )
    assert letters(hooks, at, "pending") == []
