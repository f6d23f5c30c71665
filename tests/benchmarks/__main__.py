"""Run the benchmarks: python -m tests.benchmarks [--json] [NAME …]."""

import argparse
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import asdict

import tests.benchmarks
from tests.benchmarks import Figure


def main() -> int:
    """Measure, print, and say by the exit code whether every promise is kept."""
    names = [
        module.name
        for module in pkgutil.iter_modules(tests.benchmarks.__path__)
        if not (module.ispkg or module.name.startswith("_"))
    ]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"only these of {', '.join(names)}"
    )
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")

    figures = []
    for figure in _measured(asked.names or names):
        figures.append(figure)
        if not asked.json:
            print(_line(figure), flush=True)  # noqa: T201  this is its output
    if asked.json:
        json.dump([asdict(f) | {"median": f.median, "met": f.met} for f in figures], sys.stdout)
    return 0 if all(figure.met for figure in figures) else 1


def _measured(names: list[str]) -> Iterator[Figure]:
    for name in names:
        print(f"… {name}", file=sys.stderr, flush=True)  # noqa: T201
        yield from importlib.import_module(f"tests.benchmarks.{name}").measure()


def _line(figure: Figure) -> str:
    low, high = min(figure.rounds), max(figure.rounds)
    promise = ""
    if figure.at_least is not None:
        promise = f"  at least {figure.at_least:g}"
    elif figure.at_most is not None:
        promise = f"  at most {figure.at_most:g}"
    verdict = "" if not promise else "  ok" if figure.met else "  NOT MET"
    spread = f"({low:,.2f} … {high:,.2f})"
    return (
        f"{figure.what:<66} {figure.median:>10,.2f} {figure.unit:<9} {spread:<24}{promise}{verdict}"
    )


if __name__ == "__main__":
    sys.exit(main())
