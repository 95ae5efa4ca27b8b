"""The indicators of the cell from its records, by month, and summed over a period.

Each indicator is a part of a whole:

* months with a regular meeting: of the months since the cell's first meeting in which one was due;
* meetings with a theme: of the regular ones that were held (a separate thematic meeting counts too);
* tasks done, targets reached: of the tasks assigned in the month that are done or due;
* members admitted: admissions that passed, against the plan of the years in the period;
* yearly results of the cell (four-good, its grade, its members' classes) count in December.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from models.domain.bands import Grade, Rate
from models.domain.classification import well_or_better
from models.domain.errors import Refused
from models.domain.indicators import NOTHING, Belonging, Figure, Indicator, aggregate, percentage
from models.domain.progress import Progress
from models.domain.state_sets import ANSWERED_PETITIONS, FINISHED_TASKS, sql_list
from models.domain.vocabulary import Classification, MeetingKind, ScoreStage, SheetKind
from models.profiles.in_force import load_profile
from models.queries.meetings import BEGINS_AT
from models.queries.people import cell
from models.queries.plans import certificate, planned_admissions
from models.queries.reviews import ratings
from models.queries.year import YearMeeting, YearOfMeetings, year_of_meetings
from models.queries.year_points import YearSheet, year_points

Found = Iterable[tuple[str, Rate]]
"""Rates by month (``2026-03``)."""

_MONTH = f"substr(datetime({BEGINS_AT}, '+7 hours'), 1, 7)"
_HELD = "m.deleted = 0 AND m.opened_at IS NOT NULL AND m.closed_at IS NOT NULL AND m.kind <> 'committee'"


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator of a period with its percentage, two decimals, rounded half up; ``None`` if the whole is 0."""

    indicator: Indicator
    numerator: int
    denominator: int
    percent: str | None

    @property
    def rate(self) -> Rate:
        """The part and the whole."""
        return Rate(self.numerator, self.denominator)


def indicators(
    connection: sqlite3.Connection, home: Path | None, first: str, last: str, today: date
) -> tuple[IndicatorLine, ...]:
    """Return the indicators with figures of the months ``first`` to ``last`` (inclusive), as of a day."""
    own = cell(connection).id
    sums = aggregate(figures(connection, home, first, last, today), [Belonging(own)], first, last)
    return tuple(
        IndicatorLine(name, rate.numerator, rate.denominator, percentage(rate))
        for name, rate in sums.rates.items()
        if rate != NOTHING
    )


def figures(
    connection: sqlite3.Connection,
    home: Path | None,
    first: str,
    last: str,
    today: date,
    only: Collection[Indicator] = tuple(Indicator),
) -> Iterator[Figure]:
    """Yield the figures of the given indicators in the months ``first`` to ``last``."""
    own, records = cell(connection).id, _Records(connection, home, first, last, today)
    for indicator in only:
        for month, rate in _MAKERS[indicator](records):
            if first <= month <= last:
                yield Figure(own, month, indicator, rate)


@dataclass(frozen=True)
class _Records:
    """Records used by several indicators, read once."""

    connection: sqlite3.Connection
    home: Path | None
    first: str
    last: str
    today: date

    @property
    def years(self) -> range:
        """The years of the period."""
        return range(int(self.first[:4]), int(self.last[:4]) + 1)

    @cached_property
    def meetings(self) -> tuple[YearOfMeetings, ...]:
        """The meetings of these years."""
        return tuple(
            year_of_meetings(self.connection, year, load_profile(self.home, date(year, 12, 31)), self.home)
            for year in self.years
        )

    @cached_property
    def held(self) -> tuple[tuple[str, YearMeeting], ...]:
        """The meetings that were held, with their months."""
        return tuple((f"{one.meeting.day:%Y-%m}", one) for of in self.meetings for one in of.held)

    @cached_property
    def begun(self) -> str:
        """The month of the cell's first meeting: nothing was due before."""
        row = self.connection.execute(f"SELECT min({_MONTH}) FROM meeting m WHERE m.deleted = 0").fetchone()
        return row[0] or "9999"

    @cached_property
    def tasks(self) -> tuple[tuple[str, bool, Progress | None], ...]:
        """Done and due tasks, by the month of their meeting: whether done, and the progress of their target."""
        rows = self.connection.execute(
            f"SELECT {_MONTH}, t.state IN {sql_list(FINISHED_TASKS)}, t.baseline, t.target, t.actual FROM task t"
            " JOIN meeting m ON m.id = t.meeting_id AND m.deleted = 0 WHERE t.deleted = 0 AND t.state <> 'dropped'"
            f" AND (t.state IN {sql_list(FINISHED_TASKS)} OR t.due_on IS NULL OR t.due_on < ?)",
            (self.today.isoformat(),),
        )
        return tuple(
            (month, bool(done), None if target is None else Progress(baseline, target, actual))
            for month, done, baseline, target, actual in rows
        )

    @cached_property
    def sheets(self) -> dict[tuple[SheetKind, int], YearSheet | None]:
        """The sheets of years read so far."""
        return {}

    def sheet(self, kind: SheetKind, year: int) -> YearSheet | None:
        """Return a sheet of a year; ``None`` if none fits the type of cell."""
        if (kind, year) not in self.sheets:
            try:
                self.sheets[kind, year] = year_points(self.connection, self.home, kind, year, self.today)
            except Refused:
                self.sheets[kind, year] = None
        return self.sheets[kind, year]

    def grades(self, year: int) -> Iterator[tuple[YearMeeting, Grade]]:
        """Yield the graded meetings of a year with their grades, in the order of their days."""
        of = next(one for one in self.meetings if one.year == year)
        yield from ((one, of.grades[one.meeting.id].grade) for one in of.held if one.meeting.id in of.grades)

    def best_grade(self, year: int) -> str:
        """Return the name of the best grade of a meeting."""
        return load_profile(self.home, date(year, 12, 31)).review.meeting_quality.value.best.name


def _meetings_held(records: _Records) -> Found:
    for of in records.meetings:
        for month in range(1, 13):
            name = f"{of.year}-{month:02}"
            if name >= records.begun and of.is_due(month, records.today):
                yield name, Rate(int(of.regular(month) is not None), 1)


def _themes(records: _Records) -> Found:
    for month, one in records.held:
        yield month, Rate(int(one.thematic), int(one.meeting.kind is MeetingKind.REGULAR))


def _attendance(records: _Records) -> Found:
    return ((month, one.attendance) for month, one in records.held)


def _speaking(records: _Records) -> Found:
    return ((month, one.speaking) for month, one in records.held)


def _superiors(records: _Records) -> Found:
    return _counted(
        records,
        f"SELECT {_MONTH}, sum(EXISTS (SELECT 1 FROM guest g WHERE g.meeting_id = m.id AND g.deleted = 0"
        " AND g.assigned_superior = 1 AND g.arrived_at IS NOT NULL)), count(*) FROM meeting m"
        f" WHERE {_HELD} GROUP BY 1",
    )


def _good_meetings(records: _Records) -> Found:
    for year in records.years:
        best = records.best_grade(year)
        for one, grade in records.grades(year):
            yield f"{one.meeting.day:%Y-%m}", Rate(int(grade.name == best), 1)


def _good_cells(records: _Records) -> Found:
    for year in records.years:
        best = records.best_grade(year)
        latest = {one.meeting.day.month: grade for one, grade in records.grades(year) if _is_regular(one)}
        yield from ((f"{year}-{month:02}", Rate(int(grade.name == best), 1)) for month, grade in latest.items())


def _is_regular(one: YearMeeting) -> bool:
    return one.meeting.kind is MeetingKind.REGULAR


def _tasks_done(records: _Records) -> Found:
    return ((month, Rate(int(done), 1)) for month, done, _progress in records.tasks)


def _targets(records: _Records) -> Found:
    return ((month, Rate(int(progress.is_reached), 1)) for month, _done, progress in records.tasks if progress)


def _admitted(records: _Records) -> Found:
    for year in records.years:
        yield max(records.first, f"{year}-01"), Rate(0, planned_admissions(records.connection, year))
    yield from _counted(
        records,
        f"SELECT {_MONTH}, count(*), 0 FROM motion q JOIN meeting m ON m.id = q.meeting_id AND m.deleted = 0"
        " WHERE q.deleted = 0 AND q.kind = 'admission' AND q.state = 'passed' GROUP BY 1",
    )


def _petitions(records: _Records) -> Found:
    return _counted(
        records,
        f"SELECT {_MONTH}, sum(p.state IN {sql_list(ANSWERED_PETITIONS)}), count(*) FROM petition p"
        " JOIN meeting m ON m.id = p.meeting_id AND m.deleted = 0 WHERE p.deleted = 0 GROUP BY 1",
    )


def _four_good(records: _Records) -> Found:
    return ((f"{year}-12", Rate(int(met), 1)) for year, met in _years_judged(records))


def _excellent(records: _Records) -> Found:
    for year, met in _years_judged(records):
        sheet = records.sheet(SheetKind.CLASSIFICATION, year) if met else None
        if met:
            grade = next((found for stage in _LATEST_FIRST if sheet and (found := sheet.grade(stage))), None)
            yield f"{year}-12", Rate(int(grade is not None and sheet is not None and grade == sheet.bands.best), 1)


def _certificates(records: _Records) -> Found:
    for year, met in _years_judged(records):
        if met:
            yield f"{year}-12", Rate(int(bool(certificate(records.connection, year))), 1)


_LATEST_FIRST = tuple(reversed(ScoreStage))


def _years_judged(records: _Records) -> Iterator[tuple[int, bool]]:
    """Yield the years with a complete four-good sheet, and whether its last complete stage met the standard."""
    for year in records.years:
        sheet = records.sheet(SheetKind.FOUR_GOOD, year)
        for stage in _LATEST_FIRST if sheet else ():
            standing = sheet.standing(stage) if sheet and not sheet.total(stage).missing else None
            if standing is not None:
                yield year, standing.is_met
                break


def _reviewed_well(records: _Records) -> Found:
    return _reviewed(records, well_or_better)


def _reviewed_excellent(records: _Records) -> Found:
    return _reviewed(records, lambda found: Rate(found.count(Classification.EXCELLENT), len(found)))


def _reviewed(records: _Records, rate: Callable[[list[Classification]], Rate]) -> Found:
    for year in records.years:
        classes = ratings(records.connection, year, load_profile(records.home, date(year, 12, 31)))
        yield f"{year}-12", rate(list(classes.values()))


def _counted(records: _Records, sql: str) -> Found:
    return ((month, Rate(part, whole)) for month, part, whole in records.connection.execute(sql))


_MAKERS: Mapping[Indicator, Callable[[_Records], Found]] = {
    Indicator.MEETINGS_HELD: _meetings_held,
    Indicator.THEMES: _themes,
    Indicator.ATTENDANCE: _attendance,
    Indicator.SPEAKING: _speaking,
    Indicator.SUPERIORS: _superiors,
    Indicator.GOOD_MEETINGS: _good_meetings,
    Indicator.GOOD_CELLS: _good_cells,
    Indicator.TASKS_DONE: _tasks_done,
    Indicator.TARGETS: _targets,
    Indicator.ADMITTED: _admitted,
    Indicator.PETITIONS: _petitions,
    Indicator.FOUR_GOOD: _four_good,
    Indicator.FOUR_GOOD_EXCELLENT: _excellent,
    Indicator.CERTIFICATES: _certificates,
    Indicator.REVIEWED_WELL: _reviewed_well,
    Indicator.REVIEWED_EXCELLENT: _reviewed_excellent,
}
