"""What the superior wrote about the cell: official points of meetings, praise."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import from_text
from models.domain.points import Points
from models.domain.scoring import Total


@dataclass(frozen=True, slots=True)
class Official:
    """Points that the superior gave a meeting as a whole; ``by`` may be empty."""

    points: Points
    of: Points
    remark: str
    by: str
    at: datetime

    @property
    def total(self) -> Total:
        """The points as a complete sum of a sheet."""
        return Total(self.points, self.of, 0)


@dataclass(frozen=True, slots=True)
class PraiseView:
    """The superior's praise of the cell; ``by`` may be empty."""

    text: str
    by: str
    at: datetime


def official_points(connection: sqlite3.Connection) -> Mapping[str, Official]:
    """Return the superior's official points by meeting."""
    rows = connection.execute(
        "SELECT meeting_id, points, half, points_of, half_of, remark, given_by, given_at FROM official_points"
        " WHERE deleted = 0"
    )
    return {
        key: Official(Points.of(points, half), Points.of(of, half_of), remark, by, from_text(at))
        for key, points, half, of, half_of, remark, by, at in rows
    }


def praises(connection: sqlite3.Connection, year: int | None = None) -> tuple[PraiseView, ...]:
    """Return the praise that was not withdrawn, of a year or all, the latest first."""
    rows = connection.execute(
        "SELECT text, given_by, given_at FROM praise WHERE deleted = 0 AND withdrawn_at IS NULL"
        " AND (?1 IS NULL OR strftime('%Y', given_at, '+7 hours') = ?1) ORDER BY given_at DESC, id",
        (None if year is None else str(year),),
    )
    return tuple(PraiseView(text, by, from_text(at)) for text, by, at in rows)
