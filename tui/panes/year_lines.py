"""The year as lines: a meeting a row, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from models.domain.bands import Rate
from models.domain.language import _
from models.domain.quarters import QUARTERS, roman
from models.queries.year import YearMeeting, YearOfMeetings
from tui.format import meeting_title, percent, shown


def column_titles(width: int) -> Content:
    """Return what stands over the columns of a meeting."""
    length, came, spoke, sealed = _("length"), _("attended"), _("spoke up"), _("sealed")
    right = f"{length:>10}{came:>14}{spoke:>10}{sealed:>8}"
    return Content.assemble((" " * max(0, width - cell_len(right)) + right, "$foreground-muted"))


def month_line(year: YearOfMeetings, month: int, one: YearMeeting | None, width: int, today: date) -> Content:
    """Return a meeting, or a month without one: missed, or still to come."""
    if one is None:
        missed = year.is_due(month, today)
        mark = ("✗", "b $error") if missed else ("·", "$foreground-muted")
        text = _("no meeting was held") if missed else _("still to come")
        return Content.assemble(" ", mark, f" {month:>2}  ", (text, "" if missed else "$foreground-muted"))
    sign, style = _sign(year, one)
    right = _figures(one)
    room = max(8, width - cell_len(right) - 8)
    title = shown(meeting_title(one.meeting) + (" ◆" if one.thematic else ""), room)
    filling = " " * max(1, width - cell_len(title) - cell_len(right) - 7)
    return Content.assemble(" ", (sign, style), f" {month:>2}  ", title, filling, (right, "$foreground-muted"))


def _sign(year: YearOfMeetings, one: YearMeeting) -> tuple[str, str]:
    if not one.was_held:
        return "·", "$accent"
    return ("⚠", "b $warning") if year.is_late(one) else ("✓", "$success")


def _figures(one: YearMeeting) -> str:
    if not one.was_held:
        return ""
    minutes = (one.meeting.held_seconds(one.meeting.closed_at or one.meeting.scheduled_at) + 30) // 60
    sealed = "✓" if one.sealed else "–"
    return f"{minutes:>9}′{_share(one.attendance):>14}{percent(one.speaking):>10}{sealed:>8}"


def _share(rate: Rate) -> str:
    return f"{rate.numerator}/{rate.denominator} {percent(rate)}" if rate.denominator else "–"


def year_sums(year: YearOfMeetings, today: date) -> Content:
    """Return what the meetings of the year add up to."""
    return Content("\n").join(list(_sums(year, today)))


def _sums(year: YearOfMeetings, today: date) -> Iterator[Content]:
    late = sum(year.is_late(one) for one in year.held)
    values = {"held": year.months_held, "due": year.months_due(today), "late": late, "day": year.latest_day}
    yield Content(_("Regular meetings in {held} of {due} months due; after the {day}th: {late}").format(**values))
    yield Content(_("Themes: {quarters}").format(quarters="  ".join(_quarter(year, one) for one in QUARTERS)))
    yield Content(
        _("Attendance {attendance} · spoke {speaking}").format(
            attendance=_share(year.attendance), speaking=_share(year.speaking)
        )
    )


def _quarter(year: YearOfMeetings, quarter: int) -> str:
    held = year.quarters_with_theme[quarter]
    return f"{roman(quarter)} {'✓' if held else '–'}{f' ×{len(held)}' if len(held) > 1 else ''}"
