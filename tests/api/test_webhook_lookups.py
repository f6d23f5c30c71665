"""A resolver that does not answer holds up nobody but those who wait for that name, and these not for long."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from threading import Event, Thread

import pytest

from api.webhooks import lookups
from api.webhooks.lookups import Lookups
from api.webhooks.sending import Post
from tests.api.webhook_receiver import QUICK, allowed

HURRIED = replace(QUICK, looking_up=0.1)


class Resolver:
    """Knows every name at once, but for one, of which it says nothing until it is let."""

    def __init__(self) -> None:
        self.let = Event()
        self.asked: list[str] = []

    def __call__(self, name: str, port: int) -> Sequence[str]:
        """This machine."""
        del port
        self.asked.append(name)
        if name.startswith("slow"):
            self.let.wait(60)
        return ["127.0.0.1"]


def until_found(lookup: Lookups, name: str = "slow.example.lv") -> None:
    """Ask until it is known, however busy this machine is."""
    for _ in range(1_000):
        with suppress(TimeoutError):
            assert lookup(name, 443) == ["127.0.0.1"]
            return
    raise AssertionError(name)


def test_a_name_has_its_time_and_others_are_told_meanwhile() -> None:
    """When it is known at last, all who wait for it are told."""
    resolver = Resolver()
    lookup = Lookups(resolver, 60)
    with ThreadPoolExecutor(2) as senders:
        waiting = [senders.submit(lookup, "slow.example.lv", 443) for _ in range(2)]
        assert lookup("other.example.lv", 443) == ["127.0.0.1"]
        assert not any(each.done() for each in waiting)
        resolver.let.set()
        assert [each.result() for each in waiting] == [["127.0.0.1"]] * 2


def test_a_message_is_not_held_up_by_a_name() -> None:
    """The attempt ends in time, as one at an address that does not answer; the next one asks nobody again."""
    resolver = Resolver()
    post = Post(allowed("*.example.lv"), HURRIED, resolve=resolver)
    for _ in range(2):
        assert post.send("https://slow.example.lv/", {}, b"{}").error == "too_slow"
    assert resolver.asked == ["slow.example.lv"]
    resolver.let.set()


def test_a_resolver_that_is_always_late_is_heard_at_the_next_attempt() -> None:
    """What it has found meanwhile is kept for a while, and then looked up anew."""
    resolver, now = Resolver(), 0.0
    lookup = Lookups(resolver, 0.05, clock=lambda: now)
    with pytest.raises(TimeoutError):
        lookup("slow.example.lv", 443)
    resolver.let.set()
    until_found(lookup)
    now = lookups.KEPT_S - 1
    for _ in range(2):
        assert lookup("slow.example.lv", 443) == ["127.0.0.1"]
    assert resolver.asked == ["slow.example.lv"]
    now = lookups.KEPT_S
    until_found(lookup)
    assert resolver.asked == ["slow.example.lv"] * 2


def test_only_so_many_late_answers_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest is forgotten first, and looked up anew."""
    monkeypatch.setattr(lookups, "MOST", 2)
    resolver = Resolver()
    lookup = Lookups(resolver, 0.05)
    names = ["slow-0", "slow-1", "slow-2"]
    for name in names:
        resolver.let.clear()
        with pytest.raises(TimeoutError):
            lookup(name, 443)
        resolver.let.set()
        until_found(lookup, name)
    for name in (names[2], names[1], names[0]):
        until_found(lookup, name)
    assert resolver.asked == [*names, names[0]]


def test_where_no_thread_can_be_started_the_name_can_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is an attempt that failed, no lookup that nobody ever ends."""

    class Unstartable(Thread):
        def start(self) -> None:
            raise RuntimeError("can't start new thread")

    lookup = Lookups(Resolver(), 60)
    with monkeypatch.context() as exhausted:
        exhausted.setattr(lookups, "Thread", Unstartable)
        with pytest.raises(OSError, match="no thread"):
            lookup("a.example.lv", 443)
    assert lookup("a.example.lv", 443) == ["127.0.0.1"]


def test_what_is_wrong_with_a_name_is_said_as_ever() -> None:
    """To who asks, each time anew."""

    def unknown(name: str, port: int) -> Sequence[str]:
        raise OSError(name, port)

    lookup = Lookups(unknown, 60)
    for _ in range(2):
        with pytest.raises(OSError, match=r"a\.example\.lv"):
            lookup("a.example.lv", 443)


def test_only_so_many_names_are_looked_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many stay without an answer; those after them are told so at once."""
    monkeypatch.setattr(lookups, "MOST", 2)
    resolver = Resolver()
    lookup = Lookups(resolver, 0.05)
    for number in range(4):
        with pytest.raises(TimeoutError):
            lookup(f"slow-{number}", 443)
    assert resolver.asked == ["slow-0", "slow-1"]
    resolver.let.set()
