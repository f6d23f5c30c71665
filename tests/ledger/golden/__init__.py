"""One stored event per topic and version, kept for ever. `python -m tests.ledger.golden` adds missing ones."""

from pathlib import Path

from ledger.fact import Fact

FOLDER = Path(__file__).parent


def file(cls: type[Fact], version: int) -> Path:
    """Where the stored event of a class and version stands."""
    return FOLDER / f"{cls.TOPIC}.v{version}.json"
