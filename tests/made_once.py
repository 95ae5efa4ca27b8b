"""Homes that take long to make, made once for the whole run, whichever of its processes needs them first."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

Told = TypeVar("Told")


def made_once(folders: pytest.TempPathFactory, name: str, make: Callable[[Path], Told]) -> tuple[Path, Told]:
    """Return a folder that ``make`` filled, and what it returned.

    The processes of a run each get a copy of their own: to read a store is to write beside it.
    """
    base = folders.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / f"made-{name}"
    with FileLock(shared.with_suffix(".lock")):
        if not shared.exists():
            half = shared.with_suffix(".half")
            shutil.rmtree(half, ignore_errors=True)  # of a process that was killed while it made it
            half.mkdir()
            told = make(half / "home")
            (half / "told").write_bytes(pickle.dumps(told))
            half.rename(shared)
    home = folders.mktemp(name) / "home"
    shutil.copytree(shared / "home", home)
    return home, pickle.loads((shared / "told").read_bytes())
