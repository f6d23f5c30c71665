"""Which figures differ between two moments of knowledge, and through which events: as working each out anew says."""

from __future__ import annotations

import json
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.application import create_app
from api.moment import today
from api.reach import Reach
from api.statistics.answering import Asked
from api.statistics.catalogue import figures
from api.statistics.differing import differences, meant_figures
from ledger.store.connection import Role, connect
from projections.projection import snapshot
from tests.api.http import Api, anybody, refused
from tests.api.test_cli import on
from tests.api.world import World
from tests.conftest import NewDatabase

KEK = bytes(32)
DAY = {"occurred_on": "2020-10-05"}


@dataclass
class Told:
    """A ledger of which figures were published, and in which more became known afterwards."""

    api: Api
    published: int
    """The position that the publication speaks for."""
    last: int

    def figure(self, code: str, known_at: int, asked: str = "") -> dict[str, Any]:
        """The values of a figure by group, asked for by itself."""
        answer = self.api.look(f"/statistics/{code}?known_at={known_at}&{asked}")
        assert answer.status_code == 200, answer.text
        values = answer.get_json()["values"]
        return {json.dumps(each["group"]): each["value"] for each in values}

    def rows(self, address: str) -> list[dict[str, Any]]:
        """The rows of a list."""
        answer = self.api.look(address.removeprefix("/api/v1"))
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.get_json()["items"]
        return rows

    def changes(self, code: str, group: str, asked: str = "") -> list[int]:
        """At which positions since the publication a value changed, by asking for it at every one."""
        values = [
            self.figure(code, position, asked).get(group, "0")
            for position in range(self.published, self.last + 1)
        ]
        return [
            self.published + number
            for number in range(1, len(values))
            if not _alike(values[number - 1], values[number])
        ]


def _alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return Decimal(one) == Decimal(other)


@pytest.fixture(scope="module")
def told(new_database: NewDatabase) -> Iterator[Told]:
    """Late facts and corrections of money, schools, budgets and payments; some change nothing."""
    with new_database() as url:
        reach = Reach(url, KEK)
        api = Api(create_app(reach, anybody), url)
        world = World(api)
        given = api.made(
            f"{world.at}/consultations", world.consultation(world.plan()), "consultation_id"
        )
        api.made("/publications", {"name": "autumn", **DAY}, "publication_id")
        api.settle()
        published = api.log_length()
        _become_known(world, given)
        api.settle()
        yield Told(api, published, api.log_length())
        reach.close()


def _become_known(world: World, given: str) -> None:
    api, partner = world.api, f"/partners/{world.partner}"
    budget = {"semester": "2020/21 I", "amount": "500.00", "students": 3, **DAY}
    assert api.post(f"{partner}/semester-budgets", budget).status_code == 201
    late = {"starts": "2020-09-08T14:00:00+03:00", "ends": "2020-09-08T14:30:00+03:00"}
    lesson = {**world.consultation(world.agreed, **late)}
    lesson["consultation"] = {**lesson["consultation"], "hours": "0.50"}
    api.made(f"{world.at}/consultations", lesson, "consultation_id")
    mistaken = {"reason": "Recorded by mistake.", **DAY}
    void = f"{world.at}/consultations/{given}/void"
    assert api.post(void, mistaken).status_code == 201
    long_ago = {"occurred_on": "2019-09-02"}
    school = api.made(
        "/institutions", {"name": "School 2", "kind": "general", **long_ago}, "institution_id"
    )
    at = f"/institutions/{school}"
    api.made(f"{at}/placements", {"municipality": "LV-059", **long_ago}, "placement_id")
    api.made(f"{at}/attachments", {"partner_id": world.partner, **long_ago}, "attachment_id")
    api.made(f"{at}/join", long_ago, "membership_id")
    paid = {"amount": "12.00", "reference": "bank 1", "period": "2020/21 I", **DAY}
    payment = api.made(f"{partner}/payments", {**paid, "purpose": "measures"}, "payment_id")
    assert api.post(f"{partner}/payments/{payment}/reverse", mistaken).status_code == 201


def test_exactly_the_figures_that_differ_are_named(told: Told) -> None:
    """Of all there are, in every group that they are always told by, with the value before and after."""
    listed = {
        (each["code"], json.dumps(each["group"])): (each["earlier"], each["later"])
        for each in told.rows("/statistics/differences?from=autumn")
    }
    found = {}
    for code in figures():
        before, after = (told.figure(code, at) for at in (told.published, told.last))
        for group in {*before, *after}:
            was, is_ = before.get(group, "0"), after.get(group, "0")
            if not _alike(was, is_):
                found[code, group] = (was, is_)
    assert listed == found
    codes = {code for code, _ in listed}
    assert {"institutions_joined"} <= codes
    assert len(codes) >= 3


@pytest.mark.parametrize("asked", ["", "group_by=municipality", "period=2020/21 I"])
def test_exactly_the_events_that_made_the_difference_are_named(told: Told, asked: str) -> None:
    """Of each value that differs, those at which it changed, page by page."""
    seen = 0
    for each in told.rows(f"/statistics/differences?from=autumn&{asked}"):
        if each["events"] is None:
            continue
        by = "&".join(
            [f"group_by={','.join(each['group'])}"] * bool(each["group"])
            + [f"period={each['period']}", f"scope={each['scope']}"]
        )
        changed = told.changes(each["code"], json.dumps(each["group"]), by)
        assert [event["position"] for event in told.rows(each["events"])] == changed, each
        paged, address = [], f"{each['events']}&limit=1".removeprefix("/api/v1")
        cursor = ""
        while cursor is not None:
            answer = told.api.look(address + cursor).get_json()
            paged += [event["position"] for event in answer["items"]]
            cursor = answer["next"] and f"&cursor={answer['next']}"
        assert paged == changed
        seen += len(changed)
    assert seen >= 3


def test_where_nothing_changed_nothing_differs(told: Told) -> None:
    """Between a moment and itself; and through an event that no figure is about."""
    assert told.rows(f"/statistics/differences?from={told.last}") == []
    assert told.rows("/statistics/differences?from=autumn&known_at=autumn") == []


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_differences_add_up(told: Told, data: st.DataObject) -> None:
    """From one moment to a third as much as to a second between them, and from there on."""
    moments = st.integers(0, told.last)
    first, second, third = sorted(data.draw(st.tuples(moments, moments, moments)))
    with connect(told.api.url, Role.READER) as connection, snapshot(connection):
        meant = meant_figures(connection, (), Asked(""), today(), told.last)

        def changed(earlier: int, later: int) -> dict[Any, Decimal]:
            return {
                (each.meant.figure.code, *each.group.items()): each.change
                for each in differences(connection, meant, earlier, later)
            }

        both: dict[Any, Decimal] = defaultdict(Decimal)
        for part in (changed(first, second), changed(second, third)):
            for name, change in part.items():
                both[name] += change
        whole = changed(first, third)
    assert {name: each for name, each in both.items() if each} == {
        name: each for name, each in whole.items() if each
    }


def test_what_cannot_be_compared_is_refused(told: Told) -> None:
    """No earlier moment, one that is later, one that is not known, a figure that there is not."""
    told_ = told.api.look
    refused(told_("/statistics/differences"), 422, "fields_invalid")
    refused(told_("/statistics/differences?from=9&known_at=3"), 422, "moments_reversed")
    for at, code in (
        ("never", "publication_unknown"),
        ("99999", "known_later"),
        ("2099-01-01", "moment_not_over"),
    ):
        for parameter, query in (("from", f"from={at}"), ("known_at", f"from=1&known_at={at}")):
            problem = refused(told_(f"/statistics/differences?{query}"), 422, code)
            assert problem["detail"].startswith(f"{parameter} ")
            assert [each["parameter"] for each in problem["errors"]] == [parameter]
    refused(told_("/statistics/differences?from=1&code=none"), 404, "no_such_figure")


def test_the_command_line_says_the_same(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    """As JSON with the events, and for people; a figure is still told by its code alone."""
    monkeypatch.setenv("PUMPURS_KEK", b64encode(KEK).decode())
    pumpurs = on(told.api.url, monkeypatch)
    found = json.loads(pumpurs("statistics", "diff", "--from", "autumn", "--json").stdout)
    assert [{**each, "changed_at": 0} for each in found] == [
        {**each, "changed_at": 0} for each in told.rows("/statistics/differences?from=autumn")
    ]
    assert all(each["changed_at"] for each in found if each["events"])
    printed = pumpurs("statistics", "diff", "--from", "autumn", "--code", "institutions_joined")
    assert "1 -> 2 institutions" in printed.stdout
    assert "institution.joined_operation" in printed.stdout
    assert "1 value differs." in printed.stdout
    assert "institutions_joined" in pumpurs("statistics").stdout
