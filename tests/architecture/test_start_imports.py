"""The first screen is shown before the heavy libraries are loaded: no import at the start may load them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typer", "httpx", "openpyxl", "fractional_indexing", "uuid6")


def modules_after(statement: str) -> set[str]:
    """Return the modules that a new interpreter has loaded after a statement."""
    code = f"import sys; {statement}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("module", ["tui.app", "tui.main"])
def test_the_start_imports_no_heavy_library(module: str) -> None:
    assert modules_after(f"import {module}").isdisjoint(HEAVY)


def test_the_acts_do_import_them_so_that_the_check_can_fail() -> None:
    assert "sqlmodel" in modules_after("import models.acts.registry")
