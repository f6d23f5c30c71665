"""What is shipped works elsewhere: the wheel has its data, the lock pins everything and names no registry."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.tree import PACKAGES, ROOT, tracked


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel, built from a copy of the tree as git would hand it out."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    for path in tracked():
        copy = source / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    built = subprocess.run([*build, "--outdir", folder, source], capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    [path] = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path) -> Path:
    """A folder into which the wheel was installed, without its dependencies."""
    folder = wheel.parent / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", folder, wheel], check=True)
    return folder


def test_the_wheel_has_all_that_lies_beside_the_code(wheel: Path) -> None:
    """Every file of the packages is in it, and nothing of the tests."""
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    tree = {
        str(path.relative_to(wheel.parent / "source"))
        for package in PACKAGES
        for path in (wheel.parent / "source" / package).rglob("*")
        if path.is_file()
    }
    assert shipped == tree


def test_the_installed_wheel_works(installed: Path, tmp_path: Path) -> None:
    """It is imported from where it was installed, and finds its migrations and its figures."""
    program = (
        "from importlib import resources; import api.cli, projections, ledger\n"
        "from ledger.store.migrate import status\n"
        "from ledger.store import embedded\n"
        "print(ledger.__file__)\n"
        "print(resources.files('ledger.reference').joinpath('semesters.csv').is_file())\n"
        "print(resources.files('api').joinpath('Procfile').is_file())\n"
        "with embedded.database() as url: print(len(status(url)))\n"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(installed),
            "PUMPURS_DATA": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 0, asked.stderr
    place, semesters, procfile, migrations = asked.stdout.split()
    assert Path(place).is_relative_to(installed)
    assert (semesters, procfile) == ("True", "True")
    assert int(migrations) == len(list((ROOT / "ledger/store/migrations").glob("*.sql")))


def test_the_lock_names_no_registry() -> None:
    """Who installs from it chooses where from."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert "://" not in lock
    assert "index-url" not in lock


def test_the_lock_pins_and_hashes_everything() -> None:
    """Each requirement is one exact version with at least one hash."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    requirements = lock.replace("\\\n", " ").splitlines()
    for requirement in requirements:
        assert re.match(
            r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", requirement
        )
    assert len(requirements) > 30


def test_the_lock_has_what_the_project_asks_for() -> None:
    """Each dependency in pyproject.toml, for running and for developing, is locked."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    locked = set(re.findall(r"^([a-z0-9._-]+)", lock, re.MULTILINE))
    assert {re.split(r"[\[~>=; ]", name)[0].lower() for name in wanted} <= locked
