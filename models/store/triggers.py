"""The triggers that record every change for the journal, generated from the table definitions.

Triggers rather than session events: they also catch bulk updates and foreign writers, and cost less
(docs/decisions/0003-journal-by-triggers.md). A change is one row of ``journal_change`` with the changed fields as JSON
objects; it gets its entry when the act that made it commits.
"""

from __future__ import annotations

import sqlite3
from functools import cache

from sqlalchemy import Table

from models.tables import Record

PREFIX = "journal_"
EXCHANGING = "exchanging"
"""The key in ``local_state`` while entries of other devices are applied, which are in the journal already."""
_HERE = f"NOT EXISTS (SELECT 1 FROM local_state WHERE key = '{EXCHANGING}')"


@cache
def journalled_tables() -> tuple[Table, ...]:
    """Return the journalled tables, referenced tables first."""
    return tuple(table for table in Record.metadata.sorted_tables if "deleted" in table.columns)


@cache
def trigger_statements() -> dict[str, str]:
    """Return every trigger by its name, with its SQL text."""
    statements: dict[str, str] = {}
    for table in journalled_tables():
        columns = [column.name for column in table.columns if column.name != "id"]
        statements |= {
            f"{PREFIX}{table.name}_insert": _on_insert(table.name, columns),
            f"{PREFIX}{table.name}_update": _on_update(table.name, columns),
            f"{PREFIX}{table.name}_delete": _on_delete(table.name, columns),
            f"{PREFIX}{table.name}_rekey": _on_rekey(table.name, columns),
        }
    return statements


def install_triggers(connection: sqlite3.Connection) -> list[str]:
    """Install this program's triggers; return the names of those that were missing or different."""
    wrong, wanted = wrong_triggers(connection), trigger_statements()
    for name in wrong:
        connection.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        if name in wanted:
            connection.execute(wanted[name])
    return wrong


def wrong_triggers(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the journal's triggers that are missing, different or unknown."""
    found = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'journal_*'")
    present, wanted = dict(found), trigger_statements()
    return sorted(name for name in present | wanted if present.get(name) != wanted.get(name))


def _on_insert(table: str, columns: list[str]) -> str:
    return (
        f'CREATE TRIGGER "{PREFIX}{table}_insert" AFTER INSERT ON "{table}" WHEN {_HERE} BEGIN '
        f"{_added(table, columns)} END"
    )


def _on_delete(table: str, columns: list[str]) -> str:
    return f'CREATE TRIGGER "{PREFIX}{table}_delete" AFTER DELETE ON "{table}" BEGIN {_removed(table, columns)} END'


def _on_rekey(table: str, columns: list[str]) -> str:
    """A changed key (no act does that) is recorded as one row removed and another added."""
    return (
        f'CREATE TRIGGER "{PREFIX}{table}_rekey" AFTER UPDATE ON "{table}" WHEN OLD.id IS NOT NEW.id BEGIN '
        f"{_removed(table, columns)} {_added(table, columns)} END"
    )


def _added(table: str, columns: list[str]) -> str:
    return (
        "INSERT INTO journal_change (table_name, row_id, new, replaced) "
        f"VALUES ('{table}', NEW.id, {_object('NEW', columns)}, '{{}}');"
    )


def _removed(table: str, columns: list[str]) -> str:
    return (
        "INSERT INTO journal_change (table_name, row_id, old, replaced) "
        f"VALUES ('{table}', OLD.id, {_object('OLD', columns)}, '{{}}');"
    )


def _on_update(table: str, columns: list[str]) -> str:
    differing = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in columns)
    when = f"OLD.id IS NEW.id AND ({differing}) AND {_HERE}"
    fields = " UNION ALL ".join(f'SELECT \'{name}\' AS f, OLD."{name}" AS o, NEW."{name}" AS n' for name in columns)
    return (
        f'CREATE TRIGGER "{PREFIX}{table}_update" AFTER UPDATE ON "{table}" WHEN {when} BEGIN '
        "INSERT INTO journal_change (table_name, row_id, old, new, replaced) "
        f"SELECT '{table}', NEW.id, json_group_object(f, o), json_group_object(f, n), '{{}}' "
        f"FROM ({fields}) WHERE o IS NOT n; END"
    )


def _object(row: str, columns: list[str]) -> str:
    pairs = ", ".join(f"'{name}', {row}.\"{name}\"" for name in columns)
    return f"json_object({pairs})"
