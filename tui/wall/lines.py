"""The texts of the wall, from data that may be shown."""

from __future__ import annotations

from datetime import datetime

from textual.content import Content

from models.domain.formats import hour_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.timing import clock_text, countdown_text
from models.domain.vocabulary import ItemState, MeetingState
from models.queries.meetings import meeting_title
from models.queries.wall import WallView
from tui.lines.items import ITEM_SIGNS, next_item_line

_OVER = frozenset({MeetingState.CLOSED, MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED})


def head(view: WallView, now: datetime, width: int) -> Content:
    """Return the cell and the time of day."""
    left = one_line(view.cell, max(10, width - 12))
    return Content.assemble((left, "b"), " " * max(1, width - 4 - Content(left).cell_length - 5), hour_text(now))


def title(view: WallView) -> str:
    """Return the title: the current item, or the state of the meeting."""
    of = view.meeting
    if view.is_paused:
        return _("Break")
    if of.state in _OVER:
        return _("The meeting is over.")
    if view.on:
        return f"{view.on.number}. {one_line(view.on.title)}"
    if of.opened_at is None:
        return one_line(meeting_title(of))
    return next_item_line(view.agenda)


def under_title(view: WallView) -> str:
    """Return the presenter; before the meeting, its hour and place."""
    of = view.meeting
    if of.state in _OVER:
        held = clock_text(of.held_seconds(of.closed_at or of.scheduled_at))
        return _("Thank you. Held {time}; resolutions passed: {count}.").format(time=held, count=view.passed)
    if view.on and not view.is_paused:
        return _("Presenter: {name}").format(name=one_line(view.on.presenter)) if view.on.presenter else ""
    if of.opened_at is None:
        return " · ".join(filter(None, (hour_text(of.scheduled_at), one_line(of.place))))
    return ""


def timer(view: WallView, now: datetime) -> str:
    """Return the time left of the item, or by how much it is over."""
    left = view.left_seconds(now)
    if view.is_paused or view.on is None:
        return ""
    return countdown_text(left, view.agenda.elapsed_seconds(now)[view.on.id])


def used(view: WallView, now: datetime) -> str:
    """Return the used and planned time of the item, with a sign and a word when it is paused or over."""
    left = view.left_seconds(now)
    if view.on is None or view.is_paused or left is None:
        return ""
    state = view.on.state
    rests = f"{ITEM_SIGNS[state]} {label(state)} · " if state is ItemState.PAUSED else ""
    time, minutes = clock_text(view.agenda.elapsed_seconds(now)[view.on.id]), view.on.minutes
    if left < 0:
        over = _("over by {time} (planned {minutes} min)").format(time=clock_text(-left), minutes=minutes)
        return f"{rests}! {over}"
    return rests + _("used {time} of {minutes} min").format(time=time, minutes=minutes)


def floor(view: WallView) -> Content:
    """Return the speaker and the next ones."""
    lines = []
    if view.speaker:
        lines.append(Content.assemble((_("Speaking") + "  ", "$foreground-muted"), (one_line(view.speaker), "b")))
    if view.next_speakers:
        names = ", ".join(one_line(name) for name in view.next_speakers)
        lines.append(Content.assemble((_("Next") + "  ", "$foreground-muted"), names))
    return Content("\n").join(lines)


def vote(view: WallView) -> Content:
    """Return the question of the open vote, or the last result."""
    if view.question:
        return Content.assemble((_("Vote") + "  ", "b $accent"), (one_line(view.question), "b"))
    if view.result is None:
        return Content("")
    found = view.result.result
    return Content.assemble(
        f"{one_line(view.result.question)}\n",
        (found.verdict, "b $success" if found.complete else "b $error"),
        f"\n{one_line(found.told)}",
    )


def foot(view: WallView) -> str:
    """Return the state of the meeting and the attendance; the arithmetic of N, which may be long, comes last."""
    voters = _("voters {voters} of N = {counted}").format(voters=view.voters_present, counted=view.counted)
    return "   ".join(
        (
            label(view.meeting.state),
            _("Present {present}").format(present=view.voters_present + view.others_present),
            " ".join(filter(None, (voters, view.reckoned))),
        )
    )


def agenda_lines(view: WallView, width: int) -> Content:
    """Return the agenda with the sign of each item's state."""
    lines = []
    for item in view.agenda.items:
        style = "b $accent" if view.on and item.id == view.on.id else "$foreground-muted" if item.ended_at else ""
        lines.append(
            Content.assemble((one_line(f"{ITEM_SIGNS[item.state]} {item.number:>2} {item.title}", width), style))
        )
    return Content("\n").join(lines)
