"""The order in which rows came into being, for those whose natural key has no order."""

from __future__ import annotations


def first_written(row: str) -> str:
    """Return the SQL by which rows (``row`` is the table's name in the query) stand in the order they were made.

    What the very act that asks wrote is not in the journal yet, and comes last.
    """
    return (
        "coalesce((SELECT min(e.time) FROM journal_change c JOIN journal_entry e"
        f" ON e.device = c.device AND e.seq = c.seq WHERE c.row_id = {row}.id), 9e18), {row}.id"
    )
