"""The Python client is installed by itself, with its types, and needs nothing of the ledger."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from tests.tree import ROOT, tracked

CLIENT = ROOT / "clients" / "python"


def test_it_is_installed_by_itself(tmp_path: Path) -> None:
    """From a wheel that has all its files, in an interpreter that cannot find the ledger's."""
    source = tmp_path / "source"
    for path in tracked("clients/python"):
        copy = source / path.relative_to(CLIENT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    build: list[str | Path] = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        tmp_path,
        source,
    ]
    built = subprocess.run(build, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    [wheel] = tmp_path.glob("*.whl")
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert shipped == {
        f"pumpurs_client/{path.name}"
        for path in (CLIENT / "pumpurs_client").iterdir()
        if path.is_file()
    }
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", tmp_path / "installed", wheel], check=True)
    program = (
        "import importlib.util, sys\n"
        f"sys.path = [{str(tmp_path / 'installed')!r}, *(p for p in sys.path if 'clients' not in p)]\n"
        "import pumpurs_client\n"
        "print(pumpurs_client.__file__, pumpurs_client.Client('http://127.0.0.1:1', 'pk').students)\n"
        "print({name.partition('.')[0] for name in sys.modules} & {'api', 'ledger', 'projections'})\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env={}, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    assert str(tmp_path / "installed") in ran.stdout
    assert ran.stdout.endswith("set()\n")
