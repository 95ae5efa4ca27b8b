"""Restores a complete export into an empty store."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

from models.acts.registry import act
from models.domain.errors import DataFileWrong, Refused
from models.domain.language import N_
from models.domain.text_file import read_text
from models.domain.warnings import RuleWarning
from models.materials.carrying import carry_in, folder_beside, named
from models.queries.materials import every_material
from models.store.entry import RowChange
from models.store.entry_checks import change_fault
from models.store.export import FORMAT
from models.store.restore import has_loose_ends, has_records, insert_rows
from models.store.schema import SCHEMA_VERSION
from models.store.triggers import journalled_tables
from models.store.unit import Unit
from models.tables.base import Record

_NOT_EMPTY = N_("This folder holds records already; an export is taken over into an empty one (--home).")
_NO_EXPORT = N_("{path} is no complete export of chibo.")
_OTHER_SCHEMA = N_("{path} was exported by another version of chibo (schema {found}, this one has {known}).")
_WRONG_ROW = N_("{path} has a record of “{table}” that does not fit; nothing was taken over.")
_MISSING = N_("These attached papers are not, or not unchanged, in {folder}: {papers}. Attach them again.")
_LOOSE = N_("{path} refers to records that are not in it; nothing was taken over.")


@act("store.restore", label=N_("took over an export with {count} records"))
def restore(unit: Unit, file: Path) -> int:
    """Take over everything that “chibo export” wrote, into a store without records; return how many there were.

    The attached papers are taken from the folder beside the export; the act warns of those that are not in it.
    """
    tables = _read(file)
    if has_records(unit.connection):
        raise Refused(_NOT_EMPTY)
    for table, rows in tables.items():
        columns = {column.name for column in Record.metadata.tables[table].columns}
        for row in rows:
            _check(file, table, row, columns)
        try:
            insert_rows(unit.connection, table, rows)
        except sqlite3.IntegrityError:
            raise DataFileWrong(_WRONG_ROW, path=file, table=table) from None
    if has_loose_ends(unit.connection):
        raise DataFileWrong(_LOOSE, path=file)
    if missing := carry_in(unit.home, folder_beside(file), every_material(unit.connection)):
        unit.warn(RuleWarning(_MISSING, {"papers": named(missing), "folder": folder_beside(file)}))
    count = sum(map(len, tables.values()))
    unit.say(count=count)
    return count


def _read(file: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        found = json.loads(read_text(file))
        is_export = found["format"] == FORMAT and isinstance(found["tables"], dict)
        schema = found["schema"]
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        raise DataFileWrong(_NO_EXPORT, path=file) from None
    if not is_export:
        raise DataFileWrong(_NO_EXPORT, path=file)
    if schema != SCHEMA_VERSION:
        raise DataFileWrong(_OTHER_SCHEMA, path=file, found=schema, known=SCHEMA_VERSION)
    return _in_order(file, found["tables"])


def _in_order(file: Path, tables: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the tables ordered so that referenced rows come first.

    Raises :class:`DataFileWrong` for an unknown table.
    """
    known = {table.name for table in journalled_tables()}
    if set(tables) - known or not all(isinstance(rows, list) for rows in tables.values()):
        raise DataFileWrong(_NO_EXPORT, path=file)
    return {name: tables.get(name, []) for name in (str(table.name) for table in journalled_tables())}


def _check(file: Path, table: str, row: Any, columns: set[str]) -> None:
    """Raise :class:`DataFileWrong` unless a row has the columns of its table, with valid values."""
    if not isinstance(row, dict) or {*row, "deleted"} != columns or not isinstance(row["id"], str):
        raise DataFileWrong(_WRONG_ROW, path=file, table=table)
    new = {name: value for name, value in row.items() if name != "id"} | {"deleted": 0}
    if change_fault(RowChange(table, row["id"], None, new)) is not None:
        raise DataFileWrong(_WRONG_ROW, path=file, table=table)
