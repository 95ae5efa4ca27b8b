"""The last entry of each device in the journal."""

from __future__ import annotations

import sqlite3


def last_entries(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of every device's last entry, applied or quarantined; reads one index entry per device."""
    rows = connection.execute(
        "WITH RECURSIVE next (device) AS (SELECT min(device) FROM journal_entry UNION ALL SELECT"
        " (SELECT min(device) FROM journal_entry e WHERE e.device > next.device) FROM next WHERE device IS NOT NULL)"
        " SELECT device, (SELECT max(seq) FROM journal_entry e WHERE e.device = next.device) FROM next"
        " WHERE device IS NOT NULL"
        " UNION ALL SELECT device, max(seq) FROM set_aside GROUP BY device"
    )
    found: dict[str, int] = {}
    for device, seq in rows:
        found[str(device)] = max(seq, found.get(str(device), 0))
    return found
