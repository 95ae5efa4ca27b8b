"""What is to be done next, with its keys: it leads the first screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.content import Content

from models.domain.formats import day_text, hour_text
from models.domain.language import _, ngettext
from models.domain.state_sets import NOT_OPENED, RUNNING
from models.domain.text import one_line
from models.domain.vocabulary import MeetingState
from models.queries.meetings import MeetingView, meeting_title
from models.queries.preparation import PreparationStep
from tui.lines.meter import meter

METER = 10


def next_step_lines(
    meeting: MeetingView, steps: Sequence[PreparationStep], today: date, next_day: date
) -> list[Content]:
    """Return what a cell does next about its current or last meeting; ``next_day`` is the next common meeting day."""
    title = one_line(meeting_title(meeting))
    if meeting.state in RUNNING:
        return [_first("▶", title, _("it goes on")), Content(_("{key:home.open} goes back in."))]
    if meeting.state in NOT_OPENED:
        where = " · ".join(filter(None, (_when(meeting, today), one_line(meeting.place))))
        return [_first("▶", title, where), *_preparation(steps), Content(_keys(meeting, today))]
    if meeting.state is MeetingState.CLOSED:
        return [
            _first("■", title, _("minutes not approved yet")),
            Content(_("{key:go.score} scores the meeting, {key:go.minutes} has its minutes.")),
        ]
    if meeting.state is MeetingState.POSTPONED:
        return [_first("–", title, _("postponed")), Content(_("{key:home.plan} plans another day."))]
    common = _("the next common day is {day}").format(day=day_text(next_day))
    return [
        _first("✓", title, _("minutes approved")),
        Content(_("{key:home.plan} plans the next meeting; {common}.").format(common=common)),
    ]


def _first(sign: str, title: str, told: str) -> Content:
    return Content.assemble((f"{sign} {title}", "b $accent"), f" · {told}")


def _when(meeting: MeetingView, today: date) -> str:
    days = (meeting.planned_day - today).days
    hour = hour_text(meeting.scheduled_at)
    if days == 0:
        return _("TODAY {hour}").format(hour=hour)
    if days < 0:
        return ngettext("{count} day ago, not opened", "{count} days ago, not opened", -days).format(count=-days)
    return ngettext("in {count} day, {hour}", "in {count} days, {hour}", days).format(count=days, hour=hour)


def _preparation(steps: Sequence[PreparationStep]) -> list[Content]:
    """Return how many steps of the preparation are done, and the missing ones."""
    missing = [str(step) for step in steps if not step.done]
    done = len(steps) - len(missing)
    ready = _("everything is prepared")
    told = (f"  ⚠ {' · '.join(missing)}", "$warning") if missing else (f"  ✓ {ready}", "$success")
    bar = meter(done, len(steps), METER)
    return [Content.assemble(f"{_('Preparation')} ", bar, f" {done}/{len(steps)}", told)]


def _keys(meeting: MeetingView, today: date) -> str:
    if meeting.planned_day <= today:
        return _("{key:home.open} goes in, {key:home.prepare} prepares it.")
    return _("{key:home.prepare} prepares it.")
