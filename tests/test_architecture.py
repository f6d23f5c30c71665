"""The tree is what the house style says it is."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from setuptools import find_packages

import projections
from tests.tree import PACKAGES, ROOT, tracked

LINES_MAX = 300
FUNCTION_LINES_MAX = 50


GENERATED = {
    ROOT / "clients/python/pumpurs_client/operations.py",
    ROOT / "clients/python/pumpurs_client/shapes.py",
}
"""Made from docs/openapi.json, as long as that is."""


def sources() -> list[Path]:
    """Every Python file that somebody wrote, the tests too."""
    return [path for path in tracked() if path.suffix == ".py" and path not in GENERATED]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions and methods of a file."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports from."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def parsed(path: Path) -> ast.Module:
    """A file's syntax tree."""
    return ast.parse(path.read_text("utf-8"))


def relative(path: Path) -> str:
    """A path as it is written in the tree."""
    return str(path.relative_to(ROOT))


def test_imports_run_one_way() -> None:
    """Imports run api -> projections -> ledger and never back; only api speaks HTTP."""
    # In a process of its own: it switches the loggers of its process off.
    order = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    linted = subprocess.run(order, cwd=ROOT, capture_output=True, text=True)
    assert linted.returncode == 0, linted.stdout


def test_projections_do_not_know_each_other() -> None:
    """Each question is answered from the log alone, so that any of them may be dropped and built anew."""
    questions = {projection.__module__ for projection in projections.ALL}
    known = {
        f"{module} knows {name}"
        for module in questions
        for name in imported(ROOT / (module.replace(".", "/") + ".py"))
        if name in questions
    }
    assert known == set()


def test_files_and_functions_are_short() -> None:
    """No file is over 300 lines and no function over 50: else there is a second idea inside."""
    long = {
        relative(path): lines
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > LINES_MAX
    } | {
        f"{relative(path)}: {function.name}": lines
        for path in sources()
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    }
    assert long == {}


def test_modules_say_what_they_are() -> None:
    """A module's docstring begins with a sentence that could stand in a list of the tree."""
    silent = [
        relative(path)
        for path in sources()
        if not re.match(r"[^\n]+[.?!:](\n|$)", ast.get_docstring(parsed(path)) or "")
        and path.stat().st_size > 0
    ]
    assert silent == []


def test_packages_are_found() -> None:
    """What is shipped is every folder with code, and nothing else."""
    folders = {
        relative(path.parent).replace("/", ".")
        for path in tracked(*PACKAGES)
        if path.suffix == ".py"
    }
    assert shipped_packages() == folders


def test_data_files_are_packaged() -> None:
    """SQL, templates, figures and whatever else lies beside the code goes into the wheel."""
    patterns = setuptools_settings()["package-data"]["*"]
    packages = {package.replace(".", "/") for package in shipped_packages()}
    left_out = [
        relative(path)
        for path in tracked(*PACKAGES)
        if path.suffix != ".py"
        and not (
            relative(path.parent) in packages
            and any(fnmatch(path.name, pattern) for pattern in patterns)
        )
    ]
    assert left_out == []


def test_links_between_pages_lead_somewhere() -> None:
    """Every page and file that a page links to is there."""
    broken = {
        f"{relative(page)}: {target}"
        for page in tracked()
        if page.suffix == ".md"
        for target in re.findall(r"\]\(([^)#:]+)[^):]*\)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    }
    assert broken == set()


def shipped_packages() -> set[str]:
    """The packages that setuptools finds."""
    include = setuptools_settings()["packages"]["find"]["include"]
    return set(find_packages(str(ROOT), include=include))


def setuptools_settings() -> dict[str, Any]:
    """What pyproject.toml tells setuptools."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings: dict[str, Any] = tomllib.load(file)["tool"]["setuptools"]
    return settings
