"""How numbers, times and names are written on the screens."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from rich.cells import cell_len

from models.domain.bands import Rate
from models.domain.clock import day_of, local
from models.domain.errors import UnknownRecord
from models.domain.labels import label
from models.domain.language import _, current_language, day_text, ngettext
from models.domain.text import one_line
from models.domain.vocabulary import ItemState, MeetingKind
from models.queries.agenda import AgendaView
from models.queries.meetings import MeetingView, meeting

MARKS = {
    ItemState.PENDING: "·",
    ItemState.RUNNING: "▶",
    ItemState.PAUSED: "‖",
    ItemState.DONE: "✓",
    ItemState.SKIPPED: "–",
    ItemState.DEFERRED: "→",
}
"""The state of an item as a sign, so that no state is told by colour alone."""


def hour(moment: datetime) -> str:
    """Return a time of the day in Vietnam: ``14:05``."""
    return f"{local(moment):%H:%M}"


def end_hour(moment: datetime, began: datetime) -> str:
    """Return when something ended: ``15:40``, with its day where that is not the day on which it began."""
    return hour(moment) if day_of(moment) == day_of(began) else f"{hour(moment)} {day(moment)}"


def taken(seconds: int) -> str:
    """Return a stretch of time in minutes and seconds, not to be taken for a time of the day: ``2′05″``."""
    return f"{seconds // 60}′{seconds % 60:02}″"


def day(moment: datetime) -> str:
    """Return a day in Vietnam as the language writes it: ``03/12/2026``, or ``2026-12-03`` in English."""
    return day_text(day_of(moment))


def percent(rate: Rate) -> str:
    """Return a share as people read it, ``85,94 %`` or in English ``85.94 %``, without decimals that are nought."""
    if rate.hundredths is None:
        return "–"
    whole, rest = divmod(rate.hundredths, 100)
    point = "," if current_language() == "vi" else "."
    return f"{whole}{point}{rest:02} %" if rest else f"{whole} %"


def shown(text: str, width: int | None = None) -> str:
    """Return a text of a person safe for one line of the screen, cut to so many cells."""
    return one_line(text, width)


def meeting_title(of: MeetingView, cells: int | None = None) -> str:
    """Return what a meeting is called: its own title, else its kind, with the day; cut to ``cells``, the day whole."""
    name = shown(of.title) or _KINDS.get(of.kind, lambda: label(of.kind))()
    when = day(of.scheduled_at)
    return f"{name if cells is None else shown(name, max(1, cells - cell_len(when) - 1))} {when}"


def following_item(view: AgendaView) -> str:
    """Return the item that comes next, or how the agenda ended."""
    if following := view.next:
        return _("Next: {number}. {item}").format(number=following.number, item=shown(following.title))
    left = view.left_over
    if not left:
        return _("The agenda is done.")
    text = ngettext("{count} item is left for the next meeting.", "{count} items are left for the next meeting.", left)
    return text.format(count=left)


def told(line: str, meeting_id: str, reader: sqlite3.Connection) -> str:
    """Return the line of an act with the meeting that it changed, where nobody had named one (see ``Outcome``)."""
    if not meeting_id:
        return line
    try:
        return f"{line} · {meeting_title(meeting(reader, meeting_id))}"
    except UnknownRecord:  # its plan was undone with this
        return line


_KINDS = {
    MeetingKind.REGULAR: lambda: _("Regular meeting"),
    MeetingKind.THEMATIC: lambda: _("Thematic meeting"),
    MeetingKind.EXTRAORDINARY: lambda: _("Extraordinary meeting"),
    MeetingKind.ANNUAL_REVIEW: lambda: _("Annual review"),
    MeetingKind.ADMISSION: lambda: _("Admission"),
    MeetingKind.CONGRESS: lambda: _("Congress"),
    MeetingKind.COMMITTEE: lambda: _("Meeting of the cell committee"),
}
