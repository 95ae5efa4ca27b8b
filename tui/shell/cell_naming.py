"""Fetches the records of a joined cell before its name is typed: the name comes with them."""

from __future__ import annotations

from pathlib import Path

from models.domain.clock import Clock
from tui.widgets.sync_sign import ACCOUNT

CELL_CREATE = "cell.create"


def fetch_before_naming(act: str, home: Path, clock: Clock) -> None:
    """Fetch the records of the joined cell before ``cell.create``. Raises :class:`Refused` when that fails."""
    if act == CELL_CREATE and (home / ACCOUNT).is_file():
        from sync.daemon.before_init import check_init

        check_init(home, clock)
