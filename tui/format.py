"""How texts, meetings and items are named on the screens."""

from __future__ import annotations

import sqlite3
from datetime import date

from rich.cells import cell_len

from models.domain.errors import UnknownRecord
from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _, ngettext
from models.domain.text import one_line
from models.domain.vocabulary import ItemState, MeetingKind
from models.queries.agenda import AgendaView, ItemView
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


def shown(text: str, width: int | None = None) -> str:
    """Return a text of a person safe for one line of the screen, cut to so many cells."""
    return one_line(text, width)


def meeting_title(of: MeetingView, cells: int | None = None) -> str:
    """Return what a meeting is called: its own title, else its kind, with the day; cut to ``cells``, the day whole."""
    name = shown(of.title) or _KINDS.get(of.kind, lambda: label(of.kind))()
    when = day_text(of.scheduled_at)
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
    """Return the line of an act with the meeting that it changed, where nobody had named one (see ``ActOutcome``)."""
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


def of_item(heading: str, item: ItemView | None) -> str:
    """Return the heading of a form about an item, with its number and title; empty where there is none."""
    return heading.format(number=item.number, item=item.title) if item else ""


def stored_day(found: date | str | None) -> str:
    """Return a day as the language writes it, of a day or its ISO text; empty for none."""
    if not found:
        return ""
    return day_text(date.fromisoformat(found) if isinstance(found, str) else found)
