"""Ports for the servers of tests, each given to one only."""

import itertools
import os
import socket
from functools import cache
from pathlib import Path

LOWEST = 10_000
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")
"""From where on the system itself takes ports for whoever connects: one of these may be gone before a server starts."""

_held: list[socket.socket] = []


def free_port() -> int:
    """A port of 127.0.0.1 where nobody listens, which no other process of tests is given while this one lives."""
    for port in _ports():
        if _reserved(port) and _listens(port):
            return port
    raise OSError("no port is free")


@cache
def _ports() -> "itertools.chain[int]":
    """Each once, beginning somewhere else in each process."""
    above = int(EPHEMERAL.read_text().split()[0])
    first = LOWEST + os.getpid() * 61 % (above - LOWEST)
    return itertools.chain(range(first, above), range(LOWEST, first))


def _reserved(port: int) -> bool:
    """Hold a name for it that the system forgets with this process."""
    holder = socket.socket(socket.AF_UNIX)
    try:
        holder.bind(f"\0pumpurs test port {port}")
    except OSError:
        holder.close()
        return False
    _held.append(holder)
    return True


def _listens(port: int) -> bool:
    """Whether one could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True
