"""The parts of the program that a panel uses."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Protocol

from models.domain.clock import Clock


class StoreAccess(Protocol):
    """The store for reading."""

    home: Path

    @property
    def reader(self) -> sqlite3.Connection:
        """The connection of the screens' thread."""


class PanelProgram(Protocol):
    """The store and the clock."""

    @property
    def gateway(self) -> StoreAccess:
        """The store."""

    @property
    def clock(self) -> Clock:
        """The clock."""
