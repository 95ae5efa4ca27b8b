"""A report's figures of the year: docs/report.md read leniently. A report of an older program has none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.domain.classification import well_or_better
from models.domain.vocabulary import Classification
from sync.server.report_content import Content, counted, listed, part

_MOST_YEARS = 4
_MOST_MEMBERS = 1_000


@dataclass(frozen=True, slots=True)
class CellYearFigures:
    """The columns of :class:`sync.server.tables.CellYear` that the content gives."""

    year: int
    planned: int
    reviewed: int
    well: int
    excellent: int


def read_years(content: Content, day: date) -> tuple[CellYearFigures, ...]:
    """Return the figures of the meeting's year and of the one before; others are not accepted."""
    found = {one.year: one for one in _years(content) if day.year - 1 <= one.year <= day.year}
    return tuple(found.values())


def _years(content: Content) -> Iterator[CellYearFigures]:
    for one in listed(part(content, "year").get("years"))[:_MOST_YEARS]:
        if not isinstance(one, dict) or (year := counted(one.get("year"))) is None:
            continue
        told = part(one, "classes")
        classes = [
            each for each in Classification for _ in range(min(counted(told.get(each.value)) or 0, _MOST_MEMBERS))
        ]
        well = well_or_better(classes) if classes else None
        yield CellYearFigures(
            year,
            min(counted(one.get("admissions_planned")) or 0, _MOST_MEMBERS),
            len(classes),
            well.numerator if well else 0,
            classes.count(Classification.EXCELLENT),
        )
