"""The page on security names tests: they are there, and each of the ten risks has some."""

from __future__ import annotations

import ast
import re

from tests.tree import ROOT, tracked

PAGE = (ROOT / "docs/security.md").read_text("utf-8")
NAMED = re.compile(r"`(?:(test_\w+\.py)(?:::)?)?(test_\w+)?`")


def written() -> dict[str, set[str]]:
    """The test functions of each file of tests."""
    found: dict[str, set[str]] = {}
    for path in tracked("tests"):
        if path.name.startswith("test_") and path.suffix == ".py":
            nodes = ast.parse(path.read_text("utf-8")).body
            functions = {node.name for node in nodes if isinstance(node, ast.FunctionDef)}
            found.setdefault(path.name, set()).update(functions)
    return found


def test_every_test_that_is_named_is_there() -> None:
    """In the file that is named with it; without one, in any."""
    tests = written()
    everywhere = set().union(*tests.values())
    named = [match.groups() for match in NAMED.finditer(PAGE) if any(match.groups())]
    assert len(named) > 80
    missing = [
        (file, name)
        for file, name in named
        if (file and file not in tests) or (name and name not in tests.get(file, everywhere))
    ]
    assert missing == []


def test_each_of_the_ten_risks_has_its_tests() -> None:
    """API1 to API10 of 2023, in their order."""
    rows = re.findall(r"^\| (API\d+) .*\| (.*) \|$", PAGE, re.MULTILINE)
    assert [risk for risk, _ in rows] == [f"API{number}" for number in range(1, 11)]
    for risk, tests in rows:
        assert NAMED.search(tests), risk
