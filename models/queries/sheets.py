"""Which sheet of points applies: the one with given points, else the chosen one, else the one in force."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

from models.domain.errors import Refused, UnknownRecord
from models.domain.labels import label
from models.domain.language import N_
from models.domain.vocabulary import SheetKind
from models.domain.ways_out import WayOut
from models.profiles.criteria import CriteriaTable
from models.profiles.in_force import criteria_in_force, load_criteria
from models.queries.meetings import meeting
from models.queries.people import find_cell


def setting_of(sheet: SheetKind) -> str:
    """Return the key of the setting with the id of the chosen table; empty or missing: the one in force."""
    return f"criteria.{sheet.value}"


def chosen_sheet(connection: sqlite3.Connection, sheet: SheetKind) -> str:
    """Return the id of the table that the cell chose for a kind of sheet; empty if none."""
    row = connection.execute("SELECT value FROM setting WHERE deleted = 0 AND key = ?", (setting_of(sheet),)).fetchone()
    return str(row[0]) if row else ""


def sheet_in_force(connection: sqlite3.Connection, home: Path | None, sheet: SheetKind, on: date) -> CriteriaTable:
    """Return the table that applies to this cell on a day.

    A chosen table without a file is ignored. Raises :class:`Refused` if no table fits the type of cell,
    ``DataFileWrong`` if the chosen file, or the only one that could fit, is invalid.
    """
    wanted, own = chosen_sheet(connection, sheet), find_cell(connection)
    if wanted and (chosen := _first_of([wanted], home, sheet)):
        return chosen
    found = criteria_in_force(home, sheet, on, own.kind if own else None)
    if found is None:
        raise Refused(
            N_("Which sheet counts for “{sheet}” depends on the type of the cell; say which it is: {way}."),
            sheet=label(sheet),
            way=WayOut("cell.change", "kind=village"),
        )
    return found


def meeting_sheet(connection: sqlite3.Connection, home: Path | None, meeting_id: str) -> CriteriaTable:
    """Return the table of a meeting; given points keep the table by which they were given."""
    rows = connection.execute(
        "SELECT sheet, count(*) FROM score WHERE deleted = 0 AND meeting_id = ? GROUP BY sheet ORDER BY 2 DESC, 1",
        (meeting_id,),
    )
    given = _first_of([name for name, _count in rows], home, SheetKind.MEETING_QUALITY)
    return given or sheet_in_force(connection, home, SheetKind.MEETING_QUALITY, meeting(connection, meeting_id).day)


def year_sheet(connection: sqlite3.Connection, home: Path | None, sheet: SheetKind, year: int) -> CriteriaTable:
    """Return the table of a year, as of its end; given points keep their table. Raises as above."""
    rows = connection.execute(
        "SELECT sheet, count(*) FROM year_score WHERE deleted = 0 AND year = ? GROUP BY sheet ORDER BY 2 DESC, 1",
        (year,),
    )
    given = _first_of([name for name, _count in rows], home, sheet)
    return given or sheet_in_force(connection, home, sheet, date(year, 12, 31))


def _first_of(names: list[str], home: Path | None, sheet: SheetKind) -> CriteriaTable | None:
    """Return the first of these tables with a file of that kind."""
    for name in names:
        try:
            found = load_criteria(home, name)
        except UnknownRecord:
            continue
        if found.sheet is sheet:
            return found
    return None
