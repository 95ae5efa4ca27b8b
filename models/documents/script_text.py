"""The chair's script of one meeting: the texts of the data file, filled in from the agenda and the records.

It contains no confidential data: no notes, no titles of petitions or tasks, only their numbers.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from models.documents.wording import comrade, guest_names, subject_text
from models.domain.formats import day_text, hour_text
from models.domain.item_kinds import LAST_MINUTES, ItemKind, Presenter
from models.domain.language import N_, _
from models.domain.text import one_line, small
from models.domain.vocabulary import AttendanceState
from models.profiles.in_force import load_script, load_template
from models.profiles.placeholders import filled
from models.profiles.schema import TemplateItem
from models.profiles.script import MeetingScript, Moment, Placeholder, ScriptPart
from models.queries.agenda import AgendaView, ItemView, agenda
from models.queries.carry_over import carried_over
from models.queries.meetings import MeetingView, guests
from models.queries.people import cell
from models.queries.roll_call import called, electorate_of, roll_call
from models.queries.rules import meeting_rules

_MOMENTS: Mapping[Moment, str] = {
    Moment.START: N_("Before the meeting opens"),
    Moment.GUEST: N_("The superior speaks"),
    Moment.END: N_("Closing words"),
}

_NO_OFFICE = frozenset({Presenter.ALL, Presenter.ASSIGNED_MEMBER})
"""Presenters that are no single office: they are not addressed as one person."""

_LAST_MINUTES = "last-minutes"
"""The key in the script of the item that no template has."""

_Values = Mapping[Placeholder, str]


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """The chair's words at an item, or at a moment (``item_id`` is empty then).

    ``presenter`` is who presents the item; empty if the chair or everybody does. ``close`` is empty if there are no
    closing words.
    """

    item_id: str
    heading: str
    presenter: str
    opening: str
    questions: tuple[str, ...]
    close: str


def script_of(connection: sqlite3.Connection, home: Path | None, meeting_id: str) -> tuple[SpokenPart, ...]:
    """Return the script of a meeting in order.

    Raises ``UnknownRecord`` when there is no such meeting.
    """
    listed = agenda(connection, meeting_id)
    script, keys = load_script(home), template_keys(home, listed.meeting)
    values = _values(connection, home, listed)
    return tuple(_parts(script, listed, keys, values))


def _parts(script: MeetingScript, listed: AgendaView, keys: Mapping[str, str], values: _Values) -> Iterator[SpokenPart]:
    kind = listed.meeting.kind
    guest = script.at(Moment.GUEST, kind) if values[Placeholder.SUPERIOR_GUEST] else None
    yield from _at(script.at(Moment.START, kind), Moment.START, values)
    for place, item in enumerate(listed.items):
        if guest and item.kind == ItemKind.SYNTHESIS:
            yield from _at(guest, Moment.GUEST, values)
            guest = None
        if part := script.of_item(keys.get(item.title_vi, ""), item.kind, kind, item.title_vi):
            following = listed.items[place + 1] if place + 1 < len(listed.items) else None
            yield _spoken(part, item, {**values, **_of_item(item, following)}, listed.meeting)
    yield from _at(guest, Moment.GUEST, values)
    yield from _at(script.at(Moment.END, kind), Moment.END, values)


def _at(part: ScriptPart | None, moment: Moment, values: _Values) -> Iterator[SpokenPart]:
    if part:
        yield _filled(part, "", _(_MOMENTS[moment]), "", values)


def _spoken(part: ScriptPart, item: ItemView, values: _Values, of: MeetingView) -> SpokenPart:
    heading = f"{item.number}. {one_line(item.title)}"
    presenter_id = item.placed.item.presenter_id
    is_chair = presenter_id == of.chair_id if presenter_id else item.presenter_text == Presenter.SECRETARY
    names_nobody = is_chair or item.presenter_text == Presenter.ALL
    return _filled(part, item.id, heading, "" if names_nobody else values[Placeholder.PRESENTER], values)


def _filled(part: ScriptPart, item_id: str, heading: str, presenter: str, values: _Values) -> SpokenPart:
    opening = part.open if presenter or part.own is None else part.own
    return SpokenPart(
        item_id,
        heading,
        presenter,
        filled(opening, values),
        tuple(filled(one, values) for one in part.questions),
        filled(part.close, values) if part.close else "",
    )


def template_keys(home: Path | None, of: MeetingView) -> Mapping[str, str]:
    """Return the keys of the template's items by their Vietnamese titles: an agenda keeps titles, not keys."""
    return {LAST_MINUTES.vi: _LAST_MINUTES} | {
        one.title.vi: one.key for one in _flat(load_template(home, of.kind).items)
    }


def _flat(items: tuple[TemplateItem, ...]) -> Iterator[TemplateItem]:
    for one in items:
        yield one
        yield from _flat(one.children)


def _values(connection: sqlite3.Connection, home: Path | None, listed: AgendaView) -> dict[Placeholder, str]:
    of = listed.meeting
    roll = roll_call(connection, of.id)
    rules = meeting_rules(home, of)
    expected = called(roll, exempt_in_denominator=rules.attendance.exempt_in_denominator.value)
    present = sum(row.state is AttendanceState.PRESENT for row in roll)
    voters = electorate_of(connection, of.id, rules.votes.counting).voters_present
    visitors = guests(connection, of.id)
    carried = carried_over(connection, of.id)
    end = of.begins_at + timedelta(minutes=listed.total_minutes or of.planned_minutes)
    overdue = sum(one.is_overdue(carried.day) for one in carried.tasks)
    return {
        Placeholder.CELL: one_line(cell(connection).name),
        Placeholder.MEETING: _meeting(of),
        Placeholder.DAY: day_text(of.day),
        Placeholder.END_HOUR: hour_text(end),
        Placeholder.CHAIR: comrade(of.chair) if of.chair else "",
        Placeholder.MINUTE_TAKER: comrade(of.minute_taker) if of.minute_taker else "",
        Placeholder.GUESTS: guest_names(visitors),
        Placeholder.SUPERIOR_GUEST: guest_names(one for one in visitors if one.assigned_superior),
        Placeholder.LISTED: str(len(expected)) if expected else "",
        Placeholder.PRESENT: str(present) if present else "",
        Placeholder.ABSENT: str(len(expected) - present) if present else "",
        Placeholder.VOTERS: str(voters) if present else "",
        Placeholder.TASKS_DONE: f"{carried.done.numerator}/{carried.done.denominator}" if carried.last_tasks else "",
        Placeholder.TASKS_OVERDUE: str(overdue) if carried.last else "",
        Placeholder.PETITIONS: str(len(carried.petitions)),
    }


def _meeting(of: MeetingView) -> str:
    """Return the meeting for use within a sentence: its title, else its kind and month in small letters."""
    text = subject_text(of)
    return text if of.title else small(text)


def _of_item(item: ItemView, following: ItemView | None) -> dict[Placeholder, str]:
    return {
        Placeholder.ITEM: one_line(item.title),
        Placeholder.PRESENTER: _presenter(item),
        Placeholder.MINUTES: str(item.minutes) if item.minutes else "",
        Placeholder.NEXT_ITEM: one_line(following.title) if following else "",
        Placeholder.NEXT_PRESENTER: _presenter(following) if following else "",
    }


def _presenter(item: ItemView) -> str:
    """Return the presenter of an item: a name, else an office or the typed text."""
    if not item.presenter_name and item.presenter_text in _NO_OFFICE:
        return one_line(item.presenter)
    return comrade(one_line(item.presenter)) if item.presenter else ""
