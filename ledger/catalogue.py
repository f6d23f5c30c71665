"""The event catalogue as a page: `python -m ledger.catalogue` prints what docs/events.md holds."""

import sys
from dataclasses import fields

from ledger.events import AGGREGATES, EVENTS
from ledger.fact import Fact

HEAD = """# Event catalogue
Every event the ledger can hold. This page is made from the code by `make docs`; a test compares them.

Each event also carries what `Fact` declares: {common}.
Days are ISO dates in Europe/Riga, instants RFC 3339 in UTC, money and hours decimal strings;
a `Sealed` value is encrypted.
"""


def page() -> str:
    """The catalogue in Markdown."""
    common = {field.name for field in fields(Fact)} | {"originator_topic"}
    parts = [HEAD.format(common=", ".join(f"`{field.name}`" for field in fields(Fact)))]
    for aggregate in AGGREGATES:
        parts.append(f"\n## {aggregate.__name__}\n")
        own = [cls for cls in EVENTS.values() if cls.TOPIC.startswith(f"{aggregate.TOPIC}.")]
        for cls in own:
            names = [field.name for field in fields(cls) if field.name not in common]
            shown = ", ".join(f"`{name}`" for name in names) or "nothing of its own"
            parts.append(f"- **`{cls.TOPIC}`** v{cls.CLASS_VERSION}: {_sentence(cls)} {shown}\n")
    return "".join(parts)


def _sentence(cls: type[Fact]) -> str:
    """The docstring as it was written; the library derives classes whose own one is a signature."""
    docs = ((base.__name__, base.__dict__.get("__doc__") or "") for base in cls.__mro__)
    written = next(doc for name, doc in docs if doc and not doc.startswith(f"{name}("))
    return " ".join(written.split())


if __name__ == "__main__":
    sys.stdout.write(page())
