"""Naming a cell on a machine that has joined one: its name comes with the records, so these are fetched first."""

from __future__ import annotations

from pathlib import Path

from models.domain.clock import Clock
from tui.widgets.sync_sign import ACCOUNT

CELL_CREATE = "cell.create"


def fetch_before_naming(act: str, home: Path, clock: Clock) -> None:
    """Before a cell is named, get the records of the cell that was joined. Raises :class:`Refused` where that fails."""
    if act == CELL_CREATE and (home / ACCOUNT).is_file():
        from sync.daemon.before_init import check_init

        check_init(home, clock)
