"""The year as lines: one meeting per row, and their sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from models.domain.bands import Rate
from models.domain.formats import day_text, percent_text
from models.domain.labels import label
from models.domain.language import _, current_language
from models.domain.quarters import QUARTERS, roman
from models.domain.scoring import grade_name
from models.domain.text import one_line
from models.domain.vocabulary import Classification, ScoreStage
from models.queries.reviews import Reviews
from models.queries.superior import PraiseView
from models.queries.year import YearMeeting, YearOfMeetings
from models.queries.year_points import YearSheet
from tui.year.sheet_lines import short_verdict


def column_titles(width: int) -> Content:
    """Return the titles of the columns."""
    length, came, spoke, grade = _("length"), _("attended"), _("spoke up"), _("grade")
    right = f"{length:>11}{came:>14}{spoke:>10}{grade:>14}  "
    return Content.assemble((" " * max(0, width - cell_len(right)) + right, "$foreground-muted"))


def month_line(year: YearOfMeetings, month: int, one: YearMeeting | None, width: int, today: date) -> Content:
    """Return a meeting, or a month without one: missed, or not yet due."""
    if one is None:
        missed = year.is_due(month, today)
        mark = ("✗", "b $error") if missed else ("·", "$foreground-muted")
        text = _("no meeting was held") if missed else _("still to come")
        return Content.assemble(" ", mark, f" {month:>2}  ", (text, "" if missed else "$foreground-muted"))
    sign, style = _sign(year, one)
    right = _figures(year, one)
    room = max(8, width - cell_len(right) - 8)
    title = one_line(
        f"{_short_day(one)} {'◆' if one.thematic else ' '} {one.meeting.title or label(one.meeting.kind)}", room
    )
    filling = " " * max(1, width - cell_len(title) - cell_len(right) - 7)
    return Content.assemble(" ", (sign, style), f" {month:>2}  ", title, filling, (right, "$foreground-muted"))


def _short_day(one: YearMeeting) -> str:
    return f"{one.meeting.day:{'%d/%m' if current_language() == 'vi' else '%m-%d'}}"


def _sign(year: YearOfMeetings, one: YearMeeting) -> tuple[str, str]:
    if not one.was_held:
        return "·", "$accent"
    return ("⚠", "b $warning") if year.is_late(one) else ("✓", "$success")


def _figures(year: YearOfMeetings, one: YearMeeting) -> str:
    if not one.was_held:
        return ""
    minutes = (one.meeting.held_seconds(one.meeting.closed_at or one.meeting.scheduled_at) + 30) // 60
    graded = year.grades.get(one.meeting.id)
    grade = f"{grade_name(graded.grade)} {graded.weighed}" if graded else "–"
    sealed = "✓" if one.sealed else "·"
    return f"{minutes:>10}′{_share(one.attendance):>14}{percent_text(one.speaking):>10}{grade:>14}{sealed:>2}"


def _share(rate: Rate) -> str:
    return f"{rate.numerator}/{rate.denominator} {percent_text(rate)}" if rate.denominator else "–"


def year_sums(
    year: YearOfMeetings,
    four_good: YearSheet | None,
    reviews: Reviews,
    today: date,
    praises: Sequence[PraiseView] = (),
) -> Content:
    """Return the sums of the year's meetings, the total of the four-good sheet, the members' classes, and the
    superior's praise.
    """
    lines = list(_sums(year, four_good, reviews, today))
    if praises:
        latest = _("★ Praised by the superior {day}: {text}").format(
            day=day_text(praises[0].at), text=one_line(praises[0].text)
        )
        rest = f" (+{len(praises) - 1})" if len(praises) > 1 else ""
        lines.append(Content.assemble((f"{latest}{rest}", "$success")))
    return Content("\n").join(lines)


def _sums(year: YearOfMeetings, four_good: YearSheet | None, reviews: Reviews, today: date) -> Iterator[Content]:
    late = sum(year.is_late(one) for one in year.held)
    values = {"held": year.months_held, "due": year.months_due(today), "late": late, "day": year.latest_day}
    yield Content(_("Regular meetings in {held} of {due} months due; after the {day}th: {late}").format(**values))
    yield Content(_("Themes: {quarters}").format(quarters="  ".join(_quarter(year, one) for one in QUARTERS)))
    yield Content(
        _("Attendance {attendance} · spoke {speaking}").format(
            attendance=_share(year.attendance), speaking=_share(year.speaking)
        )
    )
    yield Content(_("Grades: {grades}").format(grades=_grades(year)))
    yield Content(_("Four-good: {standing}").format(standing=_four_good(four_good)))
    yield Content(_("Members: {classes}").format(classes=_classes(reviews)))


def _quarter(year: YearOfMeetings, quarter: int) -> str:
    held = year.quarters_with_theme[quarter]
    return f"{roman(quarter)} {'✓' if held else '–'}{f' ×{len(held)}' if len(held) > 1 else ''}"


def _grades(year: YearOfMeetings) -> str:
    counted = Counter(one.grade for one in year.grades.values())
    best_first = sorted(counted, key=lambda grade: -grade.at_least)
    told = " · ".join(f"{grade_name(grade)} {counted[grade]}" for grade in best_first)
    without = len(year.held) - counted.total()
    return " · ".join(
        filter(None, (told, _("without complete points: {count}").format(count=without) if without else ""))
    )


def _four_good(sheet: YearSheet | None) -> str:
    if sheet is None:
        return _("the type of cell is not told yet")
    stage = next((one for one in reversed(ScoreStage) if sheet.given[one]), None)
    return short_verdict(sheet, stage) if stage else _("no points are given yet")


def _classes(reviews: Reviews) -> str:
    counted = Counter(found for one in reviews.members if (found := reviews.valid_class(one)))
    told = " · ".join(f"{label(one)} {counted[one]}" for one in Classification if counted[one])
    return told or _("none is classified yet")
