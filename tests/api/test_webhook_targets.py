"""Where webhooks may go: to hosts on the list, at public addresses, to exactly the address that was checked."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address

import pytest

from api.webhooks.targets import (
    NETWORKS,
    NOWHERE,
    TARGETS,
    AddressForbidden,
    Allowed,
    SettingInvalid,
    TargetNotAllowed,
    is_public,
)
from ledger.webhook.errors import TargetInvalid
from tests.api.webhook_receiver import LOCAL, allowed

DAY = timedelta(1)
PUBLIC = "93.184.215.14"


LIST = allowed("hooks.example.lv, *.schools.lv, odd.lv:8443, any.lv:*, [2001:DB8::1], 1.2.3.4")


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.lv/x",
        "https://HOOKS.EXAMPLE.LV:443/x",
        "https://a.schools.lv/",
        "https://a.b.schools.lv/",
        "https://odd.lv:8443/",
        "https://any.lv:1/",
        "https://[2001:db8:0:0::1]/",
        "https://1.2.3.4/",
    ],
)
def test_hosts_on_the_list_may_be_told(url: str) -> None:
    """Exact hosts, and all below one; on the port of https unless another is named."""
    assert LIST.require(url).scheme == "https"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.lv/",
        "https://evil-hooks.example.lv/",
        "https://hooks.example.lv.evil.example/",
        "https://schools.lv/",
        "https://evilschools.lv/",
        "https://hooks.example.lv:8443/",
        "https://odd.lv/",
        "https://[2001:db8::2]/",
        "https://[::ffff:1.2.3.4]/",
        "https://1.2.3.5/",
        "https://localhost/",
        "http://hooks.example.lv/",
        "http://localhost/",
    ],
)
def test_no_other_host_may_be_told(url: str) -> None:
    """Neither one that looks alike, nor another port, nor without TLS; and nobody where there is no list."""
    with pytest.raises(TargetNotAllowed):
        LIST.require(url)
    with pytest.raises(TargetNotAllowed):
        NOWHERE.require(url)


def test_without_tls_only_where_loopback_is_configured() -> None:
    """A message that nobody else can read needs none; a name that says so but leads elsewhere is found out."""
    with pytest.raises(TargetNotAllowed):
        allowed("localhost:*").require("http://localhost:1/")
    with pytest.raises(TargetNotAllowed):
        allowed("10.0.0.1:*", "127.0.0.0/8, 10.0.0.0/8").require("http://10.0.0.1/")
    here = LOCAL.require("http://localhost:1/")
    with pytest.raises(AddressForbidden):
        LOCAL.addresses(here, lambda *_: [PUBLIC])


@pytest.mark.parametrize(
    "url",
    [
        "https://new.example.lv/x",
        "https://new.example.lv:8443/",
        "https://[2001:db8::7]/",
        "http://127.0.0.1:9/x",
        "http://localhost/",
        "http://[::1]:8080/",
    ],
)
def test_what_is_missing_is_said_in_the_form_that_the_settings_take(url: str) -> None:
    """Who does as the refusal says may then send there, and before that neither with the half of it."""
    with pytest.raises(TargetNotAllowed) as refused:
        NOWHERE.require(url)
    said = {}
    for each in str(refused.value).rstrip(".").partition("operator add ")[2].split(" and "):
        value, setting = each.removeprefix("a network of this machine such as ").split(" to ")
        said[setting] = value
    assert set(said) == {TARGETS} | ({NETWORKS} if url.startswith("http:") else set())
    assert Allowed.from_environment(said).require(url).url.startswith(url)
    for each in said:
        with pytest.raises(TargetNotAllowed):
            Allowed.from_environment(said | {each: ""}).require(url)


def test_to_another_machine_no_setting_helps_without_tls() -> None:
    """So none is proposed."""
    with pytest.raises(TargetNotAllowed, match="to others by https"):
        LOCAL.require("http://hooks.example.lv/")


FORBIDDEN = [
    *(
        "0.0.0.0",  # noqa: S104  as data
        "10.0.0.1",
        "100.64.0.1",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
    ),
    *("172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.0.1"),
    *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:169.254.169.254"),
    *("::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1"),
    *("2002:a00:1::", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1%2"),
    *("fec0::1", "ff02::1", "ff0e::1", "5f00::1"),
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_address_that_is_not_public_is_connected_to(address: str) -> None:
    """Private, loopback, link-local with the clouds' metadata, carriers', multicast, and IPv4 inside IPv6.

    One of them among public ones is enough to refuse, in whichever place it stands.
    """
    to = LIST.require("https://hooks.example.lv/")
    for found in ([address], [PUBLIC, address], [address, PUBLIC]):
        with pytest.raises(AddressForbidden):
            LIST.addresses(to, lambda *_, found=found: found)


def test_public_addresses_are_connected_to() -> None:
    """Of both families, an IPv4 one in IPv6 clothes as what it is; of a host with no address none."""
    to = LIST.require("https://hooks.example.lv/")
    found = [PUBLIC, "2606:2800:21f::1", f"::ffff:{PUBLIC}"]
    assert [str(each) for each in LIST.addresses(to, lambda *_: found)] == found[:2]
    assert is_public(ip_address("2a00:1450::1"))
    with pytest.raises(AddressForbidden):
        LIST.addresses(to, lambda *_: [])


def test_other_networks_may_be_configured() -> None:
    """One's own; what is nobody's address stays forbidden even then."""
    wide = allowed("hooks.example.lv", "10.2.0.0/16, 0.0.0.0/0, ::/0")
    to = wide.require("https://hooks.example.lv/")
    assert wide.addresses(to, lambda *_: ["10.2.3.4"])
    for address in ("0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "ff02::1"):  # noqa: S104  as data
        with pytest.raises(AddressForbidden):
            wide.addresses(to, lambda *_, found=address: [found])
    narrow = allowed("hooks.example.lv", "10.2.0.0/16")
    with pytest.raises(AddressForbidden):
        narrow.addresses(to, lambda *_: ["10.3.0.1"])


@pytest.mark.parametrize(
    ("targets", "networks"),
    [("http://a.lv", ""), ("a.lv:x", ""), ("*", ""), ("127.1", ""), ("", "10.2.0.1/16"), ("", "x")],
)
def test_settings_that_say_something_else_are_refused(targets: str, networks: str) -> None:
    """At the start, rather than to allow what was not meant."""
    with pytest.raises((SettingInvalid, TargetInvalid)):
        allowed(targets, networks)
