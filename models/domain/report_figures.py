"""The figures of a report: one declaration, from which reading, columns, sums and lines come.

A field of :class:`ReportFigures` is a column of the server's ``report_figure``; one of :class:`AddedFigures` is added
up by month too. ``told`` says where docs/report.md has it: what has such a place is read from there. What a page and
the preview call the members of a section stands in :data:`WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields
from typing import Any

from models.domain.language import N_
from models.domain.points import Points

VERSION = 4
"""Of the reading of a report, one more whenever what is declared here changes: the server reads its reports again."""

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
"""The counts of a section in the order in which they are read, by what people call them."""

_TOLD = "told"


def told(*path: str, default: Any = 0) -> Any:
    """Declare a figure that the content holds: its section, and the members that lead to it.

    Of a rate the last one is ``numerator`` or ``denominator``: where one is lacking, both are 0.
    """
    return field(default=default, metadata={_TOLD: path})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedFigures:
    """What is added up over months and places."""

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
    """What the server keeps of a report; ``None`` is not recorded.

    ``month`` and ``day`` are those of the meeting, ``doubtful`` where the laptop's clock told another day.
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
    points: Points | None = None
    points_of: Points | None = None
    invited: bool = told("superior", "invited", default=False)
    attended: bool = told("superior", "attended", default=False)
    evaluated: bool = told("superior", "evaluated", default=False)
    superior_points: Points | None = None
    superior_of: Points | None = None
    seal: str = ""


FIGURES = tuple(one.name for one in fields(ReportFigures))
ADDED = tuple(one.name for one in fields(AddedFigures))


def told_figures() -> Iterator[tuple[Field[Any], tuple[str, ...]]]:
    """Yield the figures that are read from one place of the content, each with the way there."""
    for one in fields(ReportFigures):
        if path := one.metadata.get(_TOLD):
            yield one, path
