"""Published facts the ledger starts from: code lists, the school calendar, municipalities, figures."""

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one CSV file of this folder, by its name without ending; empty cells are ''."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
