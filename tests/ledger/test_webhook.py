"""A webhook: subscribed, retargeted, its secret rotated, paused and resumed, tried, ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ledger.access.errors import ScopeInvalid
from ledger.application import Ledger
from ledger.errors import AlreadyEnded, NotEnded, ReasonMissing, TextMissing, UnknownCode
from ledger.fact import current_context
from ledger.scope import NATIONAL, Scope
from ledger.sealed import Sealed
from ledger.webhook import Webhook
from ledger.webhook.errors import (
    NoDeadLetter,
    OverlapInvalid,
    TargetInvalid,
    WebhookNotPaused,
    WebhookPaused,
)
from ledger.webhook.target import target
from tests.ledger.scene import somebody
from tests.ledger.spec import given, id_of

DAY = date(2023, 6, 1)
URL = "https://hooks.example.lv/pumpurs"
FIRST, SECOND = Sealed("signing", b"first"), Sealed("signing", b"second")
UNTIL = datetime(2023, 6, 2, tzinfo=UTC)


def subscribed(
    url: str = URL,
    scopes: tuple[Scope, ...] = (NATIONAL,),
    description: str | None = None,
) -> Webhook:
    return Webhook.subscribe(
        id_of("webhook"),
        url=url,
        topics=("partner.joined", "partner.joined"),
        scopes=scopes,
        access_id=None,
        description=description,
        secret=FIRST,
        occurred_on=DAY,
    )


def paused(one: Webhook) -> None:
    one.pause(cause="by_hand", occurred_on=DAY)


def resumed(one: Webhook) -> None:
    one.resume(occurred_on=DAY)


def tried(one: Webhook) -> None:
    one.test(occurred_on=DAY)


def resent(one: Webhook) -> None:
    one.resend(letter=7, occurred_on=DAY)


def ended(one: Webhook) -> None:
    one.end(occurred_on=DAY)


def end_voided(one: Webhook) -> None:
    one.void_end(occurred_on=DAY)


def retargeted(one: Webhook) -> None:
    one.retarget(url="https://other.example.lv", occurred_on=DAY)


def rotated(one: Webhook) -> None:
    one.rotate_secret(secret=SECOND, former_until=UNTIL, occurred_on=DAY)


def test_a_webhook_is_subscribed_as_it_is_written_in_one_way() -> None:
    """Topics once, the address in its one spelling; a scope and a description say something."""
    told = given(lambda: subscribed("HTTPS://Hooks.Example.LV:443"))
    assert told.aggregate.topics == ("partner.joined",)
    assert told.aggregate.url == "https://hooks.example.lv/"
    for spoiled, refusal in (
        (lambda: subscribed("ftp://hooks.example.lv"), TargetInvalid),
        (lambda: subscribed(scopes=(Scope("partner"),)), ScopeInvalid),
        (lambda: subscribed(scopes=(Scope("moon"),)), UnknownCode),
        (lambda: subscribed(description=" "), TextMissing),
    ):
        told.when(lambda _, spoiled=spoiled: spoiled()).then_refused(refusal)  # type: ignore[misc]


def test_the_former_secret_is_kept_beside_the_new_one() -> None:
    """The one before it is good for nothing any more."""
    told = given(subscribed)
    told.when(rotated).then(Webhook.SecretRotated)
    one = told.aggregate
    assert (one.secret, one.former, one.former_until) == (SECOND, FIRST, UNTIL)
    told.when(rotated).then(Webhook.SecretRotated)
    assert (told.aggregate.secret, told.aggregate.former) == (SECOND, SECOND)


def test_nothing_is_asked_of_a_paused_webhook_until_it_is_resumed() -> None:
    """Retargeted and given a new secret it can be: that is how it is mended."""
    told = given(subscribed)
    told.when(resumed).then_refused(WebhookNotPaused)
    told.when(lambda one: one.pause(cause="moon", occurred_on=DAY)).then_refused(UnknownCode)
    told.when(tried).then(Webhook.Tested)
    told.when(resent).then(Webhook.DeliveryResent)
    told.when(paused).then(Webhook.Paused)
    assert told.aggregate.paused == "by_hand"
    for verb in (paused, tried, resent):
        told.when(verb).then_refused(WebhookPaused)
    told.when(retargeted).then(Webhook.Retargeted)
    told.when(rotated).then(Webhook.SecretRotated)
    told.when(resumed).then(Webhook.Resumed)
    assert told.aggregate.paused is None


def test_an_ended_webhook_goes_on_only_where_that_was_wrong() -> None:
    """With a reason; until then nothing becomes of it."""
    told = given(subscribed)
    told.when(end_voided).then_refused(NotEnded)
    told.when(ended).then(Webhook.Ended)
    for verb in (ended, paused, resumed, tried, resent, retargeted, rotated):
        told.when(verb).then_refused(AlreadyEnded)
    told.when(end_voided, reason=None).then_refused(ReasonMissing)
    told.when(end_voided).then(Webhook.EndVoided)
    told.when(paused).then(Webhook.Paused)


def test_its_secret_is_sealed_and_the_former_one_ends_in_time(ledger: Ledger) -> None:
    """Under a key of its own, and a week at most; a letter that is not dead is not resent."""
    webhook_id, one, two = id_of("webhook"), "whsec_one", "whsec_two"

    def rotate(hours: int) -> None:
        ledger.webhooks.rotate_secret(
            webhook_id=webhook_id, secret=two, overlap_hours=hours, occurred_on=DAY
        )

    with somebody():
        ledger.webhooks.subscribe(
            webhook_id=webhook_id, url=URL, scopes=(NATIONAL,), secret=one, occurred_on=DAY
        )
        rotate(3)
        for hours in (-1, 169):
            with pytest.raises(OverlapInvalid):
                rotate(hours)
        for position in (1, None):
            with pytest.raises(NoDeadLetter):
                ledger.webhooks.resend(webhook_id=webhook_id, position=position, occurred_on=DAY)
        now = current_context().at
    webhook = ledger.load(Webhook, webhook_id)
    assert webhook.former_until == now + timedelta(hours=3)
    assert webhook.former is not None
    opened = [ledger.keys.unseal(webhook_id, each) for each in (webhook.secret, webhook.former)]
    assert opened == [two, one]
    stored = b"".join(each.state for each in ledger.recorder.select_events(webhook_id))
    assert b"whsec" not in stored


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("https://example.lv", "https://example.lv/"),
        ("https://EXAMPLE.lv:443/A?b=c", "https://example.lv/A?b=c"),
        ("https://example.lv?q", "https://example.lv/?q"),
        ("https://example.lv:8443/x", "https://example.lv:8443/x"),
        ("http://localhost:80/", "http://localhost/"),
        ("https://xn--rga-8oa.lv/", "https://xn--rga-8oa.lv/"),
        ("https://192.0.2.1/a@b", "https://192.0.2.1/a@b"),
        ("https://[2001:DB8:0::1]:444/", "https://[2001:db8::1]:444/"),
    ],
)
def test_an_address_has_one_spelling(url: str, read: str) -> None:
    """Whatever was given; and that one is read as itself."""
    assert target(url).url == read
    assert target(read).url == read


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.lv",
        "//example.lv",
        "ftp://example.lv/",
        "javascript://example.lv/",
        "https:/example.lv",
        "https://",
        "https:///path",
        "https://user@example.lv/",
        "https://user:password@example.lv/",
        "https://example.lv@evil.example/",
        "https://example.lv\\@evil.example/",
        "https://example.lv/#fragment",
        "https://example.lv/a b",
        "https://example.lv/\r\nX: y",
        "https://example.lv/ā",
        "https://rīga.lv/",
        "https://ｅxample.lv/",
        "https://example.lv./",
        "https://.example.lv/",
        "https://exa..mple.lv/",
        "https://-example.lv/",
        "https://ex_ample.lv/",
        f"https://{'a' * 64}.lv/",
        f"https://{'a.' * 130}lv/",
        "https://example.lv:0/",
        "https://example.lv:65536/",
        "https://example.lv:/",
        "https://example.lv:٤٤٣/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://127.1/",
        "https://0177.0.0.1/",
        "https://127.0.0.01/",
        "https://1.2.3.4.5/",
        "https://256.0.0.1/",
        "https://example.0x1/",
        "https://[::1/",
        "https://[::g]/",
        "https://[fe80::1%25eth0]/",
        f"https://example.lv/{'a' * 2000}",
    ],
)
def test_what_could_be_taken_differently_is_no_address(url: str) -> None:
    """Users, fragments, numbers that some programs read as IPv4, names that end in a dot, other alphabets."""
    with pytest.raises(TargetInvalid):
        target(url)
