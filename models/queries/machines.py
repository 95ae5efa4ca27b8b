"""What people call the cell's machines."""

from __future__ import annotations

import sqlite3

PREFIX = "machine:"
"""A machine's name is a setting of the cell under this and the id of its account."""


def machine_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of machines by the ids of their accounts at the central server."""
    rows = connection.execute("SELECT key, value FROM setting WHERE key GLOB ? AND deleted = 0", (f"{PREFIX}*",))
    return {key.removeprefix(PREFIX): value for key, value in rows}
