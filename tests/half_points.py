"""Sheets of the cell's own on which half a point can be given."""

from __future__ import annotations

from pathlib import Path

from models.profiles.files import SHIPPED

QUALITY = "criteria-meeting-quality"


def let_halves_be_given(home: Path, name: str = QUALITY) -> None:
    """Put a shipped sheet into the cell's home, with half points."""
    text = (SHIPPED / f"{name}.toml").read_text(encoding="utf-8")
    changed = text.replace("\ntotal = 100\n", "\ntotal = 100\nstep = 0.5\n", 1)
    assert changed != text
    (home / "profiles").mkdir(exist_ok=True)
    (home / "profiles" / f"{name}.toml").write_text(changed, encoding="utf-8")
