"""Ordering rows by their creation, for tables with natural keys, which have no order."""

from __future__ import annotations


def first_written(row: str) -> str:
    """Return an SQL expression that orders rows by creation; ``row`` is the table's name in the query.

    Rows written by the current act are not in the journal yet, and come last.
    """
    return (
        "coalesce((SELECT min(e.time) FROM journal_change c JOIN journal_entry e"
        f" ON e.device = c.device AND e.seq = c.seq WHERE c.row_id = {row}.id), 9e18), {row}.id"
    )
