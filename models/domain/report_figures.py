"""The figures of a report: one declaration, from which reading, columns, sums and lines are derived.

A field of :class:`ReportFigures` is a column of the server's ``report_figure``; one of :class:`AddedFigures` is also
summed by month. ``told`` names the place in the content (docs/report.md) from which a figure is read. The labels of a
section's members on pages and in the preview are in :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from models.domain.language import N_
from models.domain.points import Points
from models.domain.scoring import GRADES
from models.domain.vocabulary import CellKind

VERSION = 5
"""The version of the reader; increase it with every change of the declarations: the server then reads its reports
again.
"""

WORDS: Mapping[str, Mapping[str, str]] = {
    "attendance": {
        "convened": N_("Convened and counted"),
        "present": N_("Present"),
        "excused": N_("Excused"),
        "unexcused": N_("Without a reason"),
        "exempt": N_("Exempt"),
        "elsewhere": N_("Temporarily elsewhere"),
        "late": N_("Came after the roll-call"),
    },
    "tasks": {
        "given": N_("Given by this meeting"),
        "last_given": N_("Given by the meeting before"),
        "last_done": N_("Of these done"),
        "last_late": N_("Of these late"),
        "overdue": N_("Past their day"),
    },
}
"""The labels of the counts of a section, in the order in which they are shown."""

_TOLD = "told"
_AMONG = "among"


def told(*path: str, default: Any = 0, among: Iterable[str] = ()) -> Any:
    """Declare a figure with its place in the content: its section, and the path of members.

    For a rate the last member is ``numerator`` or ``denominator``; if one is missing, both are 0. A word is one of
    ``among``, else empty.
    """
    return field(default=default, metadata={_TOLD: path, _AMONG: frozenset(map(str, among))})


def word_among(one: Field[Any], value: object) -> str:
    """Return a word that a figure may have; empty for any other value."""
    return value if isinstance(value, str) and value in one.metadata[_AMONG] else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFigures:
    """Figures that are summed over months and places."""

    attendance_n: int = told("indicators", "attendance", "numerator")
    attendance_d: int = told("indicators", "attendance", "denominator")
    speaking_n: int = told("indicators", "speaking", "numerator")
    speaking_d: int = told("indicators", "speaking", "denominator")
    tasks_n: int = told("indicators", "tasks", "numerator")
    tasks_d: int = told("indicators", "tasks", "denominator")
    targets_n: int = told("year", "targets", "numerator")
    targets_d: int = told("year", "targets", "denominator")
    admitted: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFigures(AddedFigures):
    """The figures that the server stores for a report; ``None`` is not recorded.

    ``month`` and ``day`` are those of the meeting, ``doubtful`` if the laptop's clock gave another day. ``grade`` and
    ``superior_grade`` are what the conditions of the cell's sheet leave of the points; empty if the report has none.
    """

    month: str
    day: str
    doubtful: bool
    kind: str
    title: str
    theme: str
    thematic: bool
    held: bool
    late: bool
    minutes: int | None = told("meeting", "minutes", default=None)
    planned: int | None = told("meeting", "planned_minutes", default=None)
    present: int | None = told("attendance", "present", default=None)
    tasks_given: int = told("tasks", "given")
    tasks_overdue: int = told("tasks", "overdue")
    resolutions: int = 0
    cell_kind: str = told("cell", "kind", default="", among=CellKind)
    points: Points | None = None
    points_of: Points | None = None
    grade: str = told("score", "grade", default="", among=GRADES)
    invited: bool = told("superior", "invited", default=False)
    attended: bool = told("superior", "attended", default=False)
    evaluated: bool = told("superior", "evaluated", default=False)
    superior_points: Points | None = None
    superior_of: Points | None = None
    superior_grade: str = told("superior", "grade", default="", among=GRADES)
    seal: str = ""


FIGURES = tuple(one.name for one in fields(ReportFigures))
ADDED = tuple(one.name for one in fields(AddedFigures))


def told_figures() -> Iterator[tuple[Field[Any], tuple[str, ...]]]:
    """Yield the figures that are read from one place of the content, each with its path."""
    for one in fields(ReportFigures):
        if path := one.metadata.get(_TOLD):
            yield one, path
