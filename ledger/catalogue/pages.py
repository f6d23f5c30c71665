"""The pages: an index of all events, and for each kind of stream a page that tells of its events in full."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from ledger.aggregate import Aggregate, Birth
from ledger.catalogue.examples import COMMON, example
from ledger.catalogue.fields import Field, described
from ledger.events import AGGREGATES, EVENTS
from ledger.fact import Fact
from ledger.role import Role
from ledger.vocabulary import terms

HEAD = """# Event catalogue
Every event the ledger can hold. These pages are made from the code by `make docs`; a test compares them. Each event
has a permanent topic, and a version that is raised when its fields change: older ones stay readable for ever.

An event is stored as plain JSON. Money and hours are decimals in texts, days are ISO days in Europe/Riga, instants
RFC 3339 in UTC. A *code* stands in the list of that name, which `GET /api/v1/vocabulary` shows in Latvian and
English. A *sealed* value is an object with a `category` and a `box`: AES-256-GCM under a key of that person's own,
base64; whoever destroys the key erases the value.

*Recorded by* says whose work it is; a machine client records on behalf of any of them.
"""

COMMON_HEAD = """
## What each event carries
Before the fields of its own, which the examples of the other pages show, each event has these:

"""

PAGE_HEAD = """# Events of {title}
{sentence} Made from the code: see [the catalogue](../events.md) for what each event carries beside its own fields.
"""


def pages() -> Mapping[str, str]:
    """The text of each page, by its place below docs/."""
    return {
        "events.md": _index(),
        **{f"events/{each.TOPIC}.md": _page(each) for each in AGGREGATES},
    }


def events_of(aggregate: type[Aggregate]) -> list[type[Fact]]:
    """The events of one kind of stream, in the order in which it lists them."""
    return [cls for cls in EVENTS.values() if cls.TOPIC.rpartition(".")[0] == aggregate.TOPIC]


def recorders(aggregate: type[Aggregate], cls: type[Fact]) -> tuple[Role, ...]:
    """As what somebody records an event: as it says itself, else as its aggregate does."""
    return cls.RECORDED_BY or getattr(aggregate, "RECORDED_BY", ())


def sentence(cls: type[Any]) -> str:
    """The docstring as it was written; the library derives classes whose own one is a signature."""
    docs = ((base.__name__, base.__dict__.get("__doc__") or "") for base in cls.__mro__)
    written = next(doc for name, doc in docs if doc and not doc.startswith(f"{name}("))
    return " ".join(written.split())


def _index() -> str:
    born = next(cls for cls in EVENTS.values() if issubclass(cls, Birth))
    stored = {name: value for name, value in example(born).items() if name in COMMON}
    common = [field for field in described(born) if field.name in COMMON]
    parts = [HEAD, COMMON_HEAD, *_table(common), "\n", *_json(stored)]
    for aggregate in AGGREGATES:
        parts.append(f"\n## [{_title(aggregate)}](events/{aggregate.TOPIC}.md)\n")
        for cls in events_of(aggregate):
            anchor = cls.TOPIC.replace(".", "")
            link = f"[`{cls.TOPIC}`](events/{aggregate.TOPIC}.md#{anchor})"
            parts.append(f"- {link} v{cls.CLASS_VERSION}: {sentence(cls)}\n")
    return "".join(parts)


def _page(aggregate: type[Aggregate]) -> str:
    head = PAGE_HEAD.format(title=_title(aggregate).lower(), sentence=sentence(aggregate))
    return head + "".join(_event(aggregate, cls) for cls in events_of(aggregate))


def _event(aggregate: type[Aggregate], cls: type[Fact]) -> str:
    names = terms("role")
    roles = ", ".join(names[role].en for role in recorders(aggregate, cls))
    told = "".join(f" {each}" for each in _older(cls))
    parts = [
        f"\n## {cls.TOPIC}\n{sentence(cls)}\n\n",
        f"Version {cls.CLASS_VERSION}.{told} Recorded by: {roles}.\n\n",
    ]
    own = [field for field in described(cls) if field.name.partition(".")[0] not in COMMON]
    if not own:
        return "".join([*parts, "It has no fields of its own.\n"])
    stored = {name: value for name, value in example(cls).items() if name not in COMMON}
    return "".join([*parts, *_table(own), "\n", *_json(stored)])


def _older(cls: type[Fact]) -> Iterator[str]:
    """What events of older versions are read as."""
    for version in range(1, cls.CLASS_VERSION):
        upcast = getattr(cls, f"upcast_v{version}_v{version + 1}")
        yield f"Version {version}: {' '.join((upcast.__doc__ or '').split())}"


def _table(rows: Iterable[Field]) -> Iterator[str]:
    yield "| field | type | unit or form | meaning |\n|---|---|---|---|\n"
    for field in rows:
        yield f"| `{field.name}` | {field.type} | {field.form} | {field.meaning} |\n"


def _json(stored: Mapping[str, Any]) -> Iterator[str]:
    yield "```json\n"
    yield msgspec.json.format(msgspec.json.encode(stored), indent=2).decode()
    yield "\n```\n"


def _title(aggregate: type[Aggregate]) -> str:
    return aggregate.TOPIC.replace("_", " ").capitalize()
