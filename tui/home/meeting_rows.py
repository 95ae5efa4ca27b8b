"""The meetings as rows: state, title and day, attendance and grade."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from models.domain.scoring import grade_name
from models.domain.text import one_line
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meeting_title
from models.queries.overview import Trend

STATE_MARKS = {
    MeetingState.PLANNED: "·",
    MeetingState.PREPARED: "◦",
    MeetingState.NOTIFIED: "○",
    MeetingState.OPEN: "▶",
    MeetingState.PAUSED: "‖",
    MeetingState.CLOSED: "■",
    MeetingState.POSTPONED: "–",
}
"""The sign of a meeting's state; ✓ for meetings with approved minutes."""


def meeting_row(meeting: MeetingView, figures: Trend | None, width: int) -> Content:
    """Return a meeting with its figures at the right end, as many as fit beside title and day."""
    sign = f" {STATE_MARKS.get(meeting.state, '✓')} "
    title = meeting_title(meeting)
    room = width - cell_len(sign) - cell_len(title) - 2
    right = next((one for one in _figures(figures) if cell_len(one) <= room), "")
    filling = " " * max(1, room + 1 - cell_len(right)) if right else " "
    return Content.assemble((sign, "$accent"), one_line(title), filling, (right, "$foreground-muted"))


def _figures(figures: Trend | None) -> tuple[str, ...]:
    """Return attendance and grade, the longest text first."""
    if figures is None or not figures.attendance.denominator:
        return ()
    came = f"{figures.attendance.numerator}/{figures.attendance.denominator}"
    if figures.grade is None:
        return (came,)
    points = f"{came} · {figures.grade.weighed}"
    return (f"{points} {grade_name(figures.grade.grade)}", points, came)
