"""Webhooks: what is recorded reaches who subscribed, signed, in order, however often it has to be tried."""

from __future__ import annotations

from base64 import b64decode

import pytest
from standardwebhooks import Webhook

from tests.api.http import NOBODY, Api, pointers, refused
from tests.api.webhook_receiver import Receiver, happened, sending, subscribed, until


def test_what_is_recorded_is_sent_signed(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """Standard Webhooks' own package takes it; what was recorded before the subscription is not sent."""
    happened(hooks)
    _, secret = subscribed(hooks, receiver.url)
    assert len(b64decode(secret.removeprefix("whsec_"))) == 32
    with sending(hooks.url, kek):
        happened(hooks, 2)
        until(lambda: len(receiver.received) == 2)
    for message in receiver.received:
        told = Webhook(secret).verify(message.body, message.headers)
        assert told["type"] == "lv.pumpurs.partner.joined"
        assert message.headers["content-type"] == "application/cloudevents+json"
        with pytest.raises(Exception, match="signature"):
            Webhook("whsec_" + "A" * 43 + "=").verify(message.body, message.headers)
    assert receiver.positions == [5, 6]


def test_a_secret_is_shown_once(hooks: Api, receiver: Receiver) -> None:
    """By the answer that comes of recording it, and by no other; neither is it in the log."""
    body, key = {"url": receiver.url}, {"Idempotency-Key": "hook"}
    rehearsed = hooks.post("/webhooks?dry_run=true", body, headers=key)
    first, again = (hooks.post("/webhooks", body, headers=key).get_json() for _ in range(2))
    assert first["secret"].startswith("whsec_")
    assert rehearsed.get_json()["secret"] is again["secret"] is None
    assert first["webhook_id"] == again["webhook_id"]
    assert first["secret"] not in hooks.get("/log").text + hooks.get("/webhooks").text
    assert subscribed(hooks, receiver.url)[1] != first["secret"]


def test_what_is_told_of_is_chosen(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """Of these types alone; one that no event has is refused, and so is an address that is not on the list."""
    subscribed(hooks, receiver.url, topics=["material.published", "partner.agreement_signed"])
    for url, code in (("https://example.lv", "target_not_allowed"), ("x", "target_invalid")):
        problem = refused(hooks.post("/webhooks", {"url": url}), 422, code)
        assert pointers(problem) == {"/url"}
    unknown = {"url": receiver.url, "topics": ["moon.risen"]}
    refused(hooks.post("/webhooks", unknown), 422, "unknown_code")
    with sending(hooks.url, kek):
        partner = happened(hooks, 2)
        agreed = {"number": "8.3.4.0/16/I/001/1", "occurred_on": "2017-03-16"}
        hooks.made(f"/partners/{partner}/agreement", agreed, "id")
        hooks.settle()
        until(lambda: receiver.received)
    assert [message.said["type"] for message in receiver.received] == [
        "lv.pumpurs.partner.agreement_signed"
    ]


def test_sealed_values_are_not_told(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """Not even sealed; the rest of the event is."""
    subscribed(hooks, receiver.url)
    with sending(hooks.url, kek):
        hooks.post("/specialists", {"name": "Anna", "occurred_on": "2020-01-01"})
        hooks.settle()
        until(lambda: receiver.received)
    [message] = receiver.received
    assert message.said["data"]["occurred_on"] == "2020-01-01"
    assert b"box" not in message.body


def test_a_secret_is_changed_without_a_gap(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """While both are good each message bears both signatures; when the overlap is over, only the new one."""
    at, first = subscribed(hooks, receiver.url)
    second = hooks.post(f"{at}/rotate-secret", {"overlap_hours": 1}).get_json()["secret"]
    with sending(hooks.url, kek):
        happened(hooks)
        until(lambda: len(receiver.received) == 2)
        third = hooks.post(f"{at}/rotate-secret", {"overlap_hours": 0}).get_json()["secret"]
        happened(hooks)
        until(lambda: len(receiver.received) == 4)
    assert len({first, second, third}) == 3
    *_, both, _, one = receiver.received
    for secret in (first, second):
        assert Webhook(secret).verify(both.body, both.headers)
    assert len(one.headers["webhook-signature"].split()) == 1
    assert Webhook(third).verify(one.body, one.headers)
    refused(hooks.post(f"{at}/rotate-secret", {"overlap_hours": 200}), 422, "overlap_invalid")


def test_a_webhook_is_shown_with_how_far_it_has_got(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """In the list and alone; the version is its ETag; one that nobody subscribed is not there."""
    at, _ = subscribed(hooks, receiver.url, description="school system", topics=["partner.joined"])
    with sending(hooks.url, kek):
        happened(hooks, 3)
        until(lambda: len(receiver.received) == 3)
        until(lambda: hooks.get(at).get_json()["told_up_to"] == 6)
    shown = hooks.get(at)
    assert shown.headers["ETag"] == '"1"'
    webhook = shown.get_json()
    [listed] = hooks.get("/webhooks?ended=false").get_json()["items"]
    assert listed.items() <= webhook.items()
    assert (webhook["pending"], webhook["dead"], webhook["failures"]) == (0, 0, 0)
    states = [each["state"] for each in hooks.get(f"{at}/deliveries").get_json()["items"]]
    assert states == ["delivered"] * 3
    page = hooks.get(f"{at}/deliveries?limit=2&state=delivered").get_json()
    assert [each["position"] for each in page["items"]] == [4, 5]
    rest = hooks.get(f"{at}/deliveries?limit=2&state=delivered&cursor={page['next']}").get_json()
    assert [each["position"] for each in rest["items"]] == [6]
    for path in (f"/webhooks/{NOBODY}", f"/webhooks/{NOBODY}/deliveries"):
        refused(hooks.get(path), 404, "not_found")
