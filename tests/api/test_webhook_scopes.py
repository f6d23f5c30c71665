"""Of what a webhook is told: what lies in its scopes, for as long as who subscribed may see it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

from api.access.permissions import permissions
from api.application import create_app
from api.reach import Reach
from ledger.application import Ledger
from ledger.role import Role
from ledger.scope import NATIONAL, Scope, partner
from tests.api.http import Api, anybody, refused
from tests.api.people import People
from tests.api.webhook_receiver import (
    LOCAL,
    QUICK,
    Receiver,
    happened,
    opened_access,
    sending,
    until,
)
from tests.ledger.scene import somebody
from tests.ledger.spec import id_of

DAY = date(2021, 9, 1)


def ledger_of(api: Api) -> Ledger:
    """The ledger that the API tells."""
    reach: Reach = api.app.extensions["reach"]
    reach.open()
    return reach.ledger


def subscribed(ledger: Ledger, url: str, access: UUID | None, *scopes: Scope) -> UUID:
    """A webhook of that access, told of these scopes."""
    webhook_id, drawn = id_of(f"{url} {scopes}"), "whsec_" + "A" * 43 + "="
    with somebody():
        ledger.webhooks.subscribe(
            webhook_id=webhook_id,
            url=url,
            scopes=scopes,
            access_id=access,
            secret=drawn,
            occurred_on=DAY,
        )
    return webhook_id


def agreed(api: Api, *partners: str) -> None:
    """These partners sign their agreements, and the read models know."""
    for number, each in enumerate(partners):
        said = {"number": f"8.3.4.0/16/I/001/{number}", "occurred_on": "2017-03-16"}
        api.made(f"/partners/{each}/agreement", said, "id")
    api.settle()


def test_a_webhook_is_told_of_its_scopes_alone(hooks: Api, kek: bytes, receiver: Receiver) -> None:
    """What another partner does, and what is the nation's, it never hears of; a trial it does."""
    other, mine = happened(hooks), happened(hooks)
    webhook = subscribed(ledger_of(hooks), receiver.url, None, partner(UUID(mine)))
    with sending(hooks.url, kek):
        agreed(hooks, other, mine)
        until(lambda: receiver.received)
        hooks.made(f"/webhooks/{webhook}/test", {}, "id")
        hooks.settle()
        until(lambda: len(receiver.received) == 2)
    assert [message.said["subject"] for message in receiver.received] == [mine, str(webhook)]


def test_what_may_not_be_seen_any_more_is_not_told(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """Neither a scope that was never granted; nor, when the grant is gone, any: the webhook is paused."""
    mine, other = happened(hooks), happened(hooks)
    ledger = ledger_of(hooks)
    access = opened_access(ledger, partner(UUID(mine)), "school-system")
    webhook = subscribed(ledger, receiver.url, access, partner(UUID(mine)), NATIONAL)
    with sending(hooks.url, kek):
        agreed(hooks, other, mine)
        until(lambda: receiver.received)
        with somebody(reason="it has left"):
            ledger.accesses.revoke(
                access_id=access, grant_id=id_of("school-system"), occurred_on=DAY
            )
        advance = {"amount": "1.00", "reference": "bank 1", "occurred_on": "2020-01-01"}
        hooks.made(f"/partners/{mine}/advances", advance, "id")
        hooks.settle()
        until(lambda: hooks.get(f"/webhooks/{webhook}").get_json()["paused"] == "access_ended")
    assert [message.said["subject"] for message in receiver.received] == [mine]


def test_nobody_subscribes_to_more_than_is_theirs(
    database_url: str, kek: bytes, tmp_path: Path
) -> None:
    """Told of their own where they say nothing else; another's webhook is not there, nor one that tells of more."""
    people = People(tmp_path)
    with closing(Reach(database_url, kek, issuers=people.issuers, targets=LOCAL)) as reach:
        everybody = Api(create_app(reach, anybody), database_url)
        mine, other = happened(everybody), happened(everybody)
        everybody.settle()
        own, foreign = ({"kind": "partner", "id": each} for each in (mine, other))
        me, them, nation = (
            people.grant(reach.ledger, name, (role, scope))
            for name, role, scope in (
                ("mine", Role.PARTNER_COORDINATOR, partner(UUID(mine))),
                ("other", Role.PARTNER_COORDINATOR, partner(UUID(other))),
                ("ikvd", Role.NATIONAL, NATIONAL),
            )
        )
        api = Api(create_app(reach), database_url)
        said, elsewhere = {"url": "https://localhost/"}, {"url": "https://example.lv/"}
        for scopes in ([foreign], [own, foreign], [{"kind": "nation"}]):
            refused(api.post("/webhooks", {**said, "scopes": scopes}, headers=me), 404, "not_found")
        at = f"/webhooks/{api.made('/webhooks', said, 'webhook_id', **me)}"
        both = {**said, "scopes": [own, foreign]}
        wide = f"/webhooks/{api.made('/webhooks', both, 'webhook_id', **nation)}"
        assert api.get(at, **me).get_json()["scopes"] == [f"partner/{mine}"]
        for path, who in ((at, them), (wide, me), (wide, them)):
            for read in (path, f"{path}/deliveries"):
                refused(api.get(read, **who), 404, "not_found")
            for verb, body in (("retarget", elsewhere), ("rotate-secret", {}), ("end", {})):
                refused(api.post(f"{path}/{verb}", body, headers=who), 404, "not_found")
        refused(api.post(f"{at}/retarget", elsewhere, headers=me), 422, "target_not_allowed")
        seen = [api.get("/webhooks", **who).get_json()["items"] for who in (me, them, nation)]
        assert [len(each) for each in seen] == [1, 0, 2]
        assert api.post(f"{at}/end", headers=nation).status_code == 201


def test_who_may_not_follow_the_log_is_told_nothing_of_it_either() -> None:
    """An operator sees to it that messages arrive; where they go, and with which secret, is not for them."""
    may = permissions()
    for operation in ("webhooks.subscribe", "webhooks.retarget", "webhooks.rotate_secret"):
        assert may[operation].roles.keys() <= may["events.feed"].roles.keys()


def test_what_waits_is_not_told_when_its_scope_has_been_taken(
    hooks: Api, kek: bytes, receiver: Receiver
) -> None:
    """Of two scopes one is taken while messages of both wait: those of the other are all that is sent."""
    mine, other = happened(hooks), happened(hooks)
    ledger, day = ledger_of(hooks), DAY
    access = opened_access(ledger, partner(UUID(mine)), "school-system")
    with somebody():
        ledger.accesses.grant(
            access_id=access,
            grant_id=id_of("for a while"),
            role="machine",
            scope=partner(UUID(other)),
            valid_from=day,
            occurred_on=day,
        )
    both = (partner(UUID(mine)), partner(UUID(other)))
    webhook = subscribed(ledger, receiver.url, access, *both)
    receiver.answers(500)
    patient = replace(QUICK, again=(0.5,) * 100)
    with sending(hooks.url, kek, pace=patient):
        agreed(hooks, other, mine)
        until(lambda: {each.said["subject"] for each in receiver.received} == {mine, other})
        with somebody(reason="it has left"):
            ledger.accesses.revoke(access_id=access, grant_id=id_of("for a while"), occurred_on=day)
        before = len(receiver.received)
        until(lambda: len(receiver.received) > before + 4)  # some turns later
        receiver.received.clear()
        receiver.answers(204)
        until(lambda: mine in {each.said["subject"] for each in receiver.received})
        hooks.made(f"/webhooks/{webhook}/test", {}, "id")
        hooks.settle()
        until(lambda: str(webhook) in {each.said["subject"] for each in receiver.received})
    assert {each.said["subject"] for each in receiver.received} == {mine, str(webhook)}
