"""
Bolna's own published models, without Bolna.

The package is fetched as one file, checked by its hash, unpacked without what it depends on, and of its modules only
those that hold the models are run. Nothing of it is ever installed, and the product never sees it.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import types
import zipfile
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements" / "oracle.txt"


def fetch(folder: Path) -> Path:
    """Download the package with pip and unpack it; give the folder that holds it."""
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--quiet", "--no-deps"]
    command += ["--require-hashes", "--only-binary", ":all:", "--dest", str(folder), "--requirement", str(REQUIREMENTS)]
    subprocess.run(command, check=True)
    (wheel,) = folder.glob("bolna-*.whl")
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    return unpacked


def load(unpacked: Path) -> types.ModuleType:
    """Run the module of the models; what packages start, and the provider classes, stay out of it."""
    for name in ("bolna", "bolna.llms"):
        package = types.ModuleType(name)
        package.__path__ = [str(unpacked.joinpath(*name.split(".")))]
        sys.modules[name] = package
    sys.modules["bolna.providers"] = types.ModuleType("bolna.providers")
    return importlib.import_module("bolna.models")
